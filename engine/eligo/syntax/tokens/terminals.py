"""The phrases of the language, taken from the terminals of the grammar, and the trie that finds the longest.

A phrase is a row of atoms: folded words (`vocabulary.names.word_key`) and single signs. So a phrase is found in any
case, hyphenated or not, British or American, and a new word is an edit of a file `grammar/*.lark` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from eligo.vocabulary.names import word_key

#: a word, a sign, or the sign of a multiple glued to its number or its limit: ``2.5x ULN``, ``2.5xULN``, ``2.5 xULN``
_GLUED = r"x(?=(?:ULN|LLN|UNL)?\b)"
_ATOM = re.compile(
    rf"(?i:(?<=\d){_GLUED}|(?<=\d )x(?=(?:ULN|LLN|UNL)\b)|\d+(?={_GLUED}))|[^\W_]+(?:'[^\W_]+)*|[^\w\s]|_"
)
_JOINED = re.compile(r"[\s\-‐‑]*")
_HYPHENS = "-‐‑"
#: the key, in a node of the trie, of the terminals whose phrase ends there; no atom is a space
_END = " "


class Atom(NamedTuple):
    """A folded word or a sign of a text, and where it stands."""

    key: str
    start: int
    end: int


class PhraseMatch(NamedTuple):
    """A phrase found in a text: the terminals it may be, the number of its atoms, and where it ends."""

    terminals: tuple[str, ...]
    atoms: int
    end: int


def atoms_of(text: str) -> list[Atom]:
    """Return the atoms of ``text`` in order."""
    return [
        Atom(word_key(m.group()) if m.group()[0].isalnum() else m.group(), m.start(), m.end())
        for m in _ATOM.finditer(text)
    ]


def alternatives(pattern: str) -> list[str]:
    r"""Return the literal alternatives of a Lark terminal's pattern.

    >>> alternatives(r"(?:at\ least|>=)")
    ['at least', '>=']
    >>> alternatives(r"(?:the\ )?(?:first|initial)\ dose")
    ['the first dose', 'the initial dose', 'first dose', 'initial dose']
    """
    written, _ = _choices(pattern, 0)
    return written


def _choices(pattern: str, at: int) -> tuple[list[str], int]:
    """Return what the alternatives from ``at`` up to the end of their group may be, and where that end is."""
    found: list[str] = []
    row = [""]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            found, row, at = found + row, [""], at + 1
            continue
        piece, at = _piece(pattern, at)
        row = [before + more for before in row for more in piece]
    return found + row, at


def _piece(pattern: str, at: int) -> tuple[list[str], int]:
    """Return what the group or the sign at ``at`` may be, and where it ends: with a ``?`` behind it, also nothing."""
    if pattern.startswith("(?:", at):
        written, end = _choices(pattern, at + 3)
        end += 1
    else:
        is_escaped = pattern[at] == "\\"
        written, end = [pattern[at + is_escaped]], at + is_escaped + 1
    return ([*written, ""], end + 1) if pattern.startswith("?", end) else (written, end)


class Phrases:
    """Finds the longest phrase at an atom of a text."""

    def __init__(self, terminals: Iterable[tuple[str, str]]) -> None:
        """Index ``(terminal, pattern)`` pairs; a phrase listed under several terminals may be any of them."""
        self._root: dict[str, Any] = {}
        for terminal, pattern in terminals:
            for phrase in alternatives(pattern):
                self._add(phrase, terminal)

    def _add(self, phrase: str, terminal: str) -> None:
        node = self._root
        for atom in atoms_of(phrase):
            if atom.key not in _HYPHENS:
                node = node.setdefault(atom.key, {})
        known: tuple[str, ...] = node.get(_END, ())
        if terminal not in known:
            node[_END] = (*known, terminal)

    def longest(self, text: str, atoms: list[Atom], first: int) -> PhraseMatch | None:
        """Return the longest phrase of ``text`` that begins at ``atoms[first]``, or None."""
        node = self._root
        found: PhraseMatch | None = None
        for index in range(first, len(atoms)):
            atom = atoms[index]
            if index > first:
                gap = _JOINED.match(text, atoms[index - 1].end)
                if gap is None or gap.end() < atom.start:
                    break
                if atom.key in _HYPHENS:
                    continue
            node = node.get(atom.key)
            if node is None:
                break
            if _END in node:
                found = PhraseMatch(node[_END], index - first + 1, atom.end)
        return found

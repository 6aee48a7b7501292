"""Names in printed rules, kept apart from the words round them.

The longest known name wins wherever a rule is read, so a name that is printed beside other words may read back as
another: an allergy to latex and `allergy to latex`, the vocabulary's own. Such a name is quoted, which makes it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from eligo.vocabulary.names import NameIndex, words_of

#: what a name stands between until the whole rule is printed: characters of no text
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


def marked(name: str) -> str:
    """Return ``name`` marked as one, for `told_apart`."""
    return f"{_OPEN}{name}{_CLOSE}"


def told_apart(printed: str, known: Iterable[NameIndex]) -> str:
    """Return ``printed`` without its marks, each name in quotes that would read as a part of a longer known one."""
    plain = _MARKED.sub(r"\1", printed)
    if plain == printed:
        return printed
    spans = [(m.start() - 2 * n, m.end() - 2 * n - 2) for n, m in enumerate(_MARKED.finditer(printed))]
    joined = _longer_names(plain, known)
    for start, end in reversed(spans):
        if any(first < end and start < last and (first < start or end < last) for first, last in joined):
            plain = f"{plain[:start]}'{plain[start:end]}'{plain[end:]}"
    return plain


def _longer_names(text: str, known: Iterable[NameIndex]) -> list[tuple[int, int]]:
    """Return where the names of several words stand that reading ``text`` from left to right would take."""
    words = words_of(text)
    found: list[tuple[int, int]] = []
    for index in known:
        at = 0
        while at < len(words):
            match = index.longest(text, words, at)
            if match is not None and match.words > 1:
                found.append((words[at].start, match.end))
            at += match.words if match is not None else 1
    return found

"""Which words the language knows at all, so that most lines it cannot read never reach the parser."""

from __future__ import annotations

import re
from collections.abc import Callable

from eligo.quantities.table import table
from eligo.quantities.units import known_unit
from eligo.syntax.grammar import parser
from eligo.syntax.tokens.coded import without_coded_doses
from eligo.syntax.tokens.ingredients import INGREDIENT_WORDS
from eligo.syntax.tokens.known_names import Names
from eligo.syntax.tokens.numerals import number_at
from eligo.syntax.tokens.references import REFERENCE_WORDS
from eligo.syntax.tokens.restating import POINTER_WORDS, without_abbreviations
from eligo.syntax.tokens.terminals import alternatives, atoms_of
from eligo.vocabulary.names import word_key

#: a word that no digit touches and no apostrophe divides; shorter ones may be levels or units
_WORD = re.compile(r"(?<![\w'’])[^\W\d_]{3,}(?![\w'’])")
#: words of which it is kept whether they are known
_KEPT = 50_000
_ANY_WORD = re.compile(r"[^\W_]+")
#: a level in roman numerals: ``IIIB``
_LEVEL = re.compile(r"[IVX]{1,4}[A-Da-d]?")
#: the sign of a multiple glued to its limit: ``2.5 xULN``
_GLUED_LIMITS = ("xULN", "xLLN", "xUNL")
#: terminals whose phrases make a sentence undecidable, in the order in which they are told; code and message
_TELLING = (
    ("FUTURE", "E404", "`{}` is about the future or a willingness"),
    ("JUDGEMENT", "E405", "`{}` asks for a judgement"),
    ("OPEN_LIST", "E403", "`{}` opens a list without an end"),
    ("VAGUE", "E402", "`{}` is vague: no rule can decide it"),
)


class KnownWords:
    """Every word that a name of the vocabulary, a phrase of the grammar, a unit or a number may hold."""

    def __init__(self, names: Names) -> None:
        """Gather the words of ``names`` and of the grammar."""
        by_name, _ = names.vocabulary.tables()
        self._keys = {word for name in by_name for word in name.split(" ")}
        self._keys.update(word for value in names.values for word in value)
        phrases = {terminal.name: alternatives(terminal.pattern.to_regexp()) for terminal in parser().terminals}
        for written in phrases.values():
            self._keys.update(atom.key for phrase in written for atom in atoms_of(phrase))
        self._keys.update(
            word_key(word) for word in (*POINTER_WORDS, *INGREDIENT_WORDS, *REFERENCE_WORDS, *_GLUED_LIMITS)
        )
        spellings = (*table().spellings, *table().whole)
        self._keys.update(word_key(word) for spelling in spellings for word in _WORD.findall(spelling))
        self._known = _Known(self._knows)
        self._telling = [
            (_openings(phrases[name]), _any_of(phrases[name]), code, message) for name, code, message in _TELLING
        ]

    def unknown(self, text: str) -> str | None:
        """Return the first word of ``text`` that nothing knows, or None."""
        known = self._known
        if all(known[word] for word in _WORD.findall(text)):
            return None
        plain = without_abbreviations(without_coded_doses(text))
        return next((word for word in _WORD.findall(plain) if not known[word]), None)

    def _knows(self, word: str) -> bool:
        if _LEVEL.fullmatch(word):
            return True
        return word_key(word) in self._keys or number_at(word, 0) is not None or known_unit(word) is not None

    def telling(self, text: str) -> tuple[str, str] | None:
        """Return code and message of what makes a sentence with unknown words a question in any case, or None."""
        words = _ANY_WORD.findall(text.lower())
        for openings, pattern, code, message in self._telling:
            found = None if openings.isdisjoint(words) else pattern.search(text)
            if found:
                return code, message.format(found.group())
        return None


class _Known(dict[str, bool]):
    """By word, whether it is known, as found out when it was first asked for."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        super().__init__()
        self._knows = knows

    def __missing__(self, word: str) -> bool:
        if len(self) > _KEPT:  # hostile text must not fill the memory
            self.clear()
        known = self[word] = self._knows(word)
        return known


def _openings(phrases: list[str]) -> frozenset[str]:
    """Return the first word of each of ``phrases``: where none of them stands, no phrase does."""
    return frozenset(_ANY_WORD.findall(phrase.lower())[0] for phrase in phrases)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    words = "|".join(re.escape(phrase) for phrase in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)

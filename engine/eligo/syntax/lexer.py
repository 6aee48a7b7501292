"""Split the text of a rule into the tokens of the grammar.

At each place the first of these that fits is taken: a quoted name, a question, a number (and after it a unit), a sign
of brackets, the longest name (of a definition, then of the vocabulary), the longest phrase of the grammar. What nothing
knows becomes one ``UNKNOWN`` token, never skipped. Brackets are told apart here: an alias after a name, a restated
value after an amount, a group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import takewhile

from lark import Token

from eligo.syntax.elliptic import before_head, behind_front
from eligo.syntax.grammar import anchors, phrases
from eligo.syntax.known_names import Names
from eligo.syntax.numerals import number_at
from eligo.syntax.terminals import Atom, PhraseMatch, atoms_of
from eligo.syntax.tidying import COMPARATORS, NUMERIC, tidy
from eligo.syntax.unit_text import is_time_letter, unit_end, unreadable_end
from eligo.vocabulary.names import Match, Word, words_of

_LEVEL = re.compile(r"(?:[IVX]{1,4}|[0-9])(?:[A-Ca-c][0-9]?)?(?![\w])|[A-E](?![\w])")
#: what goes on like this behind a digit is a number; a full stop ends the sentence
_NOT_A_LEVEL = re.compile(r"\.\w|[%/^]")
_FOR = re.compile(r"\s+for\s+", re.IGNORECASE)
#: a quoted name: an apostrophe inside a word does not end it
_QUOTED = re.compile(r"'(?P<name>(?:[^']|(?<=\w)'(?=\w))+)'(?!\w)")
#: in brackets behind a bound: the same value in another unit
_RESTATED = re.compile(r"\s*(?P<sign>[<>≤≥=]*)\s*(?P<number>\d)[\d.,]*\s*(?:[x×]\s*10|[^\s\d)])")
#: a number, or a length of time in words: ``six (6) months``
_LENGTH_AHEAD = re.compile(
    r"\s*(?:the\s+)?[\d.]|\s*\w+(?:[\s-]\w+)?(?:\s*\(\d+\))?\s+(?:hour|day|week|month|year)", re.IGNORECASE
)
_HYPHENATED = re.compile(r"[\s-]")
_PLURAL_BRACKET = re.compile(r"\((?:s|es|ies)\)")
_QUALIFIERS = frozenset(("FOR_MALE", "FOR_FEMALE"))
_CONDITION = frozenset(("IF", "LPAR"))
_BEFORE_NUMBER = COMPARATORS | {"IN_THE_PAST", "WITHIN", "FOR", "MEAN_OF_LAST", "ON_AT_LEAST"}
#: behind these, and at the start, a rule begins
_OPENS_RULE = frozenset(("", "LPAR", "IF", "THEN", "OTHERWISE", "UNLESS"))
_PEOPLE = frozenset(("MALE", "FEMALE", "ADULTS", "CHILDREN"))
#: words passed over: everywhere, or only where `_passes_over` finds their place
_PASSED = frozenset(("FILLER", "WAS", "WITH", "THERAPY"))
#: what stands between the items of a list
_LISTED = frozenset(("AND", "OR", "COMMA", "SLASH"))
#: what `with` stands behind where it says nothing: nothing at all, people, a connective
_BEFORE_WITH = _PEOPLE | {"", "AND", "OR"}


@dataclass
class Lexed:
    """The tokens of a rule, and the meanings of its name tokens by start offset."""

    tokens: list[Token]
    concepts: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    numbers: dict[int, Fraction] = field(default_factory=dict[int, Fraction])


def tokens_of(text: str, names: Names) -> Lexed:
    """Return the tokens of ``text``; their positions are offsets into it."""
    lexer = _Lexer(text, names)
    lexer.run()
    tidy(lexer.lexed.tokens)
    return lexer.lexed


class _Lexer:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.phrases = phrases()
        self.anchors = anchors()
        self.atoms: list[Atom] = atoms_of(text)
        self.words: list[Word] = words_of(text)
        self.atom_at = {atom.start: index for index, atom in enumerate(self.atoms)}
        self.word_at = {word.start: index for index, word in enumerate(self.words)}
        self.lexed = Lexed([])
        self.scale_open = False
        self.finding_open = False
        self.taken_open = False
        self.in_between = False
        #: names of which only a part is written, by where it stands
        self.whole_names: dict[int, str] = {}
        self.open_brackets: list[str] = []

    # --- the loop -------------------------------------------------------------------------------------------------

    def run(self) -> None:
        position = 0
        while position < len(self.text):
            if self.text[position].isspace() or (self.text[position] in "-‐‑" and not self._is_dash(position)):
                position += 1
                continue
            position = self._step(position)

    def _step(self, position: int) -> int:
        character = self.text[position]
        if character == '"':
            return self._string(position)
        if character == "'":
            return self._quoted(position)
        if character == "[":
            return self._label(position)
        if character == "(":
            return self._open_bracket(position)
        if character in "-–—~‐‑−":
            return self._dash(position)
        name = self._name(position)
        if name is not None and not (character.isdigit() and len(name.meanings) == 0):
            phrase = self._phrase(position)
            if phrase is None or phrase.end <= name.end or self._breaks_a_phrase(name, phrase):
                return self._take_name(position, name)
            return self._take_phrase(position, phrase)
        if self.scale_open and (level := self._level(position)):
            return self._emit("LEVEL", position, level)
        number = number_at(self.text, position)
        value = self._value(position)
        may_be_part = self._previous in _LISTED and (number is not None or value is not None)
        if may_be_part and (part := self._part_of_name(position)):
            return part
        if number is not None and (value is None or value <= number[0] or not self.finding_open):
            return self._number(position, *number)
        phrase = self._phrase(position)
        if value is not None and (phrase is None or self._means_value(position, value, phrase)):
            self._emit("VALUE", position, value)
            return self._passing_for(value)
        if phrase is not None:
            return self._take_phrase(position, phrase)
        return self._part_of_name(position) or self._unknown(position)

    def _emit(self, terminal: str, start: int, end: int) -> int:
        self.lexed.tokens.append(Token(terminal, self.text[start:end], start_pos=start, end_pos=end))
        return end

    @property
    def _previous(self) -> str:
        return self.lexed.tokens[-1].type if self.lexed.tokens else ""

    # --- names ----------------------------------------------------------------------------------------------------

    def _name(self, position: int) -> Match | None:
        index = self.word_at.get(position)
        if index is None or (self._previous in ("BEFORE", "OF") and self._anchor(position)):
            return None
        defined = self.names.definitions.longest(self.text, self.words, index)
        known = self.names.vocabulary.longest(self.text, self.words, index)
        if defined is not None and (known is None or defined.end >= known.end):
            return defined._replace(meanings=())
        return known

    def _take_name(self, position: int, name: Match) -> int:
        end = name.end
        plural = _PLURAL_BRACKET.match(self.text, end)
        self.lexed.concepts[position] = name.meanings
        self._open(name.meanings)
        self._emit("NAME" if name.meanings else "DEFINED", position, end)
        return plural.end() if plural else end

    def _part_of_name(self, position: int) -> int | None:
        """``renal or hepatic disease``, ``hepatitis B or C``: take the word for the name that a neighbour completes."""
        index = self.word_at.get(position)
        if index is None or self._previous == "UNKNOWN":
            return None
        known = self.names.vocabulary
        shared = before_head(self.text, self.words, index, known)
        behind = list(takewhile(lambda token: token.type in _LISTED, reversed(self.lexed.tokens)))
        before = self.lexed.tokens[-1 - len(behind)] if 0 < len(behind) < len(self.lexed.tokens) else None
        if shared is None and before is not None and before.type == "NAME":
            whole = self.whole_names.get(before.start_pos or 0, str(before))
            shared = behind_front(whole, self.text, self.words, index, known)
        if shared is None:
            return None
        self.whole_names[position] = shared.text
        return self._take_name(position, Match(shared.meanings, 0, shared.end))

    def _open(self, meanings: tuple[str, ...]) -> None:
        """Note what may follow: levels of a scale, values of a finding, ``therapy`` behind a drug."""
        self.scale_open = not self.names.scales.isdisjoint(meanings)
        self.finding_open = not self.names.findings.isdisjoint(meanings)
        self.taken_open = bool(meanings) and self.names.taken.issuperset(meanings)

    def _breaks_a_phrase(self, name: Match, phrase: PhraseMatch) -> bool:
        """``falls in the past year``: a phrase gives way to a name where a longer one begins behind the name."""
        following = self._phrase(self._skip(name.end, " -‐‑"))
        return following is not None and following.end > phrase.end

    def _quoted(self, position: int) -> int:
        quoted = _QUOTED.match(self.text, position)
        if quoted is None:
            return self._unknown(position)
        inner, end = quoted["name"], quoted.end()
        defined = self.names.definitions.exact(inner)
        meanings = () if defined else self.names.vocabulary.exact(inner)
        if not defined and not meanings:
            return self._emit("UNKNOWN", position, end)
        self.lexed.concepts[position] = meanings
        self._open(meanings)
        return self._emit("NAME" if meanings else "DEFINED", position, end)

    # --- brackets -------------------------------------------------------------------------------------------------

    def _open_bracket(self, position: int) -> int:
        phrase = self._phrase(position)
        if phrase is not None and phrase.atoms > 1:
            return self._take_phrase(position, phrase)
        close = self.text.find(")", position)
        inner = self.text[position + 1 : close] if close > 0 else ""
        if self._previous in ("NAME", "DEFINED", "OLD") and inner and self.names.vocabulary.exact(inner):
            self.lexed.concepts[position] = self.names.vocabulary.exact(inner)
            return self._emit("ALIAS", position, close + 1)
        restated = _RESTATED.match(inner) if self._previous in NUMERIC else None
        if restated and self._repeats_comparison(position + 1 + restated.start("sign"), restated["sign"]):
            self._emit("RESTATED", position, position + 1)
            return position + 1 + restated.start("number")
        return self._emit("LPAR", position, position + 1)

    def _repeats_comparison(self, position: int, sign: str) -> bool:
        """Tell whether the sign in a bracket, where there is one, is that of the bound that the bracket restates."""
        phrase = self._phrase(position) if sign else None
        before = next((token.type for token in reversed(self.lexed.tokens) if token.type in COMPARATORS), None)
        return phrase is None or before in phrase.terminals

    # --- numbers, units and levels --------------------------------------------------------------------------------

    def _number(self, position: int, end: int, value: Fraction) -> int:
        self.lexed.numbers[position] = value
        after_pair = re.compile(r"\s*/\s*(?=\d)").match(self.text, end)
        self._emit("NUMBER", position, end)
        if after_pair and self._previous_but(1) in COMPARATORS | {"PAIR_SLASH", "DASH", "TO"}:
            return self._emit("PAIR_SLASH", after_pair.start(), after_pair.end())
        return self._unit(end)

    def _skip(self, position: int, signs: str | None = None) -> int:
        """Return where the text goes on behind white space, or behind ``signs``."""
        return len(self.text) - len(self.text[position:].lstrip(signs))

    def _previous_but(self, back: int) -> str:
        return self.lexed.tokens[-1 - back].type if len(self.lexed.tokens) > back else ""

    def _unit(self, position: int) -> int:
        start = self._skip(position, " -‐‑")
        if start >= len(self.text):
            return position
        time = self._phrase(start)
        time_end = time.end if time is not None and "TIME_UNIT" in time.terminals else None
        if time_end is not None and self.text[time_end : time_end + 1] != "/":
            return self._emit("TIME_UNIT", start, time_end)
        end = unit_end(self.text, start)
        if end is None:
            return self._unreadable_unit(position, start)
        is_time = end == time_end or is_time_letter(self.text[start:end])
        return self._emit("TIME_UNIT" if is_time else "UNIT", start, end)

    def _unreadable_unit(self, position: int, start: int) -> int:
        """Take as a unit what is written like one, for a message about it."""
        found = unreadable_end(self.text, start)
        if found is None:
            return position
        end, is_certain = found
        if not is_certain and (self._name(start) is not None or self._phrase(start) is not None):
            return position
        return self._emit("UNIT", start, end)

    def _level(self, position: int) -> int | None:
        match = _LEVEL.match(self.text, position)
        if match is None or (self.text[position].isdigit() and self._is_number(match.end())):
            return None
        return match.end()

    def _is_number(self, end: int) -> bool:
        """Tell whether the digits that end here are no level: those of a bound, a decimal, a length of time."""
        if self._previous in _BEFORE_NUMBER or _NOT_A_LEVEL.match(self.text, end):
            return True
        following = self._phrase(self._skip(end, " -‐‑"))
        return following is not None and "TIME_UNIT" in following.terminals

    def _value(self, position: int) -> int | None:
        index = self.word_at.get(position)
        if index is None:
            return None
        for count in (3, 2, 1):
            words = self.words[index : index + count]
            if len(words) == count and tuple(word.key for word in words) in self.names.values:
                return words[-1].end
        return None

    def _means_value(self, position: int, end: int, phrase: PhraseMatch) -> bool:
        """``ascites moderate``: behind a finding, a vague or empty word of the language may be one of its values."""
        is_letter = end - position == 1 and self.text[position].islower()
        is_weak = set(phrase.terminals) <= {"VAGUE", "FILLER"}
        return phrase.end <= end and is_weak and self.finding_open and not is_letter

    def _passing_for(self, position: int) -> int:
        """``positive for HIV``: a `for` behind a value says nothing, unless it opens a course or is of people."""
        found = _FOR.match(self.text, position)
        name = self._name(found.end()) if found else None
        return found.end() if found and name is not None else position

    # --- phrases --------------------------------------------------------------------------------------------------

    def _phrase(self, position: int) -> PhraseMatch | None:
        index = self.atom_at.get(position)
        if index is None:
            return None
        found = self.phrases.longest(self.text, self.atoms, index)
        if found is not None and self._previous in _OPENS_RULE and not _QUALIFIERS.isdisjoint(found.terminals):
            # `if female then …`: where no rule stands before it, this qualifies nothing but opens a condition
            first = self.phrases.longest(self.text, self.atoms[: index + 1], index)
            return first if first is not None and not _CONDITION.isdisjoint(first.terminals) else found
        anchor = self._anchor(position) if self._previous in ("BEFORE", "OF") else None
        return found if anchor is None or (found is not None and found.end > anchor.end) else anchor

    def _anchor(self, position: int) -> PhraseMatch | None:
        """Return the name of a date at ``position``: such names are words only where one is due."""
        index = self.atom_at.get(position)
        return None if index is None else self.anchors.longest(self.text, self.atoms, index)

    def _take_phrase(self, position: int, phrase: PhraseMatch) -> int:
        terminal = self._choose(phrase, position)
        if terminal == "WITH" and self._previous not in _BEFORE_WITH:
            return self._emit("JOINS_WITH", position, phrase.end)
        if terminal is None or not self._passes_over(terminal, phrase.end):
            return self._unknown(position)
        if terminal not in _PASSED:
            self._emit(terminal, position, phrase.end)
            self._follow(terminal)
        return phrase.end

    def _passes_over(self, terminal: str, end: int) -> bool:
        """Tell whether a word that may be passed over only at a certain place stands there."""
        if terminal == "WAS":
            return self._value_follows(end)
        if terminal == "NO" and self.text[end - 3 : end].lower() == "non":
            return self._denies_one_word(end)
        if terminal == "THERAPY":
            return self.taken_open and self._previous in ("NAME", "ALIAS")
        return True

    def _denies_one_word(self, end: int) -> bool:
        """``non-pregnant`` denies it; ``non-metastatic breast cancer`` and ``history of non-X`` name another thing."""
        start = self._skip(end, " -‐‑")
        name = self._name(start)
        return not self._previous.startswith("LEAD") and (
            name is None or not _HYPHENATED.search(self.text[start : name.end])
        )

    def _follow(self, terminal: str) -> None:
        if terminal in ("BETWEEN", "BETWEEN_AGES"):
            self.in_between = True
        elif terminal == "AND" and self.in_between:
            last = self.lexed.tokens.pop()
            self._emit("AND_INSIDE", last.start_pos or 0, last.end_pos or 0)
            self.in_between = False
        elif terminal in ("NO", "LPAR", "IF", "THEN") or terminal.startswith("LEAD"):
            self.scale_open = self.finding_open = False

    def _choose(self, phrase: PhraseMatch, position: int) -> str | None:
        """Return the terminal meant where a phrase has several, or None where its place makes it no phrase at all."""
        terminals = phrase.terminals
        after_number = _LENGTH_AHEAD.match(self.text, phrase.end)
        if self._is_ever(position, phrase.end, after_number is not None):
            return "FILLER"
        if terminals[0].startswith("ANCHOR"):
            return terminals[0]
        if "TIMES" in terminals and self._previous != "NUMBER":
            return None
        if "OF" in terminals and self._previous == "TIME_UNIT" and self._anchor_after(phrase.end):
            return "OF"
        terminals = tuple(t for t in terminals if t != "OF")
        if len(terminals) > 1 and after_number:
            return next((t for t in terminals if t in COMPARATORS or t in ("BETWEEN", "WITHIN")), terminals[0])
        terminals = tuple(t for t in terminals if t not in COMPARATORS or len(terminals) == 1)
        if not terminals:
            return "FILLER" if self._is_filling_of(phrase, position) else None
        return terminals[0]

    def _anchor_after(self, position: int) -> bool:
        return self._anchor(self._skip(position)) is not None

    def _is_ever(self, start: int, end: int, is_length: bool) -> bool:
        """``history of stroke in the past``: without a length of time the words say *ever* once more."""
        if is_length or self.text[start:end].lower() != "in the past":
            return False
        following = self._phrase(self._skip(end))
        lead = next((t.type for t in reversed(self.lexed.tokens) if t.type.startswith("LEAD")), "")
        return lead == "LEAD_EVER" and (following is None or "TIME_UNIT" not in following.terminals)

    def _is_filling_of(self, phrase: PhraseMatch, position: int) -> bool:
        """``SpO2 of 90%``: between a name and its number, `of` says nothing."""
        if self.text[position : phrase.end].lower() != "of" or self._previous not in ("NAME", "DEFINED", "ALIAS"):
            return False
        start = self._skip(phrase.end)
        follows = self._phrase(start)
        return self.text[start : start + 1].isdigit() or (
            follows is not None and bool(COMPARATORS & set(follows.terminals))
        )

    def _value_follows(self, position: int) -> bool:
        return self._value(self._skip(position)) is not None

    # --- signs, strings and the rest ------------------------------------------------------------------------------

    def _is_dash(self, position: int) -> bool:
        """A hyphen is a dash between two numbers or levels, else it joins words."""
        if self._previous not in ("NUMBER", "UNIT", "TIME_UNIT", "LEVEL"):
            return False
        rest = self.text[position + 1 :].lstrip()
        return bool(rest[:1].isdigit() or (self.scale_open and _LEVEL.match(rest)))

    def _dash(self, position: int) -> int:
        if self._is_dash(position):
            return self._emit("DASH", position, position + 1)
        return self._unknown(position)

    def _string(self, position: int) -> int:
        end = position + 1
        while end < len(self.text) and self.text[end] != '"':
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            return self._emit("UNKNOWN", position, len(self.text))
        return self._emit("STRING", position, end + 1)

    def _label(self, position: int) -> int:
        match = re.compile(r"\[([a-z][a-z0-9_-]*)\]").match(self.text, position)
        if match is None or self._previous != "ASK":
            return self._emit("UNKNOWN", position, position + 1)
        return self._emit("LABEL", position, match.end())

    def _unknown(self, position: int) -> int:
        index = self.atom_at.get(position)
        end = self.atoms[index].end if index is not None else position + 1
        if self._previous == "UNKNOWN":
            last = self.lexed.tokens.pop()
            return self._emit("UNKNOWN", last.start_pos or 0, end)
        return self._emit("UNKNOWN", position, end)

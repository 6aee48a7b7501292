"""Numbers, their units, levels of scales and values of findings, where they stand in the text of a rule."""

from __future__ import annotations

import re
from fractions import Fraction

from eligo.syntax.tokens.remarks import Remarking
from eligo.syntax.tokens.scanner import COMPARATORS, NUMERIC
from eligo.syntax.tokens.terminals import PhraseMatch
from eligo.syntax.tokens.unit_text import bare_volume, is_time_letter, unit_end, unreadable_end
from eligo.syntax.words import QUALIFIERS

LEVEL = re.compile(r"(?:[IVX]{1,4}|[0-9])(?:[A-Ca-c][0-9]?)?(?![\w])|[A-E](?![\w])")
#: what goes on like this behind a digit is a number; a full stop ends the sentence
_NOT_A_LEVEL = re.compile(r"\.\w|[%/^]")
_NEXT_LEVEL = re.compile(r"\s*/\s*(?P<level>[1-4])(?![\d%^])(?!\.\d)")
_FOR = re.compile(r"\s+for\s+", re.IGNORECASE)
_PAIR_SLASH = re.compile(r"\s*/\s*(?=\d)")
#: masses that are passed in a day where the name of the measure says so
_MASSES = frozenset(("g", "mg", "gm", "grams", "gram"))
_BEFORE_NUMBER = COMPARATORS | {"IN_THE_PAST", "WITHIN", "FOR", "MEAN_OF_LAST", "ON_AT_LEAST", "BETWEEN", "AND_INSIDE"}
#: the other end of a range, where it is no level of a single digit: ``4-25``, ``0 to 5.5``
_LONG_END = re.compile(r"\s*(?:-|–|to)\s*(?:\d\d|\d\.\d)")


class Numbering(Remarking):
    """Takes numbers, units, levels and values."""

    def _number(self, position: int, end: int, value: Fraction) -> int:
        self.lexed.numbers[position] = value
        after_pair = _PAIR_SLASH.match(self.text, end)
        self._emit("NUMBER", position, end)
        if after_pair and self._previous_but(1) in COMPARATORS | {"PAIR_SLASH", "DASH", "TO"}:
            return self._emit("PAIR_SLASH", after_pair.start(), after_pair.end())
        return self._unit(end)

    def _weeks_and_days(self, position: int, whole: re.Match[str]) -> int:
        """``33+6 weeks``, ``33 6/7 weeks``, ``33 weeks and 6 days``: so many days."""
        days = 7 * int(whole["weeks"]) + int(whole["plus"] or whole["sevenths"] or whole["days"])
        self.lexed.numbers[position] = Fraction(days)
        self._emit_as("NUMBER", str(days), position, whole.end())
        return self._emit_as("TIME_UNIT", "days", whole.end(), whole.end())

    def _power(self, position: int, end: int, value: int) -> int:
        """``HCV RNA ≥ 10^4 IU/mL``: a power of ten that is the number itself."""
        self.lexed.numbers[position] = Fraction(value)
        self._emit_as("NUMBER", str(value), position, end)
        return self._unit(end)

    def _unit(self, position: int) -> int:
        start = self._skip(position, " -‐‑")
        if start >= len(self.text):
            return position
        time = self._phrase(start)
        if time is not None and time.terminals == ("COMPLETED",) and self._time_unit_at(self._skip(time.end)):
            return self._unit(time.end)
        time_end = time.end if time is not None and "TIME_UNIT" in time.terminals else None
        if time_end is not None and self.text[time_end : time_end + 1] != "/":
            return self._emit("TIME_UNIT", start, time_end)
        end = unit_end(self.text, start)
        if end is None:
            return self._unreadable_unit(position, start)
        if (volume := bare_volume(self.text[start:end])) and self._named_last(*self.names.counted):
            return self._emit_as("UNIT", f"/{volume}", start, end)
        if self.text[start:end] in _MASSES and self._is_daily():
            return self._emit_as("UNIT", f"{self.text[start:end]}/24h", start, end)
        is_time = end == time_end or is_time_letter(self.text[start:end])
        return self._emit("TIME_UNIT" if is_time else "UNIT", start, end)

    def _is_daily(self) -> bool:
        """``24-hour urine protein < 1 g``: the name says of how long the mass is."""
        last = next((token for token in reversed(self.lexed.tokens) if token.type == "NAME"), None)
        return last is not None and "24" in last and self._named_last("proteinuria")

    def _time_unit_at(self, position: int) -> bool:
        phrase = self._phrase(position)
        return phrase is not None and "TIME_UNIT" in phrase.terminals

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
        match = LEVEL.match(self.text, position)
        if match is None or (self.text[position].isdigit() and self._is_number(match.end())):
            return None
        return match.end()

    def _is_number(self, end: int) -> bool:
        """Tell whether the digits that end here are no level: those of a bound, a decimal, a length of time."""
        if self._previous in _BEFORE_NUMBER or _LONG_END.match(self.text, end):
            return True
        if self._previous in ("DASH", "TO") and self._previous_but(1) in NUMERIC:
            return True
        if _NOT_A_LEVEL.match(self.text, end):
            return not self._lists_levels(end)
        return self._time_unit_at(self._skip(end, " -‐‑"))

    def _lists_levels(self, end: int) -> bool:
        """``ECOG 0/1/2``: low levels that follow each other; ``4/5`` and ``14/15`` are perhaps four of five."""
        following = _NEXT_LEVEL.match(self.text, end)
        return following is not None and 0 <= int(self.text[end - 1]) == int(following["level"]) - 1 < 3 + 1

    def _means_value(self, position: int, end: int, phrase: PhraseMatch) -> bool:
        """``ascites moderate``: behind a finding, a vague or empty word of the language may be one of its values."""
        if QUALIFIERS.keys() >= set(phrase.terminals):
            return self._qualifier(position, phrase) is None
        is_letter = end - position == 1 and self.text[position].islower()
        is_weak = set(phrase.terminals) <= {"VAGUE", "FILLER", *QUALIFIERS}
        return phrase.end <= end and is_weak and self.finding_open and not is_letter

    def _passing_for(self, position: int) -> int:
        """``positive for HIV``: a `for` behind a value says nothing, unless it opens a course or is of people."""
        found = _FOR.match(self.text, position)
        name = self._name(found.end()) if found else None
        return found.end() if found and name is not None else position

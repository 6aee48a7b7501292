"""Numbers as protocols write them: digits, thousands commas, words, and a word with its digits in brackets."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?: 000)+(?!\d)|\d+,\d+|\d+)(?:\.\d+)?(?!\d)|\.\d+")
_UNITS: list[str] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORD = re.compile(
    r"(?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]+(one|two|three|four|five|six|seven|eight|nine))?"
    rf"|({'|'.join(sorted(_UNITS, key=len, reverse=True))}))(?![\w])",
    re.IGNORECASE,
)
#: no number of a criterion has more characters; longer ones are never read
_LONGEST = 100
_IN_BRACKETS = re.compile(r"\s*\(\s*(\d+)\s*\)")


@lru_cache(maxsize=4096)
def value_of(text: str) -> Fraction | None:
    """Return the exact value of digits as written, or None where the mark is not clear (``1,5``).

    >>> value_of("65,000"), value_of("100 000"), value_of("1.50"), value_of("1,5")
    (Fraction(65000, 1), Fraction(100000, 1), Fraction(3, 2), None)
    """
    plain = text.replace(" ", "")
    if len(plain) > _LONGEST:
        return None
    if "," in plain:
        if not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
            return None
        plain = plain.replace(",", "")
    return Fraction(plain)


def number_at(text: str, position: int) -> tuple[int, Fraction] | None:
    """Return the end and the value of the number at ``position``; the value of an unclear one is -1.

    ``six (6)`` is one number; where word and digits differ, the bracket is left for the parser to refuse.
    """
    if position and (text[position - 1].isalnum() or text[position - 1] == "_"):
        return None
    match = _DIGITS.match(text, position)
    if match:
        value = value_of(match.group())
        return match.end(), Fraction(-1) if value is None else value
    word = _WORD.match(text, position)
    if not word:
        return None
    tens, ones, unit = (group.lower() if group else "" for group in word.groups())
    value = Fraction(_TENS[tens] + (_UNITS.index(ones) if ones else 0)) if tens else Fraction(_UNITS.index(unit))
    bracket = _IN_BRACKETS.match(text, word.end())
    end = bracket.end() if bracket and int(bracket.group(1)) == value else word.end()
    return end, value

"""Numbers as protocols, laboratories and people write them, read exactly."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from eligo.quantities.problems import NumberError, shown
from eligo.quantities.spelling import SUPERSCRIPTS

__all__ = ["NUMBER", "NumberError", "decimal_text", "parse_number"]

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: dict[str, int] = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
    **{f"{ten}-{unit}": 10 * t + u for t, ten in enumerate(_TENS, 2) for u, unit in enumerate(_UNITS[:10]) if u},
    "hundred": 100,
    "one hundred": 100,
}

#: a number as digits: with thousands commas, with thousands blanks, plain (a power of ten as `1e3`), or `10^4`
NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9,])"
    r"|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?(?![0-9,])"
    r"|10(?:\^[0-9]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![0-9])"
    r"|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2}(?![0-9]))?)"
)
# patterns that a screening does not need are compiled when they are first used
_NUMBER = rf"(?P<sign>[+−–-]?) ?(?P<digits>{NUMBER})"
_MARKS = r"[+−–-]?[0-9]+(?:[.,' ][0-9]+)*"
_WORD_AND_DIGITS = r"(?P<word>[a-z -]+?) ?\((?P<digits>[0-9]+)\)"
_GAPS = str.maketrans("", "", ", \u00a0\u2009\u202f")
#: longer text is no number
LONGEST = 100


def parse_number(text: str) -> Fraction:
    """Return the number that ``text`` is: digits, thousands marked by commas or blanks, ``10^4``, or a word.

    Raises `NumberError` (E306) where it is none, and where a comma may be a decimal mark.

    >>> [str(parse_number(t)) for t in ("1,500", "100 000", "2.50", "10⁴", "−3", "six (6)", "twenty-one")]
    ['1500', '100000', '5/2', '10000', '-3', '6', '21']
    """
    plain = text.strip()
    if len(plain) > LONGEST:
        raise NumberError("E306", f"{shown(text)} is no number", "a number has at most 100 characters")
    match = re.fullmatch(_NUMBER, plain)
    if match:
        value = digits_value(match["digits"])
        return -value if match["sign"] in ("-", "−", "–") else value
    return _number_in_words(plain)


def digits_value(digits: str) -> Fraction:
    """Return the value of digits that match `NUMBER`."""
    lowered = digits.translate(SUPERSCRIPTS)
    if lowered != digits or "^" in digits:
        return Fraction(10) ** int(lowered.replace("^", "")[2:])
    return Fraction(digits.translate(_GAPS))


def _number_in_words(text: str) -> Fraction:
    words = " ".join(text.lower().split())
    if match := re.fullmatch(_WORD_AND_DIGITS, words):
        value = _word_value(match["word"])
        if value is not None and value == int(match["digits"]):
            return Fraction(value)
    elif (value := _word_value(words)) is not None:
        return Fraction(value)
    if "," in text and re.fullmatch(_MARKS, text):
        point = text.replace(",", ".") if text.count(",") == 1 and "." not in text else None
        remedy = f"write `{point}`, or group all thousands by three" if point else "write a point for decimals"
        raise NumberError("E306", f"{shown(text)} may have its comma for decimals or for thousands", remedy)
    raise NumberError("E306", f"{shown(text)} is no number", "write digits, such as `1500`, `1,500` or `1.5`")


def _word_value(words: str) -> int | None:
    return WORDS.get(words, WORDS.get(words.replace(" ", "-")))


#: beyond so many digits a number is given in scientific notation
_PLAIN_DIGITS = 80
_TOO_MANY = 10**_PLAIN_DIGITS
_ROUNDED = Context(prec=15)


def decimal_text(value: Fraction) -> str:
    """Return ``value`` as a decimal: exact where it terminates, else 15 significant digits, without trailing zeros.

    Numbers of more than 80 digits are given to 15 significant digits in scientific notation.

    >>> decimal_text(Fraction(1326, 10)), decimal_text(Fraction(1, 3)), decimal_text(Fraction(250000))
    ('132.6', '0.333333333333333', '250000')
    """
    numerator, denominator = value.numerator, value.denominator
    places = _decimal_places(denominator)
    if places is not None and places <= _PLAIN_DIGITS and abs(numerator) < _TOO_MANY * denominator:
        digits = str(abs(numerator) * (10**places // denominator)).rjust(places + 1, "0")
        sign = "-" if numerator < 0 else ""
        return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return _rounded_text(value)


def _rounded_text(value: Fraction) -> str:
    quotient = _scientific(value)
    plain = format(quotient.normalize(_ROUNDED), "f")
    return plain if len(plain) <= _PLAIN_DIGITS else str(quotient.normalize(_ROUNDED))


def _scientific(value: Fraction) -> Decimal:
    """Return ``value`` to 15 significant digits, correctly rounded."""
    exponent = _log10_floor(abs(value)) - 14
    scaled = value / Fraction(10) ** exponent
    return Decimal(round(scaled)).scaleb(exponent, Context(prec=16, Emax=10**6, Emin=-(10**6)))


def _log10_floor(value: Fraction) -> int:
    """Return the exponent of the leading digit of a positive ``value``."""
    bits = value.numerator.bit_length() - value.denominator.bit_length()
    # the logarithm of two is 0.30103; a guess from below, which two or three steps make right
    guess = (bits - 1) * 30103 // 100000 - 1
    while Fraction(10) ** (guess + 1) <= value:
        guess += 1
    return guess


def _decimal_places(denominator: int) -> int | None:
    """Return how many decimals 1/``denominator`` has, or None where it never ends."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None

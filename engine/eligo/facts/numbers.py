"""JSON numbers, exact.

A number is read once for each way it is written: laboratory values repeat (``1.4``, ``140``), and the text of a number
is all it depends on. `NUMBERS` maps that text to a `Number` and is handed to the JSON scanner as it is, so a number
already seen costs one look-up, which is less than making a ``Decimal`` of it.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from eligo.quantities.interval import Interval

#: no measurement needs more digits, or a power of ten further from one: amounts of substance end at 10^24
_MOST_DIGITS: Final = 100
_LARGEST_POWER: Final = 60
#: so few digits need no further look
_PLAIN_DIGITS: Final = 18
_MOST_KEPT: Final = 20_000


class NotANumberError(ValueError):
    """NaN, Infinity, or a number of a size that nothing measured has."""


class Number:
    """A number as written (``text``), its exact value, that value as an interval, and near enough as a float."""

    __slots__ = ("approximate", "exact", "interval", "text")

    def __init__(self, text: str, exact: Fraction) -> None:
        """Keep ``exact``, which ``text`` means."""
        self.text = text
        self.exact = exact
        self.interval = Interval(exact, exact)
        self.approximate = float(text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return "Number(…)"  # a patient's value belongs in no log

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


class _Numbers(dict[str, Number]):
    def __missing__(self, text: str) -> Number:
        if len(self) >= _MOST_KEPT:
            self.clear()
        number = self[text] = Number(text, exact_number(text))
        return number


#: the numbers seen so far, by their text
NUMBERS: Final = _Numbers()


def exact_number(text: str) -> Fraction:
    """Return the value of the JSON number ``text``; raises `NotANumberError`.

    >>> exact_number("1.40"), exact_number("-2e-3")
    (Fraction(7, 5), Fraction(-1, 500))
    """
    whole, _, decimals = text.partition(".")
    digits = whole + decimals
    if len(digits) <= _PLAIN_DIGITS and digits.isdigit():
        return Fraction(int(digits), 10 ** len(decimals)) if decimals else Fraction(int(digits))
    if len(text) > _MOST_DIGITS:
        raise NotANumberError
    try:
        decimal = Decimal(text)
    except InvalidOperation:
        raise NotANumberError from None
    # a power is refused before it is worked out: 10 to the 999999th has a million digits
    exponent = decimal.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _MOST_DIGITS or abs(decimal.adjusted()) > _LARGEST_POWER:
        raise NotANumberError
    return Fraction(decimal)


def plain_decimal(number: Number) -> str:
    """Return ``number`` without a power of ten, as the language writes numbers."""
    return exact_decimal(number.exact) or number.text


def exact_decimal(value: Fraction) -> str | None:
    """Return ``value`` as a decimal; None where it has no end.

    >>> exact_decimal(Fraction(7, 5)), exact_decimal(Fraction(-1, 200)), exact_decimal(Fraction(1, 3))
    ('1.4', '-0.005', None)
    """
    rest, places = value.denominator, 0
    for factor in (2, 5):
        power = 0
        while rest % factor == 0:
            rest //= factor
            power += 1
        places = max(places, power)
    if rest != 1:
        return None
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text

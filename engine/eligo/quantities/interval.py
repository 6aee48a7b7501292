"""Intervals of exact numbers: what is known of a value, and what follows from it.

A comparison with the whole interval answers 2 (yes, for every number in it), 0 (no, for none) or 1 (unknown).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

NO, UNKNOWN, YES = 0, 1, 2
Answer = Literal[0, 1, 2]


class Interval(Struct, frozen=True):
    """All numbers from ``low`` to ``high``; None is infinite. An open end does not belong to it.

    An interval is never empty: ValueError where it would be.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        """Refuse an empty interval; an infinite end is open."""
        if self.low is None:
            force_setattr(self, "low_open", True)
        if self.high is None:
            force_setattr(self, "high_open", True)
        if _is_empty(self.low, self.high, self.low_open, self.high_open):
            raise ValueError("an interval holds at least one number")

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """Return the interval of one number."""
        exact = Fraction(value)
        return cls(exact, exact)

    @property
    def is_point(self) -> bool:
        """Tell whether it is one number."""
        return self.low is not None and self.low == self.high

    def contains(self, value: Fraction | int) -> bool:
        """Tell whether ``value`` belongs to it."""
        over = self.low is None or value > self.low or (value == self.low and not self.low_open)
        under = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return over and under

    def below(self, bound: Fraction, *, inclusive: bool) -> Answer:
        """Answer whether it lies below ``bound`` (at most, where ``inclusive``).

        >>> less_than_five = Interval(None, Fraction(5), high_open=True)
        >>> less_than_five.below(Fraction(5), inclusive=False), less_than_five.below(Fraction(4), inclusive=True)
        (2, 1)
        """
        low, high = self.low, self.high
        if high is not None and (high < bound or (high == bound and (inclusive or self.high_open))):
            return 2
        if low is not None and (low > bound or (low == bound and (self.low_open or not inclusive))):
            return 0
        return 1

    def above(self, bound: Fraction, *, inclusive: bool) -> Answer:
        """Answer whether it lies above ``bound`` (at least, where ``inclusive``): the complement of `below`."""
        answer = self.below(bound, inclusive=not inclusive)
        return 1 if answer == 1 else 2 if answer == 0 else 0

    def intersection(self, other: Interval) -> Interval | None:
        """Return the numbers that belong to both, or None where none do."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or (other.low, other.low_open) > (low, low_open)):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or (other.high, not other.high_open) < (high, not high_open)):
            high, high_open = other.high, other.high_open
        return None if _is_empty(low, high, low_open, high_open) else Interval(low, high, low_open, high_open)

    def mapped(self, scale: Fraction, shift: Fraction = Fraction(0)) -> Interval:
        """Return what it becomes when every number is multiplied by ``scale`` (not 0) and ``shift`` is added."""
        low = None if self.low is None else _moved(self.low, scale, shift)
        high = low if self.high is self.low else None if self.high is None else _moved(self.high, scale, shift)
        if scale < 0:
            return Interval(high, low, self.high_open, self.low_open)
        return Interval(low, high, self.low_open, self.high_open)

    def rounded(self, decimals: int) -> Interval:
        """Return what it becomes when every number is rounded to ``decimals`` places, halves upwards.

        >>> Interval(Fraction("47.5"), Fraction("48.5"), high_open=True).rounded(0) == Interval.point(48)
        True
        """
        low = None if self.low is None else rounded(self.low, decimals)
        high = low if self.high is self.low else None if self.high is None else rounded(self.high, decimals)
        if self.high is not None and self.high_open and _is_half(self.high, decimals):
            high = rounded(self.high, decimals) - Fraction(1, 10**decimals)
        return Interval(low, high)

    def __neg__(self) -> Interval:
        return self.mapped(Fraction(-1))

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Return all products; exact also where an interval crosses 0 or is infinite."""
        products = [_product(a, b) for a in _ends(self) for b in _ends(other)]
        # of two ends at one place the closed one stands: some product reaches it
        low, low_open = min(products, key=lambda end: (end[0], end[1]))
        high, high_open = max(products, key=lambda end: (end[0], not end[1]))
        return Interval(_finite(low), _finite(high), low_open, high_open)

    def __truediv__(self, other: Interval) -> Interval:
        """Return all quotients; ZeroDivisionError where ``other`` does not lie above 0 (0 may be its open end)."""
        if other.above(Fraction(0), inclusive=False) != YES:
            raise ZeroDivisionError("the divisor may be 0 or less")
        low = Fraction(0) if other.high is None else 1 / other.high
        high = 1 / other.low if other.low else None
        return self * Interval(low, high, other.high_open, other.low_open)


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the least interval that holds all of ``intervals``; ValueError where there are none."""
    listed = list(intervals)
    if not listed:
        raise ValueError("nothing has no hull")
    if len(listed) == 1:
        return listed[0]
    low, low_open = listed[0].low, listed[0].low_open
    high, high_open = listed[0].high, listed[0].high_open
    for other in listed[1:]:
        if low is not None and (other.low is None or (other.low, other.low_open) < (low, low_open)):
            low, low_open = other.low, other.low_open
        if high is not None and (other.high is None or (other.high, not other.high_open) > (high, not high_open)):
            high, high_open = other.high, other.high_open
    return Interval(low, high, low_open, high_open)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return ``value`` rounded to ``decimals`` places, halves upwards, as laboratories report.

    >>> rounded(Fraction("7.05"), 1), rounded(Fraction("-0.5"), 0)
    (Fraction(71, 10), Fraction(0, 1))
    """
    scale = 10**decimals
    return Fraction((2 * value * scale + 1) // 2, scale)


def _moved(value: Fraction, scale: Fraction, shift: Fraction) -> Fraction:
    return value * scale + shift if shift else value * scale


def _is_half(value: Fraction, decimals: int) -> bool:
    return (value * 10**decimals).denominator == 2


def _is_empty(low: Fraction | None, high: Fraction | None, low_open: bool, high_open: bool) -> bool:
    if low is high:  # a single number, by far the most frequent interval, needs no comparison
        return low is not None and (low_open or high_open)
    return low is not None and high is not None and (low > high or (low == high and (low_open or high_open)))


_INFINITE = float("inf")
_End = tuple[Fraction | float, bool]


def _ends(interval: Interval) -> tuple[_End, _End]:
    low = -_INFINITE if interval.low is None else interval.low
    high = _INFINITE if interval.high is None else interval.high
    return (low, interval.low_open), (high, interval.high_open)


def _product(a: _End, b: _End) -> _End:
    (first, first_open), (second, second_open) = a, b
    # a closed 0 makes 0 of whatever it meets, an open end too; 0 × infinity is 0 by the same reason
    if not first or not second:
        reached = (not first and not first_open) or (not second and not second_open)
        return Fraction(0), not reached
    return first * second, first_open or second_open


def _finite(end: Fraction | float) -> Fraction | None:
    return end if isinstance(end, Fraction) else None

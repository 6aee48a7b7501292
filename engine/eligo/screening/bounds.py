"""Bounds compared with intervals, exactly: integers are multiplied across, nothing is rounded (LANGUAGE §3.3, §3.4)."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from eligo.quantities.interval import Interval
from eligo.screening.truth import NO, UNKNOWN, YES


class Bound(NamedTuple):
    """A bound as a ratio of integers, the denominator positive."""

    numerator: int
    denominator: int
    inclusive: bool

    @classmethod
    def of(cls, value: Fraction, inclusive: bool) -> Bound:
        """Return the bound at ``value``."""
        return cls(value.numerator, value.denominator, inclusive)

    @property
    def value(self) -> Fraction:
        """Return where it lies."""
        return Fraction(self.numerator, self.denominator)


def over(extent: Interval, bound: Bound) -> int:
    """Answer whether ``extent`` lies above ``bound``, or at it where the bound is inclusive."""
    numerator, denominator, inclusive = bound
    low, high = extent.low, extent.high
    if low is not None:
        side = low.numerator * denominator - numerator * low.denominator
        if side > 0 or (side == 0 and (inclusive or extent.low_open)):
            return YES
        if high is low:
            return NO
    if high is not None:
        side = high.numerator * denominator - numerator * high.denominator
        if side < 0 or (side == 0 and (not inclusive or extent.high_open)):
            return NO
    return UNKNOWN


def under(extent: Interval, bound: Bound) -> int:
    """Answer whether ``extent`` lies below ``bound``, or at it where the bound is inclusive."""
    numerator, denominator, inclusive = bound
    low, high = extent.low, extent.high
    if high is not None:
        side = high.numerator * denominator - numerator * high.denominator
        if side < 0 or (side == 0 and (inclusive or extent.high_open)):
            return YES
        if high is low:
            return NO
    if low is not None:
        side = low.numerator * denominator - numerator * low.denominator
        if side > 0 or (side == 0 and (not inclusive or extent.low_open)):
            return NO
    return UNKNOWN


def between(extent: Interval, low: Bound | None, high: Bound | None) -> int:
    """Answer whether ``extent`` keeps both bounds; None is no bound.

    An interval that has numbers on both sides of a bound is unknown; one wholly beyond either bound is no.
    """
    truth = YES if low is None else over(extent, low)
    return truth if high is None or truth == NO else min(truth, under(extent, high))

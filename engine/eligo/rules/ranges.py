"""The values that a bound lets through, to compare bounds with each other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from msgspec.structs import replace

from eligo.rules.model import Measure, Rule, Threshold
from eligo.vocabulary import Vocabulary
from eligo.vocabulary import model as v
from eligo.vocabulary.fitting import Fit, to_measure


@dataclass(frozen=True)
class Range:
    """From ``low`` to ``high`` (None: without end); open ends do not belong to it."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of_measure(cls, measure: v.Measure) -> Range:
        """Return everything that can exist."""
        return cls(measure.least, measure.greatest)

    @classmethod
    def of(cls, rule: Measure) -> Range:
        """Return the numbers that ``rule`` lets through, in its own unit."""
        low, high = rule.low, rule.high
        return cls(
            low.value if low else None, high.value if high else None,
            low is not None and not low.inclusive, high is not None and not high.inclusive,
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def intersect(self, other: Range) -> Range:
        """Return what lies in both."""
        low, low_open = _later((self.low, self.low_open), (other.low, other.low_open))
        high, high_open = _later(_mirrored(self.high, self.high_open), _mirrored(other.high, other.high_open))
        return Range(low, None if high is None else -high, low_open, high_open)

    def within(self, other: Range) -> bool:
        """Tell whether everything in this range lies in ``other``."""
        return self.intersect(other) == self


def _mirrored(bound: Fraction | None, is_open: bool) -> tuple[Fraction | None, bool]:
    return (None if bound is None else -bound), is_open


def _later(one: tuple[Fraction | None, bool], other: tuple[Fraction | None, bool]) -> tuple[Fraction | None, bool]:
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    if one[0] == other[0]:
        return one[0], one[1] or other[1]
    return one if one[0] > other[0] else other


def range_of(rule: Measure, vocabulary: Vocabulary) -> Range:
    """Return the values that ``rule`` lets through, in the measure's unit (ages in days, multiples as they are)."""

    def value(threshold: Threshold | None) -> Fraction | None:
        if threshold is None or rule.unit is None:
            return None if threshold is None else threshold.value
        if rule.measure == "age":
            return threshold.value * rule.unit.factor
        fit = to_measure(vocabulary.measure(rule.measure), rule.unit)
        return fit.conversion(threshold.value) if isinstance(fit, Fit) else threshold.value

    low_open = rule.low is not None and not rule.low.inclusive
    high_open = rule.high is not None and not rule.high.inclusive
    return Range(value(rule.low), value(rule.high), low_open, high_open)


def without_bounds(rule: Measure) -> Rule:
    """Return what ``rule`` asks of, its bounds and their unit left out: rules alike in this can be compared."""
    return replace(rule, low=None, high=None, unit=None)


def subject_of(rule: Rule) -> Rule | None:
    """Return what a bound on a single result is of, or None for any other rule."""
    return without_bounds(rule) if isinstance(rule, Measure) and rule.select.kind == "latest" else None

"""Changes between results, and ratios of results (LANGUAGE §2)."""

from __future__ import annotations

from fractions import Fraction

from reference.kleene import NO, UNKNOWN, YES, Truth, agreed, both, every, some
from reference.results import Reader, Result, compare, distinct
from reference.selecting import could_be_latest
from reference.time import Clock, at_least_apart, at_most_apart

from eligo.quantities.interval import Interval
from eligo.rules.model import Change, Ratio
from eligo.rules.model import Measure as MeasureRule


def changed(rule: Change, results: list[Result], clock: Clock) -> Truth:
    """Tell whether the latest of ``results`` differs so much from an earlier one, that far apart.

    ``results`` counts those of the window as YES; earlier ones need not lie in it.
    """
    known = [result for result in distinct(results) if clock.is_past(result.time) != NO]
    window = [result for result in known if result.counts != NO]
    if not any(result.counts == YES for result in window):
        return UNKNOWN
    return agreed(_since(latest, known, rule) for latest in could_be_latest(window))


def _since(latest: Result, results: list[Result], rule: Change) -> Truth:
    pairs: list[tuple[Truth, Truth]] = []
    for earlier in results:
        if earlier is latest:
            continue
        paired = every((_is_earlier(earlier, latest), _is_within(earlier, latest, rule)))
        if paired != NO:
            pairs.append((paired, compare(_change(earlier, latest, rule), rule.low, rule.high)))
    found = some(both(paired, truth) for paired, truth in pairs)
    if found == NO and not any(paired == YES for paired, _ in pairs):
        return UNKNOWN
    return found


def _is_earlier(one: Result, other: Result) -> Truth:
    if one.time.last < other.time.first:
        return YES
    return NO if one.time.first >= other.time.last else UNKNOWN


def _is_within(earlier: Result, latest: Result, rule: Change) -> Truth:
    truth: Truth = YES
    if rule.within.at_most is not None:
        truth = both(truth, at_most_apart(latest.time, earlier.time, rule.within.at_most))
    if rule.within.at_least is not None:
        truth = both(truth, at_least_apart(latest.time, earlier.time, rule.within.at_least))
    return truth


def _change(earlier: Result, latest: Result, rule: Change) -> Interval | None:
    if earlier.value is None or latest.value is None:
        return None
    difference = latest.value - earlier.value
    if rule.relative:
        try:
            share = latest.value / earlier.value
        except ZeroDivisionError:
            return difference if latest.value == earlier.value == Interval.point(0) else None
        difference = (share - Interval.point(1)).mapped(Fraction(100))
    if rule.direction == "decrease":
        return -difference
    return difference if rule.direction == "increase" else _size(difference)


def _size(difference: Interval) -> Interval:
    """Return how far from 0 it is."""
    if difference.low is not None and difference.low >= 0:
        return difference
    if difference.high is not None and difference.high <= 0:
        return -difference
    turned = -difference
    whole = [end for end in (difference, turned) if end.high is None] or sorted(
        (difference, turned), key=lambda value: (value.high or 0, not value.high_open)
    )
    return Interval(Fraction(0), whole[-1].high, False, whole[-1].high_open)


def ratio(rule: Ratio, reader: Reader, pools: list[list[Result]]) -> Truth:
    """Tell whether the ratio of the latest results that are of one day lies within the bounds."""
    one, other = (could_be_latest([r for r in distinct(pool) if r.counts != NO]) for pool in pools)
    if not one or not other:
        return UNKNOWN
    return agreed(_of_pair(first, second, rule) for first in one for second in other)


def _of_pair(first: Result, second: Result, rule: Ratio) -> Truth:
    if first.counts != YES or second.counts != YES or first.value is None or second.value is None:
        return UNKNOWN
    if not first.time.first_day == first.time.last_day == second.time.first_day == second.time.last_day:
        return UNKNOWN
    try:
        share = first.value / second.value
    except ZeroDivisionError:
        return UNKNOWN
    return compare(share, rule.low, rule.high)


def plain_rule(measure: str, rule: Change | Ratio) -> MeasureRule:
    """Return a rule that looks at the same results of ``measure``."""
    unit = rule.unit if isinstance(rule, Change) and not rule.relative else None
    return MeasureRule(measure, unit=unit, window=rule.window, any_age=rule.any_age)

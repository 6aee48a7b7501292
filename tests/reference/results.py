"""The results that a rule may look at, and what each is worth (LANGUAGE §3.2 to §3.5, §3.7, §3.9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from reference.kleene import UNKNOWN, YES, Truth, both
from reference.time import Clock, Time

from eligo.facts import Fact, FactSheet
from eligo.quantities.interval import Interval, hull
from eligo.quantities.units import Unit
from eligo.rules.model import Measure, Threshold
from eligo.vocabulary import Vocabulary
from eligo.vocabulary import model as v
from eligo.vocabulary.fitting import Fit, between, is_plausible, to_measure

#: postures exclude each other, and so do before and after the bronchodilator (the closed list of LANGUAGE §2)
EXCLUSIVE = (("seated", "supine", "standing"), ("post-bronchodilator", "pre-bronchodilator"))


@dataclass(frozen=True)
class Result:
    """One result. ``value`` None: nothing is known of it, because of its unit, its range, its context or its size.

    ``counts``: whether it lies in the window; ``measured`` is false of one that was computed.
    """

    time: Time
    value: Interval | None
    counts: Truth
    measured: bool = True
    limit: Interval | None = None

    def moment(self) -> tuple[int, int] | None:
        """Return its moment where it was measured at a stated time of day."""
        return (self.time.first, self.time.last) if self.measured and self.time.exact else None


class Reader:
    """Reads the results of one sheet."""

    def __init__(self, sheet: FactSheet, clock: Clock, vocabulary: Vocabulary) -> None:
        """Read ``sheet`` against ``clock``."""
        self.sheet, self.clock, self.vocabulary = sheet, clock, vocabulary

    def records(self, concept: str) -> list[Fact]:
        """Return the records of ``concept`` and of what is narrower."""
        members = self.vocabulary.members(concept)
        return [fact for fact in self.sheet.facts if fact.concept in members and fact.relation is None]

    def strange(self) -> list[Fact]:
        """Return the records that nothing knows and that may be of any condition, drug, procedure or positive finding.

        A number is of none of them. (What a code tells of a record is tested on its own.)
        """
        return [
            fact
            for fact in self.sheet.facts
            if fact.concept is None and fact.relation is None and fact.value is None and fact.written != "no"
        ]

    def time_of(self, fact: Fact) -> Time:
        """Return when a result is of; without any time it is of the screening date."""
        date = fact.time or fact.start or fact.end
        return self.clock.today() if date is None else self.clock.time(date)

    def value_in(self, fact: Fact, measure: v.Measure, target: Unit) -> Interval | None:
        """Return the value of ``fact`` in ``target``; None where it has none, or none that can be."""
        unit = fact.unit or (measure.unit if measure.has_natural_unit and not fact.unit_problem else None)
        if fact.value is None or unit is None or fact.unit_problem:
            return None
        own = to_measure(measure, unit)
        wanted = between(measure, unit, target)
        if not isinstance(own, Fit) or not isinstance(wanted, Fit):
            return None
        if not can_be(measure, own.conversion(fact.value)):
            return None
        # an end that is open to infinity stands at the measure's least and greatest value
        existing = own.conversion.inverse()(Interval(measure.least, measure.greatest))
        known = fact.value.intersection(existing) or fact.value
        value = wanted.conversion(known)
        return value if wanted.precision is None else value.rounded(wanted.precision)

    def limit_of(self, fact: Fact, measure: v.Measure, side: str, target: Unit) -> Interval | None:
        """Return the upper (``uln``) or lower limit of the result's range in ``target``, else the laboratory's."""
        unit = fact.unit or (measure.unit if measure.has_natural_unit else None)
        own = fact.range_high if side == "uln" else fact.range_low
        if own is None:
            for given in self.sheet.ranges:
                limit = given.high if side == "uln" else given.low
                if given.concept == fact.concept and given.sex in (None, self.sheet.sex) and limit is not None:
                    own, unit = limit, given.unit or measure.unit
        if own is None or unit is None:
            return None
        fit = between(measure, unit, target)
        return fit.conversion(own) if isinstance(fit, Fit) else None

    def measured(self, rule: Measure) -> list[Result]:
        """Return the measured results that ``rule`` may look at, values in its unit."""
        found: list[Result] = []
        for fact in self.records(rule.measure):
            measure = self.vocabulary.measure(fact.concept or "")
            if rule.method is not None and fact.method != rule.method:
                continue
            fitting = [fits(fact, wanted, measure) for wanted in rule.context]
            if "contradicts" in fitting:
                continue
            target = rule.unit or measure.unit
            value = self.value_in(fact, measure, target)
            limit = None if rule.relative_to is None else self.limit_of(fact, measure, rule.relative_to, target)
            if "silent" in fitting or (rule.relative_to is not None and limit is None):
                value = None
            found.append(Result(self.time_of(fact), value, YES, limit=limit))
        return found


def can_be(measure: v.Measure, value: Interval) -> bool:
    """Tell whether ``value``, in the measure's unit, can be believed: some part of it can."""
    if value.is_point and value.low is not None:
        return is_plausible(measure, value.low)
    if measure.plausible is None or (measure.can_be_zero and value.contains(0)):
        return True
    return value.intersection(Interval(*measure.plausible)) is not None


def fits(fact: Fact, wanted: str, measure: v.Measure) -> str:
    """Tell how the context of ``fact`` stands to the one that is wanted: fits, contradicts or is silent."""
    if wanted in fact.context:
        return "fits"
    if any(wanted in row and any(other in fact.context for other in row) for row in EXCLUSIVE):
        return "contradicts"
    return "fits" if wanted in measure.presumed else "silent"


def distinct(results: list[Result]) -> list[Result]:
    """Return ``results`` with the same result recorded twice counted once, and those of one moment as their hull.

    Two of one value in a month may be two.
    """
    found: list[Result] = []
    for result in results:
        is_dated = result.time.first_day == result.time.last_day
        if not is_dated or result not in found or result.value is None:
            found.append(result)
    merged: list[Result] = []
    for result in found:
        alike = [other for other in found if other.moment() is not None and other.moment() == result.moment()]
        if len(alike) < 2:
            merged.append(result)
        elif alike[0] is result:
            merged.append(_as_one(alike))
    return merged


def _as_one(results: list[Result]) -> Result:
    values = [result.value for result in results]
    limits = {result.limit for result in results}
    if None in values or len(limits) > 1:
        return replace(results[0], value=None)
    return replace(results[0], value=hull(value for value in values if value is not None))


def compare(
    value: Interval | None, low: Threshold | None, high: Threshold | None, limit: Interval | None = None
) -> Truth:
    """Tell whether ``value`` lies within the bounds, which are multiples of ``limit`` where there is one."""
    if value is None:
        return UNKNOWN
    truth: Truth = YES
    if low is not None:
        truth = both(truth, _above(value, low, limit))
    if high is not None:
        truth = both(truth, _below(value, high, limit))
    return truth


def _below(value: Interval, bound: Threshold, limit: Interval | None) -> Truth:
    if limit is None:
        return value.below(bound.value, inclusive=bound.inclusive)
    ends = [end for end in (limit.low, limit.high) if end is not None]
    if len(ends) < 2:
        return UNKNOWN
    answers = {value.below(bound.value * end, inclusive=bound.inclusive) for end in ends}
    return answers.pop() if len(answers) == 1 else UNKNOWN


def _above(value: Interval, bound: Threshold, limit: Interval | None) -> Truth:
    opposite = Threshold(bound.value, not bound.inclusive, bound.text)
    answer = _below(value, opposite, limit)
    return UNKNOWN if answer == UNKNOWN else YES if answer == 0 else 0


def mean(values: list[Interval | None]) -> Interval | None:
    """Return the mean of ``values``; None where one is not known."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    total = known[0]
    for value in known[1:]:
        total = total + value
    return total.mapped(Fraction(1, len(known)))

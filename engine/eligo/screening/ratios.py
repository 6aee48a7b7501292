"""The ratio of two results paired in time (LANGUAGE §2 Measurements)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from eligo.quantities.dates import parse_duration
from eligo.quantities.interval import Interval
from eligo.rules import model as rules
from eligo.screening import evidence, words
from eligo.screening.bounds import Bound, between
from eligo.screening.deciders import Decider, Decision
from eligo.screening.derived import paired
from eligo.screening.index import PatientIndex
from eligo.screening.pools import Pool, Reach
from eligo.screening.result import Evidence, Missing
from eligo.screening.results import Candidate, Computed
from eligo.screening.selection import latest
from eligo.screening.truth import NO, UNKNOWN, WORDS, YES, agreed
from eligo.vocabulary.model import Measure

#: the two results are of one day: one sample, often dated to the day
_WITHIN: Final = parse_duration("P0D")


class RatioDecider(Decider):
    """A bound on the latest result of one measure divided by the latest of another."""

    __slots__ = ("_bounds", "_first", "_scale", "_second", "high", "low", "test", "unit")

    def __init__(self, rule: rules.Ratio, first: Measure, second: Measure) -> None:
        """Compile ``rule`` on the two measures of it."""
        self._first, self._second = (
            Pool(measure, Reach(rule.window, measure.current_for, any_age=rule.any_age)) for measure in (first, second)
        )
        one, other = first.unit, second.unit
        whole = Fraction(1) if rule.unit is None else rule.unit.factor
        is_plain = rule.unit is None and one.dimension != other.dimension
        self._scale = Fraction(1) if is_plain else one.factor / other.factor / whole
        bounds = [None if t is None else Bound.of(t.value, t.inclusive) for t in (rule.low, rule.high)]
        self.low, self.high = bounds
        self._bounds = tuple(bound for bound in bounds if bound is not None)
        self.unit = words.unit_text(rule.unit)
        self.test = words.bounds(rule.low, rule.high, self.unit)

    def decide(self, patient: PatientIndex) -> Decision:
        firsts, seconds = latest(self._first.pool(patient)), latest(self._second.pool(patient))
        pairs = [(one, other, self._truth(one, other)) for one in firsts for other in seconds]
        is_sure = any(c.sure for c in firsts) and any(c.sure for c in seconds)
        return Decision(agreed([truth for _, _, truth in pairs]) if is_sure else UNKNOWN, self, pairs)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        found: list[tuple[Candidate, Candidate, int]] = decision.found
        for one, other, truth in found:
            value = self._value(one, other)
            yield Evidence(
                concept=self._name,
                test=self.test,
                holds=WORDS[truth],
                value=None if value is None else words.extent(value),
                unit=self.unit,
                margin=None if value is None else words.margin(value, self._bounds, self.unit),
                derived=evidence.derivation(patient, Computed("ratio", (one.result, other.result))),
                assumed=self._first.assumed(patient),
            )

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        pools = [(decider, latest(decider.pool(patient))) for decider in (self._first, self._second)]
        found = [gap for decider, pool in pools for gap in self._gaps(patient, decider, pool)]
        if found:
            yield from found
        elif any(_apart(one, other) == NO for one, other, _ in decision.found):
            older = min(decision.found, key=lambda pair: min(pair[0].result.last, pair[1].result.last))
            decider, candidate = min(
                ((self._first, older[0]), (self._second, older[1])), key=lambda pair: pair[1].result.last
            )
            yield decider.gap("stale", candidate.result)
        else:
            yield Missing(cause="imprecise", concept=self._name, ask=words.ask_result("imprecise", self._name))

    @staticmethod
    def _gaps(patient: PatientIndex, decider: Pool, pool: list[Candidate]) -> Iterator[Missing]:
        no_date = decider.anchor_gap(patient)
        if no_date is not None or not pool:
            yield no_date or decider.nothing(patient)
            return
        yield from (decider.gap(c.problem, c.result) for c in pool if c.problem is not None)

    @property
    def _name(self) -> str:
        return f"{self._first.concept.name} / {self._second.concept.name}"

    def _truth(self, one: Candidate, other: Candidate) -> int:
        value = self._value(one, other)
        if value is None or _apart(one, other) != YES:
            return UNKNOWN
        return between(value, self.low, self.high)

    def _value(self, one: Candidate, other: Candidate) -> Interval | None:
        if one.result.extent is None or other.result.extent is None:
            return None
        try:
            return (one.result.extent / other.result.extent).mapped(self._scale)
        except ZeroDivisionError:
            return None


def _apart(one: Candidate, other: Candidate) -> int:
    """Answer whether two results are of one time."""
    firsts, lasts = (one.result.first, other.result.first), (one.result.last, other.result.last)
    return paired((min(firsts), min(lasts)), (max(firsts), max(lasts)), _WITHIN)

"""Change from an earlier result to the latest (LANGUAGE §2 Measurements)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from eligo.quantities.dates import DAY, Duration, start_of_day
from eligo.quantities.interval import Interval
from eligo.rules import model as rules
from eligo.screening import evidence, words
from eligo.screening.bounds import Bound, between
from eligo.screening.deciders import Decider, Decision
from eligo.screening.derived import paired
from eligo.screening.index import PatientIndex
from eligo.screening.lexicon import Lexicon
from eligo.screening.pools import Pool, Reach
from eligo.screening.result import Evidence, Missing
from eligo.screening.results import Computed, Result
from eligo.screening.selection import by_moment, latest
from eligo.screening.truth import NO, UNKNOWN, WORDS, YES, agreed
from eligo.screening.windows import since
from eligo.vocabulary.model import Measure

_WORDS: Final = {"increase": "increase", "decrease": "decrease", "any": "change"}
_ZERO: Final = Interval.point(0)
_ONE: Final = Interval.point(1)
_PER_CENT: Final = Fraction(100)


class Pair(NamedTuple):
    """An earlier result and a later one. ``sure``: surely so long apart; ``truth`` answers the rule for them."""

    truth: int
    sure: bool
    value: Interval | None
    earlier: Result
    later: Result


class ChangeDecider(Pool, Decider):
    """A bound on the change from some earlier result to the latest, so long apart."""

    __slots__ = ("_back", "_written", "high", "low", "measure", "rule", "test", "unit")

    def __init__(self, rule: rules.Change, measure: Measure, lexicon: Lexicon) -> None:
        """Compile ``rule`` on ``measure``."""
        super().__init__(measure, Reach(rule.window, measure.current_for, any_age=rule.any_age))
        self.rule = rule
        self.measure = measure
        unit = measure.unit if rule.relative else rule.unit or measure.unit
        fit = lexicon.fit(measure, unit)
        assert fit is not None  # the rule was checked against the measure
        # a difference has no zero: only the scale of the conversion counts
        scale = Fraction(1) if rule.relative else fit.conversion.scale
        self._back = 1 / scale
        self._written = tuple(Bound.of(t.value, t.inclusive) for t in (rule.low, rule.high) if t is not None)
        self.low, self.high = (
            None if t is None else Bound.of(t.value * scale, t.inclusive) for t in (rule.low, rule.high)
        )
        self.unit = "%" if rule.relative else words.unit_text(unit)
        self.test = f"{_WORDS[rule.direction]} {words.bounds(rule.low, rule.high, self.unit)}{_apart(rule.within)}"

    def decide(self, patient: PatientIndex) -> Decision:
        every = by_moment(self.in_reach(patient, self.recorded(patient), since(None, patient.clock)))
        results = [candidate.result for candidate in every]
        last = latest(self.in_reach(patient, results, self.reach.period(patient)))
        if not any(c.sure for c in last):
            return Decision(UNKNOWN, self, [])
        pairs = [self._pairs(candidate.result, results) for candidate in last]
        return Decision(agreed([_any_of(found) for found in pairs]), self, [pair for found in pairs for pair in found])

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        found: list[Pair] = decision.found
        for pair in found:
            if decision.truth in (pair.truth, UNKNOWN):
                yield self._shown(patient, pair)
        for alone in self.pool(patient) if not found and len(self.recorded(patient)) == 1 else ():
            yield evidence.result_evidence(patient, alone, test=self.test, truth=UNKNOWN)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        found: list[Pair] = decision.found
        no_date = self.anchor_gap(patient)
        if no_date is not None or not found:
            is_alone = len(self.recorded(patient)) == 1 and bool(self.pool(patient))
            yield no_date or (self.gap("missing", None) if is_alone else self.nothing(patient))
            return
        troubled = [result for pair in found for result in (pair.earlier, pair.later) if result.problem is not None]
        yield from (self.gap(result.problem or "imprecise", result) for result in troubled)
        if not troubled:
            yield self.gap("imprecise", found[-1].later)

    def _pairs(self, later: Result, results: list[Result]) -> list[Pair]:
        """Return ``later`` with every earlier one of ``results`` that is, or may be, so long before it."""
        pairs: list[Pair] = []
        for earlier in results:
            apart = min(_before(earlier, later), _within(self.rule.within, earlier, later))
            if apart == NO:
                continue
            value = self._change(earlier, later)
            kept = UNKNOWN if value is None else between(value, self.low, self.high)
            sure = apart == YES and earlier.sure
            pairs.append(Pair(kept if sure else min(kept, UNKNOWN), sure, value, earlier, later))
        return pairs

    def _change(self, earlier: Result, later: Result) -> Interval | None:
        """Return the change in the direction that is asked for, in the measure's unit or in per cent of ``earlier``."""
        if earlier.extent is None or later.extent is None:
            return None
        if self.rule.relative:
            try:
                change = (later.extent / earlier.extent - _ONE).mapped(_PER_CENT)
            except ZeroDivisionError:
                # from nothing to something is no number of per cent, from nothing to nothing is none of them
                return _ZERO if later.extent == earlier.extent == _ZERO else None
        else:
            change = later.extent - earlier.extent
        if self.rule.direction == "any":
            return _size(change)
        return -change if self.rule.direction == "decrease" else change

    def _shown(self, patient: PatientIndex, pair: Pair) -> Evidence:
        shown = None if pair.value is None else pair.value.mapped(self._back)
        return Evidence(
            concept=self.measure.name,
            test=self.test,
            holds=WORDS[pair.truth],
            value=None if shown is None else words.extent(shown),
            unit=self.unit,
            time=evidence.result_time(pair.later),
            margin=None if shown is None else words.margin(shown, self._written, self.unit),
            derived=evidence.derivation(patient, Computed("change", (pair.earlier, pair.later))),
            assumed=self.assumed(patient),
        )


def _any_of(pairs: list[Pair]) -> int:
    """Answer whether some pair keeps the bound; no only where one that surely counts does not."""
    truth = max((pair.truth for pair in pairs), default=UNKNOWN)
    return truth if truth != NO or any(pair.sure for pair in pairs) else UNKNOWN


def _before(earlier: Result, later: Result) -> int:
    if earlier is later or earlier.early >= later.late:
        return NO
    return YES if earlier.late < later.early else UNKNOWN


def _within(within: rules.Within, earlier: Result, later: Result) -> int:
    truth = YES
    if within.at_most is not None:
        truth = paired(*_times(within.at_most, earlier, later), within.at_most)
    if within.at_least is not None:
        truth = min(truth, _far(*_times(within.at_least, earlier, later), within.at_least))
    return truth


def _times(length: Duration, earlier: Result, later: Result) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return both times on the clock that ``length`` is counted by: the calendar, or the time of day."""
    if length.is_calendar:
        return (earlier.first, earlier.last), (later.first, later.last)
    return _by_clock(earlier), _by_clock(later)


def _by_clock(result: Result) -> tuple[int, int]:
    return result.early, result.early + result.last - result.first


def _far(old: tuple[int, int], new: tuple[int, int], length: Duration) -> int:
    """Answer whether two times lie at least ``length`` apart."""
    edges = [
        length.before(start_of_day(moment)) + DAY - 1 if length.is_calendar else length.before(moment) for moment in new
    ]
    if old[1] <= edges[0]:
        return YES
    return NO if old[0] > edges[1] else UNKNOWN


def _size(change: Interval) -> Interval:
    """Return how large a change is, whatever its direction."""
    zero = Fraction(0)
    if change.low is not None and change.low >= zero:
        return change
    if change.high is not None and change.high <= zero:
        return -change
    ends = [abs(end) for end in (change.low, change.high) if end is not None]
    return Interval(zero, max(ends) if len(ends) == 2 else None)


def _apart(within: rules.Within) -> str:
    least, most = within.at_least, within.at_most
    if least is None:
        return "" if most is None else f" within {most.text()}"
    return f" after {least.text()} or more" if most is None else f" within {least.text()} to {most.text()}"

"""Bounds on other choices than the latest result: any, highest, lowest, earliest, a mean, occasions (LANGUAGE §3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from eligo.quantities.interval import Interval
from eligo.screening import words
from eligo.screening.bounds import between, over, under
from eligo.screening.deciders import Decision
from eligo.screening.evidence import derivation
from eligo.screening.index import PatientIndex
from eligo.screening.measures import MeasureDecider
from eligo.screening.moments import day_of
from eligo.screening.result import Evidence, Missing
from eligo.screening.results import Candidate, Computed
from eligo.screening.selection import among_last, distinct, earliest, mean
from eligo.screening.truth import NO, UNKNOWN, WORDS, YES


class EarliestResult(MeasureDecider):
    """A bound on the earliest result."""

    __slots__ = ()

    def decide(self, patient: PatientIndex) -> Decision:
        chosen = earliest(self.pool(patient))
        return Decision(self.agreement(chosen), self, chosen)


class AnyResult(MeasureDecider):
    """A bound that some recorded result keeps: none recorded is unknown, none matching is no."""

    __slots__ = ()

    def decide(self, patient: PatientIndex) -> Decision:
        pool = self.pool(patient)
        if not any(c.sure for c in pool):
            return Decision(UNKNOWN, self, pool)
        truths = [_as_far_as_sure(self.truth(c), c) for c in pool]
        truth = max(truths)
        return Decision(truth, self, [c for c, own in zip(pool, truths, strict=True) if own == truth])


class ExtremeResult(MeasureDecider):
    """A bound on the highest or lowest result.

    The highest keeps a lower bound where some result does, and an upper bound where all do; the lowest the other way
    round. So results with ranges of their own, and one that is not known, need no single greatest number.
    """

    __slots__ = ()

    def decide(self, patient: PatientIndex) -> Decision:
        pool = self.pool(patient)
        if not any(c.sure for c in pool):
            return Decision(UNKNOWN, self, pool)
        overs, unders = [self._over(c) for c in pool], [self._under(c) for c in pool]
        is_highest = self.rule.select.kind == "highest"
        some, every = (overs, unders) if is_highest else (unders, overs)
        truth = min(
            max(_as_far_as_sure(truth, c) for c, truth in zip(pool, some, strict=True)),
            min(truth if c.sure else max(truth, UNKNOWN) for c, truth in zip(pool, every, strict=True)),
        )
        return Decision(truth, self, _highest(pool) if is_highest else _lowest(pool))

    def _over(self, candidate: Candidate) -> int:
        if self.low is None:
            return YES
        return UNKNOWN if candidate.reading is None else over(candidate.reading, self.low)

    def _under(self, candidate: Candidate) -> int:
        if self.high is None:
            return YES
        return UNKNOWN if candidate.reading is None else under(candidate.reading, self.high)


class MeanOfLast(MeasureDecider):
    """A bound on the mean of the last so many results; with fewer of them it is unknown."""

    __slots__ = ()

    def decide(self, patient: PatientIndex) -> Decision:
        surely, maybe = among_last(distinct(self.pool(patient)), self._count)
        value = self._mean(surely, maybe)
        truth = UNKNOWN if value is None else between(value, self.low, self.high)
        return Decision(truth, self, [*surely, *maybe])

    def of_results(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        chosen: list[Candidate] = decision.found
        value = self._mean(*among_last(chosen, self._count))
        if value is None:
            yield from super().of_results(patient, decision)
            return
        computed = Computed(f"mean of the last {self._count}", tuple(c.result for c in chosen))
        yield Evidence(
            concept=self.measure.name,
            test=self.test,
            holds=WORDS[decision.truth],
            value=words.extent(value),
            unit=self.scaling.reading_unit,
            margin=self.scaling.margin_of(value),
            derived=derivation(patient, computed),
            assumed=self.assumed(patient),
        )

    def _mean(self, surely: list[Candidate], maybe: list[Candidate]) -> Interval | None:
        """Return what the mean may be, None where a result is not known or there are too few."""
        first = [c.reading for c in surely if c.reading is not None]
        rest = [c.reading for c in maybe if c.reading is not None]
        enough = len(surely) + sum(c.sure for c in maybe) >= self._count
        is_known = len(first) == len(surely) and len(rest) == len(maybe)
        return mean(first, rest, self._count) if enough and is_known else None

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        if 0 < sum(c.sure for c in decision.found) < self._count:
            yield self.gap("missing", None)
        else:
            yield from super().missing(patient, decision)

    @property
    def _count(self) -> int:
        count = self.rule.select.count
        assert count is not None  # a mean has one
        return count


class Occasions(MeasureDecider):
    """A bound that is kept on at least so many different days; like *any*, it asks the recorded results."""

    __slots__ = ()

    def decide(self, patient: PatientIndex) -> Decision:
        pool = self.pool(patient)
        count = self.rule.select.count or 1
        if not any(c.sure for c in pool):
            return Decision(UNKNOWN, self, pool)
        sure, possible, movable = set[int](), set[int](), 0
        for candidate in pool:
            day, truth = _one_day(candidate), self.truth(candidate)
            if truth == NO:
                continue
            if day is None:
                movable += 1
                continue
            possible.add(day)
            if truth == YES and candidate.sure:
                sure.add(day)
        if len(sure) >= count:
            return Decision(YES, self, [c for c in pool if self.truth(c) == YES])
        return Decision(NO if len(possible) + movable < count else UNKNOWN, self, pool)


def _one_day(candidate: Candidate) -> int | None:
    """Return the day of a result, None where it may be one of several."""
    day = day_of(candidate.result.first)
    return day if day == day_of(candidate.result.last) else None


def _as_far_as_sure(truth: int, candidate: Candidate) -> int:
    """Return ``truth``, but no yes of a result that may not count."""
    return truth if candidate.sure else min(truth, UNKNOWN)


def _highest(pool: list[Candidate]) -> list[Candidate]:
    """Return the candidates that could be the highest."""
    lows = [c.reading.low for c in pool if c.sure and c.reading is not None and c.reading.low is not None]
    if not lows:
        return pool
    floor = max(lows)
    return [c for c in pool if c.reading is None or not _less(c.reading.high, floor)]


def _lowest(pool: list[Candidate]) -> list[Candidate]:
    """Return the candidates that could be the lowest."""
    highs = [c.reading.high for c in pool if c.sure and c.reading is not None and c.reading.high is not None]
    if not highs:
        return pool
    ceiling = min(highs)
    return [c for c in pool if c.reading is None or not _less(ceiling, c.reading.low)]


def _less(one: Fraction | None, other: Fraction | None) -> bool:
    return one is not None and other is not None and one < other

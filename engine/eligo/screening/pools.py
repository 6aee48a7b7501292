"""The pool of results that a rule may be decided by: those in reach, recorded and computed (LANGUAGE §3.7, §3.10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from eligo.quantities.dates import Duration, parse_duration
from eligo.rules.model import Window
from eligo.screening import words
from eligo.screening.ages import grown_up
from eligo.screening.index import PatientIndex
from eligo.screening.moments import Clock, Period, day_of
from eligo.screening.result import Assumption, Cause, Missing
from eligo.screening.results import Candidate, Result
from eligo.screening.selection import by_moment
from eligo.screening.windows import since
from eligo.vocabulary.model import Concept

#: how long a weight is current
_GROWING: Final = parse_duration("P90D")


class Reach:
    """The time whose results decide: a window, or as long as the vocabulary calls a result current (LANGUAGE §3.7)."""

    __slots__ = ("_kept", "current_for", "window")

    def __init__(self, window: Window | None, current_for: Duration | None, *, any_age: bool) -> None:
        """Reach over ``window``, else over ``current_for`` unless ``any_age``; None is all time."""
        self.window = window
        self.current_for = None if any_age else current_for
        self._kept: tuple[Clock, Period] | None = None

    def period(self, patient: PatientIndex) -> Period:
        """Return it as moments of ``patient``; kept for patients of one screening date."""
        clock, kept = patient.clock, self._kept
        if kept is not None and kept[0] is clock:
            return kept[1]
        if self.window is None:
            period = since(self.current_for, clock)
        else:
            period = patient.period(self.window)
            if self.window.anchor != "screening":
                return period
        self._kept = (clock, period)
        return period


class GrowingReach(Reach):
    """The time whose heights decide: those of an adult always, those of a child as long as a weight (LANGUAGE §3.7)."""

    __slots__ = ()

    def period(self, patient: PatientIndex) -> Period:
        if self.window is not None:
            return super().period(patient)
        recent = since(_GROWING, patient.clock)
        first, last = grown_up(patient.birth)
        return replace(recent, inner_first=min(last, recent.inner_first), outer_first=min(first, recent.outer_first))


class Pool:
    """The results of one concept that a rule may be decided by."""

    __slots__ = ("concept", "reach")

    def __init__(self, concept: Concept, reach: Reach) -> None:
        """Take the results of ``concept`` inside ``reach``."""
        self.concept = concept
        self.reach = reach

    def recorded(self, patient: PatientIndex) -> Sequence[Result]:
        """Return the recorded results that the rule asks of."""
        return patient.results(self.concept.id)

    def admitted(self, patient: PatientIndex, result: Result, sure: bool) -> Candidate | None:
        """Return ``result`` as a candidate, None where the rule does not ask of such results."""
        return Candidate(result, sure, result.problem)

    def pool(self, patient: PatientIndex) -> list[Candidate]:
        """Return the results in reach that may decide."""
        return by_moment(self.in_reach(patient, self.recorded(patient), self.reach.period(patient)))

    def with_computed(
        self, patient: PatientIndex, pool: list[Candidate], compute: Callable[[int], Sequence[Result]]
    ) -> list[Candidate]:
        """Return ``pool`` and what can be computed of a later day; of one day the recorded one counts (LANGUAGE §3.10).

        ``compute`` gives the results that may be of a later day than the day of a number.
        """
        recorded_day = max((day_of(c.result.first) for c in pool if c.sure), default=-1)
        computed = compute(recorded_day)
        return pool + self.in_reach(patient, computed, self.reach.period(patient)) if computed else pool

    def in_reach(self, patient: PatientIndex, results: Sequence[Result], period: Period) -> list[Candidate]:
        """Return those of ``results`` as candidates that are, or may be, inside ``period``."""
        pool: list[Candidate] = []
        inner_first, inner_last = period.inner_first, period.inner_last
        for result in results:
            first, last = result.first, result.last
            if first >= inner_first and last <= inner_last:
                candidate = self.admitted(patient, result, result.sure)
            elif last < period.outer_first or first > period.outer_last:
                continue
            else:
                candidate = self.admitted(patient, result, False)
            if candidate is not None:
                pool.append(candidate)
        return pool

    def assumed(self, patient: PatientIndex) -> tuple[Assumption, ...]:
        """Return what was assumed of the window."""
        return ("anchor",) if self.reach.period(patient).anchor_assumed else ()

    def anchor_gap(self, patient: PatientIndex) -> Missing | None:
        """Return the gap of a window whose anchor has no date."""
        window = self.reach.window
        return anchor_missing(window) if window is not None and self.reach.period(patient).no_anchor else None

    def nothing(self, patient: PatientIndex) -> Missing:
        """Return why there is no result: none that the rule asks of is recorded, or none in time."""
        newest = self.newest(patient)
        return self.gap("missing" if newest is None else "stale", newest)

    def newest(self, patient: PatientIndex) -> Result | None:
        """Return the latest recorded result that the rule asks of, in reach or not."""
        asked = [c.result for r in self.recorded(patient) if (c := self.admitted(patient, r, True)) is not None]
        return max(asked, key=lambda result: result.late, default=None)

    def gap(self, cause: Cause, result: Result | None) -> Missing:
        """Return a gap and what to ask for."""
        unit = words.unit_text(getattr(self.concept, "unit", None))
        place = None if result is None or result.fact is None else result.fact.place
        ask = words.ask_result(cause, self.asked(cause), unit)
        return Missing(cause=cause, concept=self.name, ask=ask, place=place)

    @property
    def name(self) -> str:
        """Return what the results are of."""
        return self.concept.name

    def asked(self, cause: Cause) -> str:
        """Return what is asked for, in words, where ``cause`` stands in the way."""
        return self.name


def anchor_missing(window: Window) -> Missing:
    """Return the gap of a window whose anchor has no date."""
    return Missing(cause="missing", concept=window.anchor, ask=f"when was {window.anchor}?")

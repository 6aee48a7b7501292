"""Bounds on measures (LANGUAGE §3.3 to §3.10)."""

from __future__ import annotations

from collections.abc import Iterator

from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit
from eligo.rules import model as rules
from eligo.screening import evidence, words
from eligo.screening.bounds import Bound, between
from eligo.screening.contexts import CONTRARY, PRESUMED, SILENT, standing
from eligo.screening.deciders import Decision
from eligo.screening.derived import Plan, computed_results
from eligo.screening.index import PatientIndex
from eligo.screening.lexicon import Lexicon
from eligo.screening.pools import GrowingReach, Reach
from eligo.screening.ranges import Limit, limit_of
from eligo.screening.recording import extent_of
from eligo.screening.result import Cause, Evidence
from eligo.screening.results import Candidate, Result
from eligo.screening.selection import by_moment
from eligo.screening.truth import NO, UNKNOWN
from eligo.screening.values import ValueDecider
from eligo.vocabulary.model import Measure


class Scaling:
    """On what scale a value and its bounds are compared: here in the measure's unit, exactly."""

    __slots__ = ("_back", "bounds", "high", "low", "reading_unit", "test", "unit")

    def __init__(self, rule: rules.Measure, measure: Measure, lexicon: Lexicon) -> None:
        """Convert the bounds of ``rule`` to the unit of ``measure``."""
        unit = rule.unit or measure.unit
        fit = lexicon.fit(measure, unit)
        assert fit is not None  # the rule was checked against the measure
        self._back = fit.conversion.inverse()
        self.low, self.high = (
            None if threshold is None else Bound.of(fit.conversion(threshold.value), threshold.inclusive)
            for threshold in (rule.low, rule.high)
        )
        self.unit = words.unit_text(unit)
        self.reading_unit = words.unit_text(measure.unit)
        self.bounds = written_bounds(rule)
        self.test = words.bounds(rule.low, rule.high, self.unit)

    def read(self, patient: PatientIndex, result: Result) -> tuple[Interval | None, Cause | None]:
        """Return the value of ``result`` on this scale, or why there is none."""
        return result.extent, result.problem

    def margin(self, patient: PatientIndex, candidate: Candidate) -> str | None:
        """Return how far ``candidate`` is from the nearest bound."""
        return None if candidate.reading is None else self.margin_of(candidate.reading)

    def margin_of(self, reading: Interval) -> str | None:
        """Return how far a value on this scale is from the nearest bound, in the rule's unit."""
        return words.margin(self._back(reading), self.bounds, self.unit)


class InRuleUnit(Scaling):
    """In the rule's unit: for measures whose conversions are rounded, so that a value is converted once at the most."""

    __slots__ = ("_measure", "_unit")

    def __init__(self, rule: rules.Measure, measure: Measure, lexicon: Lexicon) -> None:
        super().__init__(rule, measure, lexicon)
        self._measure = measure
        self._unit: Unit = rule.unit or measure.unit
        self.reading_unit = self.unit
        self.low, self.high = (
            None if threshold is None else Bound.of(threshold.value, threshold.inclusive)
            for threshold in (rule.low, rule.high)
        )

    def read(self, patient: PatientIndex, result: Result) -> tuple[Interval | None, Cause | None]:
        fact, extent = result.fact, result.extent
        if extent is None:
            return None, result.problem
        written = self._measure.unit if fact is None or fact.unit is None else fact.unit
        value = extent if fact is None or fact.value is None else fact.value
        fit = patient.lexicon.between(self._measure, written, self._unit)
        assert fit is not None  # both units fit the measure
        return extent_of(self._measure, value, fit), None

    def margin_of(self, reading: Interval) -> str | None:
        return words.margin(reading, self.bounds, self.unit)


class Multiples(Scaling):
    """In multiples of the result's own upper or lower limit of normal."""

    __slots__ = ("_measure", "_which")

    def __init__(self, rule: rules.Measure, measure: Measure, lexicon: Lexicon) -> None:
        assert rule.relative_to is not None  # what makes it relative
        self._measure = measure
        self._which: Limit = rule.relative_to
        self.bounds = written_bounds(rule)
        self.low, self.high = (
            None if threshold is None else Bound.of(threshold.value, threshold.inclusive)
            for threshold in (rule.low, rule.high)
        )
        self.unit = self.reading_unit = f"× {rule.relative_to.upper()}"
        self.test = words.bounds(rule.low, rule.high, self.unit)

    def read(self, patient: PatientIndex, result: Result) -> tuple[Interval | None, Cause | None]:
        if result.extent is None:
            return None, result.problem
        limit = limit_of(patient, self._measure, result, self._which)
        return (None, "range") if limit is None else (result.extent.mapped(1 / limit), None)

    def margin(self, patient: PatientIndex, candidate: Candidate) -> str | None:
        extent = candidate.result.extent
        limit = limit_of(patient, self._measure, candidate.result, self._which)
        if extent is None or limit is None:
            return None
        bounds = tuple(Bound.of(bound.value * limit, bound.inclusive) for bound in self.bounds)
        return words.margin(extent, bounds, words.unit_text(self._measure.unit))

    def margin_of(self, reading: Interval) -> str | None:
        return words.margin(reading, self.bounds, self.unit)


def written_bounds(rule: rules.Measure) -> tuple[Bound, ...]:
    """Return the bounds of ``rule`` as they were written."""
    thresholds = (threshold for threshold in (rule.low, rule.high) if threshold is not None)
    return tuple(Bound.of(threshold.value, threshold.inclusive) for threshold in thresholds)


def scaling_of(rule: rules.Measure, measure: Measure, lexicon: Lexicon) -> Scaling:
    """Return the scale on which ``rule`` compares."""
    if rule.relative_to is not None:
        return Multiples(rule, measure, lexicon)
    rounds = any(precision is not None for _, _, precision in measure.conversions)
    return (InRuleUnit if rounds else Scaling)(rule, measure, lexicon)


class MeasureDecider(ValueDecider):
    """A bound on the latest result of a measure."""

    __slots__ = ("high", "low", "measure", "plans", "rule", "scaling")

    def __init__(self, rule: rules.Measure, measure: Measure, lexicon: Lexicon, plans: tuple[Plan, ...]) -> None:
        """Compile ``rule`` on ``measure``; ``plans`` are the formulas that may compute it."""
        reach = GrowingReach if measure.id == "height" and not rule.any_age else Reach
        super().__init__(measure, reach(rule.window, measure.current_for, any_age=rule.any_age))
        self.rule = rule
        self.measure = measure
        self.plans = plans
        self.scaling = scaling_of(rule, measure, lexicon)
        self.low, self.high, self.test = self.scaling.low, self.scaling.high, self.scaling.test

    def truth(self, candidate: Candidate) -> int:
        reading = candidate.reading
        return UNKNOWN if reading is None else between(reading, self.low, self.high)

    def admitted(self, patient: PatientIndex, result: Result, sure: bool) -> Candidate | None:
        if self.rule.method is not None and _is_by_another(result, self.rule.method):
            return None
        reading, problem = self.scaling.read(patient, result)
        if not self.rule.context:
            return Candidate(result, sure, problem, reading)
        stated = () if result.fact is None else result.fact.context
        found = standing(self.rule.context, stated, self.measure.presumed)
        if found == CONTRARY:
            return None
        if found == SILENT:
            return Candidate(result, sure, "context")
        return Candidate(result, sure, problem, reading, found == PRESUMED)

    def pool(self, patient: PatientIndex) -> list[Candidate]:
        if self.rule.method is not None:
            return self._of_method(patient)
        pool = super().pool(patient)
        return self._with_computed(patient, pool) if self.plans else pool

    def _of_method(self, patient: PatientIndex) -> list[Candidate]:
        """Return what says that it was made by the method, or is computed by it; else the silent ones, undecided."""
        pool = self.in_reach(patient, self.recorded(patient), self.reach.period(patient))
        own = [c for c in pool if c.result.fact is not None and c.result.fact.method is not None]
        silent = [Candidate(c.result, c.sure, "context") for c in pool if c not in own]
        return self._with_computed(patient, by_moment(own)) or silent

    def _with_computed(self, patient: PatientIndex, pool: list[Candidate]) -> list[Candidate]:
        return self.with_computed(patient, pool, lambda day: computed_results(patient, self.plans, day))

    def newest(self, patient: PatientIndex) -> Result | None:
        recorded = super().newest(patient)
        if recorded is not None or not self.plans:
            return recorded
        return max(computed_results(patient, self.plans, -1), key=lambda result: result.late, default=None)

    def margin(self, patient: PatientIndex, candidate: Candidate) -> str | None:
        return self.scaling.margin(patient, candidate)

    def of_results(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        yield from super().of_results(patient, decision)
        is_unasked = bool(self._conditions) and not decision.found and self.newest(patient) is None
        # what is not used because it says otherwise, so that nobody takes it for overlooked
        for other in sorted(self.recorded(patient) if is_unasked else (), key=lambda result: result.late)[-1:]:
            test = words.taken(self._conditions)
            yield evidence.result_evidence(patient, Candidate(other, sure=False), test=test, truth=NO)

    @property
    def _conditions(self) -> list[str]:
        """Return under what conditions, and by which method, a result must have been taken."""
        method = next((p.formula.name for p in self.plans if p.formula.method == self.rule.method), self.rule.method)
        return [*self.rule.context, *([] if method is None else [f"by {method}"])]

    def asked(self, cause: Cause) -> str:
        conditions = self._conditions
        if not conditions or cause not in ("missing", "stale", "context"):
            return self.measure.name
        if cause == "context":
            return f"{self.measure.name} {words.taken(conditions)}"
        before = [word for word in conditions if " " not in word]
        return " ".join([*before, self.measure.name, *(words for words in conditions if " " in words)])


def _is_by_another(result: Result, method: str) -> bool:
    """Tell whether ``result`` says that it was made by another method than ``method``."""
    return result.fact is not None and result.fact.method not in (None, method)

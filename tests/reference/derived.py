"""Values that are computed from others (LANGUAGE §3.10)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from reference.ages import adult_at, age_in
from reference.kleene import NO, UNKNOWN, YES, Truth, both, every, negated
from reference.results import Reader, Result, distinct
from reference.selecting import could_be_latest
from reference.time import Time, at_most_apart

from eligo.quantities.interval import Interval, hull
from eligo.quantities.units import Unit, parse_unit
from eligo.vocabulary import model as v
from eligo.vocabulary.fitting import Fit, between
from eligo.vocabulary.formulas import bounds

#: tells whether something is going on at the screening date
GoingOn = Callable[[str], Truth]
_YEARS = parse_unit("a")
_EIGHTEEN = Fraction(18)


class Deriver:
    """Computes measures and scores of one sheet."""

    def __init__(self, reader: Reader, going_on: GoingOn) -> None:
        """Compute from the results of ``reader``."""
        self.reader, self.going_on = reader, going_on

    def results(self, concept: str, method: str | None = None) -> list[Result]:
        """Return what the formulas for ``concept`` give, in the unit of the formula."""
        found: list[Result] = []
        for formula in self.reader.vocabulary.formulas_for(concept):
            if formula.method == method or (method is None and not formula.on_request):
                result = self._computed(formula)
                if result is not None:
                    found.append(result)
        return found

    def measured_in(self, measure: v.Measure, target: Unit, method: str | None) -> list[Result]:
        """Return what the formulas for ``measure`` give in ``target``."""
        found: list[Result] = []
        for formula in self.reader.vocabulary.formulas_for(measure.id):
            if formula.method == method or (method is None and not formula.on_request):
                result = self._computed(formula)
                fit = between(measure, formula.unit, target)
                if result is not None and isinstance(fit, Fit):
                    value = None if result.value is None else fit.conversion(result.value)
                    found.append(Result(result.time, value, result.counts, measured=False))
        return found

    def _computed(self, formula: v.Formula) -> Result | None:
        """Return the result of ``formula``, whose ``counts`` says whether there is one at all; None: there is none."""
        exists = self._is_for_the_patient(formula)
        times: list[Time] = []
        inputs: list[Interval | tuple[str, ...] | None] = []
        for concept, unit in formula.inputs:
            latest = self._latest(concept, unit)
            if latest is None:
                return None
            sure, time, value = latest
            exists = both(exists, sure)
            inputs.append(value)
            if self._changes(concept):
                times.append(time)
        exists = both(exists, every(_paired(one, other, formula) for one, other in combinations(times, 2)))
        if exists == NO:
            return None
        when = Time(min(time.first for time in times), min(time.last for time in times))
        if None in inputs:
            return Result(when, None, UNKNOWN, measured=False)
        age = age_in(_YEARS, self.reader.sheet, self.reader.clock) if formula.needs_age else None
        sex = self.reader.sheet.sex
        if formula.needs_sex and sex not in ("female", "male"):
            return Result(when, None, UNKNOWN, measured=False)
        years = None
        if formula.needs_age:
            if age is None or age.low is None or age.high is None:
                return Result(when, None, UNKNOWN, measured=False)
            years = int(age.low), int(age.high)
        known = [value for value in inputs if value is not None]
        value = bounds(formula, known, age=years, sex=sex if sex in ("female", "male") else None)  # type: ignore[arg-type]
        return Result(when, value, exists, measured=False)

    def _is_for_the_patient(self, formula: v.Formula) -> Truth:
        """Tell whether the formula is for this patient: adults, not on dialysis."""
        truth: Truth = YES
        if formula.adults_only:
            age = age_in(_YEARS, self.reader.sheet, self.reader.clock)
            truth = UNKNOWN if age is None else age.above(_EIGHTEEN, inclusive=True)
        for concept in formula.not_during:
            truth = both(truth, negated(self.going_on(concept)))
        return truth

    def _changes(self, concept: str) -> bool:
        found = self.reader.vocabulary.concepts[concept]
        if getattr(found, "current_for", None) is not None:
            return True
        # the height of an adult is what does not change
        return adult_at(self.reader.clock.today(), self.reader.sheet, self.reader.clock) != YES

    def _latest(self, concept: str, unit: str) -> tuple[Truth, Time, Interval | tuple[str, ...] | None] | None:
        """Return whether there is a latest result of ``concept``, its time, and its value as far as it is known."""
        reader = self.reader
        found = reader.vocabulary.concepts[concept]
        if isinstance(found, v.Measure):
            target = parse_unit(unit)
            every_one = [
                Result(time := reader.time_of(fact), reader.value_in(fact, found, target), reader.clock.is_past(time))
                for fact in reader.records(concept)
                if fact.concept == concept
            ]
            last = could_be_latest([result for result in distinct(every_one) if result.counts != NO])
            if not last:
                return None
            values = [result.value for result in last]
            known = None if None in values else hull(value for value in values if value is not None)
            return _sure(last), _spanning([result.time for result in last]), known
        rows = [(fact, reader.time_of(fact)) for fact in reader.records(concept)]
        dated = {id(time): (fact, time) for fact, time in rows if reader.clock.is_past(time) != NO}
        marks = [Result(time, None, reader.clock.is_past(time)) for _, time in dated.values()]
        last_marks = could_be_latest(marks)
        if not last_marks:
            return None
        texts = [dated[id(mark.time)][0].text for mark in last_marks]
        words = None if None in texts else tuple(dict.fromkeys(text for text in texts if text is not None))
        return _sure(last_marks), _spanning([mark.time for mark in last_marks]), words


def _sure(results: list[Result]) -> Truth:
    return YES if any(result.counts == YES for result in results) else UNKNOWN


def _spanning(times: list[Time]) -> Time:
    return Time(min(time.first for time in times), max(time.last for time in times))


def _paired(one: Time, other: Time, formula: v.Formula) -> Truth:
    return both(at_most_apart(one, other, formula.within), at_most_apart(other, one, formula.within))

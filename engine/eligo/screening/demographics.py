"""Age and sex (LANGUAGE §2 People, §3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import cast

from eligo.quantities.interval import Interval
from eligo.rules import model as rules
from eligo.screening import words
from eligo.screening.ages import UNITS, AgeUnit, completed_units
from eligo.screening.bounds import Bound, between
from eligo.screening.deciders import Decider, Decision
from eligo.screening.index import PatientIndex
from eligo.screening.result import Evidence, Missing
from eligo.screening.truth import NO, UNKNOWN, WORDS, YES


class AgeDecider(Decider):
    """A bound on the age, counted in completed units on the screening date."""

    __slots__ = ("_bounds", "_unit", "_words", "high", "low", "test")

    def __init__(self, rule: rules.Measure) -> None:
        """Compile ``rule``, whose unit is one of an age."""
        unit = UNITS[rule.unit.code if rule.unit is not None else "a"]
        self._unit: AgeUnit = unit[0]
        self._words = unit[1]
        self.low, self.high = (None if t is None else Bound.of(t.value, t.inclusive) for t in (rule.low, rule.high))
        self._bounds = tuple(bound for bound in (self.low, self.high) if bound is not None)
        self.test = words.bounds(rule.low, rule.high, self._words)

    def decide(self, patient: PatientIndex) -> Decision:
        counted = self._counted(patient)
        if counted is None:
            return Decision(UNKNOWN, self)
        extent = _extent(*counted)
        return Decision(between(extent, self.low, self.high), self, extent)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        extent: Interval | None = decision.found
        if extent is not None:
            age = patient.facts.age if patient.facts.birth_date is None else None
            yield Evidence(
                concept="age",
                test=self.test,
                holds=WORDS[decision.truth],
                value=words.extent(extent),
                unit=self._words,
                margin=words.margin(extent, self._bounds, self._words),
                place=None if age is None else age.place,
            )

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        stated = patient.by_concept.get("age")
        if decision.found is not None:
            yield Missing(cause="imprecise", concept="age", ask="what is the date of birth?")
        elif stated:
            yield Missing(cause="unit", concept="age", ask="in which unit is the age?", place=stated[0].place)
        else:
            yield Missing(cause="missing", concept="age", ask="what is the date of birth?")

    def _counted(self, patient: PatientIndex) -> tuple[int, int] | None:
        if self._unit == "year":
            return patient.age()
        birth = patient.birth
        return None if birth is None else completed_units(birth, self._unit, patient.clock)


@lru_cache(maxsize=1024)
def _extent(least: int, most: int) -> Interval:
    return Interval(Fraction(least), Fraction(most))


class SexDecider(Decider):
    """The patient's sex; one that is recorded as other is neither."""

    __slots__ = ("_sex",)

    def __init__(self, rule: rules.Demographic) -> None:
        """Compile ``rule``."""
        self._sex = rule.sex

    def decide(self, patient: PatientIndex) -> Decision:
        sex = patient.sex
        if sex is None or sex == "unknown":
            return Decision(UNKNOWN, self)
        return Decision(YES if sex == self._sex else NO, self, sex)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        sex = cast("str | None", decision.found)
        if sex is not None:
            yield Evidence(concept="sex", test=self._sex, holds=WORDS[decision.truth], value=sex)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        yield Missing(cause="missing", concept="sex", ask="what is the sex?")

"""The reference limit that a result is held against: its own, else the laboratory's (FORMATS §1 ``ranges``)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit
from eligo.screening.index import PatientIndex
from eligo.screening.results import Result
from eligo.vocabulary.model import Measure

Limit = Literal["uln", "lln"]


def limit_of(patient: PatientIndex, measure: Measure, result: Result, which: Limit) -> Fraction | None:
    """Return the limit in the measure's unit; None where there is none, or none that is plain.

    Of the sheet's ranges the one for the patient's sex goes before one for both; two that differ decide nothing.
    """
    fact = result.fact
    if fact is not None:
        own = _limit(patient, measure, fact.range_low, fact.range_high, fact.unit, which)
        if own is not None:
            return own
    fitting = [r for r in patient.facts.ranges if r.concept == result.concept and r.sex in (None, patient.sex)]
    for ranges in ([r for r in fitting if r.sex is not None], [r for r in fitting if r.sex is None]):
        limits = {_limit(patient, measure, r.low, r.high, r.unit, which) for r in ranges} - {None}
        if limits:
            return limits.pop() if len(limits) == 1 else None
    return None


def _limit(
    patient: PatientIndex,
    measure: Measure,
    low: Interval | None,
    high: Interval | None,
    unit: Unit | None,
    which: Limit,
) -> Fraction | None:
    """Return one limit in the measure's unit. Of ``<40`` it is 40; one that is not above nought has no multiples."""
    stated = low if which == "lln" else high
    number = None if stated is None else stated.low if which == "lln" else stated.high
    if number is None:
        return None
    if unit is None:
        converted = number if measure.has_natural_unit else None
    else:
        fit = patient.lexicon.fit(measure, unit)
        converted = None if fit is None else fit.conversion(number)
    return converted if converted is not None and converted > 0 else None

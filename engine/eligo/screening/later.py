"""What time alone does to a decision: until when it passes, and from when it would (FORMATS §2 ``valid_until``).

The patient is decided on again, with the same records and answers, as of later days. What has no date counts as of the
day of the screening, whichever that is (LANGUAGE §3.7), and so never grows old here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, cast

from eligo.quantities.dates import PartialDate
from eligo.screening.index import PatientIndex
from eligo.screening.moments import day_of
from eligo.screening.preparing import PreparedCriterion
from eligo.screening.questions import truth_of
from eligo.screening.result import Status
from eligo.screening.truth import UNKNOWN
from eligo.screening.turning import Bearing, turning_days

#: so many later days are kept of a patient, for the criteria of a trial turn on few
_MOST_KEPT: Final = 512


def valid_until(prepared: PreparedCriterion, patient: PatientIndex) -> str | None:
    """Return the last day on which the criterion, which ``patient`` passes, still passes; None where it always will.

    On that day it passes, on the next it does not. It is the screening date itself, as it was given, where the day as a
    whole does not pass.
    """
    passes = day_of(patient.clock.midnight)
    is_moment = patient.clock.as_of.has_time
    days = _days(prepared, patient)
    for day in [passes, passes + 1, *days] if is_moment else days:
        if _status(prepared, patient, day) == "pass":
            passes, is_moment = day, False
        elif is_moment:
            return patient.clock.as_of.iso()
        else:
            return _iso(_last_like(prepared, patient, passes, day))
    return None


def passes_from(prepared: PreparedCriterion, patient: PatientIndex) -> str | None:
    """Return the first day from which the criterion, which ``patient`` does not pass, would pass by time alone."""
    fails = day_of(patient.clock.midnight)
    for day in _days(prepared, patient):
        if _status(prepared, patient, day) == "pass":
            return _iso(_last_like(prepared, patient, fails, day) + 1)
        fails = day
    return None


def _days(prepared: PreparedCriterion, patient: PatientIndex) -> list[int]:
    """Return the later days on which the criterion may turn."""
    kept = prepared.kept
    if _days not in kept:
        kept[_days] = Bearing(prepared.criterion.rule, patient.vocabulary)
    return turning_days(cast("Bearing", kept[_days]), patient)


def _last_like(prepared: PreparedCriterion, patient: PatientIndex, day: int, other: int) -> int:
    """Return the last day from ``day`` on, before ``other``, on which the criterion passes, or not, as on ``day``."""
    passes = _status(prepared, patient, other) != "pass"
    while other - day > 1:
        middle = (day + other) // 2
        if (_status(prepared, patient, middle) == "pass") == passes:
            day = middle
        else:
            other = middle
    return day


def _status(prepared: PreparedCriterion, patient: PatientIndex, day: int) -> Status:
    """Return what the criterion means for eligibility on ``day``."""
    then = _as_of(patient, day)
    truth = prepared.decider.decide(then).truth
    if truth == UNKNOWN:
        answer = then.answer(prepared.criterion.id, prepared.question)
        truth = UNKNOWN if answer is None else truth_of(answer)
    return prepared.statuses[truth]


def _as_of(patient: PatientIndex, day: int) -> PatientIndex:
    """Return ``patient`` as of a whole ``day``."""
    kept = cast("dict[int, PatientIndex]", patient.kept.setdefault(_as_of, {}))
    found = kept.get(day)
    if found is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        facts = replace(patient.facts, as_of=PartialDate.of(date.fromordinal(day)))
        found = kept[day] = PatientIndex(facts, patient.vocabulary, patient.complete)
    return found


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()

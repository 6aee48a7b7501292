"""What alone makes a patient ineligible: a number by its margin, a time by its date (FORMATS §2 ``near_misses``).

A near miss is the one criterion that fails, where changing numbers alone would make it pass, or time alone will.
"""

from __future__ import annotations

from eligo.screening.deciders import Decision
from eligo.screening.index import PatientIndex
from eligo.screening.later import passes_from
from eligo.screening.outcomes import DecidedResult
from eligo.screening.result import Evidence, NearMiss
from eligo.screening.truth import YES
from eligo.screening.ways import Way, ways


def near_misses(failing: DecidedResult) -> tuple[NearMiss, ...]:
    """Return what alone makes ``failing`` fail: the numbers that would have to be others, else what time will end."""
    prepared, patient, decision, answer, truth = failing.grounds
    if answer is not None:
        return ()
    day = passes_from(prepared, patient)
    deciding = [e for leaf in _numbers(patient, decision, YES - truth) for e in _measured(patient, leaf)]
    if not deciding and day is not None:
        deciding = sorted(failing.because, key=lambda one: (one.start or one.end or one.time) is None)[:1]
    return tuple(
        NearMiss(
            id=failing.id, concept=one.concept, test=one.test, value=one.value, unit=one.unit, time=one.time,
            start=one.start, end=one.end, margin=one.margin, passes_from=day,
        )
        for one in deciding
    )  # fmt: skip


def _numbers(patient: PatientIndex, decision: Decision, wanted: int) -> list[Decision]:
    """Return the fewest leaves of ``decision``, all numbers, that would make it ``wanted`` if they were others."""

    def of_leaf(leaf: Decision, _: int) -> list[Way[int]]:
        if not _measured(patient, leaf):
            return []
        leaves.setdefault(id(leaf), leaf)
        return [frozenset((id(leaf),))]

    leaves: dict[int, Decision] = {}
    found = ways(decision, wanted, of_leaf)
    return [leaf for key, leaf in leaves.items() if key in found[0]] if found else []


def _measured(patient: PatientIndex, leaf: Decision) -> list[Evidence]:
    """Return the evidence of ``leaf`` that has a margin."""
    return [evidence for evidence in leaf.decider.evidence(patient, leaf) if evidence.margin is not None]

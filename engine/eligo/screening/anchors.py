"""Windows that hang on a record of the patient: ``within 5 years of the diagnosis of X`` (LANGUAGE §2 Time)."""

from __future__ import annotations

from collections.abc import Iterator

from eligo.rules.model import Window
from eligo.screening.deciders import Decider, Decision
from eligo.screening.evidence import record_evidence
from eligo.screening.index import PatientIndex
from eligo.screening.result import Evidence, Missing
from eligo.screening.truth import UNKNOWN, YES


class AnchoredDecider(Decider):
    """A rule whose window is counted from a diagnosis; the records that date it are evidence too."""

    __slots__ = ("_part", "_window")

    def __init__(self, part: Decider, window: Window) -> None:
        """Decide by ``part``, whose window is ``window``."""
        self._part = part
        self._window = window

    def decide(self, patient: PatientIndex) -> Decision:
        decision = self._part.decide(patient)
        return Decision(decision.truth, self, decision)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        yield from self._part.evidence(patient, decision.found)
        anchor = self._window.anchor
        truth = UNKNOWN if patient.period(self._window).no_anchor else YES
        for fact in () if anchor in patient.facts.dates else patient.diagnoses(anchor):
            yield record_evidence(patient, fact, test=anchor, truth=truth)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        return self._part.missing(patient, decision.found)

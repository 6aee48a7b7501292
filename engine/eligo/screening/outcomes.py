"""Results of criteria whose evidence is put into words when it is first read.

A checklist reads all of it, a count of patients none; deciding takes a fraction of the time of telling why.
"""

from __future__ import annotations

from typing import Final

from eligo.facts.model import Answer
from eligo.quantities.dates import PartialDate
from eligo.rules.model import Section
from eligo.screening.deciders import Decision
from eligo.screening.index import PatientIndex
from eligo.screening.preparing import PreparedCriterion
from eligo.screening.questions import answer_evidence, truth_of
from eligo.screening.result import CriterionResult, Evidence, Missing, Status
from eligo.screening.truth import NO, UNKNOWN, WORDS

_STATUSES: Final[dict[Section, tuple[Status, Status, Status]]] = {
    "inclusion": ("fail", "unknown", "pass"),
    "exclusion": ("pass", "unknown", "fail"),
}
_set = object.__setattr__


class DecidedResult(CriterionResult):
    """A result that says why when it is asked. It equals any result of the same content."""

    __slots__ = ("_because", "_grounds", "_missing")

    _because: tuple[Evidence, ...] | None
    _missing: tuple[Missing, ...] | None
    _grounds: tuple[PatientIndex, Decision, Answer | None, str]

    @classmethod
    def of(
        cls, prepared: PreparedCriterion, patient: PatientIndex, decision: Decision, answer: Answer | None
    ) -> DecidedResult:
        """Return the result of ``decision``; an ``answer`` of a person settles it."""
        criterion = prepared.criterion
        truth = decision.truth if answer is None else truth_of(answer)
        made = object.__new__(cls)
        _set(made, "id", criterion.id)
        _set(made, "section", criterion.section)
        _set(made, "sentence", criterion.sentence)
        _set(made, "canonical", criterion.canonical)
        _set(made, "note", criterion.note)
        _set(made, "holds", WORDS[truth])
        _set(made, "status", _STATUSES[criterion.section][truth])
        _set(made, "_because", None)
        _set(made, "_missing", None)
        _set(made, "_grounds", (patient, decision, answer, prepared.question))
        return made

    @property
    def because(self) -> tuple[Evidence, ...]:
        """What decided the criterion, or leaves it open."""
        if self._because is None:
            patient, decision, answer, question = self._grounds
            if answer is None:
                told = tuple(dict.fromkeys(decision.decider.evidence(patient, decision)))
            else:
                told = (answer_evidence(answer, question),)
            _set(self, "_because", told)
            return told
        return self._because

    @because.setter
    def because(self, told: tuple[Evidence, ...]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride] # is read like the field
        _set(self, "_because", told)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What would settle an unknown criterion."""
        if self._missing is None:
            patient, decision, _, _ = self._grounds
            gaps = decision.decider.missing(patient, decision) if self.status == "unknown" else ()
            told = tuple(dict.fromkeys(gaps))
            _set(self, "_missing", told)
            return told
        return self._missing

    @missing.setter
    def missing(self, told: tuple[Missing, ...]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride] # is read like the field
        _set(self, "_missing", told)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CriterionResult) and _content(self) == _content(other)

    __hash__ = CriterionResult.__hash__


def death_of(patient: PatientIndex) -> CriterionResult | None:
    """Return the criterion `alive` of a patient who is dead by the screening date, or may be; None of any other."""
    deceased, clock = patient.facts.deceased, patient.clock
    if deceased is None or deceased is False:
        return None
    truth = NO
    if isinstance(deceased, PartialDate):
        first, last = clock.span(deceased)
        if first > clock.horizon:
            return None
        truth = NO if last <= clock.horizon else UNKNOWN
    time = deceased.iso() if isinstance(deceased, PartialDate) else None
    gap = Missing(cause="imprecise", concept="death", ask="when did the patient die?")
    return CriterionResult(
        id="alive",
        section="inclusion",
        sentence=None,
        canonical="alive",
        note=None,
        holds=WORDS[truth],
        status=_STATUSES["inclusion"][truth],
        because=(Evidence(concept="death", test="alive", holds=WORDS[truth], value="yes", time=time),),
        missing=(gap,) if truth == UNKNOWN else (),
    )


def _content(result: CriterionResult) -> tuple[object, ...]:
    return (
        result.id, result.section, result.sentence, result.canonical, result.note, result.holds, result.status,
        result.because, result.missing,
    )  # fmt: skip

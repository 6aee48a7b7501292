"""Results of criteria whose evidence is put into words when it is first read.

A checklist reads all of it, a count of patients none; deciding takes a fraction of the time of telling why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from eligo.facts.model import Answer
from eligo.quantities.dates import PartialDate
from eligo.screening.deciders import Decision
from eligo.screening.index import PatientIndex
from eligo.screening.preparing import STATUSES, PreparedCriterion
from eligo.screening.questions import answer_evidence
from eligo.screening.result import CriterionResult, Evidence, Missing
from eligo.screening.truth import NO, UNKNOWN, WORDS

Words = TypeVar("Words")
_set = object.__setattr__
#: the criterion, the patient, what was decided, a person's answer that settled it, and as what
Grounds = tuple[PreparedCriterion, PatientIndex, Decision, Answer | None, int]


class DecidedResult(CriterionResult):
    """A result whose words are found when they are first read: the criterion's own, its evidence, its gaps.

    A field that is not set yet is looked for by `__getattr__`. It equals any result of the same content.
    """

    __slots__ = ("_grounds",)

    _grounds: Grounds

    @property
    def grounds(self) -> Grounds:
        """Return what it was made of."""
        return self._grounds

    def once(self, work: Callable[[DecidedResult], Words]) -> Words:
        """Return what ``work`` makes of the result, made once for all patients of whom the result says the same.

        ``work`` may read everything but `valid_until`.
        """
        prepared, _, decision, answer, _ = self._grounds
        if answer is not None or not decision.general:
            return work(self)
        kept, key = prepared.kept, (work, decision)
        if key not in kept:
            kept[key] = work(self)
        return cast("Words", kept[key])

    @classmethod
    def of(
        cls, prepared: PreparedCriterion, patient: PatientIndex, decision: Decision, answer: Answer | None, truth: int
    ) -> DecidedResult:
        """Return the result of ``decision``, which an ``answer`` of a person has settled as ``truth``."""
        made = object.__new__(cls)
        _set(made, "_grounds", (prepared, patient, decision, answer, truth))
        return made

    def __getattr__(self, name: str) -> object:
        prepared, patient, _, _, truth = self._grounds
        if name == "because":
            value: object = self.once(_because)
        elif name == "missing":
            value = self.once(_missing) if truth == UNKNOWN else ()
        elif name == "holds":
            value = WORDS[truth]
        elif name == "status":
            value = prepared.statuses[truth]
        elif name == "valid_until":
            from eligo.screening.later import valid_until  # few read it

            value = valid_until(prepared, patient) if prepared.statuses[truth] == "pass" else None
        else:
            value = getattr(prepared.criterion, name)
        _set(self, name, value)
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CriterionResult) and _content(self) == _content(other)

    __hash__ = CriterionResult.__hash__


def _because(result: DecidedResult) -> tuple[Evidence, ...]:
    """Return what decided; where a person's answer did, also the records that left the rule for it to settle."""
    prepared, patient, decision, answer, _ = result.grounds
    settled = () if answer is None else (answer_evidence(answer, prepared.question),)
    return tuple(dict.fromkeys((*settled, *decision.decider.evidence(patient, decision))))


def _missing(result: DecidedResult) -> tuple[Missing, ...]:
    """Return what would settle an unknown."""
    _, patient, decision, _, _ = result.grounds
    return tuple(dict.fromkeys(decision.decider.missing(patient, decision)))


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
        status=STATUSES["inclusion"][truth],
        because=(Evidence(concept="death", test="alive", holds=WORDS[truth], value="yes", time=time),),
        missing=(gap,) if truth == UNKNOWN else (),
    )


def _content(result: CriterionResult) -> tuple[object, ...]:
    return (
        result.id, result.section, result.sentence, result.canonical, result.note, result.holds, result.status,
        result.because, result.missing,
    )  # fmt: skip

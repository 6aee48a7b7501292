"""Questions that a person answers (LANGUAGE §1, §3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from eligo.facts.model import Answer
from eligo.rules import model as rules
from eligo.screening.deciders import Decider, Decision
from eligo.screening.index import PatientIndex
from eligo.screening.result import Evidence, Missing
from eligo.screening.truth import NO, UNKNOWN, WORDS, YES


class AskDecider(Decider):
    """A question: unknown until a person has answered it."""

    __slots__ = ("_question", "_unanswered", "key")

    def __init__(self, rule: rules.Ask) -> None:
        """Compile ``rule``."""
        self.key = rule.key
        self._question = rule.question
        self._unanswered = Decision(UNKNOWN, self, general=True)

    def decide(self, patient: PatientIndex) -> Decision:
        answer = patient.answer(self.key, self._question)
        return self._unanswered if answer is None else Decision(truth_of(answer), self, answer)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        if decision.found is not None:
            yield answer_evidence(decision.found, self._question)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        yield Missing(cause="unanswered", ask=self._question)


def truth_of(answer: Answer) -> int:
    """Return what a person answered."""
    return YES if answer.holds else NO


def answer_evidence(answer: Answer, question: str) -> Evidence:
    """Return a person's answer to ``question`` as evidence; it is named as such."""
    return Evidence(
        concept="answer",
        test=question,
        holds=WORDS[truth_of(answer)],
        value="yes" if answer.holds else "no",
        time=None if answer.on is None else answer.on.iso(),
        source=answer.source,
        by=answer.by,
        assumed=("answered",),
    )

"""Answers of people to the questions of a trial."""

from __future__ import annotations

from collections.abc import Mapping

from eligo.diagnostics import Diagnostic
from eligo.facts.model import Answer
from eligo.facts.problems import Problems


def check_answers(answers: Mapping[str, Answer], questions: Mapping[str, str | None]) -> list[Diagnostic]:
    """Return the warnings that a trial's ``questions`` bring: the digest of each one's sentence by its label.

    W607 for an answer to no question of the trial, W608 for one to a sentence that has changed since. A question whose
    digest is None is one whose sentence cannot change the answer.
    """
    problems = Problems()
    for label, answer in answers.items():
        if label not in questions:
            help_ = "see the labels of the trial's questions with `eligo compile`"
            problems.add("W607", answer.place, "an answer to no question of this trial", help_)
        elif is_outdated(answer, questions[label]):
            help_ = "ask again, and give the digest of the new sentence"
            problems.add(
                "W608", answer.place, "the sentence has changed since this answer, which no longer counts", help_
            )
    return problems.found


def is_outdated(answer: Answer, digest: str | None) -> bool:
    """Tell whether ``answer`` was given to another sentence than the one with ``digest`` (``sha256:…``)."""
    return answer.sentence is not None and digest is not None and answer.sentence != digest

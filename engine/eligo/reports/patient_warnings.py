"""What is doubtful about a patient's data, seen from the trials that the patient is screened against."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from eligo.casebook.atoms import atoms
from eligo.diagnostics import Diagnostic
from eligo.facts import check_answers
from eligo.rules.model import Ask, Trial
from eligo.screening import PatientIndex


def patient_warnings(screened: Sequence[tuple[Trial, PatientIndex]]) -> list[Diagnostic]:
    """Return the warnings of reading the patient, in the order of the sheet.

    A name that one trial declares, or an answer that one trial asks for, is no warning; an answer to a sentence that
    has since changed (W608) is one as soon as one trial has it.
    """
    each = [
        [*patient.facts.diagnostics, *check_answers(patient.facts.answers, questions(trial))]
        for trial, patient in screened
    ]
    every = dict.fromkeys(warning for warnings in each for warning in warnings)
    return [found for found in every if found.code == "W608" or all(found in warnings for warnings in each)]


def questions(trial: Trial) -> dict[str, str]:
    """Return the digest of each question of ``trial`` by label: its criteria, and what their rules ask."""
    asked = {criterion.id: criterion.sentence or criterion.canonical for criterion in trial.criteria}
    for criterion in trial.criteria:
        asked |= {rule.key: rule.question for rule in atoms(criterion.rule) if isinstance(rule, Ask)}
    return {label: f"sha256:{sha256(text.encode()).hexdigest()}" for label, text in asked.items()}

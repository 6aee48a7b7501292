"""A batch as CSV: one row a patient and trial, and one for each patient who could not be screened."""

from __future__ import annotations

from eligo.batch import Failure, Layout
from eligo.reports.csv_rows import row
from eligo.screening.result import Screening

COLUMNS = (
    "patient", "trial", "criteria", "as_of", "verdict", "standing", "failing", "unknown", "engine", "vocabulary",
    "place", "error", "message",
)  # fmt: skip


def _screening(screening: Screening) -> str:
    trial = screening.trial
    return row(
        (
            screening.patient, trial.id, trial.digest, screening.as_of, screening.verdict, screening.standing,
            " ".join(screening.failing), " ".join(screening.unknown), screening.engine, screening.vocabulary,
            None, None, None,
        )
    )  # fmt: skip


def _failure(failure: Failure) -> str:
    return row((failure.patient, *[None] * 9, failure.place, failure.code, failure.message))


CSV_LAYOUT = Layout("csv", row(COLUMNS), _screening, _failure)

"""Screenings as CSV (RFC 4180): one row a criterion, for spreadsheets and databases."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from eligo.reports import phrases
from eligo.screening.result import Screening

COLUMNS = (
    "trial", "trial_digest", "patient", "as_of", "verdict", "criterion", "section", "sentence", "canonical", "note",
    "holds", "status", "found", "missing", "to_settle", "engine", "vocabulary",
)  # fmt: skip


def render(screenings: Iterable[Screening]) -> str:
    """Return a header and, for each screening, its criteria in protocol order.

    Several findings, gaps or things to ask stand in one cell, parted by line feeds.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for screening in screenings:
        before = (screening.trial.id, screening.trial.digest, screening.patient, screening.as_of, screening.verdict)
        for criterion in screening.criteria:
            is_open = criterion.status == "unknown"
            remedies = [phrases.remedy(missing) for missing in criterion.missing] if is_open else []
            writer.writerow(
                (
                    *before,
                    criterion.id,
                    criterion.section,
                    criterion.sentence,
                    criterion.canonical,
                    criterion.note,
                    criterion.holds,
                    criterion.status,
                    "\n".join(line for finding in phrases.found(criterion) for line in finding),
                    "\n".join(phrases.gaps(criterion)) if is_open else "",
                    "\n".join(dict.fromkeys(remedies)),
                    screening.engine,
                    screening.vocabulary,
                )
            )
    return target.getvalue()

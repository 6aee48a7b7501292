"""Screenings as CSV: one row a criterion, for spreadsheets and databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eligo.reports import phrases
from eligo.reports.csv_rows import row
from eligo.screening.result import Screening

COLUMNS = (
    "trial", "trial_digest", "patient", "as_of", "verdict", "criterion", "section", "sentence", "canonical", "note",
    "holds", "status", "found", "missing", "to_settle", "engine", "vocabulary",
)  # fmt: skip


def render(screenings: Iterable[Screening]) -> Iterator[str]:
    """Yield a header and, for each screening, its criteria in protocol order.

    Several findings, gaps or things to ask stand in one cell, parted by line feeds.
    """
    yield row(COLUMNS)
    for screening in screenings:
        trial = screening.trial
        before = (trial.id, trial.digest, screening.patient, screening.as_of, screening.verdict)
        for one in screening.criteria:
            is_open = one.status == "unknown"
            remedies = [phrases.remedy(missing) for missing in one.missing] if is_open else []
            cells = (
                one.id, one.section, one.sentence, one.canonical, one.note, one.holds, one.status,
                "\n".join(line for finding in phrases.found(one) for line in finding),
                "\n".join(phrases.gaps(one)) if is_open else "",
                "\n".join(dict.fromkeys(remedies)),
            )  # fmt: skip
            yield row((*before, *cells, screening.engine, screening.vocabulary))

"""The subject screening log as CSV: one row a screening, subjects by their code alone.

ICH E6(R2) 8.3.20, an essential record of E6(R3), Appendix C. Which person a code stands for is in the identification
list of the site (8.3.21), which is kept apart from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eligo.reports.csv_rows import row
from eligo.screening.result import Screening

COLUMNS = (
    "site", "subject", "trial", "protocol_version", "criteria_digest", "engine", "vocabulary_digest", "data_cut_off",
    "verdict", "failing", "undetermined",
)  # fmt: skip


def render(screenings: Iterable[Screening], site: str | None = None) -> Iterator[str]:
    """Yield the rows of the log; ``failing`` and ``undetermined`` list every such criterion, by label."""
    yield row(COLUMNS)
    for screening in screenings:
        trial = screening.trial
        yield row(
            (
                site, screening.patient, trial.id, trial.version, trial.digest, screening.engine, screening.vocabulary,
                screening.as_of, screening.verdict, " ".join(screening.failing), " ".join(screening.unknown),
            )
        )  # fmt: skip

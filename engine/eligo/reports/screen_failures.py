"""Screen failures over a cohort, counted by reason, as CSV.

What a clinical study report gives of those who were screened and not enrolled (ICH E3, section 10.1: the number
screened, and a breakdown of the reasons for exclusion), and what a CONSORT 2025 flow diagram draws (item 22a). Reasons
overlap, so each is counted in three ways: of all whom it excludes (``failed``), of those whom no earlier criterion of
the protocol excludes (``failed_first``; these add up to all screen failures), and of those whom nothing else excludes
(``failed_only``: whom leaving the criterion out would gain, as far as nothing else is open). ``undetermined`` counts
those of whom the criterion is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from eligo.reports import study
from eligo.reports.csv_rows import row
from eligo.screening.result import CriterionResult, Screening, TrialIdentity

COLUMNS = (
    "trial", "protocol_version", "criteria_digest", "code", "category", "criterion", "reason", "failed",
    "failed_percent", "failed_first", "failed_only", "undetermined",
)  # fmt: skip


@dataclass(slots=True)
class _Counts:
    """One trial's screenings: criteria by id in the order of the protocol, and how many subjects each concerns."""

    criteria: dict[str, CriterionResult] = field(default_factory=dict[str, CriterionResult])
    verdicts: Counter[str] = field(default_factory=Counter[str])
    failed: Counter[str] = field(default_factory=Counter[str])
    first: Counter[str] = field(default_factory=Counter[str])
    only: Counter[str] = field(default_factory=Counter[str])
    unknown: Counter[str] = field(default_factory=Counter[str])

    def add(self, screening: Screening) -> None:
        self.criteria.update((one.id, one) for one in screening.criteria if one.id not in self.criteria)
        self.verdicts[screening.verdict] += 1
        self.failed.update(screening.failing)
        self.first.update(screening.failing[:1])
        if len(screening.failing) == 1:
            self.only.update(screening.failing)
        self.unknown.update(screening.unknown)


def render(screenings: Iterable[Screening]) -> Iterator[str]:
    """Yield, for each trial, how many were screened and with what verdict, and below it every reason by protocol."""
    trials: dict[TrialIdentity, _Counts] = {}
    for screening in screenings:
        trials.setdefault(screening.trial, _Counts()).add(screening)
    yield row(COLUMNS)
    for trial, counts in trials.items():
        for cells in _rows(counts):
            yield row((trial.id, trial.version, trial.digest, *cells))


def _rows(counts: _Counts) -> Iterator[tuple[str | None, ...]]:
    screened = counts.verdicts.total()
    nothing = (None,) * 3
    for what, count in (
        ("screened", screened),
        ("eligible", counts.verdicts["eligible"]),
        ("undetermined", counts.verdicts["undetermined"]),
        ("screen failures", counts.verdicts["ineligible"]),
    ):
        yield None, None, None, what, str(count), _percent(count, screened), *nothing
    codes = study.codes(one.id for one in counts.criteria.values() if not study.is_alive(one))
    # a criterion that only some have (`alive`) stands first among the criteria
    for id, one in sorted(counts.criteria.items(), key=lambda item: not study.is_alive(item[1])):
        reason = "deceased by the screening date" if study.is_alive(one) else study.text(one)
        counted = (counts.failed[id], counts.first[id], counts.only[id], counts.unknown[id])
        failed, *others = map(str, counted)
        yield codes.get(id), one.section.upper(), id, reason, failed, _percent(counted[0], screened), *others


def _percent(count: int, of: int) -> str:
    """Return a percentage with one decimal, rounded half to even."""
    return f"{float(round(Fraction(100 * count, of), 1)):.1f}"

"""Counts of a batch: verdicts and criteria by trial, patients who could not be read by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from eligo.screening.result import Screening


@dataclass(slots=True)
class TrialTally:
    """What one trial's screenings gave. ``failing`` and ``unknown`` count patients by criterion; they overlap."""

    trial: str
    verdicts: Counter[str] = field(default_factory=Counter[str])
    failing: Counter[str] = field(default_factory=Counter[str])
    unknown: Counter[str] = field(default_factory=Counter[str])


@dataclass(slots=True)
class Tally:
    """What a batch, or a part of it, gave. Trials go by their number in the call, for one may stand there twice."""

    patients: int = 0
    unreadable: Counter[str] = field(default_factory=Counter[str])
    trials: list[TrialTally] = field(default_factory=list[TrialTally])

    @classmethod
    def of(cls, trials: Iterable[str]) -> Tally:
        """Return the empty tally of the trials with these ids."""
        return cls(trials=[TrialTally(id) for id in trials])

    def count(self, screenings: Iterable[Screening]) -> None:
        """Count one patient, screened against every trial."""
        self.patients += 1
        for trial, screening in zip(self.trials, screenings, strict=True):
            trial.verdicts[screening.verdict] += 1
            trial.failing.update(screening.failing)
            trial.unknown.update(screening.unknown)

    def count_unreadable(self, code: str) -> None:
        """Count one patient who could not be screened."""
        self.patients += 1
        self.unreadable[code] += 1

    def add(self, other: Tally) -> None:
        """Add what another part of the same batch gave."""
        self.patients += other.patients
        self.unreadable.update(other.unreadable)
        for mine, theirs in zip(self.trials, other.trials, strict=True):
            mine.verdicts.update(theirs.verdicts)
            mine.failing.update(theirs.failing)
            mine.unknown.update(theirs.unknown)

    def encoded(self) -> dict[str, Any]:
        """Return the counts as a JSON object."""
        return {
            "patients": self.patients,
            "unreadable": dict(self.unreadable),
            "trials": [[t.trial, dict(t.verdicts), dict(t.failing), dict(t.unknown)] for t in self.trials],
        }

    @classmethod
    def decoded(cls, node: dict[str, Any]) -> Tally:
        """Return the counts of a JSON object that `encoded` gave."""
        rows = cast("list[tuple[str, dict[str, int], dict[str, int], dict[str, int]]]", node["trials"])
        trials = [TrialTally(id, Counter(v), Counter(f), Counter(u)) for id, v, f, u in rows]
        return cls(node["patients"], Counter(cast("dict[str, int]", node["unreadable"])), trials)

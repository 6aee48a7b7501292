"""What recorded findings say of conditions (LANGUAGE §3.8).

A positive finding implies its condition, and a negative one that it is not there, only where the vocabulary says that
the two imply one another (HIV). Any recorded positive keeps its condition from being *no* by silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from eligo.facts.model import Fact
from eligo.screening.episodes import Denial, Episode
from eligo.screening.index import PatientIndex
from eligo.screening.moments import BEGINNING, END
from eligo.screening.recording import bits_of
from eligo.screening.results import Candidate, Result
from eligo.screening.selection import latest
from eligo.screening.truth import YES
from eligo.screening.windows import since
from eligo.vocabulary.model import Finding

#: values that say that a finding is not there
_ABSENT: Final = ("negative", "none", "absent", "normal")


@dataclass(slots=True, eq=False)
class Implications:
    """By condition: the episodes and the denials that findings make, and the records that keep it from silence."""

    episodes: dict[str, list[Episode]] = field(default_factory=dict[str, list[Episode]])
    denials: list[Denial] = field(default_factory=list[Denial])
    open: dict[str, list[Fact]] = field(default_factory=dict[str, list[Fact]])


def implications(patient: PatientIndex) -> Implications:
    """Return what the recorded findings of ``patient`` say of conditions."""
    found = Implications()
    for id in patient.by_concept:
        finding = patient.vocabulary.concepts[id]
        if isinstance(finding, Finding) and (finding.implies is not None or finding.suggests):
            _read(finding, [r for r in patient.results(id) if r.concept == id], patient, found)
    return found


def _read(finding: Finding, results: list[Result], patient: PatientIndex, found: Implications) -> None:
    absent = bits_of(finding.values, _ABSENT)
    positive = [result for result in results if result.levels & ~absent]
    conditions = finding.suggests if finding.implies is None else (*finding.suggests, finding.implies)
    for condition in conditions if positive else ():
        found.open.setdefault(condition, []).extend(result.fact for result in positive if result.fact is not None)
    if finding.implies is None or not results:
        return
    last = [candidate.result for candidate in latest([Candidate(result, result.sure) for result in results])]
    if not all(result.sure and result.fact is not None for result in last):
        return
    current = since(finding.current_for, patient.clock)
    is_current = all(current.holds(result.first, result.last) == YES for result in last)
    certain = bits_of(finding.values, ("positive",))
    if all(result.levels == certain for result in last):
        found.episodes[finding.implies] = [_episode(finding.implies, result, is_current) for result in last]
    elif not positive and is_current and all(result.levels for result in last):
        clock = patient.clock
        found.denials += [
            Denial(finding.implies, result.fact, clock.midnight, clock.horizon, is_ever=False)
            for result in last
            if result.fact is not None
        ]


def _episode(condition: str, result: Result, is_current: bool) -> Episode:
    """Return the condition of a positive ``result``: there by then, and still, as long as the result is current."""
    assert result.fact is not None  # it was recorded
    end = END if is_current else result.first
    return Episode(condition, result.fact, BEGINNING, result.last, end, END, ongoing=True)

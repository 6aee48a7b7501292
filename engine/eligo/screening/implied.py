"""What recorded findings say of conditions (LANGUAGE §3.8).

A positive finding implies its condition, which lasts, only where the vocabulary says so (HIV). Any recorded positive
keeps its condition from being *no* by silence; a negative one says nothing of it.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

from eligo.facts.model import Fact
from eligo.screening.episodes import Episode
from eligo.screening.index import PatientIndex
from eligo.screening.moments import BEGINNING, END
from eligo.screening.recording import bits_of
from eligo.screening.results import Result
from eligo.vocabulary.model import Finding

#: values that say that a finding is not there
_ABSENT: Final = ("negative", "none", "absent", "normal")


class Implications(Struct, eq=False):
    """By condition: the episodes that findings imply, and the records that keep it from silence."""

    episodes: dict[str, list[Episode]] = field(default_factory=dict[str, list[Episode]])
    open: dict[str, list[Fact]] = field(default_factory=dict[str, list[Fact]])


def implications(patient: PatientIndex) -> Implications:
    """Return what the recorded findings of ``patient`` say of conditions."""
    found = Implications()
    for id in patient.by_concept:
        finding = patient.lexicon.telling_finding(id)
        if finding is not None:
            _read(finding, [r for r in patient.results(id) if r.concept == id], patient, found)
    return found


def _read(finding: Finding, results: list[Result], patient: PatientIndex, found: Implications) -> None:
    absent = bits_of(finding.values, _ABSENT)
    positive = [result for result in results if result.levels & ~absent]
    conditions = finding.suggests if finding.implies is None else (*finding.suggests, finding.implies)
    for condition in conditions if positive else ():
        found.open.setdefault(condition, []).extend(result.fact for result in positive if result.fact is not None)
    if finding.implies is None:
        return
    certain = bits_of(finding.values, ("positive",))
    found.episodes[finding.implies] = [
        Episode(finding.implies, result.fact, BEGINNING, result.last, END, END, ongoing=True)
        for result in results
        if result.sure and result.levels == certain and result.fact is not None
    ]

"""Records that nothing in the vocabulary knows, and what they might be (LANGUAGE §3.2).

A record known only by its code is of a kind that the code system tells. While it stands, silence about that kind is not
the silence of all records.
"""

from __future__ import annotations

from typing import Final

from eligo.facts.model import CompleteKind, Fact
from eligo.screening.completeness import kind_of_relation
from eligo.screening.episodes import Episode, episodes_of
from eligo.screening.index import PatientIndex

#: what a code system has codes of; SNOMED CT and the like have codes of everything, so that nothing is known by them
_SYSTEMS: Final[dict[str, CompleteKind]] = {
    "icd10": "conditions",
    "icd10cm": "conditions",
    "icd9": "conditions",
    "icd9cm": "conditions",
    "rxnorm": "medications",
    "atc": "medications",
    "ndc": "medications",
    "icd10pcs": "procedures",
    "cpt": "procedures",
}


def unmapped(patient: PatientIndex, kind: CompleteKind) -> list[Episode]:
    """Return the records of ``kind`` that are not understood, as episodes."""
    return [
        episode
        for fact in patient.unknown
        if _kind_of(fact) == kind
        for episode in episodes_of(None, (fact,), patient.clock)
    ]


def _kind_of(fact: Fact) -> CompleteKind | None:
    if fact.relation is not None:
        return kind_of_relation(fact.relation)
    system = (fact.code or "").partition(":")[0].lower().replace("-", "")
    return _SYSTEMS.get(system)

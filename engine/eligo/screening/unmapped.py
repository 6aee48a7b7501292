"""Records that nothing in the vocabulary knows, and what they might be (LANGUAGE §3.2).

While such a record stands, silence about what it might be is not the silence of all records. What it is of is told by
the record itself, where it was imported (`Fact.kind`), else by its code system; where neither says it, it may be of
anything but what a number is of. It is surely nothing whose codes in
that system the vocabulary knows to lie elsewhere (`eligo.vocabulary.exhaustive`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from eligo.facts.model import CompleteKind, Fact, RecordKind
from eligo.facts.naming import NO, value_of
from eligo.screening.completeness import kind_of_relation
from eligo.screening.episodes import Episode, episodes_of
from eligo.screening.index import PatientIndex
from eligo.vocabulary.model import Concept, Finding

#: what a code system has codes of; SNOMED CT and the like have codes of everything, so that they say nothing of it
_SYSTEMS: Final[dict[str, CompleteKind]] = {
    "icd10": "conditions",
    "icd10cm": "conditions",
    "icd10gm": "conditions",
    "icd9": "conditions",
    "icd9cm": "conditions",
    "rxnorm": "medications",
    "atc": "medications",
    "ndc": "medications",
    "icd10pcs": "procedures",
    "cpt": "procedures",
    "loinc": "findings",
}
_KINDS: Final[dict[RecordKind, CompleteKind]] = {
    "condition": "conditions",
    "medication": "medications",
    "procedure": "procedures",
    "finding": "findings",
}
#: values of a finding, or answers, that say that something is not there
_ABSENT: Final = frozenset({"negative", "none", "absent", "normal", *NO})


def strange(patient: PatientIndex, kind: CompleteKind) -> list[tuple[Fact, list[Episode] | None]]:
    """Return the records that are not understood and may be of ``kind``, as episodes, worked out once of a patient.

    Of a condition a result may speak too, which is no episode by itself.
    """
    key = (strange, kind)
    if key not in patient.kept:
        found: list[tuple[Fact, list[Episode] | None]] = []
        for fact in _in_time(patient):
            known = _kind_of(fact)
            if known == kind or (known is None and _may_be_there(fact, kind)):
                found.append((fact, episodes_of(None, (fact,), patient.clock)))
            elif known == "findings" and kind == "conditions":
                found.append((fact, None))
        patient.kept[key] = found
    return cast("list[tuple[Fact, list[Episode] | None]]", patient.kept[key])


def unmapped(patient: PatientIndex, kind: CompleteKind, concept: Concept) -> list[Episode]:
    """Return the records that are not understood and might be of ``concept``, of which ``kind`` is declared."""
    found: list[Episode] = []
    for fact, episodes in strange(patient, kind):
        if patient.vocabulary.excludes(fact.code, concept.id):
            continue
        if episodes is not None:
            found += episodes
        elif _may_find(patient, fact, concept):
            found.append(Episode.unknown("", fact))
    return found


def unmapped_findings(patient: PatientIndex, finding: Finding) -> list[Fact]:
    """Return the records that are not understood and might say that ``finding`` is positive.

    A number is no value of a finding; a condition may be one.
    """
    return [
        fact
        for fact in _in_time(patient)
        if _kind_of(fact) in ("findings", "conditions", None)
        and fact.relation is None
        and fact.value is None
        and fact.present is not False
        and not patient.vocabulary.excludes(fact.code, finding.id)
        and not _is_absent(finding, fact.written)
    ]


def _in_time(patient: PatientIndex) -> Iterator[Fact]:
    """Yield the records that are not understood but for those of surely after the screening."""
    clock = patient.clock
    for fact in patient.unknown:
        begun = fact.time or fact.start
        if begun is None or clock.span(begun)[0] <= clock.horizon:
            yield fact


def _may_be_there(fact: Fact, kind: CompleteKind) -> bool:
    """Tell whether ``fact``, of which nothing says what it is of, might say that something of ``kind`` is there."""
    is_plain = kind in ("conditions", "medications", "procedures") and fact.relation is None
    return is_plain and fact.value is None and not _says_no(fact)


def _may_find(patient: PatientIndex, fact: Fact, concept: Concept) -> bool:
    """Tell whether ``fact``, a result that nothing knows, might speak for the condition ``concept``.

    LOINC has no codes of conditions, so that only a test of it can; any other code may be of the condition itself.
    """
    if fact.value is not None or fact.written is None:
        return False
    if _system_of(fact) != "loinc":
        return not _says_no(fact)
    vocabulary = patient.vocabulary
    ids = vocabulary.members(concept.id) | vocabulary.ancestors(concept.id)
    return any(
        value is not None and value not in _ABSENT
        for value in (value_of(vocabulary.finding(id), fact.written) for id in vocabulary.tests_of(ids))
    )


def _says_no(fact: Fact) -> bool:
    return fact.written is not None and " ".join(fact.written.lower().split()) in _ABSENT


def _is_absent(finding: Finding, written: str | None) -> bool:
    value = None if written is None else value_of(finding, written)
    return value is not None and value != "positive"


def _kind_of(fact: Fact) -> CompleteKind | None:
    if fact.relation is not None:
        return kind_of_relation(fact.relation)
    return _SYSTEMS.get(_system_of(fact)) if fact.kind is None else _KINDS[fact.kind]


def _system_of(fact: Fact) -> str:
    return (fact.code or "").partition(":")[0].lower().replace("-", "")

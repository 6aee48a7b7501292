"""Whose record a resource is, as far as it says so."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from eligo.facts.fhir.nodes import Node, node_of, text_of

#: what a reference says that may be to any patient
UNSAID: Final = ""
#: the fields that say whose a record is
SUBJECTS: Final = ("subject", "patient")
#: resources that say something of a patient, even where they name none
OF_PATIENTS: Final = frozenset(
    {
        "AllergyIntolerance",
        "Condition",
        "Encounter",
        "FamilyMemberHistory",
        "Immunization",
        "MedicationAdministration",
        "MedicationDispense",
        "MedicationRequest",
        "MedicationStatement",
        "MedicationUsage",
        "Observation",
        "Procedure",
    }
)


@lru_cache(maxsize=1024)
def key_of(reference: str) -> str | None:
    """Return the id or the UUID of the patient in ``reference``; None where it is to something else than a patient.

    `UNSAID` where it does not tell which: a search that the server answers, or the patient as contained.

    >>> key_of("https://example.org/fhir/Patient/17/_history/2"), key_of("urn:uuid:a-7"), key_of("Group/3")
    ('17', 'a-7', None)
    >>> key_of("Patient?identifier=17")
    ''
    """
    path, mark, _ = reference.partition("/_history/")[0].partition("?")
    parts = path.rsplit("/", 2)
    if len(parts) >= 2 and parts[-2] not in ("Patient", ""):
        is_type = parts[-2].isalpha() or "://" not in path
        return None if is_type else path  # a device, a place, a group; or an address that tells nothing
    if mark or reference.startswith("#"):
        return UNSAID
    return parts[-1].removeprefix("urn:uuid:")


def keys_of_patient(patient: Node, url: str | None) -> list[str]:
    """Return what records name ``patient`` by: the id, and the end of the address ``url``; the first is its own."""
    keys = (text_of(patient, "id"), key_of(url) if url is not None else None)
    return [key for key in dict.fromkeys(keys) if key]


def subject_of(resource: Node) -> str | None:
    """Return the key of the patient of ``resource``, `UNSAID` where it does not tell, None where it is nobody's."""
    key: str | None = UNSAID
    for name in SUBJECTS:
        subject = node_of(resource, name)
        if subject is not None:
            reference = subject.get("reference")
            key = key_of(reference) if type(reference) is str else UNSAID
            break
    return key if key != UNSAID or resource["resourceType"] in OF_PATIENTS else None

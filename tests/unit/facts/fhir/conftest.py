"""Bundles written by hand, and the facts that come of them."""

from collections.abc import Callable
from typing import Any

import pytest

from eligo.facts import Fact, FactSheet, load_facts

Node = dict[str, Any]
ReadBundle = Callable[..., FactSheet]

SYSTEMS = {
    "loinc": "http://loinc.org",
    "snomed": "http://snomed.info/sct",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "icd10": "http://hl7.org/fhir/sid/icd-10-cm",
    "cvx": "http://hl7.org/fhir/sid/cvx",
    "local": "http://example.org/local",
}


def concept(*codes: str, **more: Any) -> Node:
    """Return a CodeableConcept of ``loinc:…`` codes."""
    pairs = [code.split(":", 1) for code in codes]
    return {"coding": [{"system": SYSTEMS[system], "code": code} for system, code in pairs], **more}


def bundle(*resources: Node, patient: Node | None = None, type: str = "collection") -> Node:
    """Return a bundle of a patient and ``resources``."""
    own = {"resourceType": "Patient", "id": "17", "gender": "female", "birthDate": "1961-07-23", **(patient or {})}
    return {"resourceType": "Bundle", "type": type, "entry": [{"resource": each} for each in (own, *resources)]}


@pytest.fixture
def code() -> Callable[..., Node]:
    return concept


@pytest.fixture
def make() -> Callable[..., Node]:
    return bundle


@pytest.fixture
def read() -> ReadBundle:
    return lambda *resources, **more: load_facts(bundle(*resources, **more))


@pytest.fixture
def one(read: ReadBundle) -> Callable[..., Fact]:
    """Return the one fact of some resources."""

    def read_one(*resources: Node, **more: Any) -> Fact:
        (fact,) = read(*resources, **more).facts
        return fact

    return read_one


@pytest.fixture
def observe() -> Callable[..., Node]:
    """Return an Observation of a code, with a quantity where one is given."""

    def observation(code: str, value: Any = None, unit: str | None = None, **more: Any) -> Node:
        node: Node = {
            "resourceType": "Observation",
            "id": "o1",
            "status": "final",
            "code": concept(code),
            "effectiveDateTime": "2021-05-01T08:10:00Z",
        }
        if value is not None:
            quantity = {"value": value, "system": "http://unitsofmeasure.org", "unit": unit, "code": unit}
            node["valueQuantity"] = {key: part for key, part in quantity.items() if part is not None}
        return {key: part for key, part in {**node, **more}.items() if part is not None}

    return observation

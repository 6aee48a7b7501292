"""No value and no key of a bundle is in any diagnostic or exception: canaries in every field."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts import load_facts, screened_at

CANARY = "Qanary"
NUMBER = 71234567


def whole_bundle(make: Any, observe: Any, code: Any) -> Any:
    period = {"start": "2020-01-01", "end": "2020-02-01"}
    quantity = {"value": 1, "unit": "mg/dL", "code": "mg/dL", "system": "http://unitsofmeasure.org", "comparator": "<"}
    range_ = {"low": quantity, "high": quantity, "age": {"low": quantity}, "appliesTo": [code("snomed:248152002")]}
    medication = {"resourceType": "Medication", "id": "m", "code": code("local:7"), "ingredient": [{"item": {}}]}
    subject = {"reference": "Patient/17", "display": "x"}
    drug = {
        "medicationReference": {"reference": "Medication/m", "display": "x"},
        "subject": subject,
        "status": "active",
    }
    status = {"clinicalStatus": code("local:active"), "verificationStatus": code("local:confirmed")}
    return make(
        observe("loinc:2160-0", 1, "mg/dL", subject=subject, referenceRange=[range_], meta={"versionId": "1"}),
        observe("loinc:94531-1", id="2", valueCodeableConcept=code("snomed:260373001", text="x")),
        observe("loinc:85354-9", id="3", component=[{"code": code("loinc:8480-6"), "valueQuantity": quantity}]),
        observe("loinc:2160-0", id="4", valueRange={"low": quantity, "high": quantity}),
        observe("loinc:2160-0", id="5", valueRatio={"numerator": quantity, "denominator": quantity}),
        observe("loinc:2160-0", id="6", valueString="x", effectiveDateTime=None, effectivePeriod=period),
        {"resourceType": "Condition", "code": code("snomed:128053003"), **status, "onsetPeriod": period},
        {"resourceType": "AllergyIntolerance", "code": code("rxnorm:1191"), **status, "recordedDate": "2020"},
        {"resourceType": "MedicationRequest", **drug, "intent": "order", "authoredOn": "2020"},
        {"resourceType": "MedicationStatement", **drug, "effectivePeriod": period},
        {"resourceType": "MedicationAdministration", **drug, "effectiveDateTime": "2020"},
        {
            "resourceType": "Procedure",
            "status": "completed",
            "code": code("snomed:73761001"),
            "performedPeriod": period,
        },
        {"resourceType": "Encounter", "status": "finished", "class": {"code": "IMP"}, "period": period},
        {"resourceType": "FamilyMemberHistory", "status": "completed", "condition": [{"code": code("local:1")}]},
        medication,
        patient={"deceasedDateTime": "2021-01-01"},
        type="searchset",
    )


def paths(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*at, key)
        yield from paths(value, (*at, key))


def diagnostics_of(tree: Any) -> list[Diagnostic]:
    try:
        return list(screened_at(load_facts(json.dumps(tree).encode()), "2021-05-02").diagnostics)
    except FactsError as error:
        assert CANARY not in str(error)
        assert str(NUMBER) not in str(error)
        return error.diagnostics


@pytest.mark.parametrize("canary", [CANARY, NUMBER, {CANARY: CANARY}, [CANARY], None, True, f"2021-{NUMBER}"])
def test_nothing_of_the_patient_is_in_a_message(make: Any, observe: Any, code: Any, canary: Any) -> None:
    original = whole_bundle(make, observe, code)
    for path in list(paths(original)):
        tree = copy.deepcopy(original)
        node = tree
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = canary
        for found in diagnostics_of(tree):
            shown = " ".join(map(str, (found.message, found.help, found.place, *found.notes)))
            assert CANARY.lower() not in shown.lower(), path
            assert str(NUMBER) not in shown, path


def test_a_key_of_the_patient_is_in_no_message(make: Any, observe: Any, code: Any) -> None:
    original = whole_bundle(make, observe, code)
    for path in list(paths(original)):
        tree = copy.deepcopy(original)
        node = tree
        for key in path[:-1]:
            node = node[key]
        if isinstance(path[-1], str):
            node[CANARY] = node.pop(path[-1])
        for found in diagnostics_of(tree):
            assert CANARY.lower() not in f"{found.message} {found.help} {found.place}".lower(), path

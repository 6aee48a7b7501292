"""The fact sheet of a bundle holds what the bundle says."""

import json
from dataclasses import replace
from typing import Any

from eligo.facts import Fact, FactSheet, load_facts
from eligo.facts.writing import sheet_json


def bare(sheet: FactSheet) -> list[Fact]:
    """Return the facts without their places and without what people call them."""
    return [replace(fact, place="", name=None) for fact in sheet.facts]


def several(make: Any, observe: Any, code: Any) -> Any:
    range_ = {"low": {"value": 0.5, "code": "mg/dL"}, "high": {"value": 1.2, "code": "mg/dL"}}
    concept = code("snomed:128053003")
    return make(
        observe("loinc:2160-0", 1.4, "mg/dL", id="a", referenceRange=[range_]),
        observe("loinc:2160-0", 1e-05, "mg/dL", id="b", status="preliminary"),
        observe("loinc:8302-2", 176.35499866729558, "cm", id="c"),
        observe("loinc:94531-1", id="d", valueCodeableConcept=code("snomed:260373001")),
        observe("loinc:72166-2", id="e", valueBoolean=True),
        observe("loinc:2708-6", id="f", valueString="<88 %"),
        observe("loinc:6301-6", 1.1, "{INR}", id="g"),
        observe("loinc:85354-9", 120, id="h"),
        {"resourceType": "Condition", "code": concept, "verificationStatus": "refuted", "recordedDate": "2020"},
        {"resourceType": "Condition", "code": concept, "verificationStatus": "provisional"},
        {"resourceType": "Condition", "code": {"text": "Something"}, "recordedDate": "2020-01"},
        {"resourceType": "AllergyIntolerance", "code": code("rxnorm:1191"), "onsetDateTime": "2001"},
        {"resourceType": "MedicationRequest", "status": "active", "medicationCodeableConcept": code("rxnorm:42316")},
    )


def test_reading_the_sheet_of_a_bundle_gives_the_same_facts(make: Any, observe: Any, code: Any) -> None:
    whole = several(make, observe, code)
    first = load_facts(whole)
    second = load_facts(sheet_json(whole).encode())
    assert bare(first) == bare(second)
    assert (first.patient_id, first.birth_date, first.sex) == (second.patient_id, second.birth_date, second.sex)


def test_the_short_way_and_the_long_way_make_the_same_fact(
    make: Any, observe: Any, code: Any, monkeypatch: Any
) -> None:
    from eligo.facts.fhir import sheet

    whole = several(make, observe, code)
    short = load_facts(whole)
    monkeypatch.setattr(sheet, "_plain", lambda *_: None)
    assert load_facts(whole).facts == short.facts


def test_numbers_stand_as_they_were_written_and_the_screening_date_may_be_given(make: Any, observe: Any) -> None:
    text = json.dumps(make(observe("loinc:2160-0", 1, "mg/dL"))).replace('"value": 1,', '"value": 1.40,')
    written = sheet_json(text.encode(), as_of="2021-05-02")
    assert '"value": 1.40' in written
    assert json.loads(written)["as_of"] == "2021-05-02"
    assert sheet_json({"as_of": "2020-01-01", "patient": {"id": "1"}}, as_of="2021-05-02") == (
        '{\n  "patient": {"id": "1"},\n  "as_of": "2021-05-02"\n}\n'
    )
    assert sheet_json({}) == "{}\n"


def test_warnings_that_say_the_same_are_summed_up(make: Any, observe: Any) -> None:
    nodes = [observe("loinc:2160-0", 1.4, id=f"o{index}") for index in range(9)]
    unknown = [observe("local:7", 1.4, id=f"u{index}") for index in range(5)]
    found = [(each.code, each.place) for each in load_facts(make(*nodes, *unknown)).diagnostics]
    shown = [("W602", f"Bundle.entry[{index}]") for index in (1, 2, 3)]
    assert found == [*shown, ("W602", "Bundle"), ("W620", "Bundle")]


def test_late_facts_are_summed_up(make: Any, observe: Any) -> None:
    from eligo.facts import screened_at

    sheet = load_facts(make(*(observe("loinc:2160-0", 1.4, "mg/dL", id=f"o{index}") for index in range(9))))
    late = screened_at(sheet, "2020-01-01").diagnostics
    assert [(each.code, each.message.rpartition(", ")[2]) for each in late] == [("W604", "and 8 more such facts")]


def test_a_trial_may_declare_what_nothing_knows(make: Any, code: Any) -> None:
    from eligo import load_trial, screen

    node = {
        "resourceType": "Condition",
        "code": code("snomed:999000"),
        "onsetDateTime": "2020",
        "clinicalStatus": "active",
    }
    trial = load_trial(
        text="concept 'moon sickness': condition, code snomed:999000\n\ninclusion criteria\n\n- [a] moon sickness\n"
    )
    assert screen(trial, load_facts(make(node)), as_of="2021-05-02").criterion("a").holds == "yes"

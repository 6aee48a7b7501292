"""Conditions, drugs, procedures, allergies, family history and stays."""

from typing import Any

import pytest

DVT, PE, TACROLIMUS, ASPIRIN = "snomed:128053003", "icd10:I26.99", "rxnorm:42316", "rxnorm:1191"


def condition(code: Any, clinical: str | None = "active", verification: str | None = "confirmed", **more: Any) -> Any:
    node = {"resourceType": "Condition", "id": "c1", "code": code, "recordedDate": "2020-03-04"}
    if clinical is not None:
        node["clinicalStatus"] = {"coding": [{"code": clinical}]}
    if verification is not None:
        node["verificationStatus"] = {"coding": [{"code": verification}]}
    return {**node, **more}


def said(fact: Any) -> dict[str, Any]:
    """Return what ``fact`` states, its dates as text."""
    keys = ("time", "start", "end", "recorded", "status", "present", "unclear", "relation")
    found = {key: getattr(fact, key) for key in keys if getattr(fact, key) not in (None, False)}
    if fact.present is False:
        found["present"] = False
    return {key: value if isinstance(value, str | bool) else str(value) for key, value in found.items()}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"onsetDateTime": "2019-03"}, [{"start": "2019-03", "status": "active"}]),
        ({}, [{"recorded": "2020-03-04", "status": "active"}]),
        ({"onsetPeriod": {"start": "2018", "end": "2019"}}, [{"recorded": "2019", "status": "active"}]),
        ({"onsetAge": {"value": 50}}, [{"recorded": "2020-03-04", "status": "active"}]),
        (
            {"clinical": "resolved", "onsetDateTime": "2019", "abatementDateTime": "2020-01"},
            [{"start": "2019", "end": "2020-01"}],
        ),
        ({"clinical": "resolved", "onsetDateTime": "2019"}, [{"start": "2019", "status": "resolved"}]),
        (
            {"clinical": None, "onsetDateTime": "2019", "abatementBoolean": True},
            [{"start": "2019", "status": "resolved"}],
        ),
        ({"clinical": None, "onsetDateTime": "2019", "abatementBoolean": False}, [{"start": "2019"}]),
        (
            {"clinical": "remission", "onsetDateTime": "2019"},
            [{"start": "2019", "status": "resolved"}, {"unclear": True}],
        ),
        ({"clinical": "nonsense", "onsetDateTime": "2019"}, [{"start": "2019", "unclear": True}]),
        ({"verification": "refuted", "onsetDateTime": "2019"}, [{"time": "2020-03-04", "present": False}]),
        ({"verification": "provisional", "onsetDateTime": "2019"}, [{"start": "2019", "unclear": True}]),
        ({"verification": "differential"}, [{"recorded": "2020-03-04", "unclear": True}]),
        ({"verification": "unconfirmed"}, [{"recorded": "2020-03-04", "unclear": True}]),
        ({"verification": "entered-in-error"}, []),
        ({"onsetDateTime": "2020", "abatementDateTime": "2019"}, [{"unclear": True}]),
        ({"onsetDateTime": "long ago"}, [{"unclear": True}]),
    ],
)
def test_conditions(read: Any, code: Any, given: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    facts = read(condition(code(DVT), **given)).facts
    assert [said(fact) for fact in facts] == expected
    assert all(fact.concept == "deep_vein_thrombosis" for fact in facts)


def test_icd_10_cm_with_and_without_its_point(one: Any, code: Any) -> None:
    for written in ("icd10:I26.99", "icd10:I2699"):
        assert one(condition(code(written))).concept == "pulmonary_embolism"


def test_a_condition_that_is_a_finding_is_a_positive_one(read: Any, code: Any, one: Any) -> None:
    # a record of a test is no result
    fact = one(condition(code("loinc:94531-1"), onsetDateTime="2021-04-30"))
    assert (fact.text, str(fact.start)) == ("positive", "2021-04-30")
    procedure = {"resourceType": "Procedure", "status": "completed", "code": code("loinc:94531-1")}
    assert read(procedure).imported.silent == {"Procedure": 1}


def request(code: Any, status: str | None = "active", **more: Any) -> Any:
    node = {"resourceType": "MedicationRequest", "status": status, "intent": "order", "authoredOn": "2021-04-01"}
    return {**node, "medicationCodeableConcept": code, **more}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [{"start": "2021-04-01", "status": "ordered"}]),
        ({"status": "stopped"}, [{"start": "2021-04-01", "status": "resolved"}]),
        ({"status": "ended"}, [{"start": "2021-04-01", "status": "resolved"}]),
        ({"status": "draft"}, [{"start": "2021-04-01", "status": "planned"}]),
        ({"intent": "plan"}, [{"start": "2021-04-01", "status": "planned"}]),
        ({"status": "on-hold"}, [{"start": "2021-04-01", "status": "resolved"}, {"unclear": True}]),
        ({"status": "unknown"}, [{"start": "2021-04-01", "unclear": True}]),
        ({"intent": "nonsense"}, [{"start": "2021-04-01", "unclear": True}]),
        ({"status": "cancelled"}, []),
        ({"doNotPerform": True}, []),
        ({"status": "entered-in-error"}, []),
        (
            {"dispenseRequest": {"validityPeriod": {"start": "2021-05-01", "end": "2021-09-01"}}},
            [{"start": "2021-05-01", "status": "ordered"}],
        ),
    ],
)
def test_prescriptions(read: Any, code: Any, given: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    assert [said(fact) for fact in read(request(code(TACROLIMUS), **given)).facts] == expected


@pytest.mark.parametrize("reference", ["#m1", "Medication/m1", "urn:uuid:m1", "https://example.org/fhir/Medication/m1"])
def test_a_drug_by_reference(read: Any, code: Any, make: Any, reference: str) -> None:
    from eligo.facts import load_facts

    medication = {"resourceType": "Medication", "id": "m1", "code": code(TACROLIMUS)}
    node = request(None, medicationReference={"reference": reference})
    del node["medicationCodeableConcept"]
    whole = make({**node, "contained": [medication]}) if reference[0] == "#" else make(node, medication)
    whole["entry"][-1]["fullUrl"] = "urn:uuid:m1"
    assert [fact.concept for fact in load_facts(whole).facts] == ["tacrolimus"]


def test_a_drug_as_r5_writes_it(read: Any, code: Any) -> None:
    node = {"resourceType": "MedicationRequest", "status": "active", "intent": "order"}
    assert [f.concept for f in read({**node, "medication": {"concept": code(TACROLIMUS)}}).facts] == ["tacrolimus"]


def test_the_ingredients_of_a_product_that_nothing_knows(read: Any, code: Any) -> None:
    parts = [{"itemCodeableConcept": code(TACROLIMUS)}, {"item": {"concept": code("local:filler")}}]
    product = {"resourceType": "Medication", "id": "m", "code": code("local:mix"), "ingredient": parts}
    node = request(None, contained=[product], medicationReference={"reference": "#m"})
    assert [fact.concept for fact in read(node).facts] == ["tacrolimus", None]


def test_a_drug_that_cannot_be_found_is_a_record_that_nothing_knows(one: Any) -> None:
    fact = one(request(None, medicationReference={"reference": "Medication/9", "display": "Some drug"}))
    assert (fact.concept, fact.name, fact.kind) == (None, "Some drug", "medication")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"effectiveDateTime": "2021-04-02"}, [{"time": "2021-04-02"}]),
        ({"occurenceDateTime": "2021-04-02"}, [{"time": "2021-04-02"}]),
        (
            {"effectivePeriod": {"start": "2021-04-01", "end": "2021-04-02"}},
            [{"start": "2021-04-01", "end": "2021-04-02"}],
        ),
        ({"effectivePeriod": {"start": "2021-04-01"}}, [{"start": "2021-04-01", "status": "resolved"}]),
        ({"effectivePeriod": {"start": "2021-04-01"}, "status": "in-progress"}, [{"start": "2021-04-01"}]),
        ({"status": "unknown"}, [{"unclear": True}]),
        ({"status": "not-done"}, []),
    ],
)
def test_administrations(read: Any, code: Any, given: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    node = {"resourceType": "MedicationAdministration", "status": "completed", **given}
    assert [said(f) for f in read({**node, "medicationCodeableConcept": code(TACROLIMUS)}).facts] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"status": "active", "effectivePeriod": {"start": "2021"}}, [{"start": "2021", "status": "active"}]),
        ({"status": "active", "dateAsserted": "2021-04-02"}, [{"recorded": "2021-04-02", "status": "active"}]),
        ({"status": "completed", "effectivePeriod": {"start": "2021"}}, [{"start": "2021", "status": "resolved"}]),
        ({"status": "not-taken", "dateAsserted": "2021-04-02"}, [{"time": "2021-04-02", "present": False}]),
        ({"status": "intended"}, [{"status": "planned"}]),
        ({"status": "on-hold"}, [{"status": "resolved"}, {"unclear": True}]),
        ({"status": "unknown"}, [{"unclear": True}]),
        ({"status": "recorded", "effectivePeriod": {"start": "2021"}}, [{"start": "2021"}]),
        ({"status": "recorded", "adherence": {"code": {"coding": [{"code": "not-taking"}]}}}, [{"present": False}]),
        ({"status": "entered-in-error"}, []),
    ],
)
def test_statements(read: Any, code: Any, given: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    node = {"resourceType": "MedicationStatement", "medicationCodeableConcept": code(TACROLIMUS), **given}
    assert [said(fact) for fact in read(node).facts] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"status": "completed", "whenHandedOver": "2021-04-02"}, [{"start": "2021-04-02", "status": "ordered"}]),
        ({"status": "in-progress"}, [{"status": "planned"}]),
        ({"status": "declined"}, []),
        ({"status": "nonsense"}, [{"unclear": True}]),
    ],
)
def test_dispenses(read: Any, code: Any, given: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    node = {"resourceType": "MedicationDispense", "medicationCodeableConcept": code(TACROLIMUS), **given}
    assert [said(fact) for fact in read(node).facts] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"performedDateTime": "2021-04-02"}, [{"time": "2021-04-02"}]),
        ({"occurrenceDateTime": "2021-04-02"}, [{"time": "2021-04-02"}]),
        ({"performedPeriod": {"start": "2021-04-02"}}, [{"start": "2021-04-02", "status": "resolved"}]),
        ({"performedPeriod": {"start": "2021-04-02"}, "status": "in-progress"}, [{"start": "2021-04-02"}]),
        ({"status": "preparation"}, [{"status": "planned"}]),
        ({"status": "stopped", "performedDateTime": "2021-04-02"}, [{"time": "2021-04-02", "unclear": True}]),
        ({"status": "not-done"}, []),
        ({"status": "entered-in-error"}, []),
    ],
)
def test_procedures(read: Any, code: Any, given: dict[str, Any], expected: list[dict[str, Any]]) -> None:
    node = {"resourceType": "Procedure", "status": "completed", "code": code("snomed:73761001"), **given}
    facts = read(node).facts
    assert [said(fact) for fact in facts] == expected
    assert {fact.concept for fact in facts} <= {"colonoscopy"}


def test_immunizations(read: Any, code: Any) -> None:
    node = {"resourceType": "Immunization", "vaccineCode": code("cvx:140"), "occurrenceDateTime": "2020-10-01"}
    (fact,) = read({**node, "status": "completed"}).facts
    assert (fact.concept is not None, said(fact)) == (True, {"time": "2020-10-01"})
    assert read({**node, "status": "not-done"}).facts == ()


def test_allergies_have_facts_of_their_own(read: Any, code: Any, one: Any) -> None:
    node = {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "verificationStatus": {"coding": [{"code": "confirmed"}]},
        "code": code(ASPIRIN),
        "recordedDate": "1994-10-02",
    }
    fact = one(node)
    assert said(fact) == {"start": "1994-10-02", "status": "active", "relation": "allergy"}
    refuted = one({**node, "verificationStatus": {"coding": [{"code": "refuted"}]}})
    assert said(refuted) == {"time": "1994-10-02", "present": False, "relation": "allergy"}
    assert read({**node, "code": code("snomed:716186003")}).facts == ()
    unknown = one({**node, "code": code("snomed:424213003x")})
    assert (unknown.concept, unknown.relation) == (None, "allergy")


def test_family_history_is_of_the_family(one: Any, read: Any, code: Any) -> None:
    node = {"resourceType": "FamilyMemberHistory", "status": "completed", "date": "2020-01-01"}
    fact = one({**node, "condition": [{"code": code(DVT)}]})
    assert (fact.place, said(fact)) == (
        "Bundle.entry[1].condition[0]",
        {"time": "2020-01-01", "relation": "family-history"},
    )
    assert read(node).imported.silent == {"FamilyMemberHistory": 1}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"class": {"code": "IMP"}}, ["hospitalization"]),
        ({"class": [{"coding": [{"code": "IMP"}]}]}, ["hospitalization"]),
        ({"class": {"code": "EMER"}}, ["emergency_department_visit"]),
        ({"class": {"code": "AMB"}, "type": [{"coding": [{"code": "x"}]}]}, []),
        ({"type": [{"coding": [{"code": "x"}]}]}, [None]),
        ({"class": {"code": "IMP"}, "status": "cancelled"}, []),
    ],
)
def test_stays(read: Any, given: dict[str, Any], expected: list[str | None]) -> None:
    period = {"start": "2021-04-01", "end": "2021-04-05"}
    sheet = read({"resourceType": "Encounter", "status": "finished", "period": period, **given})
    assert [fact.concept for fact in sheet.facts] == expected


def test_a_type_of_stay_and_its_class_are_two_facts(read: Any, code: Any) -> None:
    node = {"resourceType": "Encounter", "status": "finished", "class": {"code": "IMP"}}
    facts = read({**node, "type": [code("snomed:305351004")]}).facts
    assert facts[0].concept == "icu_admission"
    assert all(fact.concept in ("icu_admission", "hospitalization") for fact in facts)


def test_the_patient(read: Any) -> None:
    sheet = read(patient={"deceasedDateTime": "2021-05-01"})
    assert (sheet.patient_id, str(sheet.birth_date), sheet.sex, str(sheet.deceased)) == (
        "17",
        "1961-07-23",
        "female",
        "2021-05-01",
    )
    assert (sheet.as_of, sheet.complete) == (None, ())
    assert read(patient={"deceasedBoolean": False, "gender": "unknown"}).deceased is False
    assert read(patient={"deceasedDateTime": "in spring"}).deceased is True
    assert read(patient={"gender": 7}).sex is None

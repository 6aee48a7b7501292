"""Replacing a code of a bundle by one that nothing knows never makes a patient eligible, in any world."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eligo import load_facts, load_trial, screen
from eligo.facts.model import CompleteKind, Completeness
from eligo.screening import index, prepare, screen_prepared

KINDS: tuple[CompleteKind, ...] = (
    "conditions",
    "medications",
    "procedures",
    "findings",
    "allergies",
    "family history",
)
#: one rule for each thing that a bundle may hold, asked as an exclusion and as an inclusion
RULES = (
    "deep vein thrombosis",
    "history of deep vein thrombosis",
    "deep vein thrombosis within the past 3 months",
    "onset of deep vein thrombosis within 3 months",
    "history of pulmonary embolism",
    "HIV",
    "hepatitis B",
    "tuberculosis",
    "tacrolimus",
    "history of tacrolimus",
    "colonoscopy within the past 3 months",
    "hospitalization within the past 3 months",
    "allergy to aspirin",
    "family history of deep vein thrombosis",
    "HIV test positive",
    "SARS-CoV-2 nucleic acid test positive",
    "HBsAg positive",
)
DATES = st.sampled_from(["2019-03-01", "2021-04-01", "2021-05-01", "2021-06-01", None])


def coded(system: str, code: str) -> Any:
    return {"coding": [{"system": system, "code": code}]}


def without_none(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}


LOINC, SNOMED, RXNORM = "http://loinc.org", "http://snomed.info/sct", "http://www.nlm.nih.gov/research/umls/rxnorm"
TESTS = st.sampled_from(["94531-1", "5196-1", "55277-8", "7918-6"])
RESULTS = st.sampled_from(["260373001", "10828004", "260415000", "999"])
RESOURCES = st.one_of(
    st.builds(
        lambda code, clinical, verified, start, known: without_none(
            {
                "resourceType": "Condition",
                "code": coded(SNOMED, code),
                "clinicalStatus": clinical,
                "verificationStatus": verified,
                "onsetDateTime": start,
                "recordedDate": known,
            }
        ),
        st.sampled_from(["128053003", "59282003", "86406008", "66071002"]),
        st.sampled_from(["active", "resolved", "remission", None]),
        st.sampled_from(["confirmed", "provisional", "entered-in-error", None]),
        DATES,
        DATES,
    ),
    st.builds(
        lambda status, start: without_none(
            {
                "resourceType": "MedicationRequest",
                "status": status,
                "intent": "order",
                "medicationCodeableConcept": coded(RXNORM, "42316"),
                "authoredOn": start,
            }
        ),
        st.sampled_from(["active", "stopped", "draft", "on-hold", "cancelled", "unknown"]),
        DATES,
    ),
    st.builds(
        lambda status, time: without_none(
            {
                "resourceType": "Procedure",
                "status": status,
                "code": coded(SNOMED, "73761001"),
                "performedDateTime": time,
            }
        ),
        st.sampled_from(["completed", "in-progress", "not-done", "preparation", "unknown"]),
        DATES,
    ),
    st.builds(
        lambda time: without_none(
            {
                "resourceType": "Encounter",
                "status": "finished",
                "type": [coded(SNOMED, "32485007")],
                "period": without_none({"start": time, "end": time}),
            }
        ),
        DATES,
    ),
    st.builds(
        lambda status: {
            "resourceType": "AllergyIntolerance",
            "code": coded(RXNORM, "1191"),
            "verificationStatus": status,
            "clinicalStatus": "active",
        },
        st.sampled_from(["confirmed", "unconfirmed"]),
    ),
    st.builds(
        lambda time: without_none(
            {
                "resourceType": "FamilyMemberHistory",
                "status": "completed",
                "date": time,
                "condition": [{"code": coded(SNOMED, "128053003")}],
            }
        ),
        DATES,
    ),
    st.builds(
        lambda code, value, time, status: without_none(
            {
                "resourceType": "Observation",
                "status": status,
                "code": coded(LOINC, code),
                "effectiveDateTime": time,
                "valueCodeableConcept": coded(SNOMED, value),
            }
        ),
        TESTS,
        RESULTS,
        DATES,
        st.sampled_from(["final", "preliminary"]),
    ),
)


def with_unknown_code(resource: Any, system: str) -> Any:
    """Return ``resource`` with a code of ``system`` that nothing knows in place of its own."""
    changed = copy.deepcopy(resource)
    holder = changed["condition"][0] if changed["resourceType"] == "FamilyMemberHistory" else changed
    element = holder.get("code") or holder.get("medicationCodeableConcept") or holder["type"][0]
    element["coding"] = [{"system": system, "code": "0-0"}]
    return changed


@pytest.fixture(scope="module")
def trials() -> list[Any]:
    texts = [f"{section} criteria\n\n- [a] {rule}\n" for rule in RULES for section in ("inclusion", "exclusion")]
    return [load_trial(text=text) for text in texts]


@settings(max_examples=150, deadline=None)
@given(
    resource=RESOURCES,
    complete=st.sets(st.sampled_from(KINDS)),
    system=st.sampled_from([None, "http://example.org/local"]),
)
def test_an_unknown_code_never_makes_eligible(
    trials: list[Any], resource: Any, complete: set[CompleteKind], system: str | None
) -> None:
    patient = {"resourceType": "Patient", "id": "17", "gender": "female", "birthDate": "1961-07-23"}
    declared = tuple(Completeness(kind=kind) for kind in KINDS if kind in complete)
    own = resource.get("code", {}).get("coding", [{}])[0].get("system", SNOMED)
    changed = with_unknown_code(resource, own if system is None else system)

    def verdicts(one: Any) -> list[str]:
        entries = [{"resource": patient}, {"resource": one}]
        facts = load_facts({"resourceType": "Bundle", "type": "collection", "entry": entries})
        indexed = index(facts, trials[0].vocabulary, "2021-05-02", declared)
        return [screen_prepared(prepare(trial), indexed).verdict for trial in trials]

    for trial, before, after in zip(trials, verdicts(resource), verdicts(changed), strict=True):
        if before != "eligible":
            assert after != "eligible", trial.criteria[0].canonical


def test_silence_beside_a_record_that_nothing_knows_is_unmapped(make: Any, code: Any) -> None:
    node = {"resourceType": "Condition", "code": code("local:7"), "onsetDateTime": "2020-01-01"}
    trial = load_trial(text="exclusion criteria\n\n- [a] pulmonary embolism\n")
    declared = (Completeness(kind="conditions"),)
    for resources, expected in (((), "eligible"), ((node,), "undetermined")):
        facts = index(load_facts(make(*resources)), trial.vocabulary, "2021-05-02", declared)
        result = screen_prepared(prepare(trial), facts)
        assert result.verdict == expected
        assert [gap.cause for gap in result.criterion("a").missing] == (["unmapped"] if resources else [])


@pytest.mark.parametrize(
    ("system", "own", "verdict"),
    [
        ("http://hl7.org/fhir/sid/icd-10", "J06.9", "eligible"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "S72001A", "eligible"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "I99.8", "undetermined"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "R69", "undetermined"),
        ("http://hl7.org/fhir/sid/icd-10", "see text", "undetermined"),
        ("http://snomed.info/sct", "999999", "undetermined"),
    ],
)
def test_a_code_that_lies_elsewhere_in_its_system_leaves_nothing_open(
    make: Any, system: str, own: str, verdict: str
) -> None:
    trial = load_trial(text="exclusion criteria\n\n- [a] pulmonary embolism\n")
    node = {"resourceType": "Condition", "code": coded(system, own), "onsetDateTime": "2020-01-01"}
    declared = (Completeness(kind="conditions"),)
    result = screen(trial, load_facts(make(node)), as_of="2021-05-02", complete=declared)
    assert result.verdict == verdict


def test_a_code_of_something_broader_leaves_open_what_it_may_be(make: Any) -> None:
    declared = (Completeness(kind="conditions"),)

    def causes(rule: str, code: str) -> tuple[str, list[str]]:
        trial = load_trial(text=f"exclusion criteria\n\n- [a] {rule}\n")
        node = {"resourceType": "Condition", "code": coded("http://hl7.org/fhir/sid/icd-10-cm", code)}
        result = screen(trial, load_facts(make(node)), as_of="2021-05-02", complete=declared)
        return result.verdict, [gap.cause for gap in result.criterion("a").missing]

    # J98.4 is a lung disease that is not specified: perhaps an asthma or a pneumonia, but no embolism
    assert causes("asthma", "J98.4") == ("undetermined", ["unspecific"])
    assert causes("pneumonia", "J98.4") == ("undetermined", ["unspecific"])
    assert causes("pulmonary embolism", "J98.4") == ("eligible", [])


def test_the_open_world_is_the_default(make: Any) -> None:
    trial = load_trial(text="exclusion criteria\n\n- [a] pulmonary embolism\n")
    assert screen(trial, load_facts(make()), as_of="2021-05-02").verdict == "undetermined"


@pytest.mark.parametrize(
    ("system", "value", "expected"),
    [
        ("loinc", "snomed:10828004", "undetermined"),
        ("loinc", "snomed:260385009", "eligible"),
        ("loinc", "snomed:266919005", "eligible"),
        ("local", "snomed:266919005", "undetermined"),
    ],
)
def test_a_result_that_nothing_knows_may_be_of_a_test_for_a_condition(
    make: Any, code: Any, observe: Any, system: str, value: str, expected: str
) -> None:
    trial = load_trial(text="exclusion criteria\n\n- [a] hepatitis B\n")
    declared = (Completeness(kind="conditions"),)
    unknown = observe(f"{system}:0-0", valueCodeableConcept=code(value))
    facts = index(load_facts(make(unknown)), trial.vocabulary, "2021-05-02", declared)
    assert screen_prepared(prepare(trial), facts).verdict == expected
    positive = observe("loinc:5196-1", valueCodeableConcept=code("snomed:10828004"))
    facts = index(load_facts(make(positive)), trial.vocabulary, "2021-05-02", declared)
    assert screen_prepared(prepare(trial), facts).verdict == "undetermined"

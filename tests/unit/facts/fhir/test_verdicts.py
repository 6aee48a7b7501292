"""What the states of FHIR resources come to when a patient is screened, in the open world and where all is complete."""

from typing import Any, get_args

import pytest

from eligo import load_facts, load_trial, screen
from eligo.facts.model import CompleteKind, Completeness

ALL = tuple(Completeness(kind=kind) for kind in get_args(CompleteKind))


@pytest.fixture
def holds(make: Any) -> Any:
    def found(rule: str, *resources: Any, complete: bool = False) -> str:
        trial = load_trial(text=f"inclusion criteria\n\n- [a] {rule}\n")
        declared = ALL if complete else ()
        result = screen(trial, load_facts(make(*resources)), as_of="2021-05-02", complete=declared)
        criterion = result.criterion("a")
        return " ".join([criterion.holds, *(gap.cause for gap in criterion.missing)])

    return found


def verified(code: Any, status: str, **more: Any) -> Any:
    node = {"resourceType": "Condition", "code": code("snomed:59282003"), "onsetDateTime": "2020-01-01"}
    return {**node, "verificationStatus": {"coding": [{"code": status}]}, **more}


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize(
    ("status", "more", "expected"),
    [
        ("confirmed", {}, "yes"),
        ("provisional", {}, "unknown imprecise"),
        ("unconfirmed", {}, "unknown imprecise"),
        ("differential", {}, "unknown imprecise"),
        ("refuted", {"recordedDate": "2021-05-02"}, "no"),
    ],
)
def test_what_is_not_verified_is_unknown_and_what_is_refuted_is_not(
    holds: Any, code: Any, complete: bool, status: str, more: Any, expected: str
) -> None:
    assert holds("pulmonary embolism", verified(code, status, **more), complete=complete) == expected


def test_what_was_refuted_earlier_says_nothing_of_today(holds: Any, code: Any) -> None:
    refuted = verified(code, "refuted", recordedDate="2021-04-02")
    assert holds("pulmonary embolism", refuted) == "unknown missing"
    assert holds("pulmonary embolism", refuted, complete=True) == "no"


@pytest.mark.parametrize(
    ("written", "open_world", "closed_world"),
    [
        ("2021-05-01", "yes", "yes"),
        ("2021-02-01", "yes", "yes"),  # 90 days before
        ("2021-01-31", "unknown stale", "unknown stale"),
        ("1959-01-01", "unknown stale", "unknown stale"),
    ],
)
def test_a_prescription_counts_for_90_days(
    holds: Any, code: Any, written: str, open_world: str, closed_world: str
) -> None:
    node = {"resourceType": "MedicationRequest", "status": "active", "intent": "order", "authoredOn": written}
    node["medicationCodeableConcept"] = code("rxnorm:42316")
    assert holds("on tacrolimus", node) == open_world
    assert holds("on tacrolimus", node, complete=True) == closed_world


def test_a_preliminary_result_is_unknown_until_it_is_final_or_corrected(holds: Any, observe: Any) -> None:
    early = observe("loinc:2160-0", 1.4, "mg/dL", status="preliminary")
    final = observe("loinc:2160-0", 1.4, "mg/dL", id="o2")
    corrected = observe("loinc:2160-0", 2.1, "mg/dL", status="corrected", id="o3")
    assert holds("creatinine < 2 mg/dL", early).startswith("unknown")
    assert holds("creatinine < 2 mg/dL", early, final) == "yes"
    assert holds("creatinine < 2 mg/dL", final, corrected) == "no"


def test_nothing_is_complete_until_a_site_says_so(holds: Any) -> None:
    assert holds("pulmonary embolism") == "unknown missing"
    assert holds("pulmonary embolism", complete=True) == "no"

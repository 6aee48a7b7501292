"""What real exports do, each as a bundle and what screening makes of it."""

import json
from fractions import Fraction
from typing import Any

import pytest

from eligo import load_facts, load_trial, screen

AS_OF = "2021-05-02"


def holds(resources: list[Any], rule: str, make: Any, *, as_of: str = AS_OF, **more: Any) -> tuple[str, str | None]:
    """Return whether ``rule`` is true of the patient, and the first cause where it is unknown."""
    trial = load_trial(text=f"inclusion criteria\n\n- [a] {rule}\n")
    criterion = screen(trial, load_facts(make(*resources, **more)), as_of=as_of).criterion("a")
    return criterion.holds, criterion.missing[0].cause if criterion.missing else None


def test_1_one_code_in_absolute_and_in_indexed_units(make: Any, observe: Any) -> None:
    indexed = observe("loinc:33914-3", 72, "mL/min/{1.73_m2}")
    absolute = observe("loinc:33914-3", 72, "mL/min")
    rule = "eGFR ≥ 60 mL/min/1.73 m2"
    assert holds([indexed], rule, make)[0] == "yes"
    assert holds([absolute], rule, make) == ("unknown", "unit")
    # the code says the one, what is shown the other
    both = observe("loinc:33914-3", 72, "mL/min")
    both["valueQuantity"]["unit"] = "mL/min/1.73m2"
    assert holds([both], rule, make) == ("unknown", "unit")


def test_2_displays_mean_nothing_and_are_shown_without_what_is_unseen(make: Any, observe: Any) -> None:
    node = observe("loinc:2160-0", 1.4, "mg/dL")
    node["code"] = {"coding": [{"system": "http://example.org", "code": "7", "display": "Creatinine [Mass/​volume]"}]}
    (fact,) = load_facts(make(node)).facts
    assert (fact.concept, fact.name) == (None, "Creatinine [Mass/volume]")
    assert holds([node], "creatinine < 2 mg/dL", make) == ("unknown", "missing")


@pytest.mark.parametrize(
    ("code", "value", "unit", "rule", "expected"),
    [
        ("loinc:777-3", 210, "K/uL", "platelets ≥ 100 x 10^9/L", "yes"),
        ("loinc:789-8", 4.7, "M/uL", "red blood cell count ≥ 4 x 10^12/L", "yes"),
        ("loinc:2744-1", 7.39, "pH", "pH ≥ 7.35", "yes"),
        ("loinc:72514-3", 3, "(score)", "pain score ≤ 4", "yes"),
        ("loinc:2160-0", 1.2, "units", "creatinine < 2 mg/dL", "unknown"),
        ("loinc:2160-0", 1.2, "{nonsense", "creatinine < 2 mg/dL", "unknown"),
    ],
)
def test_3_units_outside_ucum(
    make: Any, observe: Any, code: str, value: float, unit: str, rule: str, expected: str
) -> None:
    assert holds([observe(code, value, unit)], rule, make)[0] == expected


def prescription(code: Any, authored: str, status: str = "active") -> Any:
    drug = code("rxnorm:42316")
    return {
        "resourceType": "MedicationRequest",
        "status": status,
        "intent": "order",
        "medicationCodeableConcept": drug,
        "authoredOn": authored,
    }


def test_4_a_prescription_that_is_active_since_long_is_no_current_use(make: Any, code: Any) -> None:
    assert holds([prescription(code, "1999-01-01")], "tacrolimus", make)[0] == "unknown"
    assert holds([prescription(code, "2021-04-01")], "tacrolimus", make)[0] == "yes"
    assert holds([prescription(code, "1999-01-01")], "history of tacrolimus", make)[0] == "yes"


def test_5_a_pressure_without_unit_and_code_decides_as_unknown(make: Any, observe: Any) -> None:
    panel = observe("loinc:85354-9", 120)
    earlier = observe("loinc:8480-6", 120, "mm[Hg]", id="o2", effectiveDateTime="2021-05-01T07:00:00Z")
    rule = "systolic blood pressure < 140 mmHg"
    assert holds([earlier], rule, make)[0] == "yes"
    assert holds([earlier, panel], rule, make)[0] == "unknown"


def test_6_many_digits_are_exact(make: Any, observe: Any) -> None:
    text = json.dumps(make(observe("loinc:29463-7", 99, "kg"))).replace("99", "87.35552017650116")
    fact = load_facts(text.encode()).facts[0]
    assert fact.written == "87.35552017650116"
    assert fact.value.low == fact.value.high == Fraction("87.35552017650116")
    node = observe("loinc:29463-7", 87.35552017650116, "kg")
    assert holds([node], "weight ≤ 87.35552017650116 kg", make)[0] == "yes"
    assert holds([node], "weight < 87.35552017650116 kg", make)[0] == "no"


def test_7_what_is_resolved_was_there_and_is_not(make: Any, code: Any) -> None:
    node = {
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"code": "resolved"}]},
        "verificationStatus": {"coding": [{"code": "confirmed"}]},
        "code": code("snomed:128053003"),
        "onsetDateTime": "2019-03-01",
        "abatementDateTime": "2019-09-01",
    }
    assert holds([node], "history of deep vein thrombosis", make)[0] == "yes"
    # that it is over says nothing about a new episode
    assert holds([node], "deep vein thrombosis", make)[0] == "unknown"


def test_8_what_no_bundle_holds_is_derived_or_unknown(make: Any, observe: Any) -> None:
    assert holds([observe("loinc:2160-0", 1, "mg/dL")], "Child-Pugh class A", make)[0] == "unknown"
    assert holds([observe("loinc:2160-0", 1, "mg/dL")], "ECOG 0-1", make) == ("unknown", "missing")
    gases = [observe("loinc:2703-7", 60, "mm[Hg]", id="a"), observe("loinc:19994-3", 35.1, "%", id="b")]
    assert holds(gases, "PaO2/FiO2 ≤ 300 mmHg", make)[0] == "yes"


def test_9_a_loinc_code_with_a_wrong_check_digit_means_nothing(make: Any, observe: Any) -> None:
    (fact,) = load_facts(make(observe("loinc:2160-1", 1.4, "mg/dL"))).facts
    assert fact.concept is None


def test_10_a_unit_without_a_code_counts_by_its_text(make: Any, observe: Any) -> None:
    node = observe("loinc:1742-6", 25, "U/L")
    node["valueQuantity"] = {"value": 25, "unit": "U/L"}
    assert holds([node], "ALT ≤ 40 U/L", make)[0] == "yes"
    node["valueQuantity"] = {"value": 25}
    assert holds([node], "ALT ≤ 40 U/L", make) == ("unknown", "unit")


def test_nothing_after_the_screening_date_counts(make: Any, observe: Any, code: Any) -> None:
    node = observe("loinc:2160-0", 1.4, "mg/dL", effectiveDateTime="2021-05-03")
    assert holds([node], "creatinine < 2 mg/dL", make) == ("unknown", "missing")
    later = {"resourceType": "Condition", "code": code("snomed:128053003"), "recordedDate": "2021-05-03"}
    assert holds([later], "history of deep vein thrombosis", make)[0] == "unknown"
    assert holds([{**later, "recordedDate": "2021-05-01"}], "history of deep vein thrombosis", make)[0] == "yes"


def test_a_condition_known_by_a_date_began_nobody_knows_when(make: Any, code: Any) -> None:
    node = {
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": code("snomed:128053003"),
        "recordedDate": "2021-04-20",
    }
    assert holds([node], "deep vein thrombosis", make)[0] == "yes"
    assert holds([node], "onset of deep vein thrombosis within 3 months", make)[0] == "unknown"


def test_a_screening_date_must_come_from_outside(make: Any) -> None:
    from eligo.diagnostics import FactsError

    trial = load_trial(text="inclusion criteria\n\n- [a] age ≥ 18 years\n")
    with pytest.raises(FactsError) as caught:
        screen(trial, load_facts(make()))
    assert [found.code for found in caught.value.diagnostics] == ["E609"]
    assert screen(trial, load_facts(make()), as_of=AS_OF).verdict == "eligible"

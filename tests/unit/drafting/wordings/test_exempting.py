"""Bounds that hold for some people only, however a registry words them."""

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section

_AST = "AST ≤ 3 × ULN or ≤ 5 × ULN if liver metastases"
_BILIRUBIN = "total bilirubin ≤ 1.5 × ULN or ≤ 3 × ULN if Gilbert syndrome"


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("AST ≤ 3 × ULN (≤ 5 × ULN is acceptable if liver metastases are present)", _AST),
        ("AST ≤ 3 × ULN (AST ≤ 5 × ULN allowed in the presence of liver metastases)", _AST),
        ("AST ≤ 3 × ULN; for patients with liver metastases, ≤ 5 × ULN is allowed", _AST),
        ("AST ≤ 3 × ULN. For patients with liver metastases, AST ≤ 5 × ULN", _AST),
        ("AST ≤ 3 × ULN, unless liver metastases are present, in which case it must be ≤ 5 × ULN", _AST),
        ("AST ≤ 3 × ULN except for when liver metastases are present, in which case they must be ≤ 5 × ULN", _AST),
        ("AST ≤ 3 × ULN except in case of liver metastases (≤ 5 × ULN)", _AST),
        ("AST ≤ 3 × ULN except in case of liver metastases (5 × ULN)", _AST),
        ("AST ≤ 3 × ULN (without liver metastasis) or ≤ 5 × ULN (with liver metastases)", _AST),
        ("AST ≤ 3 × ULN in the absence of liver metastases, or ≤ 5 × ULN in the presence of liver metastases", _AST),
        (
            "Bilirubin ≤ 1.5 × ULN. Patients with Gilbert syndrome and a total bilirubin ≤ 3 × ULN may be enrolled",
            _BILIRUBIN,
        ),
        (
            "Bilirubin ≤ 1.5 × ULN (subjects with Gilbert syndrome may be enrolled if their bilirubin is ≤ 3 × ULN)",
            _BILIRUBIN,
        ),
        (
            "Bilirubin ≤ 1.5 × ULN (except for Gilbert's syndrome)",
            "total bilirubin ≤ 1.5 × ULN unless Gilbert syndrome",
        ),
        ("Bilirubin ≤ 1.5 × ULN except for severe cases", None),
        ("Bilirubin ≤ 1.5 × ULN or ≤ 3 × ULN with well-documented Gilbert syndrome", None),
        ("Bilirubin ≤ 1.5 × ULN or ≤ 3 × ULN for patients with well-documented Gilbert syndrome", _BILIRUBIN),
        ("Bilirubin ≤ 1.5 × ULN except with Gilbert syndrome, who can have bilirubin ≤ 3 × ULN", _BILIRUBIN),
        (
            "Bilirubin ≤ 1.5 × ULN if no liver metastases or ≤ 3 × ULN in the presence of Gilbert's syndrome"
            " (unconjugated hyperbilirubinemia) or liver metastases",
            f"{_BILIRUBIN} or liver metastases",
        ),
        ("AST ≤ 3 × ULN, ≤ 5 × ULN if liver metastases", "AST ≤ 3 × ULN, or ≤ 5 × ULN if liver metastases"),
        ("AST ≤ 3 × ULN and ≤ 5 × ULN if liver metastases", "AST ≤ 3 × ULN, or ≤ 5 × ULN if liver metastases"),
        # due to, not beside
        ("AST ≤ 3 × ULN (≤ 5 × ULN is allowed if due to liver metastases)", None),
        # a bound that runs the other way, or on nothing
        ("AST ≤ 3 × ULN unless liver metastases, in which case > 5 × ULN", None),
        ("≤ 5 × ULN is acceptable if liver metastases", None),
        # two conditions that deny each other not
        ("AST ≤ 3 × ULN (without bone metastases) or ≤ 5 × ULN (with asthma)", None),
        ("platelets ≥ 100 × 10^9/L (without transfusion)", None),
    ],
)
def test_inclusions(reader: Reader, sentence: str, canonical: str | None) -> None:
    assert reader.read(sentence, "inclusion").canonical == canonical


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        (
            "AST > 3 × ULN, unless liver metastases, in which case > 5 × ULN",
            "AST > 3 × ULN or > 5 × ULN if liver metastases",
        ),
        # what is allowed does not exclude
        ("AST > 3 × ULN (≤ 5 × ULN is acceptable if liver metastases)", None),
        ("AST > 3 × ULN, unless liver metastases, in which case ≤ 5 × ULN is allowed", None),
        ("AST > 3 × ULN; patients with liver metastases and AST ≤ 5 × ULN are eligible", None),
    ],
)
def test_exclusions(reader: Reader, sentence: str, canonical: str | None) -> None:
    assert reader.read(sentence, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        (
            "inclusion",
            "bilirubin ≤ 1.5 × ULN or direct bilirubin ≤ ULN for subjects with bilirubin levels > 1.5 × ULN",
            "total bilirubin ≤ 1.5 × ULN or direct bilirubin ≤ ULN",
        ),
        (
            "inclusion",
            "creatinine normal or creatinine clearance ≥ 60 mL/min for patients with creatinine above normal",
            "creatinine normal or creatinine clearance ≥ 60 mL/min",
        ),
        # between both lie some of whom nothing is said; a time is of one alone; another measure
        ("inclusion", "creatinine ≤ 1.5 × ULN or creatinine clearance ≥ 60 mL/min if creatinine > 2 × ULN", None),
        ("inclusion", "creatinine ≤ 1.5 × ULN or INR ≤ 1 if creatinine > 1.5 × ULN within 28 days", None),
        ("inclusion", "creatinine ≤ 1.5 × ULN or creatinine clearance ≥ 60 mL/min if bilirubin > 1.5 × ULN", None),
        ("inclusion", "creatinine 1 to 2 mg/dL or creatinine clearance ≥ 60 mL/min if creatinine > 1.5 mg/dL", None),
        ("exclusion", "creatinine > 1.5 × ULN or creatinine clearance < 60 mL/min if creatinine > 1.5 × ULN", None),
    ],
)
def test_a_second_measure_for_the_rest(reader: Reader, section: Section, sentence: str, canonical: str | None) -> None:
    assert reader.read(sentence, section).canonical == canonical


@pytest.mark.parametrize(
    "sentence",
    [
        "INR ≤ 1.5 × ULN unless receiving anticoagulant therapy, as long as INR is within therapeutic range",
        "INR ≤ 1.5 × ULN unless receiving anticoagulants provided that INR is within therapeutic range",
    ],
)
def test_the_range_that_anticoagulants_aim_at_is_asked(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "inclusion").canonical == (
        'INR ≤ 1.5 × ULN unless on anticoagulant and ask [therapeutic_range] "Is INR within therapeutic range?"'
    )


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        (
            "AST ≤ 3 × ULN (≤ 5 × ULN if liver metastases) (obtained ≤ 14 days prior to registration)",
            "AST ≤ 3 × ULN or ≤ 5 × ULN within 14 days before enrolment if liver metastases",
        ),
        (
            "AST ≤ 3 × ULN OR ≤ 5 × ULN for subjects with liver metastases, performed within 14 days of enrolment",
            "AST ≤ 3 × ULN or ≤ 5 × ULN within 14 days before enrolment if liver metastases",
        ),
        (
            "Bilirubin ≤ 1.5 × ULN (unless Gilbert syndrome) (performed within 14 days before registration)",
            "total bilirubin ≤ 1.5 × ULN within 14 days before enrolment unless Gilbert syndrome",
        ),
        ("Bilirubin ≤ 1.5 × ULN (unless Gilbert syndrome) (performed within 14 days of a biopsy)", None),
        ("INR ≤ 1.5, bilirubin ≤ 1.5 × ULN unless Gilbert syndrome, obtained within 14 days before registration", None),
    ],
)
def test_the_time_of_results_behind_a_condition(reader: Reader, sentence: str, canonical: str | None) -> None:
    assert reader.read(sentence, "inclusion").canonical == canonical

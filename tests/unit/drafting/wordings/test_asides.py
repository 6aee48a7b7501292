"""Remarks that change nothing are left out of a sentence; others keep it a question."""

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        ("inclusion", "Hemoglobin ≥ 9 g/dL (transfusions are allowed)", "hemoglobin ≥ 9 g/dL"),
        ("inclusion", "Hemoglobin ≥ 9 g/dL. Patients may receive transfusions as needed.", "hemoglobin ≥ 9 g/dL"),
        ("inclusion", "If a history of diabetes, HbA1c ≤ 8%", "if history of diabetes mellitus then HbA1c ≤ 8%"),
        ("exclusion", "Triglycerides > 500 mg/dL with or without use of a fibrate", "triglycerides > 500 mg/dL"),
        (
            "inclusion",
            "Hepatic: ALT ≤ 3 × ULN; Renal: creatinine ≤ 1.5 mg/dL",
            "ALT ≤ 3 × ULN, creatinine ≤ 1.5 mg/dL",
        ),
        (
            "exclusion",
            "1) ALT > 3 × ULN 2) creatinine > 1.5 mg/dL",
            "ALT > 3 × ULN, creatinine > 1.5 mg/dL",
        ),
        (
            "inclusion",
            "Sodium ≥ 130 mmol/L; ii. creatinine ≤ 1.5 mg/dL; iii. ALT ≤ 3 × ULN",
            "sodium ≥ 130 mmol/L, creatinine ≤ 1.5 mg/dL, ALT ≤ 3 × ULN",
        ),
    ],
)
def test_what_changes_nothing(reader: Reader, section: Section, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, section).canonical == canonical


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("inclusion", "Hemoglobin ≥ 9 g/dL (without transfusion)"),
        ("exclusion", "Platelets < 100,000/L"),
        ("exclusion", "Bilirubin > 3.0 ng/dL"),
        ("inclusion", "Hemoglobin ≥ 9 g/dL (transfusion allowed until 7 days before)"),
        ("inclusion", "Hemoglobin ≥ 9 g/dL. Transfusions are not allowed."),
        ("exclusion", "Triglycerides > 500 mg/dL with or without statins or fibrates and asthma"),
        ("inclusion", "Smokers: ALT ≤ 3 × ULN; Others: ALT ≤ 2 × ULN"),
        ("inclusion", "Sodium ≥ 130 mmol/L; c. creatinine ≤ 1.5 mg/dL; e. ALT ≤ 3 × ULN"),
    ],
)
def test_what_changes_something_stays(reader: Reader, section: Section, sentence: str) -> None:
    assert reader.read(sentence, section).rule is None

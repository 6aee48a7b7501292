"""Lists whose items are read alone and put together again, and what keeps a list from it."""

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        (
            "inclusion",
            "Bilirubin ≤ 1.5 × ULN (≤ 3 × ULN if Gilbert syndrome); ALT and AST ≤ 3 × ULN; INR ≤ 1.5",
            "(total bilirubin ≤ 1.5 × ULN or ≤ 3 × ULN if Gilbert syndrome) and (ALT and AST ≤ 3 × ULN) and INR ≤ 1.5",
        ),
        (
            "inclusion",
            "bilirubin ≤ 1.5 × ULN, AST or ALT ≤ 3 × ULN",
            "total bilirubin ≤ 1.5 × ULN and (AST or ALT ≤ 3 × ULN)",
        ),
        (
            "inclusion",
            "platelets ≥ 100 × 10^9/L, INR ≤ 1.5, creatinine ≤ 1.5 × ULN or creatinine clearance ≥ 50 mL/min",
            "platelets ≥ 100 ×10⁹/L and INR ≤ 1.5 and (creatinine ≤ 1.5 × ULN or creatinine clearance ≥ 50 mL/min)",
        ),
        (
            "inclusion",
            "bilirubin ≤ 1.5 × ULN (except patients with Gilbert syndrome), INR ≤ 1.5",
            "(total bilirubin ≤ 1.5 × ULN unless Gilbert syndrome) and INR ≤ 1.5",
        ),
        ("inclusion", "Hemoglobin ≥ 9 g/dL. Patients must have INR ≤ 1.5", "hemoglobin ≥ 9 g/dL and INR ≤ 1.5"),
        (
            "inclusion",
            "Anemia (hemoglobin < 11 g/dL) or leukopenia (WBC < 3 × 10^9/L)",
            "(hemoglobin < 11 g/dL) or (white blood cell count < 3 ×10⁹/L)",
        ),
        (
            "inclusion",
            "ALT ≤ 2 × ULN (≤ 3 × ULN if liver metastases), no blood transfusion within 2 weeks",
            "(ALT ≤ 2 × ULN or ≤ 3 × ULN if liver metastases) and no blood transfusion within 2 weeks",
        ),
        (
            "inclusion",
            "no G-CSF or blood transfusion within 2 weeks; hemoglobin ≥ 9 g/dL",
            "(no granulocyte colony-stimulating factor or blood transfusion within 2 weeks) and hemoglobin ≥ 9 g/dL",
        ),
        ("inclusion", "asthma; hemoglobin ≥ 9 g/dL", "asthma and hemoglobin ≥ 9 g/dL"),
        (
            "exclusion",
            "systolic blood pressure < 90 mmHg or > 160 mmHg; heart rate < 50 bpm or > 110 bpm",
            "(systolic blood pressure < 90 mmHg or > 160 mmHg) or (heart rate < 50/min or > 110/min)",
        ),
        ("exclusion", "Anemia (hemoglobin < 9 g/dL) or asthma", "(hemoglobin < 9 g/dL) or asthma"),
        (
            "exclusion",
            "Renal failure (eGFR < 30 mL/min/1.73 m2) or on dialysis",
            "(eGFR < 30 mL/min/1.73 m²) or current dialysis",
        ),
        (
            "exclusion",
            "Impaired liver function (bilirubin > 2 × ULN, ALT and/or AST > 5 × ULN)",
            "total bilirubin > 2 × ULN or (ALT or AST > 5 × ULN)",
        ),
    ],
)
def test_items_of_a_list(reader: Reader, section: Section, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, section).canonical == canonical


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        # the bound behind the condition may say which are meant
        ("exclusion", "diabetes; HbA1c > 9%"),
        ("inclusion", "no heart failure; NYHA class II, III or IV"),
        ("inclusion", "no hypertension; systolic blood pressure > 160 mmHg"),
        ("exclusion", "asthma, hemoglobin < 9 g/dL"),
        # the numbers are of both names
        ("inclusion", "overweight or obesity (BMI ≥ 25 kg/m2 and < 40 kg/m2)"),
        # a history may be of all
        ("exclusion", "history of stroke or pulmonary embolism or heart failure (class III and IV)"),
        ("exclusion", "history of diabetes insipidus or anemia (hemoglobin < 9 g/dL)"),
        # one measure twice: of different people or times
        ("inclusion", "MMSE 12 to 24; MMSE 10 to 26"),
        ("inclusion", "platelets ≥ 100 × 10^9/L; INR ≤ 1.5; platelets ≥ 75 × 10^9/L"),
        # a condition that opens a sentence of its own
        ("inclusion", "bilirubin ≤ 1.5 × ULN. In patients with Gilbert syndrome, direct bilirubin ≤ ULN"),
        ("inclusion", "bilirubin ≤ 1.5 × ULN; if Gilbert syndrome, direct bilirubin ≤ ULN; INR ≤ 1.5"),
        (
            "inclusion",
            "INR ≤ 1.5, hemoglobin ≥ 9 g/dL (≥ 8 g/dL if asthma), bilirubin ≤ 2 mg/dL unless Gilbert syndrome",
        ),
        # behind equal bounds an exemption may be of both, and in a sentence of its own of any
        ("inclusion", "AST ≤ 3 × ULN, ALT ≤ 3 × ULN, or ≤ 5 × ULN if liver metastases"),
        ("inclusion", "AST ≤ 3 × ULN; ALT ≤ 3 × ULN (≤ 5 × ULN if liver metastases)"),
        ("inclusion", "INR ≤ 1.5, aPTT ≤ 1.5 × ULN (unless on anticoagulants)"),
        ("inclusion", "AST ≤ 3 × ULN; bilirubin ≤ 1.5 × ULN. For patients with liver metastases, ≤ 5 × ULN"),
        # a time behind the last may be of all
        ("inclusion", "creatinine ≤ 1.5 × ULN or eGFR ≥ 60 mL/min/1.73 m2 (performed within 14 days before enrolment)"),
        ("inclusion", "INR ≤ 1.5, hemoglobin ≥ 9 g/dL (≥ 8 g/dL if asthma), platelets ≥ 50 × 10^9/L within 7 days"),
        # `and` beside `or`, and what nobody joins
        ("inclusion", "HbA1c ≥ 7% and fasting glucose ≥ 126 mg/dL or asthma (NYHA class II)"),
        ("inclusion", "HbA1c ≥ 7% (≥ 8% if asthma), INR ≤ 1.5 or hemoglobin ≥ 9 g/dL"),
        ("inclusion", "INR ≤ 1.5; hemoglobin ≥ 9 g/dL (≥ 8 g/dL if asthma); or platelets ≥ 50 × 10^9/L"),
        ("exclusion", "ALT > 3 × ULN (> 5 × ULN if liver metastases), bilirubin > 2 × ULN and INR > 1.5"),
        ("inclusion", "type 2 diabetes, anemia (hemoglobin < 9 g/dL)"),
        ("inclusion", "INR ≤ 1.5; asthma; hemoglobin ≥ 9 g/dL (≥ 8 g/dL if COPD); COPD"),
        (None, "INR ≤ 1.5; hemoglobin ≥ 9 g/dL (≥ 8 g/dL if asthma); platelets ≥ 50 × 10^9/L"),
        ("inclusion", "INR ≤ 1.5; hemoglobin ≥ 9 g/dL (≥ 8 g/dL if asthma)" + "; ferritin ≥ 10 ng/mL" * 16),
        ("inclusion", "INR ≤ 1.5; hemoglobin ≥ 9 g/dL (≥ 8 g/dL if asthma)" + " " * 900 + "; ferritin ≥ 10 ng/mL"),
    ],
)
def test_lists_that_stay_questions(reader: Reader, section: Section | None, sentence: str) -> None:
    assert reader.read(sentence, section).rule is None

"""Longer spellings of what the language has a word for."""

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        (
            "Creatinine clearance ≥ 50 mL/min as calculated using the Cockcroft-Gault (CG) equation",
            "creatinine clearance ≥ 50 mL/min by Cockcroft-Gault",
        ),
        (
            "Creatinine clearance ≥ 50 mL/min (measured or calculated by the Cockcroft-Gault equation)",
            "creatinine clearance ≥ 50 mL/min",
        ),
        (
            "Creatinine clearance ≥ 50 mL/min per 24 hour urine test or the Cockcroft-Gault formula",
            "creatinine clearance ≥ 50 mL/min",
        ),
        (
            "eGFR ≥ 60 mL/min/1.73 m2 (via the chronic kidney disease epidemiology [CKD-EPI] estimation)",
            "eGFR ≥ 60 mL/min/1.73 m² by CKD-EPI",
        ),
        (
            "eGFR ≥ 60 mL/min/1.73 m2 (as defined by the Modification of Diet in Renal Disease [MDRD] equation)",
            "eGFR ≥ 60 mL/min/1.73 m² by MDRD",
        ),
        ("LVEF ≥ 45% by either radioisotope MUGA scan or echo cardiography", "LVEF ≥ 45%"),
        ("Urine protein < 1 g by 24-hour urine collection", "urine protein excretion < 1 g/24 h"),
        ("FPG ≥ 126 mg/dL", "fasting glucose ≥ 126 mg/dL"),
        ("Fasting plasma glucose (FPG) concentration ≥ 126 mg/dL", "fasting glucose ≥ 126 mg/dL"),
        ("PaO2:FiO2 < 200 mmHg", "PaO2/FiO2 < 200 mmHg"),
        ("Oxygen (O2) saturation > 92% on room air", "SpO2 > 92% on room air"),
        ("IgG ≥ 75% of LLN", "IgG ≥ 0.75 × LLN"),
        (
            "ALT ≤ 3 × ULN (or ≤ 5 × ULN in the setting of liver metastases)",
            "ALT ≤ 3 × ULN or ≤ 5 × ULN if liver metastases",
        ),
        ("ECOG 0-1 (or Karnofsky ≥ 80)", "ECOG 0–1 or Karnofsky performance status ≥ 80"),
        ("Hepatic ALT ≤ 3 × ULN", "ALT ≤ 3 × ULN"),
        ("ALT ≤ 3 times the central laboratory's ULN", "ALT ≤ 3 × ULN"),
        ("ALT ≤ 3 × ULN (according to local laboratory reference ranges)", "ALT ≤ 3 × ULN"),
        ("IgG above the lower limit of normal for the laboratory", "IgG > LLN"),
        ("HbA1c (NGSP) ≥ 6.5%", "HbA1c ≥ 6.5%"),
        ("Urine M-protein ≥ 200 mg/24 h by UPEP", "urine M-protein ≥ 200 mg/24 h"),
        ("At least 3 swollen and 3 tender joints", "swollen joint count ≥ 3 and tender joint count ≥ 3"),
        ("≥ 3 swollen joints at screening and at baseline", "swollen joint count ≥ 3"),
        ("Psoriasis involving ≥ 10% of the body surface area", "psoriasis and affected body surface area ≥ 10%"),
        ("AD involvement of ≥ 10% BSA", "atopic dermatitis and affected body surface area ≥ 10%"),
        ("≥ 10% BSA of psoriasis involvement", "psoriasis and affected body surface area ≥ 10%"),
        ("Disease involvement of ≥ 10% BSA", "affected body surface area ≥ 10%"),
        ("Have reached the age of 70", "age ≥ 70 years"),
        ("FIGO (2018) stage IIIA", "stage IIIA"),
        ("HbA1c between 7.0 and 10.5% (53–91 mmol/mol)", "HbA1c ≥ 7.0% (53 mmol/mol) and ≤ 10.5% (91 mmol/mol)"),
        ("Pain intensity ≥ 4 on a 0-10 numeric rating scale (NRS)", "pain score ≥ 4"),
        ("HbA1c ≥ 7.0% and ≤ 10.5% (53-91 mmol/mol)", "HbA1c ≥ 7.0% (53 mmol/mol) and ≤ 10.5% (91 mmol/mol)"),
        ("FEV1 ≥ 30% and < 80% of predicted normal value", "FEV1 ≥ 30% predicted and < 80% predicted"),
        ("CDR global score of 0.5 or 1", "CDR 0.5–1"),
        ("PASI ≥ 12 and BSA ≥ 10%", "PASI ≥ 12 and affected body surface area ≥ 10%"),
        ("LVEF ≤ 40% by any imaging modality", "LVEF ≤ 40%"),
        ("Child-Pugh class A or B7", "Child-Pugh class A or Child-Pugh score 7"),
        ("Child-Pugh score ≤ B7", "Child-Pugh class A or Child-Pugh score 7"),
        ("Child-Pugh score > B7", "Child-Pugh score > 7"),
        (
            "Grade ≥ 3 peripheral neuropathy, or grade 2 with pain on clinical examination during the screening period",
            "grade ≥ 3 peripheral neuropathy or (peripheral neuropathy grade 2 and ask [pain]"
            ' "Is it painful on clinical examination?")',
        ),
        ("I08. Eligible patients have an ECOG of 0 or 1", "ECOG 0 or 1"),
        ("Has not yet reached the age of 18 years", "age < 18 years"),
        (
            "Bilirubin ≤ 1.5 × ULN; for patients with Gilbert syndrome ≤ 3 x upper limit of normal (ULN) is allowed",
            "total bilirubin ≤ 1.5 × ULN or ≤ 3 × ULN if Gilbert syndrome",
        ),
        (
            "AST ≤ 3 × ULN (if associated with liver metastases, ≤ 5 × ULN)",
            "AST ≤ 3 × ULN or ≤ 5 × ULN if liver metastases",
        ),
        (
            "AST ≤ 3 × ULN (≤ 5 × ULN, if hepatic metastasis is confirmed)",
            "AST ≤ 3 × ULN or ≤ 5 × ULN if liver metastases",
        ),
        (
            "AST ≤ 3 × ULN, unless liver metastases are present, in case of liver metastases it must be ≤ 5 × ULN",
            "AST ≤ 3 × ULN or ≤ 5 × ULN if liver metastases",
        ),
        (
            "Bilirubin ≤ 1.5 × ULN; or bilirubin ≤ 3 × ULN with direct bilirubin within the normal range in subjects"
            " with well documented Gilbert syndrome",
            "total bilirubin ≤ 1.5 × ULN or (total bilirubin ≤ 3 × ULN and direct bilirubin normal"
            " and Gilbert syndrome)",
        ),
        ("Hematological function • ANC ≥ 1500/µL", "absolute neutrophil count ≥ 1500/µL"),
        (
            "ECOG 0-1 with no deterioration over the previous two weeks",
            'ECOG 0–1 and ask [deterioration] "Has the performance status not deteriorated over the last 2 weeks?"',
        ),
    ],
)
def test_a_longer_spelling_is_read_as_the_usual_one(reader: Reader, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, "inclusion").canonical == canonical


@pytest.mark.parametrize(
    "sentence",
    [
        "eGFR ≥ 60 mL/min/1.73 m2 calculated by the modified Cockcroft-Gault formula",  # another formula
        "Creatinine clearance ≥ 50 mL/min by the Cockcroft-Gault formula or MDRD",  # which of both?
        "LVEF ≥ 45% by either cardiac catheterization or echocardiogram",  # another method
        "Hepatic adenoma ALT ≤ 3 × ULN",  # no topic
        "ALT and AST ≤ 3 × ULN or bilirubin ≤ 2 mg/dL (or ≤ 3 mg/dL)",  # of which is it the alternative?
        "no deterioration over the previous two years",
        "HbA1c (JDS) ≥ 6.5%",  # another scale
        "Child-Pugh A or B9",  # a gap
        "CDR of 0.5 or 2",  # another gap
        "HbA1c ≥ 7.0% and ≤ 10.5% (53-120 mmol/mol)",  # another value
        "Radiotherapy of ≥ 10% of the body surface area",  # what is done to it, not what is affected
        # of whom is the second bound?
        "Bilirubin ≤ 1.5 × ULN unless Gilbert syndrome; or bilirubin ≤ 3 × ULN with direct bilirubin normal",
    ],
)
def test_what_says_more_stays_a_question(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "inclusion").rule is None

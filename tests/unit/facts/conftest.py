"""A small vocabulary that holds one concept of each kind and every ambiguity that a fact sheet can meet."""

from collections.abc import Callable
from typing import Any

import pytest

from eligo.facts import FactSheet, read_sheet
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.building import build_vocabulary

Read = Callable[[dict[str, Any]], FactSheet]

MEASURES = """
[defaults]
source = "tests"

[age]
name = "age"
unit = "a"
units = ["mo", "wk", "d"]
plausible = ["0", "130"]

[creatinine]
name = "creatinine"
synonyms = ["serum creatinine", "Cr"]
codes = ["loinc:2160-0"]
unit = "mg/dL"
plausible = ["0.1", "30"]
factors = { "umol/L" = "88.4" }

[eosinophils]
name = "eosinophils"
unit = "10*9/L"
plausible = ["0.001", "100"]
zero = true

[spo2]
name = "SpO2"
codes = ["loinc:2708-6"]
unit = "%"
units = ["1"]
greatest = "100"
plausible = ["30", "100"]

[inr]
name = "INR"
unit = "1"
natural_unit = true
plausible = ["0.5", "20"]

[base_excess]
name = "base excess"
unit = "mmol/L"
signed = true

[fev1]
name = "FEV1"
unit = "L"
plausible = ["0.1", "10"]
variants = { "%" = "fev1_percent" }

[fev1_percent]
name = "FEV1 percent predicted"
codes = ["loinc:20150-9"]
unit = "%"

[prothrombin_time]
name = "prothrombin time"
unit = "s"
plausible = ["5", "200"]

[blood_pressure]
name = "blood pressure"
codes = ["loinc:85354-9"]
unit = "mm[Hg]"
pair = ["systolic_blood_pressure", "diastolic_blood_pressure"]

[systolic_blood_pressure]
name = "systolic blood pressure"
codes = ["loinc:8480-6"]
unit = "mm[Hg]"
units = ["kPa"]
plausible = ["40", "300"]

[diastolic_blood_pressure]
name = "diastolic blood pressure"
unit = "mm[Hg]"
plausible = ["20", "200"]
"""
SCALES = """
[defaults]
source = "tests"

[ecog]
name = "ECOG"
levels = ["0", "1", "2", "3", "4", "5"]

[karnofsky]
name = "Karnofsky"
range = ["0", "100"]
step = "10"
units = ["{points}", "%"]

[nyha]
name = "NYHA class"
levels = ["1", "2", "3", "4"]
roman = true
words = ["class"]

[child_pugh_class]
name = "Child-Pugh class"
levels = ["A", "B", "C"]

[asa_class]
name = "ASA physical status"
synonyms = ["ASA"]
levels = ["1", "2", "3", "4", "5", "6"]

[ctcae]
name = "toxicity grade"
levels = ["1", "2", "3", "4", "5"]
toxicity = true
"""
FINDINGS = """
[defaults]
source = "tests"

[pcr]
name = "SARS-CoV-2 nucleic acid test"
spellings = { detected = "positive", "snomed:260373001" = "positive" }

[hiv_test]
name = "HIV test"
synonyms = ["HIV"]
codes = ["loinc:55277-8"]
implies = "hiv_infection"

[rpr]
name = "RPR"
codes = ["loinc:20507-0"]
suggests = ["syphilis"]

[hbsag]
name = "HBsAg"
suggests = ["hepatitis_b"]

[hepatitis_b_test]
name = "hepatitis B test"
suggests = ["hepatitis_b"]

[ascites]
name = "ascites"
values = ["none", "mild", "severe"]
"""
CONDITIONS = """
[defaults]
source = "tests"

[hiv_infection]
name = "HIV infection"
synonyms = ["HIV"]
codes = ["snomed:86406008"]

[syphilis]
name = "syphilis"

[hepatitis_b]
name = "hepatitis B"

[thrombosis]
name = "thrombosis"

[dvt]
name = "deep vein thrombosis"
synonyms = ["DVT"]
codes = ["snomed:128053003", "icd10:I82.4*"]
parents = ["thrombosis"]

[multiple_sclerosis]
name = "multiple sclerosis"
synonyms = ["MS"]

[mitral_stenosis]
name = "mitral stenosis"
synonyms = ["MS"]

[neuropathy]
name = "neuropathy"
"""
DRUGS = """
[defaults]
source = "tests"

[aspirin]
name = "aspirin"
synonyms = ["ASA"]

[tacrolimus]
name = "tacrolimus"
codes = ["rxnorm:42316"]
"""
PROCEDURES = """
[defaults]
source = "tests"

[dialysis]
name = "dialysis"
"""
AMBIGUITIES = """
[pt]
name = "PT"
meanings = ["prothrombin_time"]
others = ["physical therapy"]
"""
FORMULAS = """
[[formula]]
id = "unused"
name = "Cockcroft-Gault"
gives = "creatinine"
method = "cockcroft-gault"
compute = "quotient"
inputs = [["creatinine", "mg/dL"], ["creatinine", "mg/dL"]]
unit = "1"
within = "P1D"
source = "tests"
"""


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    files = {
        "measures.toml": MEASURES,
        "scales.toml": SCALES,
        "findings.toml": FINDINGS,
        "conditions.toml": CONDITIONS,
        "drugs.toml": DRUGS,
        "procedures.toml": PROCEDURES,
        "ambiguities.toml": AMBIGUITIES,
        "formulas.toml": FORMULAS,
    }
    return build_vocabulary((name, text.encode()) for name, text in files.items())


@pytest.fixture(scope="session")
def read(vocabulary: Vocabulary) -> Read:
    return lambda sheet: read_sheet(sheet, vocabulary)

"""The concepts from which trials and patients are made: a few dozen, chosen for what is special about each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from eligo.quantities.numbers import decimal_text
from eligo.quantities.units import parse_unit
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, between
from eligo.vocabulary.loading import load_vocabulary


@dataclass(frozen=True)
class MeasureEntry:
    """A measure: how trials write its unit and bounds, and the units that sheets may state it in."""

    name: str
    unit: str
    bounds: tuple[str, ...]
    units: tuple[str, ...]
    has_range: bool = False
    contexts: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


MEASURES = (
    MeasureEntry("hemoglobin", "g/dL", ("8", "9.5", "10", "13"), ("g/dL", "g/L")),
    MeasureEntry("creatinine", "mg/dL", ("1.2", "1.5", "2"), ("mg/dL", "µmol/L", "mg/L"), has_range=True),
    MeasureEntry("platelets", "× 10^9/L", ("50", "100"), ("10^9/L", "/µL", "K/uL")),
    MeasureEntry("ALT", "U/L", ("40", "120"), ("U/L", "IU/L"), has_range=True),
    MeasureEntry("AST", "U/L", ("40", "100"), ("U/L",), has_range=True),
    MeasureEntry("total bilirubin", "mg/dL", ("1.5", "2"), ("mg/dL", "µmol/L"), has_range=True),
    MeasureEntry("albumin", "g/dL", ("2.8", "3.5"), ("g/dL", "g/L"), has_range=True),
    MeasureEntry("INR", "", ("1.5", "1.7"), ("", "1")),
    MeasureEntry("potassium", "mmol/L", ("3.5", "5"), ("mmol/L", "mEq/L")),
    MeasureEntry("sodium", "mmol/L", ("130", "135"), ("mmol/L",)),
    MeasureEntry("HbA1c", "%", ("6.5", "8"), ("%", "mmol/mol")),
    MeasureEntry("glucose", "mg/dL", ("100", "126"), ("mg/dL", "mmol/L"), contexts=("fasting",)),
    MeasureEntry("CRP", "mg/L", ("5", "10"), ("mg/L", "mg/dL")),
    MeasureEntry("SpO2", "%", ("90", "92"), ("%", "1"), contexts=("at rest", "on room air")),
    MeasureEntry("systolic blood pressure", "mmHg", ("140", "160"), ("mmHg", "kPa"), contexts=("seated", "standing")),
    MeasureEntry("respiratory rate", "/min", ("20", "30"), ("/min",)),
    MeasureEntry("body temperature", "°C", ("37.5", "38"), ("°C", "°F")),
    MeasureEntry("weight", "kg", ("50", "100"), ("kg", "g")),
    MeasureEntry("height", "cm", ("150",), ("cm", "m")),
    MeasureEntry("PaO2", "mmHg", ("60", "80"), ("mmHg", "kPa")),
    MeasureEntry("FEV1", "% predicted", ("50", "80"), ("% predicted",), contexts=("post-bronchodilator",)),
)
#: measures that can be computed
DERIVED = (
    MeasureEntry("creatinine clearance", "mL/min", ("15", "60"), ("mL/min", "mL/s"), methods=("Cockcroft-Gault",)),
    MeasureEntry("eGFR", "mL/min/1.73 m2", ("30", "60"), ("mL/min/1.73 m2",), methods=("CKD-EPI", "MDRD")),
    MeasureEntry("BMI", "kg/m2", ("18.5", "30"), ("kg/m2",)),
    MeasureEntry("PaO2/FiO2", "mmHg", ("200", "300"), ("mmHg", "kPa")),
    MeasureEntry("corrected calcium", "mg/dL", ("10.2",), ("mg/dL", "mmol/L")),
    MeasureEntry("QTcF", "ms", ("450", "470"), ("ms", "s")),
    MeasureEntry("anion gap", "mmol/L", ("12",), ("mmol/L",)),
)
CHANGES = (
    ("creatinine", "0.3 mg/dL"),
    ("creatinine", "50%"),
    ("hemoglobin", "2 g/dL"),
    ("weight", "5%"),
    ("pulmonary infiltrate", "50%"),
)
RATIOS = (("neutrophils", "lymphocytes", "5"), ("AST", "ALT", "2"))
#: written so in a trial; a level on the edge is a matter of the sheet
SCALES = (
    "ECOG 0–1",
    "ECOG ≤ 2",
    "ECOG 0, 1 or 2",
    "NYHA class III or IV",
    "Child-Pugh score > 8",
    "Child-Pugh class B or C",
    "Karnofsky performance status ≥ 70",
    "cancer stage III or IV",
    "grade ≥ 2 neuropathy",
    "Glasgow Coma Scale ≤ 8",
)
FINDINGS = (
    "HBsAg positive",
    "HBsAg negative",
    "HIV positive",
    "HIV negative",
    "SARS-CoV-2 nucleic acid test positive",
    "negative pregnancy test",
    "blood group A",
    "EGFR mutation positive",
)
#: they last
CONDITIONS = (
    "asthma",
    "hypertension",
    "heart failure",
    "diabetes mellitus",
    "type 2 diabetes",
    "chronic kidney disease",
    "epilepsy",
    "tuberculosis",
    "hepatitis B",
    "HIV",
    "COVID-19 pneumonia",
    "pneumonia",
    "malignancy",
    "breast cancer",
    "deep vein thrombosis",
    "pregnant",
)
EVENTS = ("myocardial infarction", "stroke", "seizure", "fracture")
DRUGS = ("tacrolimus", "prednisone", "anticonvulsant", "carbamazepine", "warfarin", "anticoagulant")
PROCEDURES = ("hemodialysis", "mechanical ventilation", "long-term oxygen therapy")
PROCEDURE_EVENTS = ("major surgery", "kidney transplant")
EXCEPTIONS = (
    ("malignancy", "basal cell carcinoma"),
    ("malignancy", "carcinoma in situ"),
    ("diabetes mellitus", "gestational diabetes"),
    ("infection", "common cold"),
)
ALLERGENS = ("penicillin", "aspirin")
IN_FAMILY = ("breast cancer", "diabetes mellitus")
#: facts of concepts that no trial here mentions, and names that nothing knows
IRRELEVANT = (
    {"name": "gout"},
    {"name": "psoriasis", "start": "2015"},
    {"name": "uric acid", "value": 5, "unit": "mg/dL", "time": "2021-04-30"},
    {"name": "metformin", "start": "2020-01-10"},
    {"name": "flim-flam syndrome", "value": "yes"},
    {"code": "local:123", "value": 17},
)


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped vocabulary."""
    return load_vocabulary()


def exact_in(measure: str, value: Fraction, source: str, target: str) -> str | None:
    """Return ``value`` of ``measure`` in another unit as a decimal; None where it has none or is rounded."""
    found = vocabulary().measure(measure)
    start, end = (parse_unit(text) if text else found.unit for text in (source, target))
    fit = between(found, start, end)
    if not isinstance(fit, Fit) or fit.precision is not None:
        return None
    converted = fit.conversion(value)
    denominator = converted.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    text = decimal_text(converted)
    return text if denominator == 1 and len(text) <= 15 and Fraction(text) == converted else None

"""What a value in the sentence explains: ``severe renal impairment (creatinine clearance < 30 mL/min)``.

A vague word cannot be decided, but where the sentence itself says what it means by it, that can. The words explained
come from a closed list, each with the measures that say it in numbers; any other word keeps the sentence a question.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from eligo.rules.model import All, Grade, Measure, Ratio, Rule, Section
from eligo.rules.walking import children_of, parts_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DEFINED = re.compile(
    r",? ?(?:(?:is |are |was |were )?(?:as )?(?:defined|evidenced|demonstrated|indicated|documented|determined|shown"
    r"|assessed|confirmed|measured|manifested)(?: (?:as|by))+(?: (?:having|having a|having an|all of|the following))?"
    r"|,? ?i\.?e\.?,?|:|with(?: an?)?|based on|meaning|defined) |(?<=\w) ?(?=[<>≥≤=])",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:(?:i\.?e\.?|defined (?:as|by)|as defined by|eg defined as|definition)[,:]? ?)?(?P<values>.+)", re.IGNORECASE
)
_BRACKETED = re.compile(r"(?P<head>[^()\[\]]{3,90}?) ?[(\[](?P<inner>.{4,400})[)\]]", re.DOTALL)

_RENAL = frozenset(
    ("creatinine", "creatinine_clearance", "egfr", "blood_urea_nitrogen", "urea", "uric_acid", "cystatin_c")
)
_HEPATIC = frozenset((
    "ast", "alt", "bilirubin", "direct_bilirubin", "alkaline_phosphatase", "gamma_gt", "albumin", "inr",
    "lactate_dehydrogenase",
    "prothrombin_time", "child_pugh_class", "child_pugh_score", "meld", "indirect_bilirubin",
))  # fmt: skip
_BLOOD = frozenset((
    "hemoglobin", "platelets", "neutrophils", "white_blood_cell_count", "lymphocytes", "hematocrit", "reticulocytes",
))  # fmt: skip
_CLOTTING = frozenset(
    (
        "inr",
        "activated_partial_thromboplastin_time",
        "prothrombin_time",
        "platelets",
        "fibrinogen",
        "prothrombin_activity",
    )
)
_PRESSURE = frozenset(("systolic_blood_pressure", "diastolic_blood_pressure", "mean_arterial_pressure"))
_GLUCOSE = frozenset(("glucose", "hba1c"))
_HEART = frozenset(("lvef", "nyha_class"))
_QT = frozenset(("qtc", "qtcf", "qtcb", "qt_interval"))
_OXYGEN = frozenset(("spo2", "pao2", "pao2_fio2"))
#: a state, and the measures that say it in numbers
_STATES: dict[str, frozenset[str]] = {
    "renal": _RENAL, "kidney": _RENAL, "hepatic": _HEPATIC, "liver": _HEPATIC, "transaminases": _HEPATIC,
    "bone marrow": _BLOOD, "marrow": _BLOOD, "hematologic": _BLOOD | _CLOTTING, "haematologic": _BLOOD | _CLOTTING,
    "hematological": _BLOOD | _CLOTTING, "haematological": _BLOOD | _CLOTTING, "hematopoietic": _BLOOD,
    "coagulation": _CLOTTING, "coagulopathy": _CLOTTING, "organ": _RENAL | _HEPATIC | _BLOOD | _CLOTTING | _HEART,
    "cardiac": _HEART | _QT, "heart": _HEART, "ventricular": _HEART, "hypertension": _PRESSURE,
    "hypotension": _PRESSURE, "anemia": frozenset(("hemoglobin", "hematocrit")),
    "anaemia": frozenset(("hemoglobin", "hematocrit")), "thrombocytopenia": frozenset(("platelets",)),
    "neutropenia": frozenset(("neutrophils", "white_blood_cell_count")),
    "leukopenia": frozenset(("white_blood_cell_count",)),
    "leucopenia": frozenset(("white_blood_cell_count",)), "lymphopenia": frozenset(("lymphocytes",)),
    "fever": frozenset(("body_temperature",)), "obesity": frozenset(("bmi",)), "obese": frozenset(("bmi",)),
    "overweight": frozenset(("bmi",)), "underweight": frozenset(("bmi",)),
    "hypokalemia": frozenset(("potassium",)), "hyperkalemia": frozenset(("potassium",)),
    "hypokalaemia": frozenset(("potassium",)), "hyperkalaemia": frozenset(("potassium",)),
    "hyponatremia": frozenset(("sodium",)), "hypernatremia": frozenset(("sodium",)),
    "hypocalcemia": frozenset(("calcium", "corrected_calcium", "ionized_calcium")),
    "hypercalcemia": frozenset(("calcium", "corrected_calcium", "ionized_calcium")),
    "hypomagnesemia": frozenset(("magnesium",)), "hypoglycemia": _GLUCOSE, "hyperglycemia": _GLUCOSE,
    "hypertriglyceridemia": frozenset(("triglycerides",)), "hypoalbuminemia": frozenset(("albumin",)),
    "hyperbilirubinemia": frozenset(("bilirubin", "direct_bilirubin")), "bradycardia": frozenset(("heart_rate",)),
    "tachycardia": frozenset(("heart_rate",)), "hypoxemia": _OXYGEN, "hypoxia": _OXYGEN, "qtc": _QT, "qt": _QT,
    "glycemic": _GLUCOSE, "hypercholesterolemia": frozenset(("ldl_cholesterol", "cholesterol")),
}  # fmt: skip
#: words that stand beside a state and leave its values alone
_BESIDE = frozenset((
    "inadequate", "abnormal", "insufficient", "impaired", "severe", "severely", "significant",
    "significantly", "clinically", "moderate", "mild", "uncontrolled",
    "poorly", "controlled", "poor", "reduced", "decreased", "elevated", "low", "high", "prolonged",
    "function", "functions", "functional", "insufficiency", "impairment", "failure", "dysfunction", "disease", "bone",
    "system", "systolic", "left", "interval", "prolongation", "arterial", "reserve", "status", "parameters", "control",
    "laboratory", "values", "tests", "test", "patients", "patient", "subjects", "subject", "participants",
    "participant", "with", "have", "has", "having", "must", "the", "a", "an", "of", "evidence", "presence",
    "and", "or", "any",
    "other", "known", "documented", "current", "persistent", "marked", "serum", "level", "levels", "are",
    "is", "moderately",
    "chronic", "ongoing", "active", "baseline", "resting", "should", "enzymes", "abnormalities", "abnormality",
    "who", "stage", "symptomatic", "important", "markedly", "relevant", "substantial", "critical", "profound",
))  # fmt: skip


#: words with which a head asks for the state: as an exclusion it would exclude the healthy
_ASKED_FOR = frozenset(("adequate", "normal", "acceptable", "sufficient", "good", "satisfactory", "preserved"))
_BOUND_FIRST = re.compile(
    r"[<>≥≤=]|(?:greater|more|less|higher|lower|at least|above|below|over|under)\b", re.IGNORECASE
)


class Gloss(NamedTuple):
    """The values that explain a head, and for each state that it names the measures that may do so."""

    text: str
    states: tuple[frozenset[str], ...]


def gloss(text: str, section: Section | None) -> Gloss | None:
    """Return the values by which ``text`` explains the state that it names, or None.

    >>> gloss("Severe renal impairment (creatinine clearance < 30 mL/min)", "exclusion").text
    'creatinine clearance < 30 mL/min'
    """
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and (states := _states_of(bracketed["head"], section)):
        inside = _INSIDE.fullmatch(bracketed["inner"])
        return _named(inside["values"], states) if inside else None
    for found in _DEFINED.finditer(text, 0, 120):
        if states := _states_of(text[: found.start()], section):
            return _named(text[found.end() :].strip(" :,"), states)
    return None


def _named(values: str, states: tuple[frozenset[str], ...]) -> Gloss:
    """``fever (> 38 °C)``: name the measure, where the state has only one."""
    if _BOUND_FIRST.match(values) and len(states) == len(states[0]) == 1:
        values = f"{next(iter(states[0])).replace('_', ' ')} {values}"
    return Gloss(values, states)


def explains(rule: Rule, values: Gloss, section: Section | None) -> bool:
    """Tell whether ``rule`` only bounds measures that say the states in numbers, and leaves none of them out.

    ``inadequate marrow function (platelets < … and hemoglobin < …)``: that both are meant is unlikely, so nobody knows.
    """
    leaves = [part for part in parts_of(rule) if not children_of(part)]
    if section == "exclusion" and any(isinstance(part, All) and len(part.of) > 1 for part in parts_of(rule)):
        return False
    measured = [_measures_of(leaf) for leaf in leaves]
    known = frozenset[str]().union(*values.states)
    return all(found and found <= known for found in measured) and all(
        any(found <= state for found in measured) for state in values.states
    )


def _measures_of(leaf: Rule) -> frozenset[str]:
    if isinstance(leaf, Measure):
        return frozenset((leaf.measure,))
    if isinstance(leaf, Grade):
        return frozenset((leaf.scale,))
    return frozenset(leaf.of) if isinstance(leaf, Ratio) else frozenset()


def _states_of(head: str, section: Section | None) -> tuple[frozenset[str], ...]:
    """Return the states that ``head`` names, by their measures; none where it says anything else."""
    states: list[frozenset[str]] = []
    for word in (word.lower() for word in _WORD.findall(head)):
        if word in _STATES:
            states.append(_STATES[word])
        elif word not in _BESIDE and not (word in _ASKED_FOR and section != "exclusion"):
            return ()
    return tuple(states) if not re.search(r"\d", head) else ()

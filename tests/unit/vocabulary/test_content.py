"""What the shipped measures and scales hold."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eligo.quantities.units import parse_unit
from eligo.syntax.grammar import phrases
from eligo.syntax.tokens.terminals import atoms_of
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.building import VocabularyError
from eligo.vocabulary.checks import check, factor_by_mass
from eligo.vocabulary.loading import load_vocabulary
from eligo.vocabulary.model import Measure, Scale


def test_measures_and_scales_hold_together(measured: Vocabulary) -> None:
    assert check(measured) == []


def test_the_whole_vocabulary_holds_together() -> None:
    try:
        vocabulary = load_vocabulary()
    except VocabularyError as error:
        pytest.fail(str(error))
    assert check(vocabulary) == []


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("SGPT", "alt"),
        ("alanine aminotransferase", "alt"),
        ("Total bilirubin", "bilirubin"),
        ("CrCl", "creatinine_clearance"),
        ("serum creatinine", "creatinine"),
        ("SCr", "creatinine"),
        ("absolute neutrophil count", "neutrophils"),
        ("ANC", "neutrophils"),
        ("granulocytes", "neutrophils"),
        ("haemoglobin", "hemoglobin"),
        ("Hgb", "hemoglobin"),
        ("glycated haemoglobin", "hba1c"),
        ("leucocytes", "white_blood_cell_count"),
        ("PLT", "platelets"),
        ("QTc interval", "qtc"),
        ("RR", "respiratory_rate"),
        ("resting oxygen saturation", None),
        ("oxygen saturation", "spo2"),
        ("SpO₂", "spo2"),
        ("P/F ratio", "pao2_fio2"),
        ("PaO2 / FiO2", "pao2_fio2"),
        ("arterial partial pressure of oxygen / oxygen concentration", "pao2_fio2"),
        ("pulmonary infiltration", "pulmonary_infiltrate"),
        ("Blood pressure", "blood_pressure"),
        ("SBP", "systolic_blood_pressure"),
        ("ionised calcium", "ionized_calcium"),
        ("oestradiol", "estradiol"),
        ("prostate-specific antigen", "psa"),
        ("BUN", "blood_urea_nitrogen"),
        ("low-density lipoprotein cholesterol", "ldl_cholesterol"),
        ("ECOG PS", "ecog"),
        ("WHO performance status", "ecog"),
        ("Karnofsky", "karnofsky"),
        ("New York Heart Association functional class", "nyha_class"),
        ("Child-Pugh", "child_pugh_class"),
        ("Child Pugh score", "child_pugh_score"),
        ("ASA physical status", "asa_class"),
        ("Mini-Mental State Examination", "mmse"),
        ("PHQ-9", "phq_9"),
    ],
)
def test_a_name_means(measured: Vocabulary, name: str, id: str | None) -> None:
    assert [concept.id for concept in measured.find(name)] == ([id] if id else [])


@pytest.mark.parametrize(
    ("code", "id"),
    [
        ("loinc:718-7", "hemoglobin"),
        ("LOINC:2160-0", "creatinine"),
        ("loinc:85354-9", "blood_pressure"),
        ("loinc:50984-4", "pao2_fio2"),
        ("loinc:89247-1", "ecog"),
    ],
)
def test_a_code_means(measured: Vocabulary, code: str, id: str) -> None:
    concept = measured.by_code(code)
    assert concept is not None
    assert concept.id == id


@pytest.mark.parametrize(
    ("id", "current"),
    [
        ("respiratory_rate", "P1D"),
        ("pao2", "P1D"),
        ("creatinine", "P28D"),
        ("ecog", "P28D"),
        ("weight", "P90D"),
        ("height", None),
    ],
)
def test_how_long_a_result_is_current(measured: Vocabulary, id: str, current: str | None) -> None:
    concept = measured.concepts[id]
    assert isinstance(concept, (Measure, Scale))
    assert (concept.current_for.iso() if concept.current_for else None) == current


def test_contexts_are_presumed_of_vital_signs_and_saturation_alone(measured: Vocabulary) -> None:
    presumed = {c.id for c in measured.concepts.values() if isinstance(c, Measure) and c.presumed}
    assert presumed == {
        "respiratory_rate", "heart_rate", "body_temperature", "blood_pressure", "systolic_blood_pressure",
        "diastolic_blood_pressure", "mean_arterial_pressure", "pulse_pressure", "spo2",
    }  # fmt: skip


def test_only_bare_numbers_and_ph_have_a_unit_by_nature(measured: Vocabulary) -> None:
    allowed = {"1", "[pH]", "{letters}", "{pack-years}", "/h"}
    natural = {c.unit.code for c in measured.concepts.values() if isinstance(c, Measure) and c.has_natural_unit}
    assert natural <= allowed


@pytest.mark.parametrize(
    ("id", "spelling", "level"),
    [
        ("nyha_class", "iii", "3"),
        ("nyha_class", "class iii", "3"),
        ("child_pugh_class", "b", "B"),
        ("child_pugh_class", "class c", "C"),
        ("ctcae_grade", "grade 3", "3"),
        ("cancer_stage", "stage iiib", "IIIB"),
        ("cancer_stage", "3b", "IIIB"),
        ("ckd_stage", "iiia", "3a"),
        ("gleason_score", "3+4", "7"),
        ("edss", "4.0", "4"),
    ],
)
def test_a_level_may_be_spelled(measured: Vocabulary, id: str, spelling: str, level: str) -> None:
    assert dict(measured.scale(id).spellings)[spelling] == level


def test_levels_are_closed_and_ordered(measured: Vocabulary) -> None:
    assert measured.scale("ecog").levels == ("0", "1", "2", "3", "4", "5")
    assert measured.scale("karnofsky").levels[-3:] == ("80", "90", "100")
    assert measured.scale("child_pugh_score").levels == tuple(map(str, range(5, 16)))
    assert measured.scale("g8_score").levels[:3] == ("0", "0.5", "1")
    assert measured.scale("ctcae_grade").of_toxicity
    follows = measured.scale("child_pugh_class").follows_from
    assert follows is not None
    assert follows[0] == "child_pugh_score"
    assert dict(follows[1])["B"] == ("7", "8", "9")


def test_corrected_qt_intervals_are_qtc(measured: Vocabulary) -> None:
    assert measured.members("qtc") == {"qtc", "qtcf", "qtcb"}
    assert measured.ancestors("qtcf") == {"qtc"}


def test_the_factor_of_creatinine_is_the_published_one_and_near_the_molar_one() -> None:
    molar = factor_by_mass(parse_unit("mg/dL"), parse_unit("umol/L"), Fraction("113.12"))
    assert molar is not None
    assert abs(Fraction("88.4") / molar - 1) < Fraction(1, 1000)
    assert factor_by_mass(parse_unit("mg/dL"), parse_unit("mm[Hg]"), Fraction(100)) is None


#: names that are a phrase of the language too: the measure of the age, two scales
_ALSO_PHRASES = {"age", "grade", "stage"}


def test_no_name_is_a_phrase_of_the_language() -> None:
    known = phrases()
    taken: set[str] = set()
    for _, names in load_vocabulary().spellings():
        for name in names:
            atoms = atoms_of(name)
            found = known.longest(name, atoms, 0)
            if found is not None and found.atoms == len(atoms):
                taken.add(name)
    assert taken == _ALSO_PHRASES


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("PPD", {"tuberculin_skin_test"}),
        ("TB skin test", {"tuberculin_skin_test"}),
        ("blood culture", {"blood_culture"}),
        ("colonoscopy", {"colonoscopy"}),
        ("TTP", {"thrombotic_thrombocytopenic_purpura"}),
        ("ASD", {"autism_spectrum_disorder", "atrial_septal_defect"}),
        ("CF", {"cystic_fibrosis", "counting_fingers_vision"}),
        ("PDA", {"patent_ductus_arteriosus", "pancreatic_ductal_adenocarcinoma"}),
        ("VT", {"tidal_volume", "ventricular_tachycardia"}),
        ("testosterone", {"testosterone", "testosterone_therapy"}),
        ("vitamin D", {"vitamin_d_25_oh", "vitamin_d"}),
        ("life expectancy", {"life_expectancy"}),
    ],
)
def test_a_shipped_name_means(name: str, ids: set[str]) -> None:
    assert {concept.id for concept in load_vocabulary().find(name)} == ids


@pytest.mark.parametrize(
    "id", ["tuberculin_skin_test", "blood_culture", "urine_culture", "skin_prick_test", "pap_test"]
)
def test_what_has_a_value_is_a_finding(id: str) -> None:
    assert load_vocabulary().concepts[id].kind == "finding"


@pytest.mark.parametrize(
    ("id", "other", "is_one"),
    [
        ("deep_vein_thrombosis", "venous_thromboembolism", True),
        ("superficial_vein_thrombosis", "venous_thromboembolism", False),
        ("lymph_node_metastases", "metastatic_disease", False),
        ("methotrexate", "immunosuppressant", True),
        ("methotrexate", "anticancer_therapy", False),
        ("carboplatin", "anticancer_therapy", True),
        ("dexamethasone", "systemic_corticosteroid", True),
        ("dexamethasone", "oral_corticosteroid", False),
        ("raynaud_phenomenon", "peripheral_vascular_disease", False),
        ("down_syndrome", "psychiatric_disorder", False),
        ("heart_failure", "cardiovascular_disease", True),
        ("breast_cancer", "malignancy", True),
        ("warfarin", "anticoagulant", True),
    ],
)
def test_is_a_is_true_of_every_case(id: str, other: str, is_one: bool) -> None:
    assert (other in load_vocabulary().ancestors(id)) is is_one


@pytest.mark.parametrize(
    ("id", "sex"),
    [("hysterectomy", "female"), ("pregnancy_test", "female"), ("vasectomy", "male"), ("prostate_cancer", "male")],
)
def test_what_belongs_to_one_sex(id: str, sex: str) -> None:
    assert load_vocabulary().concepts[id].sex == sex

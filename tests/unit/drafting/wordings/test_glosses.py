"""States that a sentence explains in numbers."""

import pytest

from eligo.drafting.reading import Reader
from eligo.drafting.wordings.glosses import known_states
from eligo.rules.model import Section
from eligo.vocabulary.loading import load_vocabulary


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        ("exclusion", "Severe renal impairment (creatinine clearance < 30 mL/min)", "creatinine clearance < 30 mL/min"),
        ("exclusion", "Uncontrolled hypertension, defined as SBP > 160 mmHg", "systolic blood pressure > 160 mmHg"),
        ("exclusion", "Fever (> 38 °C)", "body temperature > 38 °C"),
        ("inclusion", "Adequate renal function with serum creatinine < 2.0 mg/dL", "creatinine < 2.0 mg/dL"),
        ("exclusion", "Severe hepatic impairment (Child-Pugh C)", "liver impairment Child-Pugh class C"),
        ("exclusion", "Poorly controlled diabetes (HbA1c > 9%)", "HbA1c > 9%"),
        ("exclusion", "Known anemia (hemoglobin < 10 g/dL) at the time of screening", "hemoglobin < 10 g/dL"),
        ("exclusion", "Poor performance status of ECOG 3-4", "ECOG 3–4"),
        (
            "exclusion",
            "Significant insomnia as evidenced by an Insomnia Severity Index > 12",
            "Insomnia Severity Index > 12",
        ),
    ],
)
def test_values_say_what_the_words_mean(reader: Reader, section: Section, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, section).canonical == canonical


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("exclusion", "Adequate renal function (creatinine ≤ 1.5 × ULN)"),
        ("exclusion", "Severe renal impairment or liver failure (creatinine > 2 mg/dL)"),
        ("exclusion", "Severe renal impairment (hemoglobin < 8 g/dL)"),
        ("exclusion", "Severe renal impairment after surgery (creatinine > 2 mg/dL)"),
        ("exclusion", "Inadequate marrow function (platelets < 100,000/mm3 and hemoglobin < 9 g/dL)"),
        ("inclusion", "No renal failure (creatinine > 2 mg/dL)"),
        ("exclusion", "Chronic kidney disease and/or abnormal renal function (creatinine > 1.5 mg/dL)"),
        ("exclusion", "Diabetes (HbA1c > 9%)"),
        ("exclusion", "Depression defined by PHQ-9 > 15"),
    ],
)
def test_values_that_say_another_thing_explain_nothing(reader: Reader, section: Section, sentence: str) -> None:
    assert reader.read(sentence, section).rule is None


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        (
            "exclusion",
            "Severe hypokalemia (potassium < 3.0 mmol/L) or hypomagnesemia (magnesium < 0.5 mmol/L)",
            "(potassium < 3.0 mmol/L) or (magnesium < 0.5 mmol/L)",
        ),
        (
            "exclusion",
            "Patients with heart failure or poorly controlled diabetes (HbA1c ≥ 10%)",
            "heart failure or (HbA1c ≥ 10%)",
        ),
        ("exclusion", "Impaired liver function (ALT > 2 × ULN) or liver disease", "(ALT > 2 × ULN) or liver disease"),
    ],
)
def test_values_say_what_an_item_means(reader: Reader, section: Section, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, section).canonical == canonical


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("exclusion", "Liver disease or impaired liver function (ALT > 2 × ULN)"),
        ("exclusion", "History of stroke or severe renal impairment (creatinine > 2 mg/dL)"),
        ("inclusion", "No stroke, severe renal impairment (creatinine > 2 mg/dL)"),
        ("exclusion", "Stroke or severe renal impairment (hemoglobin < 8 g/dL)"),
        ("exclusion", "Stroke or severe gout (uric acid > 8 mg/dL)"),
        ("exclusion", "Stroke or severe renal impairment ((i.e. ) < 8 g/dL)"),
    ],
)
def test_values_behind_words_that_reach_into_an_item_stay(reader: Reader, section: Section, sentence: str) -> None:
    assert reader.read(sentence, section).rule is None


@pytest.mark.parametrize("sentence", ["a. hemoglobin ≥ 9 g/dL", "(2) hemoglobin ≥ 9 g/dL", "• hemoglobin ≥ 9 g/dL"])
def test_the_mark_of_a_list_is_no_part_of_its_sentence(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "inclusion").canonical == "hemoglobin ≥ 9 g/dL"


def test_an_equal_sign_on_a_scale_has_mostly_lost_its_bar(reader: Reader) -> None:
    reason = reader.read("ECOG = 1", "inclusion").reason
    assert reason is not None
    assert reason.code == "E310"


@pytest.mark.parametrize(
    "sentence",
    ["not willing to use contraception", "women not using contraception", "No prior chemotherapy", "no asthma"],
)
def test_double_negatives_of_exclusions_stay_questions(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "exclusion").rule is None


def test_the_vocabulary_has_every_measure_that_says_a_state() -> None:
    named = {measure for state in known_states().values() for measure in state.measures}
    assert named <= set(load_vocabulary().concepts)


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        (
            "exclusion",
            "Patients with shock, defined as SBP < 90 mmHg or lactate > 4 mmol/L",
            "systolic blood pressure < 90 mmHg or lactate > 4 mmol/L",
        ),
        ("inclusion", "hypertension defined as SBP ≥ 140 mmHg", "systolic blood pressure ≥ 140 mmHg"),
        (
            "exclusion",
            "renal insufficiency defined as creatinine ≥ 1.4 mg/dL for women and ≥ 1.5 mg/dL for men",
            "creatinine ≥ 1.4 mg/dL for women and ≥ 1.5 mg/dL for men",
        ),
        # a history of it, more than a name, all of several, nothing in numbers
        ("exclusion", "history of shock defined as SBP < 90 mmHg", None),
        ("exclusion", "severe asthma defined as FEV1 < 50%", None),
        ("exclusion", "shock defined as SBP < 90 mmHg and lactate > 4 mmol/L", None),
        ("exclusion", "asthma defined as COPD", None),
        ("exclusion", "hypertension (SBP > 160 mmHg)", None),
    ],
)
def test_a_name_that_its_sentence_defines(
    reader: Reader, section: Section, sentence: str, canonical: str | None
) -> None:
    assert reader.read(sentence, section).canonical == canonical

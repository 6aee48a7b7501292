import pytest
from support import Eligo, Expect

CRITERIA = {
    "window": "history of DVT or PE over the past 3 years",
    "measure": "creatinine clearance < 15 ml/min",
    "multiple": "ALT ≤ 2.5 × ULN",
    "age": "age 25–75 years",
    "group": "COVID-19 pneumonia and (RR > 30/min or SpO2 ≤ 90% at rest)",
    "question": 'ask [cause] "Is it due to lung cancer?"',
    "scale": "ECOG 0–1",
    "finding": "HBsAg negative",
    "change": "increase in creatinine ≥ 0.3 mg/dL within 48 hours",
    "ratio": "ratio of neutrophils to lymphocytes > 5",
    "except": "malignancy within 5 years except basal cell carcinoma",
    "branch": "hemoglobin ≥ 13 g/dL for men or ≥ 12 g/dL for women",
    "course": "anticonvulsants for at least 3 months",
    "ago": "myocardial infarction more than 6 months ago",
    "started": "onset of COVID-19 within 14 days",
    "allergy": "allergy to penicillin",
    "anchor": "surgery within 6 months before symptom onset",
    "occasions": "on at least 2 occasions creatinine > 2 mg/dL within 28 days before randomisation",
}


@pytest.mark.parametrize("name", list(CRITERIA))
def test_a_criterion_in_words(eligo: Eligo, expect: Expect, name: str) -> None:
    code, out, err = eligo("explain", CRITERIA[name])
    assert (code, err) == (0, "")
    assert all(len(line) <= 80 for line in out.splitlines())
    statement, _, rest = out.partition("\nConcepts\n")
    remarks = rest.partition("\n\n")[2]  # without the codes between, which change with the vocabulary
    expect(f"explain_{name}.txt", f"{statement}\n{remarks}" if rest else statement)


def test_the_concepts_are_listed_with_their_codes(eligo: Eligo) -> None:
    concepts = eligo("explain", CRITERIA["window"]).out.partition("\nConcepts\n")[2]
    assert concepts.startswith("  deep vein thrombosis  condition, icd10:I8")
    assert "\n  pulmonary embolism    condition, icd10:I26*, snomed:59282003" in concepts


@pytest.mark.parametrize(("section", "words"), [("inclusion", "it passes when"), ("exclusion", "it fails when")])
def test_the_section_says_what_it_means_for_eligibility(eligo: Eligo, section: str, words: str) -> None:
    code, out, _ = eligo("explain", CRITERIA["measure"], "--section", section)
    assert code == 0
    assert f"As an {section} criterion {words}" in out


def test_a_criterion_that_is_refused(eligo: Eligo) -> None:
    code, out, err = eligo("explain", "creatinine clearance < 15 mg/dL")
    assert (code, out) == (1, "")
    assert err.startswith("error[E301]: ")


def test_a_criterion_from_standard_input(eligo: Eligo) -> None:
    assert eligo("explain", "-", stdin=b"ECOG 0-1\n").out == eligo("explain", "ECOG 0-1").out

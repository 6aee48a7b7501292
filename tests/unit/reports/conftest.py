"""Screenings built by hand, which say everything that a report can be asked to say."""

import pytest

from eligo.screening.result import (
    Component,
    CriterionResult,
    Derivation,
    Evidence,
    Missing,
    PatientSummary,
    Screening,
    TrialIdentity,
)


def _screening(criteria: tuple[CriterionResult, ...], **changes: object) -> Screening:
    fields: dict[str, object] = {
        "trial": TrialIdentity(
            id="NCT05019287",
            title="Menstrual Blood Stem Cells in Severe Covid-19",
            digest="sha256:0f1e2d3c4b5a69788796",
        ),
        "patient": "P-017",
        "as_of": "2021-05-02",
        "engine": "eligo 0.1.0",
        "vocabulary": "sha256:a1b2c3d4e5f60718",
        "verdict": "ineligible",
        "standing": "not eligible: 2 criteria fail; 2 questions and 1 result open",
        "failing": tuple(c.id for c in criteria if c.status == "fail"),
        "unknown": tuple(c.id for c in criteria if c.status == "unknown"),
        "criteria": criteria,
        "not_understood": ("facts[11]", "facts[14]"),
        "summary": PatientSummary(sex="female", age="59 years"),
    }
    return Screening(**(fields | changes))  # type: ignore[arg-type]


CRITERIA = (
    CriterionResult(
        id="age", section="inclusion", sentence=None, canonical="age 25–75 years", note=None, holds="yes",
        status="pass",
        because=(
            Evidence(concept="age", value="59", unit="years", test="25–75 years", holds="yes", margin="16 years"),
        ),
    ),
    CriterionResult(
        id="consent", section="inclusion", note=None, holds="unknown", status="unknown",
        sentence="Patients who are willing to participate as subjects in the study by signing the informed content.",
        canonical='ask "Patients who are willing to participate as subjects in the study by signing the informed '
        'content."',
        missing=(Missing(cause="unanswered", ask="Patients who are willing to participate as subjects in the study by "
                         "signing the informed content."),),
    ),
    CriterionResult(
        id="severe", section="inclusion", holds="yes", status="pass",
        sentence="Diagnosed with severe pneumonia of COVID: respiratory distress, RR >30 times/min",
        canonical="COVID-19 pneumonia and any of: respiratory rate > 30/min; SpO2 ≤ 90% at rest",
        note="infiltration is read as progression",
        because=(
            Evidence(concept="COVID-19 pneumonia", start="2021-04-26", test="now", holds="yes", assumed=("ongoing",)),
            Evidence(concept="respiratory rate", value="34", unit="/min", time="2021-05-02T08:10", test="> 30/min",
                     holds="yes", margin="4 /min", source="Observation/77"),
            Evidence(concept="SpO2", value="90", unit="%", time="2021-05-02T08:10", test="≤ 90%", holds="yes",
                     margin="0 %", assumed=("context",)),
        ),
    ),
    CriterionResult(
        id="airway_obstruction", section="exclusion",
        sentence="Airway obstruction due to lung cancer or unknown factors",
        canonical='airway obstruction and ask [cause] "Is it due to lung cancer or of unknown cause?"', note=None,
        holds="unknown", status="unknown",
        missing=(
            Missing(cause="missing", concept="airway obstruction"),
            Missing(cause="unanswered", ask="Is it due to lung cancer or of unknown cause?"),
        ),
    ),
    CriterionResult(
        id="crcl", section="exclusion", sentence="Creatinine clearance <15 ml / min",
        canonical="creatinine clearance < 15 mL/min", note=None, holds="yes", status="fail",
        because=(
            Evidence(
                concept="creatinine clearance", value="12.4", unit="mL/min", time="2021-05-01", test="< 15 mL/min",
                holds="yes", margin="-2.6 mL/min",
                derived=Derivation(
                    formula="Cockcroft-Gault",
                    inputs=(
                        Component(concept="creatinine", value="4.1", unit="mg/dL", time="2021-05-01"),
                        Component(concept="weight", value="61", unit="kg", time="2021-04-30"),
                        Component(concept="age", value="59"),
                        Component(concept="sex", value="female"),
                    ),
                ),
            ),
        ),
    ),
    CriterionResult(
        id="vte", section="exclusion", note=None, holds="yes", status="fail",
        sentence="History of deep vein thrombosis (DVT) or pulmonary embolism over the past 3 years",
        canonical="history of deep vein thrombosis or pulmonary embolism in the past 3 years",
        because=(
            Evidence(concept="deep vein thrombosis", start="2019-03", end="2019-09-14", test="in the past 3 years",
                     holds="yes"),
        ),
    ),
    CriterionResult(
        id="E4", section="exclusion", sentence=None, canonical="pregnant or lactating women", note=None, holds="no",
        status="pass",
    ),
)  # fmt: skip


@pytest.fixture
def ineligible() -> Screening:
    """A patient whom two criteria exclude while two wait for an answer."""
    return _screening(CRITERIA)


@pytest.fixture
def undetermined() -> Screening:
    """The same without what fails."""
    criteria = tuple(c for c in CRITERIA if c.status != "fail")
    return _screening(
        criteria, verdict="undetermined", standing="potentially eligible: 2 questions and 1 result open", patient=None,
        summary=None, not_understood=(),
    )  # fmt: skip


@pytest.fixture
def eligible() -> Screening:
    """The same with only what passes."""
    criteria = tuple(c for c in CRITERIA if c.status == "pass")
    return _screening(criteria, verdict="eligible", standing="eligible: all 3 criteria pass", not_understood=())

"""The smoking status: what each answer to one coded question says of conditions, from FHIR and from OMOP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eligo.facts import load_facts
from eligo.facts.model import Completeness, FactSheet
from eligo.facts.patients import open_patients
from eligo.rules import compile_text
from eligo.screening import screen
from eligo.vocabulary.loading import load_vocabulary

_CRITERIA = ("smoking", "history of smoking", "former smoker", "daily smoker", "history of smoking within 1 year")
_COMPLETE = (Completeness(kind="conditions"),)
_SNOMED = "http://snomed.info/sct"


def _verdicts(sheet: FactSheet) -> str:
    """Return what holds of each criterion: + yes, - no, ? unknown."""
    text = "trial T\n\ninclusion criteria\n\n" + "".join(f"- {criterion}\n" for criterion in _CRITERIA)
    trial, _ = compile_text(text, "t.elig")
    assert trial is not None
    criteria = screen(trial, sheet, as_of="2021-05-02", complete=_COMPLETE).criteria
    return "".join({"yes": "+", "no": "-", "unknown": "?"}[criterion.holds] for criterion in criteria)


def _observation(answer: dict[str, Any], on: str = "2021-01-01", **more: Any) -> dict[str, Any]:
    code = {"coding": [{"system": "http://loinc.org", "code": "72166-2"}]}
    return {"resourceType": "Observation", "status": "final", "code": code, "effectiveDateTime": on, **answer, **more}


def _coded(code: str, system: str = _SNOMED) -> dict[str, Any]:
    return {"valueCodeableConcept": {"coding": [{"system": system, "code": code}]}}


def _bundle(*resources: dict[str, Any]) -> FactSheet:
    patient = {"resourceType": "Patient", "id": "17", "gender": "female", "birthDate": "1961-07-23"}
    tree = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in (patient, *resources)]}
    return load_facts(tree)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (_coded("449868002"), "++-++"),
        (_coded("428041000124106"), "++-?+"),
        (_coded("8517006"), "-++-?"),
        (_coded("266919005"), "-----"),
        (_coded("LA15920-4", "http://loinc.org"), "-++-?"),
        # smoker, and nobody knows whether still; an answer of a site's own; words; no answer at all
        (_coded("77176002"), "?????"),
        (_coded("1", "http://example.org/local"), "?????"),
        ({"valueString": "never smoked"}, "?????"),
        ({}, "?????"),
        ({"dataAbsentReason": {"coding": [{"code": "unknown"}]}}, "?????"),
        ({"dataAbsentReason": {"coding": [{"code": "not-asked"}]}}, "-----"),
        ({**_coded("266919005"), "status": "preliminary"}, "?????"),
    ],
)
def test_the_answers(answer: dict[str, Any], expected: str) -> None:
    assert _verdicts(_bundle(_observation(answer))) == expected


def test_an_answer_of_another_year() -> None:
    never, daily = _observation(_coded("266919005"), "2010"), _observation(_coded("449868002"), "2020-06-01")
    former = _observation(_coded("8517006"), "2021-04-01")
    assert _verdicts(_bundle(never, daily)) == "++-++"
    # nobody knows when it ended: the two disagree about now
    assert _verdicts(_bundle(daily, former))[:3] == "?++"


def test_the_cdm(tmp_path: Path) -> None:
    for name, text in {
        "person": "person_id,gender_concept_id,year_of_birth\n1,8532,1961\n",
        "concept": "concept_id,concept_name,vocabulary_id,concept_code,concept_class_id\n"
        "43054909,Tobacco smoking status,LOINC,72166-2,Clinical Observation\n"
        "4144272,Never smoked tobacco,SNOMED,266919005,Clinical Finding\n",
        "observation": "observation_id,person_id,observation_concept_id,observation_date,value_as_concept_id\n"
        "1,1,43054909,2021-01-01,4144272\n",
    }.items():
        tmp_path.joinpath(f"{name}.csv").write_text(text, encoding="utf-8")
    with open_patients(str(tmp_path), load_vocabulary(), ()) as patients:
        assert _verdicts(patients.one("1").sheet()) == "-----"

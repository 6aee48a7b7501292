"""The whole outcome: verdict, standing, JSON, and the same bytes for the same inputs (FORMATS §2, LANGUAGE §3.11)."""

import json
import pickle
from copy import copy
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from unit.screening.conftest import Facts, Screen, sheet, trial_of

from eligo.diagnostics import FactsError
from eligo.facts import Completeness, load_facts
from eligo.rules import load_trial
from eligo.screening import index, prepare, screen, screen_prepared
from eligo.screening.result import CriterionResult

TRIAL = load_trial(
    text="""trial T2 "Three"

inclusion criteria

- [hb] "Haemoglobin of at least 10 g/dL"
    hemoglobin ≥ 10 g/dL
    note "as measured"
- [consent] "Signs the form."

exclusion criteria

- [asthma] asthma
- [stroke] history of stroke
"""
)
FACTS: Facts = [
    {"name": "hemoglobin", "value": 12, "unit": "g/dL", "time": "2021-05-01", "id": "h1", "source": "Observation/1"},
    {"name": "asthma", "start": "2001", "end": "2010-03-04"},
    {"name": "stroke", "ever": False},
    {"name": "quux", "value": 5},
]


LOW = {"name": "hemoglobin", "value": 9, "unit": "g/dL"}
NO_UNIT = {"name": "hemoglobin", "value": 9}
CONFLICT: Facts = [{"name": "asthma"}, {"name": "asthma", "present": False}]
ASKED = {"answers": {"consent": True}}
CLOSED = {"complete": ["conditions"]}


@pytest.mark.parametrize(
    ("facts", "changes", "standing"),
    [
        (FACTS, ASKED | CLOSED, "eligible: all 4 criteria pass"),
        (FACTS, CLOSED, "potentially eligible: 1 question open"),
        (FACTS[2:], CLOSED, "potentially eligible: 1 question and 1 result open"),
        ([], ASKED, "potentially eligible: 3 results open"),
        ([LOW], {}, "not eligible: 1 criterion fails; 1 question and 2 results open"),
        ([LOW], {"answers": {"consent": False}} | CLOSED, "not eligible: 2 criteria fail"),
        ([NO_UNIT, *FACTS[1:3]], ASKED | CLOSED, "undetermined: 1 record unclear"),
        ([NO_UNIT, *CONFLICT], CLOSED, "undetermined: 1 question open, 2 records unclear"),
    ],
)
def test_verdict_and_standing(facts: Facts, changes: dict[str, Any], standing: str) -> None:
    result = screen(TRIAL, load_facts(sheet(facts, **changes)))
    assert result.standing == standing
    words = {
        "ineligible": ("not eligible",),
        "undetermined": ("undetermined", "potentially"),
        "eligible": ("eligible",),
    }
    assert standing.startswith(words[result.verdict])
    assert result.failing == tuple(c.id for c in result.criteria if c.status == "fail")
    assert result.unknown == tuple(c.id for c in result.criteria if c.status == "unknown")


def test_one_criterion(screened: Screen) -> None:
    assert screened("age ≥ 18 years", [], section="inclusion").standing == "eligible: 1 criterion passes"


def test_the_json_of_a_screening() -> None:
    result = screen(TRIAL, load_facts(sheet(FACTS)), complete=[Completeness(kind="conditions")])
    found = result.model_dump()
    assert list(found) == [
        "trial", "patient", "as_of", "engine", "vocabulary", "verdict", "standing", "failing", "unknown", "criteria",
        "not_understood", "settle", "near_misses", "valid_until",
    ]  # fmt: skip
    assert found["trial"] == {"id": "T2", "title": "Three", "digest": TRIAL.digest, "version": None}
    assert (found["patient"], found["as_of"], found["not_understood"]) == ("P-1", "2021-05-02", ["facts[3]"])
    assert found["criteria"][0] == {
        "id": "hb", "section": "inclusion", "sentence": "Haemoglobin of at least 10 g/dL",
        "canonical": "hemoglobin ≥ 10 g/dL", "note": "as measured", "holds": "yes", "status": "pass",
        "because": [
            {
                "concept": "hemoglobin", "value": "12", "unit": "g/dL", "time": "2021-05-01", "source": "Observation/1",
                "id": "h1", "place": "facts[0]", "test": "≥ 10 g/dL", "holds": "yes", "margin": "2 g/dL",
                "derived": None, "assumed": [],
            }
        ],
        "missing": [], "valid_until": "2021-05-29",
    }  # fmt: skip
    assert found["settle"] == [
        {
            "cause": "unanswered", "concept": None, "ask": "Signs the form.", "label": "consent", "place": None,
            "criteria": ["consent"],
        }
    ]  # fmt: skip
    assert (found["near_misses"], found["valid_until"]) == ([], "2021-05-29")
    assert found["criteria"][1]["missing"] == [
        {"cause": "unanswered", "concept": None, "ask": "Signs the form.", "place": None}
    ]
    assert found["criteria"][2]["because"] == [
        {
            "concept": "asthma", "start": "2001", "end": "2010-03-04", "status": None, "time": None, "source": None,
            "id": None, "place": "facts[1]", "test": "now", "holds": "no", "assumed": ["closed-world"],
        }
    ]  # fmt: skip
    derived = screen(
        trial_of("BMI > 30 kg/m2"),
        load_facts(
            sheet([{"name": n, "value": v, "unit": u} for n, v, u in (("weight", 90, "kg"), ("height", 2, "m"))])
        ),
    ).model_dump()["criteria"][0]["because"][0]
    assert (derived["value"], derived["derived"]["formula"]) == ("22.5", "body mass index")
    assert derived["derived"]["from"][0] == {
        "concept": "weight", "value": "90", "unit": "kg", "time": None, "source": None, "place": "facts[0]",
    }  # fmt: skip


def test_the_summary_of_the_patient() -> None:
    for birth_date, age in (("1970-06-15", "50 years"), ("1970", "50 to 51 years"), (None, None)):
        summary = screen(TRIAL, load_facts(sheet([], birth_date=birth_date))).summary
        assert summary is not None
        assert (summary.sex, summary.age) == ("female", age)


def test_the_order_of_facts_changes_nothing_but_places() -> None:
    def told(facts: Facts) -> str:
        found = screen(TRIAL, load_facts(sheet(facts, complete=["conditions"]))).model_dump()
        return json.dumps([(c["id"], c["holds"], sorted(e["test"] for e in c["because"])) for c in found["criteria"]])

    assert len({told(list(order)) for order in permutations(FACTS)}) == 1


def test_a_result_is_what_it_says_and_crosses_processes() -> None:
    result = screen(TRIAL, load_facts(sheet(FACTS))).criteria[0]
    written = CriterionResult(
        id=result.id, section=result.section, sentence=result.sentence, canonical=result.canonical, note=result.note,
        holds=result.holds, status=result.status, because=result.because, missing=result.missing,
    )  # fmt: skip
    assert result == written == pickle.loads(pickle.dumps(result)) == copy(result)
    assert hash(result) == hash(written)
    assert result != replace(result, status="fail")
    assert result != "hb"
    assert result == screen(TRIAL, load_facts(sheet(FACTS))).criteria[0]
    with pytest.raises(KeyError):
        screen(TRIAL, load_facts(sheet(FACTS))).criterion("none")


def test_a_trial_is_prepared_once_and_a_patient_indexed_once() -> None:
    trial = trial_of("asthma")
    assert prepare(trial) is prepare(trial)
    patient = index(load_facts(sheet(FACTS)), TRIAL.vocabulary, complete=[Completeness(kind="conditions")])
    assert screen_prepared(prepare(TRIAL), patient).unknown == ("consent",)
    assert screen_prepared(prepare(trial), patient).verdict == "eligible"
    kept = len(prepare.__globals__["_PREPARED"])
    del trial
    assert len(prepare.__globals__["_PREPARED"]) == kept - 1


def test_the_screening_date(screened: Screen) -> None:
    facts = load_facts(sheet(FACTS))
    assert screen(TRIAL, facts, as_of="2021-05-02T10:00").as_of == "2021-05-02T10:00"
    assert screen(TRIAL, facts, as_of="2022-05-02").criterion("hb").missing[0].cause == "stale"
    undated = sheet([])
    del undated["as_of"]
    for as_of, code in ((None, "E609"), ("2021-05", "E605"), ("yesterday", "E605"), ("1960-05-02", "E607")):
        with pytest.raises(FactsError) as caught:
            screen(TRIAL, load_facts(undated), as_of=as_of)
        assert caught.value.diagnostics[0].code == code


def test_what_a_trial_declares_is_found_in_the_sheet() -> None:
    trial = load_trial(
        text="""trial T3 "Declared"
concept 'blue toes': condition
concept 'toe index': measure in mg/dL, plausible 0 to 500

exclusion criteria

- [toes] blue toes
- [level] toe index > 10 mg/dL
"""
    )
    facts: Facts = [{"name": "blue toes"}, {"name": "toe index", "value": 20, "unit": "mg/dL"}]
    result = screen(trial, load_facts(sheet(facts)))
    assert (result.failing, result.not_understood) == (("toes", "level"), ())


def test_only_the_cited_facts_give_the_same_verdict() -> None:
    sheet_ = sheet(FACTS, complete=["conditions"], answers={"consent": True})
    result = screen(TRIAL, load_facts(sheet_))
    cited = {evidence.place for criterion in result.criteria for evidence in criterion.because}
    kept = [fact for place, fact in enumerate(FACTS) if f"facts[{place}]" in cited]
    assert len(kept) == 3
    assert screen(TRIAL, load_facts({**sheet_, "facts": kept})).verdict == result.verdict

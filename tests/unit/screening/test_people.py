"""Age, sex, death and questions (LANGUAGE §1, §3.2, §3.6)."""

from hashlib import sha256
from typing import Any

import pytest
from unit.screening.conftest import Decide, Facts, Screen, causes


@pytest.mark.parametrize(
    ("birth_date", "as_of", "holds"),
    [
        ("2003-05-02", "2021-05-02", "yes"),
        ("2003-05-03", "2021-05-02", "no"),
        ("2003", "2021-05-02", "unknown"),
        ("2003-04", "2021-05-02", "yes"),
        ("2004-02-29", "2022-02-28", "no"),
        ("2004-02-29", "2022-03-01", "yes"),
        ("1945-05-02", "2021-05-02", "no"),
        ("1945-05-03", "2021-05-02", "yes"),
    ],
)
def test_ages_are_completed_years(decide: Decide, birth_date: str, as_of: str, holds: str) -> None:
    found = decide("age 18–75 years", [], birth_date=birth_date, as_of=as_of)
    assert found.holds == holds
    assert causes(found) == (["imprecise"] if holds == "unknown" else [])


def test_an_age_in_other_units(decide: Decide) -> None:
    found = decide("age ≥ 6 months", [], birth_date="2020-11-03")
    assert (found.holds, found.because[0].value, found.because[0].unit) == ("no", "5", "months")
    assert found.because[0].margin == "-1 months"
    assert decide("age ≥ 6 months", [], birth_date="2020-11-02").holds == "yes"
    assert decide("age < 2 weeks", [], birth_date="2021-04-19").holds == "yes"


@pytest.mark.parametrize(
    ("age", "rule", "holds"),
    [
        ({"value": "54 years"}, "age ≤ 54 years", "yes"),
        ({"value": "54 years"}, "age < 54 years", "no"),
        ({"value": "17 years", "time": "2020-06-01"}, "age ≥ 18 years", "unknown"),
        ({"value": "17 years", "time": "2019-05-01"}, "age ≥ 18 years", "yes"),
        ({"value": "11 months"}, "age ≥ 1 month", "yes"),
        ({"value": "≥ 89 years"}, "age > 75 years", "yes"),
        ({"value": "< 18 years"}, "age ≥ 18 years", "no"),
    ],
)
def test_an_age_stands_in_for_a_birth_date(decide: Decide, age: dict[str, Any], rule: str, holds: str) -> None:
    found = decide(rule, [{"name": "age", **age}], birth_date=None)
    assert (found.holds, found.because[0].place) == (holds, "facts[0]")


def test_no_age(decide: Decide) -> None:
    assert causes(decide("age ≥ 18 years", [], birth_date=None)) == ["missing"]
    assert causes(decide("age ≥ 6 months", [], birth_date=None)) == ["missing"]
    assert causes(decide("age ≥ 18 years", [{"name": "age", "value": 54}], birth_date=None)) == ["unit"]


@pytest.mark.parametrize(("sex", "holds"), [("female", "yes"), ("male", "no"), ("other", "no"), ("unknown", "unknown")])
def test_sex(decide: Decide, sex: str, holds: str) -> None:
    found = decide("female", [], sex=sex)
    assert (found.holds, causes(found)) == (holds, ["missing"] if holds == "unknown" else [])
    assert [evidence.value for evidence in found.because] == ([] if holds == "unknown" else [sex])


def test_who_has_died_fails_alive_before_all_else(screened: Screen) -> None:
    for deceased in (True, "2021-05-02", "2020"):
        result = screened("asthma", [], deceased=deceased)
        assert (result.verdict, result.failing, result.criteria[0].id) == ("ineligible", ("alive",), "alive")
        assert (result.criteria[0].section, result.criteria[0].sentence) == ("inclusion", None)
    assert screened("asthma", [], deceased="2021-05-03").criteria[0].id == "it"
    assert screened("asthma", [], deceased=False).criteria[0].id == "it"
    result = screened("asthma", [], deceased="2021-05")
    assert (result.verdict, result.unknown, causes(result.criteria[0])) == (
        "undetermined",
        ("alive", "it"),
        ["imprecise"],
    )


SENTENCE = "Signs the form."


def test_a_question_is_answered_by_a_person(decide: Decide) -> None:
    rule = f'"{SENTENCE}"'
    found = decide(rule, [])
    assert (found.holds, causes(found), found.missing[0].ask, found.because) == (
        "unknown",
        ["unanswered"],
        SENTENCE,
        (),
    )
    for answer, holds in ((True, "yes"), (False, "no"), (None, "unknown")):
        assert decide(rule, [], answers={"it": answer}).holds == holds
    digest = f"sha256:{sha256(SENTENCE.encode()).hexdigest()}"
    full = {"holds": True, "by": "Dr. A", "on": "2021-05-02", "source": "Form/1", "sentence": digest}
    (evidence,) = decide(rule, [], answers={"it": full}).because
    assert (evidence.value, evidence.time, evidence.source, evidence.assumed) == (
        "yes",
        "2021-05-02",
        "Form/1",
        ("answered",),
    )
    assert decide(rule, [], answers={"it": {**full, "sentence": f"sha256:{'0' * 64}"}}).holds == "unknown"
    assert decide(rule, [], answers={"it": {"holds": True, "by": "Dr. A"}}).because[0].by == "Dr. A"


def test_an_answer_settles_what_is_unknown_and_nothing_else(decide: Decide) -> None:
    found = decide("asthma", [], answers={"it": False})
    assert (found.holds, found.status, found.missing) == ("no", "pass", ())
    assert [(e.test, e.holds, e.assumed) for e in found.because] == [("asthma", "no", ("answered",))]
    assert decide("asthma", [{"name": "asthma"}], answers={"it": False}).holds == "yes"


def test_a_question_inside_a_rule(decide: Decide) -> None:
    rule = 'airway obstruction and ask [cause] "Is it due to lung cancer?"'
    facts: Facts = [{"name": "airway obstruction"}]
    assert causes(decide(rule, facts)) == ["unanswered"]
    found = decide(rule, facts, answers={"it.cause": True})
    assert (found.holds, [evidence.concept for evidence in found.because]) == ("yes", ["airway obstruction", "answer"])

"""Scales and findings (LANGUAGE §2, §3.7, §3.8)."""

import pytest
from unit.screening.conftest import Decide, Facts, causes


def grade(name: str, value: object, time: str = "2021-05-01", **more: object) -> dict[str, object]:
    return {"name": name, "value": value, "time": time, **more}


@pytest.mark.parametrize(
    ("criterion", "fact", "holds"),
    [
        ("ECOG 0–1", grade("ECOG", 1), "yes"),
        ("ECOG 0–1", grade("ECOG", 2), "no"),
        ("ECOG 0–1", grade("ECOG", "≥ 1"), "unknown"),
        ("ECOG 0–1", grade("ECOG", "0–1"), "yes"),
        ("ECOG 0–1", grade("ECOG", 7), "unknown"),
        ("ECOG 0–1", {"name": "ECOG", "time": "2021-05-01", "unit": "1"}, "unknown"),
        ("NYHA class III or IV", grade("NYHA class", "III"), "yes"),
        ("Child-Pugh class B", grade("Child-Pugh score", 8), "yes"),
        ("Child-Pugh class B", grade("Child-Pugh score", "≥ 9"), "unknown"),
        ("stage III cancer stage", grade("cancer stage", "IIIB"), "yes"),
        ("HBsAg positive", grade("HBsAg", "positive"), "yes"),
        ("HBsAg positive", grade("HBsAg", "negative"), "no"),
        ("HBsAg positive", grade("HBsAg", "blue"), "unknown"),
        ("HBsAg positive", {"name": "HBsAg", "time": "2021-05-01"}, "unknown"),
        ("HBsAg positive", grade("HBsAg", True), "yes"),
        ("HBsAg positive", {"name": "HBsAg", "present": True}, "yes"),
        ("HBsAg positive", {"name": "HBsAg", "present": False}, "no"),
    ],
)
def test_a_level_is_one_of_those_asked_for(decide: Decide, criterion: str, fact: dict[str, object], holds: str) -> None:
    if criterion.startswith("stage"):
        criterion = "stage III"
    assert decide(criterion, [fact]).holds == holds


def test_a_stage_that_is_not_told_apart(decide: Decide) -> None:
    assert decide("stage III", [grade("cancer stage", "III")]).holds == "yes"
    assert decide("stage IIIB", [grade("cancer stage", "III")]).holds == "unknown"


def test_levels_of_one_moment(decide: Decide) -> None:
    both = [grade("ECOG", 0, "2021-05-01T08:00"), grade("ECOG", 2, "2021-05-01T08:00")]
    found = decide("ECOG 0–1", both)
    assert (found.holds, [evidence.value for evidence in found.because]) == ("unknown", ["0", "2"])
    assert decide("ECOG 0–2", both).holds == "yes"
    assert decide("ECOG 1", both).holds == "unknown"
    tests = [grade("HBsAg", "positive", "2021-05-01T08:00"), grade("HBsAg", "negative", "2021-05-01T08:00")]
    assert causes(decide("HBsAg positive", tests)) == ["imprecise"]
    assert causes(decide("HBsAg positive", [tests[0], {**tests[1], "value": "blue"}])) == ["implausible"]


def test_a_recorded_class_goes_before_one_of_the_same_day(decide: Decide) -> None:
    facts = [grade("Child-Pugh class", "A"), grade("Child-Pugh score", 8)]
    assert decide("Child-Pugh class B", facts).holds == "no"
    assert decide("Child-Pugh class B", [facts[0], grade("Child-Pugh score", 8, "2021-05-02")]).holds == "yes"


def test_toxicity_is_of_something(decide: Decide) -> None:
    rule = "grade ≥ 2 neuropathy"
    one = grade("CTCAE grade", 3, of="neuropathy")
    assert decide(rule, [one]).holds == "yes"
    assert causes(decide(rule, [grade("CTCAE grade", 3, of="anemia")])) == ["missing"]
    two = [one, grade("CTCAE grade", 1, "2021-05-02", of="peripheral neuropathy")]
    assert decide(rule, two).holds == "yes"
    assert decide("grade ≤ 1 neuropathy", two).holds == "no"
    assert causes(decide(rule, [{**one, "value": "?"}, two[1]])) == ["implausible"]
    assert causes(decide(rule, [{**one, "time": "2021-05"}, two[1]])) == ["imprecise"]


def test_silence_makes_positive_no_where_findings_are_complete(decide: Decide) -> None:
    complete = {"complete": ["findings"]}
    found = decide("HBsAg positive", [], **complete)
    assert (found.holds, found.because[0].assumed) == ("no", ("closed-world",))
    assert decide("HBsAg positive", [], complete=["HBsAg"]).holds == "no"
    assert causes(decide("HBsAg negative", [], **complete)) == ["missing"]
    assert causes(decide("HBsAg positive", [grade("HBsAg", "negative", "2011-05-01")], **complete)) == ["stale"]
    assert causes(decide("HBsAg positive", [], complete=["conditions"])) == ["missing"]
    assert decide("pregnancy test positive", [], sex="male").because[0].assumed == ("by-sex",)
    assert causes(decide("pregnancy test positive", [], sex="female")) == ["missing"]
    assert causes(decide("pregnancy test positive", [], sex="other")) == ["missing"]


HIV = {"name": "HIV", "present": True, "start": "2015"}


def test_a_condition_and_its_finding_imply_one_another_where_the_vocabulary_says_so(decide: Decide) -> None:
    assert decide("HIV positive", [HIV]).holds == "yes"
    assert decide("HIV negative", [HIV]).holds == "no"
    assert decide("HIV positive", [{"name": "HIV", "present": False}]).holds == "no"
    assert decide("HIV negative", [{"name": "HIV", "present": False}]).holds == "unknown"
    assert decide("HIV positive within 14 days", [HIV]).holds == "yes"
    negative = {"name": "HIV", "value": "negative", "time": "2021-05-01"}
    found = decide("HIV positive", [HIV, negative])
    assert (causes(found), len(found.because)) == (["conflict"], 2)
    positive = {"name": "HIV", "value": "positive", "time": "2019-05-01"}
    for rule in ("HIV", "history of HIV", "HIV in the past 2 years"):
        assert decide(rule, [positive]).holds == "yes"
    assert causes(decide("HIV diagnosed within 5 years", [positive])) == ["imprecise"]
    assert decide("HIV", [negative]).holds == "unknown"
    assert causes(decide("HIV", [positive, {"name": "HIV", "present": False}])) == ["conflict"]


def test_a_recorded_positive_keeps_its_condition_from_being_no_by_silence(decide: Decide) -> None:
    positive: Facts = [grade("HBsAg", "positive", "2015-05-01")]
    found = decide("hepatitis B", positive, complete=["conditions"])
    assert (found.holds, causes(found), found.because[0].value) == ("unknown", ["unspecific"], "positive")
    assert decide("hepatitis B", [grade("HBsAg", "negative")], complete=["conditions"]).holds == "no"
    assert decide("hepatitis B", [*positive, {"name": "hepatitis B", "present": False}]).holds == "no"

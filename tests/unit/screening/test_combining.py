"""Rules made of rules, over three values, and what of them is told (LANGUAGE §3.1)."""

import pytest
from unit.screening.conftest import Decide, DecideRule, Facts, causes

from eligo.rules.model import All, Any, Count, NoneOf, Present

NAMES = ("asthma", "hypertension", "stroke", "epilepsy")


def facts_of(states: str) -> Facts:
    """Return a fact for each state: y present, n denied, u silent."""
    named = zip(NAMES, states, strict=False)
    return [{"name": name, **({} if state == "y" else {"ever": False})} for name, state in named if state != "u"]


def group(kind: str, count: int) -> str:
    return f"{kind} of:\n" + "\n".join(f"    - history of {name}" for name in NAMES[:count])


@pytest.mark.parametrize(
    ("kind", "states", "holds", "told"),
    [
        ("any", "yun", "yes", ["asthma"]),
        ("any", "nun", "unknown", ["asthma", "stroke"]),
        ("any", "nnn", "no", ["asthma", "hypertension", "stroke"]),
        ("all", "yyy", "yes", ["asthma", "hypertension", "stroke"]),
        ("all", "ynu", "no", ["hypertension"]),
        ("all", "yyu", "unknown", ["asthma", "hypertension"]),
        ("none", "nnn", "yes", ["asthma", "hypertension", "stroke"]),
        ("none", "nyu", "no", ["hypertension"]),
        ("none", "nuu", "unknown", ["asthma"]),
        ("at least 2", "yyu", "yes", ["asthma", "hypertension"]),
        ("at least 2", "ynu", "unknown", ["asthma", "hypertension"]),
        ("at least 2", "ynn", "no", ["asthma", "hypertension", "stroke"]),
        ("at most 1", "ynn", "yes", ["asthma", "hypertension", "stroke"]),
        ("at most 1", "yyu", "no", ["asthma", "hypertension"]),
        ("at most 1", "yuu", "unknown", ["asthma"]),
        ("exactly 2", "yyn", "yes", ["asthma", "hypertension", "stroke"]),
        ("exactly 2", "yyy", "no", ["asthma", "hypertension", "stroke"]),
        ("exactly 2", "yuu", "unknown", ["asthma"]),
    ],
)
def test_groups(decide: Decide, kind: str, states: str, holds: str, told: list[str]) -> None:
    found = decide(group(kind, 3), facts_of(states))
    assert (found.holds, [evidence.concept for evidence in found.because]) == (holds, told)
    assert len(found.missing) == (states.count("u") if holds == "unknown" else 0)


def test_of_nothing(decide_rule: DecideRule) -> None:
    assert decide_rule(All(()), []).holds == "yes"
    assert decide_rule(Any(()), []).holds == "no"
    assert decide_rule(NoneOf(()), []).holds == "yes"
    assert decide_rule(Count(None, None, (Present(("asthma",)),)), []).holds == "yes"


def test_not_is_the_complement(decide: Decide) -> None:
    for states, holds in (("y", "no"), ("n", "yes"), ("u", "unknown")):
        found = decide("no history of asthma", facts_of(states), section="inclusion")
        assert found.holds == holds
        assert causes(found) == (["missing"] if holds == "unknown" else [])
    assert decide("no history of asthma", facts_of("n"), section="inclusion").because[0].status == "never"


RULE = "if hypertension then hemoglobin ≥ 12 g/dL otherwise hemoglobin ≥ 10 g/dL"


@pytest.mark.parametrize(
    ("state", "value", "holds", "told", "gaps"),
    [
        ("y", 11, "no", ["hypertension", "hemoglobin"], 0),
        ("n", 11, "yes", ["hypertension", "hemoglobin"], 0),
        ("u", 11, "unknown", ["hemoglobin", "hemoglobin"], 1),
        ("u", 13, "yes", ["hemoglobin", "hemoglobin"], 0),
        ("u", 9, "no", ["hemoglobin", "hemoglobin"], 0),
        ("u", None, "unknown", [], 2),
        ("y", None, "unknown", ["hypertension"], 1),
    ],
)
def test_a_condition_that_is_unknown_does_not_matter_where_both_agree(
    decide: Decide, state: str, value: int | None, holds: str, told: list[str], gaps: int
) -> None:
    condition: Facts = [] if state == "u" else [{"name": "hypertension", "present": state == "y"}]
    result: Facts = [] if value is None else [{"name": "hemoglobin", "value": value, "unit": "g/dL"}]
    found = decide(RULE, condition + result, section="inclusion")
    assert (found.holds, [evidence.concept for evidence in found.because], len(found.missing)) == (holds, told, gaps)

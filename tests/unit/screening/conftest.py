"""One criterion and one patient: what holds, why, and what is missing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from eligo.facts import load_facts
from eligo.rules import load_trial
from eligo.rules.model import Rule, Trial
from eligo.screening import Screening, screen
from eligo.screening.result import CriterionResult

Facts = list[dict[str, Any]]
Screen = Callable[..., Screening]
Decide = Callable[..., CriterionResult]
DecideRule = Callable[..., CriterionResult]

#: born in 1970, screened on 2 May 2021
_SHEET: dict[str, Any] = {"patient": {"id": "P-1", "birth_date": "1970-06-15", "sex": "female"}, "as_of": "2021-05-02"}


def sheet(facts: Facts, **changes: Any) -> dict[str, Any]:
    """Return the fact sheet of ``facts``; ``birth_date``, ``sex`` and ``deceased`` are fields of the patient."""
    patient = dict(_SHEET["patient"])
    for name in ("birth_date", "sex", "deceased"):
        if name in changes:
            patient[name] = changes.pop(name)
    return {**_SHEET, "patient": {k: v for k, v in patient.items() if v is not None}, "facts": facts, **changes}


def trial_of(criterion: str, section: str = "exclusion", header: str = "") -> Trial:
    """Return a trial with one criterion labelled ``it``."""
    return load_trial(text=f'trial T1 "Test"\n\n{header}\n\n{section} criteria\n\n- [it] {criterion}\n')


@pytest.fixture
def screened() -> Screen:
    """Return a function that screens facts against one criterion."""

    def run(criterion: str, facts: Facts, *, section: str = "exclusion", header: str = "", **changes: Any) -> Screening:
        return screen(trial_of(criterion, section, header), load_facts(sheet(facts, **changes)))

    return run


@pytest.fixture
def decide(screened: Screen) -> Decide:
    """Return a function that gives the result of the one criterion."""

    def run(criterion: str, facts: Facts, **changes: Any) -> CriterionResult:
        result = screened(criterion, facts, **changes).criterion("it")
        assert result.because is not None  # every answer can be told
        return result

    return run


@pytest.fixture
def decide_rule() -> DecideRule:
    """Return a function that decides a rule built by hand, for what no text writes in one sentence."""

    def run(rule: Rule, facts: Facts, **changes: Any) -> CriterionResult:
        trial = trial_of("asthma")
        trial = replace(trial, criteria=(replace(trial.criteria[0], rule=rule),))
        return screen(trial, load_facts(sheet(facts, **changes))).criterion("it")

    return run


def causes(result: CriterionResult) -> list[str]:
    """Return the causes of an unknown result."""
    return [missing.cause for missing in result.missing]

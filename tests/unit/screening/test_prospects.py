"""Screenings whose prospects are worked out when they are read, and once."""

from dataclasses import replace

import pytest
from unit.screening.conftest import trial_of

from eligo.facts import load_facts
from eligo.screening import Screening, index, later, prepare, screen, screen_prepared

TRIAL = trial_of("hemoglobin ≥ 10 g/dL", section="inclusion")
SHEET = {
    "patient": {"id": "P-1"},
    "as_of": "2021-05-02",
    "facts": [{"name": "hemoglobin", "value": "12 g/dL", "time": "2021-05-01"}],
}


def test_a_screening_equals_one_of_the_same_content() -> None:
    first, second = screen(TRIAL, load_facts(SHEET)), screen(TRIAL, load_facts(SHEET))
    assert first.valid_until == "2021-05-29"
    assert first == second
    assert hash(first) == hash(second)
    assert first != replace(second, patient="P-2")
    assert first != "first"


def test_what_a_screening_has_not_is_an_error() -> None:
    with pytest.raises(AttributeError):
        getattr(screen(TRIAL, load_facts(SHEET)), "colour")  # noqa: B009


def test_prospects_are_kept_once_they_are_worked_out() -> None:
    result = screen(TRIAL, load_facts(SHEET))
    assert result.settle is result.settle
    assert not {"near_misses", "valid_until"} & set(vars(result))


def test_days_that_were_looked_at_are_kept_for_other_criteria_but_not_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patient = index(load_facts(SHEET), TRIAL.vocabulary)

    def until(result: Screening) -> str | None:
        return result.criterion("it").valid_until

    assert until(screen_prepared(prepare(TRIAL), patient)) == "2021-05-29"
    monkeypatch.setattr(later, "_MOST_KEPT", 1)
    again = index(load_facts(SHEET), TRIAL.vocabulary)
    assert until(screen_prepared(prepare(TRIAL), again)) == "2021-05-29"

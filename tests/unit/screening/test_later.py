"""Until when a pass holds: days that nothing foresaw, and findings that stand for conditions."""

from typing import Any, cast

import pytest

from eligo import load_facts, load_trial, screen
from eligo.screening import later


def test_a_turn_on_a_day_that_nothing_foresaw_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later, "_status", lambda prepared, patient, day: "pass" if day <= 7 else "fail")
    nothing = cast(Any, None)
    assert later._last_like(nothing, nothing, 0, 20) == 7


def test_a_negative_test_holds_while_it_is_current() -> None:
    trial = load_trial(text="inclusion criteria\n\n- [hiv] HIV negative\n")
    facts = [{"name": "HIV test", "value": "negative", "time": "2021-05-01"}]
    result = screen(trial, load_facts({"as_of": "2021-05-02", "facts": facts}))
    until = result.criterion("hiv").valid_until
    assert until is not None
    assert screen(trial, load_facts({"as_of": until, "facts": facts})).criterion("hiv").status == "pass"

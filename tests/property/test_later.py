"""What time alone does: until the day that is named a criterion passes, on the next it does not; and the other way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import given
from property.strategies import Case, cases, checked

from eligo.diagnostics import FactsError
from eligo.screening import screen

#: every day of so long is looked at, then some days further on
_DAILY: Final = 130
_FURTHER: Final = (200, 365, 366, 400, 731, 1000, 1500, 2000, 4000)


@checked(60)
@given(cases())
def test_a_pass_holds_until_the_day_that_is_named_and_not_on_the_next(case: Case) -> None:
    facts = case.read()
    before = screen(case.trial, facts)
    today = date.fromisoformat(before.as_of[:10])
    passing = [one for one in before.criteria if one.status == "pass"]
    ends = {one.id: one.valid_until for one in passing}
    for beside in (*range(1, _DAILY), *_FURTHER):
        day = today + timedelta(days=beside)
        try:
            then = screen(case.trial, facts, day.isoformat())
        except FactsError:  # older than anybody is
            break
        for id, end in ends.items():
            if end is None or day <= date.fromisoformat(end[:10]):
                assert then.criterion(id).status == "pass", (id, day, end)
    for id, end in ends.items():
        if end is not None:
            assert screen(case.trial, facts, end).criterion(id).status == "pass", (id, end)
        if end is not None and "T" not in end:
            following = date.fromisoformat(end) + timedelta(days=1)
            assert screen(case.trial, facts, following.isoformat()).criterion(id).status != "pass", (id, end)


@checked(60)
@given(cases())
def test_a_near_miss_passes_from_the_day_that_is_named_and_not_the_day_before(case: Case) -> None:
    facts = case.read()
    for missed in screen(case.trial, facts).near_misses:
        if missed.passes_from is not None:
            day = date.fromisoformat(missed.passes_from)
            assert _status(case, facts, day, missed.id) == "pass"
            eve = day - timedelta(days=1)
            if eve.isoformat() != case.sheet["as_of"][:10]:
                assert _status(case, facts, eve, missed.id) != "pass"


def _status(case: Case, facts: Any, day: date, id: str) -> str:
    return screen(case.trial, facts, day.isoformat()).criterion(id).status

"""Evidence is enough (DESIGN, promise 6)."""

from __future__ import annotations

from evidence import cited_places, only_cited
from hypothesis import given
from property.strategies import Case, cases, checked

from eligo.screening import screen


@checked(120)
@given(cases())
def test_the_cited_facts_give_every_criterion_again(case: Case) -> None:
    result = screen(case.trial, case.read())
    assert cited_places(result) <= {f"facts[{index}]" for index in range(len(case.sheet["facts"]))}
    again = screen(case.trial, case.read(only_cited(case.sheet, result)))
    assert {c.id: c.holds for c in again.criteria} == {c.id: c.holds for c in result.criteria}
    assert (again.verdict, again.failing, again.unknown) == (result.verdict, result.failing, result.unknown)

"""What is added where it was missing never turns what is known round (DESIGN, promise 2)."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from property import catalogue as c
from property.leaves import bearing_on, leaves_of
from property.strategies import Case, cases, checked, facts_for

from eligo.diagnostics import FactsError
from eligo.rules.model import Ask
from eligo.screening import Screening, screen

_some = checked(60)
_ENTRIES = {entry.name: entry for entry in (*c.MEASURES, *c.DERIVED)}


def assert_none_is_turned_round(before: Screening, after: Screening, ids: set[str]) -> None:
    for id in ids:
        known = before.criterion(id).status
        assert known == "unknown" or after.criterion(id).status == known, id


def _decided(result: Screening, id: str, index: int) -> bool:
    """Tell whether the record at ``index`` is why the criterion is not known, or among what decided it."""
    criterion = result.criterion(id)
    places = {m.place for m in criterion.missing} | {evidence.place for evidence in criterion.because}
    return f"facts[{index}]" in places


@_some
@given(cases())
def test_a_missing_unit_or_range_turns_nothing_round(case: Case) -> None:
    before = screen(case.trial, case.read())
    for index, fact in enumerate(case.sheet["facts"]):
        for completed in _completed(fact):
            facts = [*case.sheet["facts"]]
            facts[index] = completed
            try:
                after = screen(case.trial, case.read({**case.sheet, "facts": facts}))
            except FactsError:
                continue
            ids = {criterion.id for criterion in before.criteria if _decided(before, criterion.id, index)}
            assert_none_is_turned_round(before, after, ids)


def _completed(fact: dict[str, Any]) -> list[dict[str, Any]]:
    entry = _ENTRIES.get(fact.get("name", ""))
    if entry is None or isinstance(fact.get("value"), str | bool):
        return []
    found = [{**fact, "unit": unit} for unit in entry.units if unit and "unit" not in fact]
    if "unit" in fact and "range" not in fact:
        found.append({**fact, "range": {"low": 20, "high": 40}})
    return found


@_some
@given(cases(answers=False), st.data())
def test_an_answer_turns_nothing_round(case: Case, data: st.DataObject) -> None:
    before = screen(case.trial, case.read())
    asked = [
        leaf.key for criterion in case.trial.criteria for leaf in leaves_of(criterion.rule) if isinstance(leaf, Ask)
    ]
    asked += [criterion.id for criterion in case.trial.criteria]
    answers = {key: data.draw(st.booleans()) for key in dict.fromkeys(asked)}
    after = screen(case.trial, case.read({**case.sheet, "answers": answers}))
    assert_none_is_turned_round(before, after, {criterion.id for criterion in before.criteria})


@_some
@given(cases(open_world=True, answers=False), st.data())
def test_a_first_record_turns_nothing_round(case: Case, data: st.DataObject) -> None:
    for criterion in case.trial.criteria:
        bearing = bearing_on(criterion.rule, case.trial.vocabulary)
        kept = [fact for fact in case.sheet["facts"] if not _bears(fact, bearing)]
        before = screen(case.trial, case.read({**case.sheet, "facts": kept}))
        for leaf in leaves_of(criterion.rule):
            first = data.draw(facts_for(leaf, case.sheet["as_of"]))[:1]
            try:
                after = screen(case.trial, case.read({**case.sheet, "facts": [*kept, *first]}))
            except FactsError:
                continue
            assert_none_is_turned_round(before, after, {criterion.id})


def _bears(fact: dict[str, Any], concepts: frozenset[str]) -> bool:
    names = [name for name in (fact.get("name"), fact.get("of")) if name]
    return any(found.id in concepts for name in names for found in c.vocabulary().find(name))

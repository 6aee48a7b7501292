"""Evidence is enough, and sections are two sides of one thing (DESIGN, promises 5 and 6)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from property.strategies import Case, cases, checked

from eligo.rules.model import Not
from eligo.screening import Screening, screen

_some = checked(250)


def _cited(result: Screening) -> set[str]:
    places: set[str | None] = set()
    for criterion in result.criteria:
        places |= {missing.place for missing in criterion.missing}
        for evidence in criterion.because:
            places.add(evidence.place)
            if evidence.derived is not None:
                places |= {component.place for component in evidence.derived.inputs}
    return {place for place in places if place is not None}


@_some
@given(cases())
def test_the_cited_facts_give_every_criterion_again(case: Case) -> None:
    """An age among the facts is the patient's, not evidence."""
    result = screen(case.trial, case.read())
    cited = _cited(result)
    facts = [
        fact
        for index, fact in enumerate(case.sheet["facts"])
        if f"facts[{index}]" in cited or fact.get("name") == "age"
    ]
    again = screen(case.trial, case.read({**case.sheet, "facts": facts}))
    assert {c.id: c.holds for c in again.criteria} == {c.id: c.holds for c in result.criteria}
    assert (again.verdict, again.failing, again.unknown) == (result.verdict, result.failing, result.unknown)


@_some
@given(cases())
def test_every_cited_place_is_one_of_the_sheet(case: Case) -> None:
    places = {f"facts[{index}]" for index in range(len(case.sheet["facts"]))}
    places |= {f"answers[{index}]" for index in range(len(case.sheet.get("answers", {})))}
    places |= {"patient.birth_date", "patient.sex", "patient.deceased"}
    assert _cited(screen(case.trial, case.read())) <= places


@_some
@given(cases(answers=False))
def test_an_exclusion_is_the_inclusion_of_its_negation(case: Case) -> None:
    turned = replace(
        case.trial,
        criteria=tuple(
            replace(
                criterion,
                section="exclusion" if criterion.section == "inclusion" else "inclusion",
                rule=Not(criterion.rule),
            )
            for criterion in case.trial.criteria
        ),
    )
    before, after = screen(case.trial, case.read()), screen(turned, case.read())
    assert [criterion.status for criterion in before.criteria] == [criterion.status for criterion in after.criteria]
    assert before.verdict == after.verdict

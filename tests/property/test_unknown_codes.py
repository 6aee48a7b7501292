"""A code that nothing knows, in place of what a record is of, never makes a patient eligible, in any world."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st
from property import catalogue
from property.leaves import bearing_on
from property.strategies import KINDS, Case, cases, checked

from eligo.screening import screen

_KINDS: Final = {"condition": "condition", "demographic": "condition", "drug": "medication", "procedure": "procedure"}
#: a local code; one of a system of everything; those that may be of anything in their system, or are none of it
_UNKNOWN: Final = ("local:7", "local:7", "snomed:999999", "text:uncoded", "icd10:R69", "icd10:?", "atc:V")
_one_in_four = st.sampled_from((False, False, False, True))


@checked(250)
@given(cases(answers=False), st.sampled_from(_UNKNOWN), _one_in_four, _one_in_four)
def test_an_unknown_code_in_place_of_all_that_bears_on_a_criterion_never_makes_it_pass(
    case: Case, code: str, keeps_kind: bool, is_open: bool
) -> None:
    if not is_open:
        case.sheet["complete"] = list(KINDS)
    before = screen(case.trial, case.read())
    for criterion in case.trial.criteria:
        bearing = bearing_on(criterion.rule, case.trial.vocabulary)
        facts = [_renamed(fact, bearing, code, keeps_kind=keeps_kind) for fact in case.sheet["facts"]]
        after = screen(case.trial, case.read({**case.sheet, "facts": facts}))
        if before.criterion(criterion.id).status != "pass":
            assert after.criterion(criterion.id).status != "pass"


def _renamed(fact: dict[str, Any], bearing: frozenset[str], code: str, *, keeps_kind: bool) -> dict[str, Any]:
    """Return ``fact`` under ``code`` where it bears on the criterion, with the kind that an import would give it."""
    names = [name for name in (fact.get("name"), fact.get("of")) if name]
    concepts = [concept for name in names for concept in catalogue.vocabulary().find(name)]
    if not any(concept.id in bearing for concept in concepts):
        return fact
    kind = _KINDS.get(concepts[0].kind, "finding")
    changed = {key: value for key, value in fact.items() if key not in ("name", "of")} | {"code": code}
    # what a code system says of itself must not be contradicted
    return changed | ({"kind": kind} if keeps_kind or code[:3] in ("icd", "atc") else {})

"""What would settle an undetermined verdict: enough, no longer than need be, and found out in fact as in logic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, product
from typing import Any, Final

from hypothesis import assume, given
from property.strategies import Case, cases, checked

from eligo.screening import screen
from eligo.screening.anchors import AnchoredDecider
from eligo.screening.combining import Combination, IfDecider, NotDecider
from eligo.screening.deciders import Decision
from eligo.screening.index import PatientIndex
from eligo.screening.outcomes import DecidedResult
from eligo.screening.presence import PresenceDecider
from eligo.screening.questions import AskDecider
from eligo.screening.result import CriterionResult, Missing, Open, Screening
from eligo.screening.truth import NO, UNKNOWN, YES

Gap = tuple[Missing, str | None]
#: more leaves or gaps take too long to try one by one
_MOST_LEAVES: Final = 7
_MOST_GAPS: Final = 9


def gaps(patient: PatientIndex, leaf: Decision) -> list[Gap]:
    label = leaf.decider.key if isinstance(leaf.decider, AskDecider) else None
    return [(gap, label) for gap in dict.fromkeys(leaf.decider.missing(patient, leaf))]


def parts(decision: Decision) -> list[Decision]:
    """Return what ``decision`` is made of; nothing of a leaf."""
    if isinstance(decision.decider, Combination | IfDecider):
        return list(decision.found)
    return [decision.found] if isinstance(decision.decider, NotDecider | AnchoredDecider) else []


def leaves(decision: Decision) -> Iterator[Decision]:
    inner = parts(decision)
    if not inner and decision.truth == UNKNOWN:
        yield decision
    for part in inner:
        yield from leaves(part)


def evaluated(decision: Decision, truths: dict[int, int]) -> int:
    """Decide again by the rules of Kleene, with other ``truths`` of the unknown leaves."""
    decider, inner = decision.decider, [evaluated(part, truths) for part in parts(decision)]
    if isinstance(decider, Combination):
        return decider.truth(inner)
    if isinstance(decider, NotDecider):
        return YES - inner[0]
    if isinstance(decider, IfDecider) and len(inner) == 3:
        when, then, otherwise = inner
        both = then if then == otherwise else UNKNOWN
        return then if when == YES else otherwise if when == NO else both
    return inner[-1] if inner else truths.get(id(decision), decision.truth)


def can_pass(result: CriterionResult, found: frozenset[Gap]) -> bool:
    """Tell whether ``result`` can pass once ``found`` are found out, and nothing else."""
    assert isinstance(result, DecidedResult)
    _, patient, decision, _, _ = result.grounds
    open_ = list(leaves(decision))
    choices: list[list[int]] = []
    for leaf in open_:
        own = set(gaps(patient, leaf))
        any_will_do = isinstance(leaf.decider, PresenceDecider)
        choices.append([UNKNOWN])
        if own <= found or (any_will_do and own & found):
            choices[-1].append(YES)
        if own <= found:
            choices[-1].append(NO)
    wanted = YES if result.section == "inclusion" else NO
    return any(
        evaluated(decision, dict(zip(map(id, open_), truths, strict=True))) == wanted for truths in product(*choices)
    )


def unknown(result: Screening) -> list[DecidedResult]:
    assume("alive" not in result.unknown)
    return [c for c in result.criteria if c.status == "unknown" and isinstance(c, DecidedResult)]


def all_gaps(results: list[DecidedResult]) -> list[Gap]:
    return list(dict.fromkeys(g for r in results for leaf in leaves(r.grounds[2]) for g in gaps(r.grounds[1], leaf)))


def as_gap(one: Open) -> Gap:
    return Missing(cause=one.cause, concept=one.concept, ask=one.ask, place=one.place), one.label


@checked(120)
@given(cases())
def test_the_list_is_enough_and_no_shorter_one_is(case: Case) -> None:
    result = screen(case.trial, case.read())
    assert bool(result.settle) == (result.verdict == "undetermined")
    assume(result.verdict == "undetermined")
    open_ = unknown(result)
    assume(all(len(list(leaves(one.grounds[2]))) <= _MOST_LEAVES for one in open_))
    listed = [as_gap(one) for one in result.settle]
    assert len(set(listed)) == len(listed)
    assert all(can_pass(one, frozenset(listed)) for one in open_)
    every = all_gaps(open_)
    if len(every) <= _MOST_GAPS:
        for shorter in combinations(every, len(listed) - 1):
            assert not all(can_pass(one, frozenset(shorter)) for one in open_), shorter


@checked(120)
@given(cases())
def test_each_entry_names_the_criteria_that_wait_for_it_most_first(case: Case) -> None:
    result = screen(case.trial, case.read())
    sizes = [len(one.criteria) for one in result.settle]
    assert sizes == sorted(sizes, reverse=True)
    for one in result.settle:
        waiting = [r.id for r in unknown(result) if as_gap(one) in all_gaps([r])]
        assert list(one.criteria) == waiting


@checked(80)
@given(cases(answers=False))
def test_finding_out_what_is_listed_and_nothing_else_can_make_the_verdict_known(case: Case) -> None:
    result = screen(case.trial, case.read())
    assume(result.verdict == "undetermined")
    assume(all(one.cause in ("missing", "unanswered", "stale") for one in result.settle))
    choices = [list(_found_out(case, one)) for one in result.settle]
    assume(all(choices))
    verdicts = (screen(case.trial, case.read(_with(case.sheet, chosen))).verdict for chosen in product(*choices))
    assert any(verdict != "undetermined" for verdict in islice(verdicts, 3000))


#: a gap names a concept alone; what is found out of it is found out of the concept and of every relation to it
_RELATIONS = ({}, {"relation": "allergy"}, {"relation": "family-history"}, {"relation": "contraindication"})


def _found_out(case: Case, one: Open) -> Iterator[dict[str, Any]]:
    """Yield what may be found out of ``one``, as changes of a sheet."""
    if one.cause == "unanswered":
        yield from ({"answers": {one.label: holds}} for holds in (True, False))
    elif one.concept == "age":
        yield from (
            {"patient": {"birth_date": day}} for day in ("1950-05-01", "2001-05-01", "2012-05-01", "2020-12-01")
        )
    elif one.concept == "sex":
        yield from ({"patient": {"sex": sex}} for sex in ("male", "female"))
    elif " / " not in (one.concept or ""):
        concepts = case.trial.vocabulary.find(one.concept or "")
        kinds = {concept.kind for concept in concepts}
        if kinds <= {"condition", "drug", "procedure", "demographic"} and kinds:
            for state in ({}, {"ever": False}, {"start": "2021-05-01"}):
                yield {"facts": [{"name": one.concept, **state, **of} for of in _RELATIONS]}


def _with(sheet: dict[str, Any], changes: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    changed = {**sheet, "patient": {**sheet.get("patient", {})}, "answers": {}, "facts": [*sheet["facts"]]}
    for change in changes:
        changed["patient"].update(change.get("patient", {}))
        changed["answers"].update(change.get("answers", {}))
        changed["facts"] += change.get("facts", [])
    return changed

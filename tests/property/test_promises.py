"""The promises of the design, over generated trials and the fact sheets made for them.

The second and the sixth have modules of their own: `test_added_facts`, `test_evidence`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import structs
from property import catalogue
from property.leaves import bearing_on
from property.strategies import Case, cases, checked
from reference.evaluate import evaluate

from eligo.diagnostics import EligoError
from eligo.facts import FactSheet, read_sheet
from eligo.rules import compile_text, format_text
from eligo.rules.model import Criterion, Measure, Not, Rule, Section, Trial
from eligo.screening import screen

_ENGINE = Path(__file__).resolve().parents[2] / "engine"
_some = checked(60)
_few = checked(25)


def outcome(trial: Trial, facts: FactSheet) -> tuple[str, dict[str, str]]:
    """Return the verdict, and what each criterion says."""
    result = screen(trial, facts)
    return result.verdict, {criterion.id: criterion.holds for criterion in result.criteria}


def with_rules(trial: Trial, rules: list[tuple[Criterion, Rule, str]]) -> Trial:
    """Return ``trial`` with other criteria: the old one, its new rule and its new id."""
    criteria = tuple(
        Criterion(id, old.section, rule, old.canonical, old.text, old.sentence, old.note, old.line)
        for old, rule, id in rules
    )
    return Trial(trial.id, trial.title, trial.digest, criteria, trial.vocabulary)


# --- 1: what is missing never passes


@_some
@given(cases(open_world=True, answers=False))
def test_removing_what_bears_on_a_criterion_never_makes_it_pass(case: Case) -> None:
    before = screen(case.trial, case.read())
    for criterion in case.trial.criteria:
        bearing = bearing_on(criterion.rule, case.trial.vocabulary)
        kept = [fact for fact in case.sheet["facts"] if not _bears(fact, bearing)]
        after = screen(case.trial, case.read({**case.sheet, "facts": kept}))
        if before.criterion(criterion.id).status != "pass":
            assert after.criterion(criterion.id).status != "pass"


def _bears(fact: dict[str, Any], concepts: frozenset[str]) -> bool:
    names = [fact.get("name"), fact.get("of")]
    return any(concept.id in concepts for name in names if name for concept in catalogue.vocabulary().find(name))


# --- 3: what does not matter changes nothing


@_some
@given(cases(), st.randoms(use_true_random=False))
def test_order_and_irrelevant_facts_change_nothing(case: Case, random: Any) -> None:
    facts = list(case.sheet["facts"])
    random.shuffle(facts)
    facts.insert(0, {"name": "lactose intolerance", "start": "2001"})
    shuffled = {key: case.sheet[key] for key in reversed(list(case.sheet))} | {"facts": facts}
    assert outcome(case.trial, case.read()) == outcome(case.trial, case.read(shuffled))


@_few
@given(cases())
def test_the_order_of_criteria_changes_nothing(case: Case) -> None:
    turned = with_rules(case.trial, [(c, c.rule, c.id) for c in reversed(case.trial.criteria)])
    assert outcome(case.trial, case.read()) == outcome(turned, case.read())


# --- 4: a fact in any unit


@_some
@given(cases(), st.data())
def test_the_same_fact_in_any_unit_gives_the_same_verdict(case: Case, data: st.DataObject) -> None:
    entries = {entry.name: entry for entry in (*catalogue.MEASURES, *catalogue.DERIVED)}
    facts = [_in_another_unit(fact, entries.get(fact.get("name", "")), data) for fact in case.sheet["facts"]]
    assert outcome(case.trial, case.read()) == outcome(case.trial, case.read({**case.sheet, "facts": facts}))


def _in_another_unit(fact: dict[str, Any], entry: catalogue.MeasureEntry | None, data: st.DataObject) -> dict[str, Any]:
    value, unit = fact.get("value"), fact.get("unit")
    if entry is None or unit not in entry.units or isinstance(value, bool) or not isinstance(value, int | float):
        return fact
    if "range" in fact:
        return fact
    (concept,) = (c for c in catalogue.vocabulary().find(entry.name) if c.kind == "measure")
    target = data.draw(st.sampled_from(entry.units))
    converted = catalogue.exact_in(concept.id, Fraction(str(value)), unit, target)
    if not target or converted is None:
        return fact
    if target == "1":
        return {**fact, "value": float(converted), "unit": target}
    return {key: fact[key] for key in fact if key != "unit"} | {"value": f"{converted} {target}"}


# --- 5: complements


@_some
@given(cases(answers=False))
def test_a_negation_is_the_complement(case: Case) -> None:
    negated = with_rules(case.trial, [(c, Not(c.rule), c.id) for c in case.trial.criteria])
    _, plain = outcome(case.trial, case.read())
    _, turned = outcome(negated, case.read())
    opposite = {"yes": "no", "no": "yes", "unknown": "unknown"}
    assert {id: opposite[holds] for id, holds in plain.items() if id != "alive"} == {
        id: holds for id, holds in turned.items() if id != "alive"
    }


@_few
@given(cases(answers=False))
def test_an_exclusion_is_the_inclusion_of_its_negation(case: Case) -> None:
    other: dict[str, Section] = {"inclusion": "exclusion", "exclusion": "inclusion"}
    turned = replace(
        case.trial, criteria=tuple(replace(c, section=other[c.section], rule=Not(c.rule)) for c in case.trial.criteria)
    )
    before, after = screen(case.trial, case.read()), screen(turned, case.read())
    assert [criterion.status for criterion in before.criteria] == [criterion.status for criterion in after.criteria]
    assert before.verdict == after.verdict


@_some
@given(cases(answers=False))
def test_two_sides_of_a_bound_are_never_both_yes_or_both_no(case: Case) -> None:
    measured = [c for c in case.trial.criteria if isinstance(c.rule, Measure) and c.rule.select.kind == "latest"]
    for criterion in measured:
        rule = criterion.rule
        assert isinstance(rule, Measure)
        bound = rule.high or rule.low
        assert bound is not None
        most = type(bound)(bound.value, True, bound.text)
        more = type(bound)(bound.value, False, bound.text)
        sides = with_rules(
            case.trial,
            [
                (criterion, _bounded(rule, high=most), "most"),
                (criterion, _bounded(rule, low=more), "more"),
            ],
        )
        _, holds = outcome(sides, case.read())
        assert (holds["most"], holds["more"]) in (("yes", "no"), ("no", "yes"), ("unknown", "unknown"))


def _bounded(rule: Measure, **bounds: Any) -> Measure:
    return structs.replace(rule, **({"low": None, "high": None} | bounds))


# --- 7: the canonical form


@_some
@given(cases())
def test_the_canonical_form_gives_the_same_rules(case: Case) -> None:
    printed, found = format_text(case.written.text(), "generated.elig")
    assert printed is not None, found
    trial, found = compile_text(printed, "generated.elig")
    assert trial is not None, found
    assert [c.rule for c in trial.criteria] == [c.rule for c in case.trial.criteria]
    assert format_text(printed, "generated.elig")[0] == printed


# --- 9: nothing of the patient in a message

_CANARY = "kanarienvogel"


@_some
@given(
    cases(), st.sampled_from(("name", "unit", "time", "start", "status", "relation", "context", "method", "nonsense"))
)
def test_no_message_holds_anything_of_the_patient(case: Case, field: str) -> None:
    facts = [{**fact, field: [_CANARY] if field == "context" else _CANARY} for fact in case.sheet["facts"]]
    sheet = {**case.sheet, "patient": {**case.sheet.get("patient", {}), "id": _CANARY}, "facts": facts}
    try:
        messages = [str(diagnostic) for diagnostic in read_sheet(sheet, catalogue.vocabulary()).diagnostics]
    except EligoError as error:
        messages = [str(error), *(str(diagnostic) for diagnostic in error.diagnostics)]
    assert not any(_CANARY in message for message in messages)


# --- 10: the engine and the plain evaluator agree


@checked(300)
@given(cases())
def test_the_engine_agrees_with_the_reference(case: Case) -> None:
    facts = case.read()
    verdict, holds = outcome(case.trial, facts)
    expected = evaluate(case.trial, facts)
    assert holds == expected.holds
    assert verdict == expected.verdict


# --- 11: same inputs, same bytes

_SCREEN = """
import json, sys
from eligo.facts import read_sheet
from eligo.rules import compile_text
from eligo.screening import screen
from eligo.vocabulary.model import Measure
from eligo.vocabulary.loading import load_vocabulary
for line in sys.stdin:
    given = json.loads(line)
    trial, _ = compile_text(given["trial"], "generated.elig")
    result = screen(trial, read_sheet(given["sheet"], load_vocabulary()))
    print(json.dumps(result.model_dump(mode="json"), ensure_ascii=True))
"""


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(st.lists(cases(), min_size=5, max_size=5))
def test_the_same_inputs_give_the_same_bytes(drawn: list[Case]) -> None:
    assume(drawn)
    lines = "\n".join(json.dumps({"trial": case.written.text(), "sheet": case.sheet}) for case in drawn)
    printed = {_elsewhere(lines, seed, zone, locale) for seed, zone, locale in _PLACES}
    assert len(printed) == 1


_PLACES = (("0", "UTC", "C.UTF-8"), ("4242", "Pacific/Kiritimati", "tr_TR.UTF-8"))


def _elsewhere(lines: str, seed: str, zone: str, locale: str) -> str:
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(_ENGINE)}
    run = subprocess.run(
        [sys.executable, "-c", _SCREEN],
        input=lines,
        env=env,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return run.stdout

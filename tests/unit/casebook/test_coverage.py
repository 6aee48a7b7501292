from typing import Any

import pytest

from eligo.casebook.coverage import SIDES, Coverage, coverage
from eligo.casebook.reading import read_cases
from eligo.casebook.running import run_cases
from eligo.diagnostics.palette import Palette
from eligo.reports import case_report
from eligo.rules import load_trial

_HEAD = 'trial NCT1 "A trial"\nresults within 28 days\n\nexclusion criteria\n'


def tried(rule: str, *cases: str) -> Coverage:
    """Return what ``cases`` (the facts of each, as TOML) try of the one criterion ``rule``."""
    tables = "".join(
        f'[[case]]\nname = "{place}"\nas_of = "2021-05-02"\nfacts = {facts}\n' for place, facts in enumerate(cases)
    )
    file, problems = read_cases(tables.encode(), "x.cases.toml")
    assert file is not None, problems
    trial = load_trial(text=f"{_HEAD}- [x] {rule}\n")
    outcomes = run_cases(trial, file)
    assert [outcome.problems for outcome in outcomes] == [()] * len(cases)
    return coverage(trial, outcomes)


def sides(found: Coverage) -> dict[str, dict[str, set[str]]]:
    return {bound.test: {side: units for side, units in bound.tried.items() if units} for bound in found.bounds}


def at(value: str, name: str = "creatinine") -> str:
    return f'[{{ name = "{name}", value = "{value}", time = "2021-05-01" }}]'


def test_a_bound_is_tried_in_the_units_of_the_facts() -> None:
    found = tried("creatinine > 1.5 mg/dL", at("132.6 µmol/L"), at("1.5 mg/dL"), at("1.4 mg/dL"), at("150 µmol/L"))
    assert sides(found) == {"> 1.5 mg/dL": {"on": {"µmol/L", "mg/dL"}, "below": {"mg/dL"}, "above": {"µmol/L"}}}
    assert [(criterion.criterion, criterion.seen, criterion.complete) for criterion in found.criteria] == [
        ("x", {"yes", "no"}, True)
    ]


def test_both_bounds_of_a_range_are_told_apart() -> None:
    found = tried("SpO2 90–95%", at("90 %", "SpO2"), at("96 %", "SpO2"))
    assert sides(found) == {"≥ 90%": {}, "≤ 95%": {}} or sides(found) == {
        "≥ 90%": {"on": {"%"}, "above": {"%"}},
        "≤ 95%": {"below": {"%"}, "above": {"%"}},
    }


@pytest.mark.parametrize(
    ("rule", "test", "facts", "side"),
    [
        (
            "ALT > 3 × ULN",
            "> 3 × ULN",
            '[{ name = "ALT", value = 120, unit = "U/L", range = { high = 40 }, time = "2021-05-01" }]',
            "on",
        ),
        (
            "ratio of neutrophils to lymphocytes > 5",
            "> 5",
            '[{ name = "neutrophils", value = 6, unit = "10*9/L", time = "2021-05-01" },'
            ' { name = "lymphocytes", value = 1, unit = "10*9/L", time = "2021-05-01" }]',
            "above",
        ),
        (
            "increase in creatinine ≥ 0.3 mg/dL within 48 hours",
            "≥ 0.3 mg/dL",
            '[{ name = "creatinine", value = 1.0, unit = "mg/dL", time = "2021-05-01T08:00" },'
            ' { name = "creatinine", value = 1.2, unit = "mg/dL", time = "2021-05-02T08:00" }]',
            "below",
        ),
        (
            "increase in creatinine > 50% within 48 hours",
            "> 50%",
            '[{ name = "creatinine", value = 1.0, unit = "mg/dL", time = "2021-05-01T08:00" },'
            ' { name = "creatinine", value = 1.5, unit = "mg/dL", time = "2021-05-02T08:00" }]',
            "on",
        ),
    ],
)  # fmt: skip
def test_multiples_ratios_and_changes_are_tried_by_their_margin(rule: str, test: str, facts: str, side: str) -> None:
    found = sides(tried(rule, facts))
    assert list(found) == [test]
    assert list(found[test]) == [side]


def test_what_is_no_single_number_tries_nothing() -> None:
    assert sides(tried("creatinine > 1.5 mg/dL", at("<2 mg/dL"), at("1.5"), "[]")) == {"> 1.5 mg/dL": {}}


def test_a_presence_has_no_bounds_but_is_seen() -> None:
    found = tried("epilepsy", "{ epilepsy = true }", "[]")
    assert found.bounds == ()
    assert found.criteria[0].seen == {"yes", "unknown"}
    assert not found.criteria[0].complete


def _report(found: Coverage, **options: Any) -> list[str]:
    return case_report.render("x.cases.toml", [], found, **options).splitlines()


def test_the_report_joins_sides_tried_in_the_same_units() -> None:
    found = tried("creatinine > 1.5 mg/dL", at("1.5 mg/dL"), at("1.4 mg/dL"))
    assert _report(found) == [
        "x.cases.toml: 0 of 0 cases pass",
        "criteria seen both holding and not holding: 0 of 1",
        "  never seen holding: x",
        "bounds tried below, on and above: 0 of 1",
        "  x: creatinine > 1.5 mg/dL  below, on (mg/dL); untried: above",
    ]
    assert _report(tried("creatinine > 1.5 mg/dL"))[-1] == "  x: creatinine > 1.5 mg/dL  untried: below, on, above"
    assert set(SIDES) == {"below", "on", "above"}


def test_the_report_of_a_trial_without_bounds_has_no_list_of_them() -> None:
    assert _report(tried("epilepsy", "{ epilepsy = false }", "{ epilepsy = true }"), colour=True) == [
        Palette(True).paint("x.cases.toml: 0 of 0 cases pass", "strong"),
        "criteria seen both holding and not holding: 1 of 1",
    ]

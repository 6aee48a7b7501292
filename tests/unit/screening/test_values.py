"""Results: which count, what they are worth, and why they may decide nothing (LANGUAGE §3.2 to §3.9)."""

import pytest
from unit.screening.conftest import Decide, Facts, causes

HB = "hemoglobin"


def result(value: object, time: str | None = None, unit: str | None = "g/dL", **more: object) -> dict[str, object]:
    fact: dict[str, object] = {"name": HB, "value": value, "unit": unit, "time": time, **more}
    return {name: part for name, part in fact.items() if part is not None}


@pytest.mark.parametrize(
    ("criterion", "value", "holds"),
    [
        ("hemoglobin ≥ 10 g/dL", "10", "yes"),
        ("hemoglobin > 10 g/dL", "10", "no"),
        ("hemoglobin ≤ 10 g/dL", "10", "yes"),
        ("hemoglobin < 10 g/dL", "10", "no"),
        ("hemoglobin < 10 g/dL", "<10", "yes"),
        ("hemoglobin < 10 g/dL", "≤10", "unknown"),
        ("hemoglobin ≥ 10 g/dL", "<10", "no"),
        ("hemoglobin > 10 g/dL", ">10", "yes"),
        ("hemoglobin ≤ 10 g/dL", ">10", "no"),
        ("hemoglobin > 10 g/dL", "≥10", "unknown"),
        ("hemoglobin 9 to 11 g/dL", "9 to 11", "yes"),
        ("hemoglobin 9 to 11 g/dL", "8 to 11", "unknown"),
        ("hemoglobin 9 to 11 g/dL", "12 to 13", "no"),
    ],
)
def test_a_comparison_is_so_for_the_whole_interval(decide: Decide, criterion: str, value: str, holds: str) -> None:
    found = decide(criterion, [result(value)])
    assert found.holds == holds
    assert causes(found) == (["imprecise"] if holds == "unknown" else [])


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        ([], "missing"),
        ([result(12, "2021-03-01")], "stale"),
        ([result(12, unit=None)], "unit"),
        ([result(12, unit="quux")], "unit"),
        ([result(12, unit="mmol/L")], "unit"),
        ([result(75)], "implausible"),
        ([result("pending", unit=None)], "implausible"),
        ([{"name": HB, "unit": "g/dL"}], "missing"),
        ([result(12, "2021-05-03")], "missing"),
        ([result(12, "2021-05")], "imprecise"),
        ([{**result(12), "status": "planned"}], "missing"),
    ],
)
def test_what_is_missing_never_passes(decide: Decide, facts: Facts, cause: str) -> None:
    for section in ("inclusion", "exclusion"):
        found = decide("hemoglobin ≥ 10 g/dL", facts, section=section)
        assert (found.holds, found.status, causes(found)) == ("unknown", "unknown", [cause])
        assert found.missing[0].ask
    assert decide("hemoglobin < 10 g/dL", facts).status == "unknown"


def test_the_latest_decides_even_when_it_has_no_unit(decide: Decide) -> None:
    found = decide("hemoglobin ≥ 10 g/dL", [result(12, "2021-05-01"), result(12, "2021-05-02", unit=None)])
    assert causes(found) == ["unit"]
    assert found.missing[0].place == "facts[1]"


def test_two_that_could_be_the_latest_and_disagree_are_unknown(decide: Decide) -> None:
    facts = [result(9, "2021-05-01"), result(12, "2021-05-01T09:30")]
    assert causes(decide("hemoglobin ≥ 10 g/dL", facts)) == ["imprecise"]
    assert decide("hemoglobin ≥ 8 g/dL", facts).holds == "yes"
    assert decide("hemoglobin ≥ 10 g/dL", [result(9, "2021-04"), result(12, "2021-05")]).holds == "unknown"
    assert (
        decide("hemoglobin ≥ 10 g/dL", [result(9, "2021"), result(12, "2020")], header="results of any age").holds
        == "unknown"
    )


def test_results_of_one_moment_are_their_hull(decide: Decide) -> None:
    both = [result(8, "2021-05-01T08:00"), result(12, "2021-05-01T08:00")]
    found = decide("hemoglobin 9 to 11 g/dL", both)
    assert found.holds == "unknown"
    assert [evidence.value for evidence in found.because] == ["8", "12"]
    assert decide("hemoglobin > 7 g/dL", both).holds == "yes"
    assert causes(decide("hemoglobin > 7 g/dL", [both[0], result(8, "2021-05-01T08:00", unit=None)])) == ["unit"]
    assert decide("hemoglobin 9 to 11 g/dL", [result(8, "2021-05-01"), result(12, "2021-05-01")]).holds == "no"
    assert (
        decide("hemoglobin ≥ 8 g/dL", [both[0], {**both[0], "value": 80, "unit": "g/L"}]).because
        == decide("hemoglobin ≥ 8 g/dL", [both[0]]).because
    )


def test_a_value_without_a_time_counts_as_of_the_screening_date(decide: Decide) -> None:
    found = decide("hemoglobin ≥ 10 g/dL within 14 days", [result(12)])
    assert (found.holds, found.because[0].assumed) == ("yes", ("undated",))


def test_times_that_state_their_offset_are_ordered_on_one_clock(decide: Decide) -> None:
    evening, morning = result(9, "2021-05-01T23:30-05:00"), result(12, "2021-05-02T01:00+02:00")
    assert decide("hemoglobin ≥ 10 g/dL", [evening, morning]).holds == "no"
    assert decide("hemoglobin ≥ 10 g/dL", [morning, evening], as_of="2021-05-02T12:00+02:00").holds == "no"
    late = result(9, "2021-05-02T11:00-05:00")
    assert (
        decide("hemoglobin ≥ 10 g/dL", [late, result(12, "2021-05-01")], as_of="2021-05-02T12:00+02:00").holds == "yes"
    )


def test_of_the_screening_day_everything_before_the_screening_counts(decide: Decide) -> None:
    for time, holds in (("2021-05-02", "yes"), ("2021-05-02T09:00", "yes"), ("2021-05-02T11:00", "unknown")):
        found = decide("hemoglobin ≥ 10 g/dL", [result(12, time)], as_of="2021-05-02T10:00")
        assert found.holds == holds


def test_units_by_nature_and_contexts_are_named_as_assumed(decide: Decide) -> None:
    found = decide("INR > 1.5", [{"name": "INR", "value": 2, "time": "2021-05-01"}])
    assert (found.holds, found.because[0].assumed, found.because[0].unit) == ("yes", ("default-unit",), None)
    saturation: Facts = [{"name": "SpO2", "value": 88, "unit": "%", "time": "2021-05-02"}]
    found = decide("SpO2 ≤ 90% at rest", saturation)
    assert (found.holds, found.because[0].assumed) == ("yes", ("context",))
    assert decide("SpO2 ≤ 90% at rest seated", saturation).because[0].assumed == ("context",)
    stated: Facts = [{**saturation[0], "context": ["at rest"]}]
    assert decide("SpO2 ≤ 90% at rest", stated).because[0].assumed == ()


@pytest.mark.parametrize(
    ("context", "cause"), [(["on exertion"], "missing"), (["after a walk"], "context"), (["on oxygen"], None)]
)
def test_a_context_that_contradicts_or_is_not_understood(decide: Decide, context: list[str], cause: str | None) -> None:
    found = decide("SpO2 ≤ 90% at rest", [{"name": "SpO2", "value": 88, "unit": "%", "context": context}])
    assert causes(found) == ([cause] if cause else [])


def test_what_is_never_presumed(decide: Decide) -> None:
    sugar: Facts = [{"name": "glucose", "value": 90, "unit": "mg/dL", "time": "2021-05-02"}]
    found = decide("fasting glucose ≥ 126 mg/dL", sugar)
    assert (found.holds, causes(found), found.missing[0].ask) == ("unknown", ["context"], "was glucose taken fasting?")


def test_methods(decide: Decide) -> None:
    rule = "creatinine clearance < 60 mL/min by Cockcroft-Gault"
    silent = {"name": "creatinine clearance", "value": 50, "unit": "mL/min", "time": "2021-05-02"}
    named, other = {**silent, "method": "Cockcroft-Gault"}, {**silent, "method": "24-hour urine"}
    found = decide(rule, [silent])
    assert (causes(found), found.missing[0].ask) == (["context"], "was creatinine clearance taken by Cockcroft-Gault?")
    assert decide(rule, [silent, named]).holds == "yes"
    assert causes(decide(rule, [other])) == ["missing"]
    parts: Facts = [
        {"name": "weight", "value": 72, "unit": "kg", "time": "2021-05-02"},
        {"name": "creatinine", "value": 1, "unit": "mg/dL", "time": "2021-05-02"},
    ]
    assert decide(rule, [silent, *parts], complete=["procedures"]).holds == "no"
    assert decide(rule, [named, *parts], complete=["procedures"]).holds == "yes"


def test_reference_ranges(decide: Decide) -> None:
    alt = {"name": "ALT", "value": 100, "unit": "U/L", "time": "2021-05-01"}
    rule = "ALT > 2 × ULN"
    found = decide(rule, [{**alt, "range": {"high": 40}}])
    assert (found.holds, found.because[0].test, found.because[0].margin) == ("yes", "> 2 × ULN", "20 U/L")
    assert decide(rule, [{**alt, "range": {"high": 50}}]).holds == "no"
    assert causes(decide(rule, [alt])) == ["range"]
    assert decide(rule, [alt]).because[0].margin is None
    assert causes(decide(rule, [{**alt, "range": {"low": 10}}])) == ["range"]
    assert causes(decide(rule, [{**alt, "range": {"high": 0}}])) == ["range"]
    assert causes(decide(rule, [{**alt, "unit": "mg"}])) == ["unit"]
    for ranges, holds in (
        ([{"name": "ALT", "high": 40, "unit": "U/L"}], "yes"),
        (
            [{"name": "ALT", "high": 60, "unit": "U/L", "sex": "female"}, {"name": "ALT", "high": 40, "unit": "U/L"}],
            "no",
        ),
        ([{"name": "ALT", "high": 40, "unit": "U/L", "sex": "male"}], "unknown"),
        ([{"name": "ALT", "high": 40, "unit": "U/L"}, {"name": "ALT", "high": 41, "unit": "U/L"}], "unknown"),
        ([{"name": "ALT", "high": 40}], "unknown"),
    ):
        assert decide(rule, [alt], ranges=ranges).holds == holds
    inr = {"name": "INR", "value": 2, "range": {"high": 1.2}}
    assert decide("INR > 1.5 × ULN", [inr]).holds == "yes"
    assert decide("ALT within normal limits", [{**alt, "range": {"low": 10, "high": 100}}]).holds == "yes"


def test_a_declared_rounding_happens_once(decide: Decide) -> None:
    in_percent = {"name": "HbA1c", "value": 6.5, "unit": "%", "time": "2021-05-01"}
    in_millimoles = {"name": "HbA1c", "value": 48, "unit": "mmol/mol", "time": "2021-05-01"}
    assert decide("HbA1c ≥ 6.5%", [in_percent]).because[0].margin == "0 %"
    assert decide("HbA1c ≥ 6.5%", [in_millimoles]).holds == "yes"
    assert decide("HbA1c > 47 mmol/mol", [{**in_millimoles, "value": 47.5}]).holds == "yes"
    assert causes(decide("HbA1c ≥ 6.5%", [{**in_percent, "unit": "g/L"}])) == ["unit"]


def test_a_childs_height_is_current_as_long_as_a_weight(decide: Decide) -> None:
    facts: Facts = [{"name": "height", "value": 120, "unit": "cm", "time": "2020-05-02"}]
    assert decide("height < 150 cm", facts).holds == "yes"
    assert causes(decide("height < 150 cm", facts, birth_date="2012-01-01")) == ["stale"]
    assert decide("height < 150 cm within 2 years", facts, birth_date="2012-01-01").holds == "yes"
    assert causes(decide("height < 150 cm", facts, birth_date="2002-05-03")) == ["stale"]
    assert decide("height < 150 cm", facts, birth_date="2002-05-02").holds == "yes"
    assert causes(decide("height < 150 cm", facts, birth_date=None)) == ["imprecise"]
    assert decide("height < 150 cm", facts, birth_date="2012-01-01", header="results of any age").holds == "yes"

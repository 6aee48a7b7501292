"""Values of measures: numbers, units, ranges, ages."""

from fractions import Fraction
from typing import Any

import pytest

from eligo.facts import Fact, FactSheet, read_sheet
from eligo.quantities.interval import Interval
from eligo.quantities.units import parse_unit
from eligo.vocabulary import Vocabulary


def interval(low: str | None, high: str | None, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(low and Fraction(low), high and Fraction(high), low_open, high_open)  # type: ignore[arg-type]


def sheet_of(vocabulary: Vocabulary, *facts: dict[str, Any]) -> FactSheet:
    return read_sheet({"facts": list(facts)}, vocabulary)


def one(vocabulary: Vocabulary, **record: Any) -> Fact:
    (fact,) = sheet_of(vocabulary, record).facts
    return fact


def codes(sheet: FactSheet) -> list[tuple[str, str | None]]:
    return [(diagnostic.code, diagnostic.place) for diagnostic in sheet.diagnostics]


@pytest.mark.parametrize(
    ("record", "value", "written", "unit"),
    [
        ({"value": 1.4, "unit": "mg/dL"}, interval("1.4", "1.4"), "1.4", "mg/dL"),
        ({"value": 1, "unit": "mg/dL"}, interval("1", "1"), "1", "mg/dL"),
        ({"value": "1.4 mg/dL"}, interval("1.4", "1.4"), "1.4", "mg/dL"),
        ({"value": "1.4", "unit": "mg/dL"}, interval("1.4", "1.4"), "1.4", "mg/dL"),
        ({"value": "1.4 mg/dL", "unit": "mg/dL"}, interval("1.4", "1.4"), "1.4", "mg/dL"),
        ({"value": "<5 mg/dL"}, interval("0", "5", high_open=True), "<5", "mg/dL"),
        ({"value": "≤ 5 mg/dL"}, interval("0", "5"), "≤ 5", "mg/dL"),
        ({"value": ">5 mg/dL"}, interval("5", None, low_open=True), ">5", "mg/dL"),
        ({"value": "1.2-1.4 mg/dL"}, interval("1.2", "1.4"), "1.2-1.4", "mg/dL"),
        ({"value": "<44.2 umol/L"}, interval("0", "44.2", high_open=True), "<44.2", "umol/L"),
    ],
)
def test_a_number_is_read_with_its_unit(
    vocabulary: Vocabulary, record: dict[str, Any], value: Interval, written: str, unit: str
) -> None:
    fact = one(vocabulary, name="creatinine", **record)
    assert (fact.concept, fact.value, fact.written, fact.unit) == ("creatinine", value, written, parse_unit(unit))
    assert not fact.unit_problem


def test_a_bound_ends_at_what_can_exist(vocabulary: Vocabulary) -> None:
    assert one(vocabulary, name="SpO2", value=">95 %").value == interval("95", "100", low_open=True)
    assert one(vocabulary, name="SpO2", value=">0.95", unit="1").value == interval("0.95", "1", low_open=True)
    assert one(vocabulary, name="base excess", value="<2 mmol/L").value == interval(None, "2", True, True)


def test_a_bound_beyond_what_can_exist_is_kept_and_not_believed(vocabulary: Vocabulary) -> None:
    sheet = sheet_of(vocabulary, {"name": "SpO2", "value": ">110 %"})
    assert sheet.facts[0].value == interval("110", None, True, True)
    assert codes(sheet) == [("W605", "facts[0]")]


@pytest.mark.parametrize(
    ("record", "code", "unit_problem"),
    [
        ({"name": "creatinine", "value": 1.4}, "W602", False),
        ({"name": "creatinine", "value": "1.4"}, "W602", False),
        ({"name": "creatinine", "value": 1.4, "unit": "gobbledygook"}, "W603", True),
        ({"name": "creatinine", "value": 1.4, "unit": "mL/min"}, "W603", True),
        ({"name": "creatinine", "value": "1.4 mg/dL", "unit": "umol/L"}, "W603", True),
        ({"name": "creatinine", "value": 140, "unit": "mg/dL"}, "W605", False),
        ({"name": "creatinine", "value": "140 mg/dL"}, "W605", False),
        ({"name": "creatinine", "value": "haemolysed"}, "W606", False),
        ({"name": "creatinine", "value": "haemolysed", "unit": "gobbledygook"}, "W606", True),
        ({"name": "creatinine", "value": "1,4 mg/dL"}, "W606", False),
        ({"name": "creatinine", "value": True}, "W606", False),
        ({"name": "blood pressure", "value": 120, "unit": "mmHg"}, "W606", False),
        ({"name": "blood pressure", "value": "120 mmHg"}, "W606", False),
        ({"name": "blood pressure", "value": "120/high mmHg"}, "W606", False),
    ],
)
def test_what_cannot_decide_is_kept_with_a_warning(
    vocabulary: Vocabulary, record: dict[str, Any], code: str, unit_problem: bool
) -> None:
    sheet = sheet_of(vocabulary, record)
    assert codes(sheet) == [(code, "facts[0]")]
    (fact,) = sheet.facts
    assert fact.unit_problem is unit_problem
    if code == "W606":
        assert fact.value is None
        assert fact.written is not None


def test_the_plausible_bounds_themselves_are_believed(vocabulary: Vocabulary) -> None:
    for value, unit in ((30, "mg/dL"), (0.1, "mg/dL"), (2652, "umol/L"), (8.84, "umol/L")):
        assert not sheet_of(vocabulary, {"name": "creatinine", "value": value, "unit": unit}).diagnostics
    for value, unit in ((30.0001, "mg/dL"), (2652.0001, "umol/L"), (8.8399, "umol/L")):
        sheet = sheet_of(vocabulary, {"name": "creatinine", "value": value, "unit": unit})
        assert codes(sheet) == [("W605", "facts[0]")]


def test_a_count_can_be_zero(vocabulary: Vocabulary) -> None:
    assert not sheet_of(vocabulary, {"name": "eosinophils", "value": 0, "unit": "10^9/L"}).diagnostics
    assert not sheet_of(vocabulary, {"name": "eosinophils", "value": "<0.0001 x 10^9/L"}).diagnostics
    sheet = sheet_of(vocabulary, {"name": "eosinophils", "value": 0.0001, "unit": "10^9/L"})
    assert codes(sheet) == [("W605", "facts[0]")]


def test_a_measure_with_a_natural_unit_needs_none(vocabulary: Vocabulary) -> None:
    sheet = sheet_of(vocabulary, {"name": "INR", "value": 2.5})
    assert (sheet.facts[0].unit, sheet.diagnostics) == (None, ())


def test_a_result_without_a_value_is_kept(vocabulary: Vocabulary) -> None:
    fact = one(vocabulary, name="creatinine", unit="mg/dL", time="2021-05-01")
    assert (fact.value, fact.written, fact.unit) == (None, None, parse_unit("mg/dL"))


def test_a_unit_can_make_it_another_measure(vocabulary: Vocabulary) -> None:
    assert one(vocabulary, name="FEV1", value="65 %").concept == "fev1_percent"
    assert one(vocabulary, name="FEV1", value="2.1 L").concept == "fev1"


def test_a_pair_is_two_facts(vocabulary: Vocabulary) -> None:
    for record in ({"value": "140/90 mmHg"}, {"value": "140/90", "unit": "mmHg"}):
        sheet = sheet_of(vocabulary, {"name": "blood pressure", "time": "2021-05-01", **record})
        assert [(f.concept, f.written, f.unit, f.place) for f in sheet.facts] == [
            ("systolic_blood_pressure", "140", parse_unit("mmHg"), "facts[0]"),
            ("diastolic_blood_pressure", "90", parse_unit("mmHg"), "facts[0]"),
        ]
        assert all(fact.time is not None for fact in sheet.facts)
        assert not sheet.diagnostics
    assert codes(sheet_of(vocabulary, {"name": "blood pressure", "value": "140/90"})) == [("W602", "facts[0]")] * 2


@pytest.mark.parametrize(
    ("given", "low", "high", "expected"),
    [
        ({"high": 1.2}, None, interval("1.2", "1.2"), []),
        ({"low": 0.6, "high": 1.2}, interval("0.6", "0.6"), interval("1.2", "1.2"), []),
        ({"high": 88.4, "unit": "umol/L"}, None, interval("1", "1"), []),
        ({"low": 88.4, "unit": "umol/L"}, interval("1", "1"), None, []),
        ({"high": 1.2, "unit": None}, None, interval("1.2", "1.2"), []),
        ({}, None, None, []),
        ({"low": 2, "high": 1}, None, None, [("W605", "facts[0].range")]),
        ({"high": 1.2, "unit": "mL/min"}, None, None, [("W603", "facts[0].range")]),
        ({"high": 1.2, "unit": "gobbledygook"}, None, None, [("W603", "facts[0].range")]),
    ],
)
def test_a_reference_range_is_read_in_the_unit_of_the_value(
    vocabulary: Vocabulary,
    given: dict[str, Any],
    low: Interval | None,
    high: Interval | None,
    expected: list[tuple[str, str]],
) -> None:
    sheet = sheet_of(vocabulary, {"name": "creatinine", "value": 1, "unit": "mg/dL", "range": given})
    assert (sheet.facts[0].range_low, sheet.facts[0].range_high) == (low, high)
    assert codes(sheet) == expected


def test_a_range_beside_a_value_without_a_unit_decides_nothing(vocabulary: Vocabulary) -> None:
    sheet = sheet_of(vocabulary, {"name": "creatinine", "value": 1, "range": {"high": 1.2, "unit": "mg/dL"}})
    assert codes(sheet) == [("W602", "facts[0]"), ("W603", "facts[0].range")]
    assert sheet.facts[0].range_high is None


def test_a_range_of_what_has_no_number_is_left_out(vocabulary: Vocabulary) -> None:
    for name, value in (("creatinine", "haemolysed"), ("HBsAg", "positive")):
        fact = one(vocabulary, name=name, value=value, range={"high": 1})
        assert fact.range_high is None


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("54 years", "a", interval("54", "55", high_open=True)),
        ("7 months", "mo", interval("7", "8", high_open=True)),
        ("54–56 years", "a", interval("54", "57", high_open=True)),
        (">89 years", "a", interval("90", None, high_open=True)),
        ("≥ 18 years", "a", interval("18", None, high_open=True)),
        ("<18 years", "a", interval("0", "18", high_open=True)),
        ("54.5 years", "a", interval("54.5", "54.5")),
        ("130 years", "a", interval("130", "131", high_open=True)),
    ],
)
def test_an_age_is_of_completed_units(vocabulary: Vocabulary, text: str, unit: str, value: Interval) -> None:
    sheet = read_sheet({"facts": {"age": text}}, vocabulary)
    assert sheet.age is not None
    assert (sheet.age.value, sheet.age.unit, sheet.age.place) == (value, parse_unit(unit), "facts[0]")
    assert sheet.facts[0].value == value
    assert not sheet.diagnostics


def test_of_several_ages_the_latest_counts(vocabulary: Vocabulary) -> None:
    def age(*facts: dict[str, Any]) -> Interval | None:
        found = sheet_of(vocabulary, *({"name": "age", **fact} for fact in facts)).age
        return found and found.value

    older, younger = {"value": "54 years", "time": "2021-01"}, {"value": "53 years", "time": "2020-01"}
    assert age(older, younger) == age(younger, older) == interval("54", "55", high_open=True)
    assert age(older, {"value": "55 years"}) == interval("55", "56", high_open=True)
    assert age({"value": "54 years"}, {"value": "55 years"}) == interval("54", "56", high_open=True)
    assert age({"value": "54 years"}, {"value": "650 months"}) == interval("54", "55", high_open=True)
    assert age({"value": 54}) is None

"""Observations: values, statuses, components, ranges."""

from fractions import Fraction
from typing import Any

import pytest

from eligo.quantities.interval import Interval


def test_a_quantity_with_its_unit_time_and_source(one: Any, observe: Any) -> None:
    fact = one(observe("loinc:2160-0", 1.4, "mg/dL"))
    assert (fact.concept, fact.value, fact.written) == ("creatinine", Interval.point(Fraction("1.4")), "1.4")
    assert (fact.unit.code, str(fact.time), fact.source) == ("mg/dL", "2021-05-01T08:10:00Z", "Observation/o1")
    assert (fact.place, fact.code) == ("Bundle.entry[1]", "loinc:2160-0")


@pytest.mark.parametrize(
    ("comparator", "low", "high", "opened"),
    [("<", 0, 5, "high"), ("<=", 0, 5, ""), (">", 5, None, "low"), (">=", 5, None, "")],
)
def test_comparators_are_intervals(one: Any, observe: Any, comparator: str, low: int, high: int, opened: str) -> None:
    node = observe("loinc:1988-5", 5, "mg/L")
    node["valueQuantity"]["comparator"] = comparator
    value = one(node).value
    assert (value.low, value.high_open and value.high is not None, value.low_open) == (
        low,
        opened == "high",
        opened == "low",
    )
    assert value.high == high


def test_a_comparator_of_r5_that_says_no_bound_leaves_no_number(one: Any, observe: Any) -> None:
    node = observe("loinc:2160-0", 5, "mg/dL")
    node["valueQuantity"]["comparator"] = "ad"
    assert one(node).value is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "260373001"}]}}, "positive"),
        ({"valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "10828004"}]}}, "positive"),
        ({"valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "260415000"}]}}, "negative"),
        ({"valueCodeableConcept": {"text": "Not Detected"}}, "negative"),
        ({"valueString": " POSITIVE​ "}, "positive"),
        ({"valueBoolean": False}, "negative"),
        ({"valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "999"}]}}, None),
        # a display means nothing
        ({"valueCodeableConcept": {"coding": [{"code": "x", "display": "Positive"}], "text": "Positive"}}, None),
    ],
)
def test_values_of_a_finding(one: Any, observe: Any, value: dict[str, Any], expected: str | None) -> None:
    fact = one(observe("loinc:94531-1", **value))
    assert (fact.concept, fact.text) == ("sars_cov_2_nucleic_acid_test", expected)
    assert fact.written is not None


def test_codings_of_a_value_that_disagree_are_no_value(one: Any, observe: Any, code: Any) -> None:
    fact = one(observe("loinc:94531-1", valueCodeableConcept=code("snomed:260373001", "snomed:260415000")))
    assert (fact.text, fact.written) == (None, "codings disagree")


def test_a_level_of_a_scale_as_an_integer(one: Any, observe: Any) -> None:
    assert one(observe("loinc:89247-1", valueInteger=2)).text == "2"


def test_a_range_and_a_ratio(one: Any, observe: Any) -> None:
    end = {"system": "http://unitsofmeasure.org", "code": "mg/dL"}
    fact = one(observe("loinc:2160-0", valueRange={"low": {"value": 1, **end}, "high": {"value": 1.5, **end}}))
    assert fact.value == Interval(Fraction(1), Fraction(3, 2))
    half = one(observe("loinc:2160-0", valueRange={"low": {"value": 1, **end}}))
    assert (half.value.low, half.value.high_open) == (1, True)
    mixed = {"low": {"value": 1, **end}, "high": {"value": 2, "code": "umol/L"}}
    assert one(observe("loinc:2160-0", valueRange=mixed)).value is None
    ratio = {"numerator": {"value": 14, "code": "mg"}, "denominator": {"value": 10, "code": "dL"}}
    fact = one(observe("loinc:2160-0", valueRatio=ratio))
    assert (fact.value, fact.unit.code) == (Interval.point(Fraction(7, 5)), "mg/dL")
    third = {"numerator": {"value": 1, "code": "mg"}, "denominator": {"value": 3, "code": "dL"}}
    assert one(observe("loinc:2160-0", valueRatio=third)).value is None


@pytest.mark.parametrize("status", ["preliminary", "registered", "unknown", "nonsense", None])
def test_a_result_that_is_not_final_is_unknown(one: Any, observe: Any, status: str | None) -> None:
    fact = one(observe("loinc:2160-0", 1.4, "mg/dL", status=status))
    assert (fact.concept, fact.value, fact.written) == ("creatinine", None, "preliminary")


def test_results_entered_in_error_or_cancelled_do_not_count(read: Any, observe: Any) -> None:
    sheet = read(
        observe("loinc:2160-0", 1.4, "mg/dL", status="entered-in-error"),
        observe("loinc:2160-0", 1.4, "mg/dL", status="cancelled", id="o2"),
    )
    assert (sheet.facts, sheet.entered_in_error, sheet.imported.silent) == ((), 1, {"Observation": 1})


def test_a_corrected_result_replaces_the_one_at_its_time(read: Any, observe: Any) -> None:
    def values(*rows: tuple[str, float, str]) -> list[str]:
        nodes = [
            observe("loinc:2160-0", value, "mg/dL", status=status, effectiveDateTime=time, id=f"o{index}")
            for index, (status, value, time) in enumerate(rows)
        ]
        return [fact.written for fact in read(*nodes).facts]

    time, day = "2021-05-01T08:00:00Z", "2021-05-01"
    assert values(("final", 1.4, time), ("corrected", 2.1, time)) == ["2.1"]
    assert values(("preliminary", 1.4, time), ("final", 2.1, time), ("registered", 9, time)) == ["2.1"]
    assert values(("preliminary", 1.4, day), ("final", 2.1, day)) == ["2.1"]
    # two draws of one day: which of them was corrected is not known
    assert values(("final", 3.0, day), ("amended", 1.1, day)) == ["3.0", "1.1"]
    assert values(("final", 3.0, time), ("corrected", 1.1, "2021-05-01T09:00:00Z")) == ["3.0", "1.1"]


def test_the_newest_version_of_one_resource_counts(read: Any, observe: Any) -> None:
    first = observe("loinc:2160-0", 1.4, "mg/dL", meta={"versionId": "2"})
    second = observe("loinc:2160-0", 2.1, "mg/dL", meta={"versionId": "10"}, status="corrected")
    assert [fact.written for fact in read(second, first).facts] == ["2.1"]


def test_components_are_facts_with_their_own_place(read: Any, observe: Any, code: Any) -> None:
    quantity = {"unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}
    parts = [
        {"code": code("loinc:8480-6"), "valueQuantity": {"value": 128, **quantity}},
        {"code": code("loinc:8462-4"), "dataAbsentReason": code("local:unknown")},
    ]
    first, second = read(observe("loinc:85354-9", component=parts)).facts
    assert (first.concept, first.place, first.written) == (
        "systolic_blood_pressure",
        "Bundle.entry[1].component[0]",
        "128",
    )
    assert (second.concept, second.value, str(second.time)) == ("diastolic_blood_pressure", None, str(first.time))


def test_a_result_without_a_value_is_one_unless_nothing_was_done(read: Any, observe: Any) -> None:
    absent = {"coding": [{"code": "error"}]}
    (fact,) = read(observe("loinc:2160-0", dataAbsentReason=absent)).facts
    assert (fact.concept, fact.value, fact.written) == ("creatinine", None, None)
    (fact,) = read(observe("loinc:2160-0")).facts
    assert fact.value is None
    absent = {"coding": [{"code": "not-performed"}]}
    assert read(observe("loinc:2160-0", dataAbsentReason=absent)).facts == ()


@pytest.mark.parametrize("key", ["valueDateTime", "valueTime", "valuePeriod", "valueSampledData"])
def test_values_that_say_nothing_are_counted(read: Any, observe: Any, key: str) -> None:
    sheet = read(observe("loinc:2160-0", **{key: "2021-05-01"}))
    assert (sheet.facts, sheet.imported.silent) == ((), {"Observation": 1})


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"effectivePeriod": {"start": "2021-04-01", "end": "2021-04-02"}}, "2021-04-02"),
        ({"effectivePeriod": {"start": "2021-04-01"}}, "2021-04-01"),
        ({"effectiveInstant": "2021-04-03T10:00:00Z"}, "2021-04-03T10:00:00Z"),
        ({"issued": "2021-04-04T10:00:00Z"}, "2021-04-04T10:00:00Z"),
        ({}, "None"),
    ],
)
def test_when_a_result_is_of(one: Any, observe: Any, times: dict[str, Any], expected: str) -> None:
    assert str(one(observe("loinc:2160-0", 1.4, "mg/dL", effectiveDateTime=None, **times)).time) == expected


def test_a_date_that_is_none_leaves_no_value(read: Any, observe: Any) -> None:
    sheet = read(observe("loinc:2160-0", 1.4, "mg/dL", effectiveDateTime="yesterday"))
    (fact,) = sheet.facts
    assert (fact.value, fact.time) == (None, None)
    assert "W621" in [found.code for found in sheet.diagnostics]


def limits(low: float | None, high: float, unit: str = "mg/dL", **more: Any) -> dict[str, Any]:
    ends = {"low": low, "high": high}
    return {**{key: {"value": end, "code": unit} for key, end in ends.items() if end is not None}, **more}


def test_the_reference_range_that_is_for_the_patient(one: Any, observe: Any) -> None:
    def range_of(*ranges: dict[str, Any]) -> tuple[Any, Any]:
        fact = one(observe("loinc:2160-0", 1.4, "mg/dL", referenceRange=list(ranges)))
        return fact.range_low, fact.range_high

    female = {"appliesTo": [{"coding": [{"system": "http://snomed.info/sct", "code": "248152002"}]}]}
    male = {"appliesTo": [{"coding": [{"system": "http://snomed.info/sct", "code": "248153007"}]}]}
    adult = {"age": {"low": {"value": 18, "code": "a"}}}
    child = {"age": {"high": {"value": 17, "code": "a"}}}
    critical = {"type": {"coding": [{"code": "critical"}]}}
    first = (Interval.point(Fraction("0.5")), Interval.point(Fraction("1.2")))
    assert range_of(limits(0.5, 1.2)) == first
    assert range_of(limits(0.7, 1.5, **male), limits(0.5, 1.2, **female)) == first
    assert range_of(limits(0.2, 0.8, **child), limits(0.5, 1.2, **adult)) == first
    assert range_of(limits(0.1, 9, **critical), limits(0.5, 1.2)) == first
    assert range_of(limits(0.5, 1.2), limits(0.6, 1.3)) == (None, None)
    assert range_of(limits(0.7, 1.5, appliesTo=[{"text": "pregnant"}])) == (None, None)
    assert range_of(limits(None, 1.2)) == (None, first[1])
    micromoles = range_of(limits(None, 132.6, "umol/L"))
    assert micromoles == (None, Interval.point(Fraction("1.5")))


def test_several_codings_of_one_observation_are_one_fact(one: Any, observe: Any, code: Any) -> None:
    node = observe("loinc:2708-6", 88, "%")
    node["code"] = code("loinc:2708-6", "loinc:59408-5", "local:spo2")
    assert one(node).concept == "spo2"


def test_codings_that_disagree_decide_nothing(read: Any, observe: Any, code: Any) -> None:
    node = observe("loinc:2708-6", 88, "%")
    node["code"] = code("loinc:2708-6", "loinc:19994-3")
    sheet = read(node)
    assert [(fact.concept, fact.value) for fact in sheet.facts] == [("spo2", None), ("fio2", None)]
    assert "W622" in [found.code for found in sheet.diagnostics]


def test_a_unit_that_is_shown_as_another_is_none(one: Any, observe: Any) -> None:
    node = observe("loinc:2160-0", 1.4, "mg/dL")
    node["valueQuantity"]["unit"] = "g/L"
    assert (one(node).unit, one(node).unit_problem) == (None, True)
    node["valueQuantity"] = {"value": 1.4, "unit": "mg/dL"}
    assert one(node).unit.code == "mg/dL"


def test_a_number_beyond_measure_is_an_error(read: Any, observe: Any) -> None:
    from eligo.diagnostics import FactsError

    with pytest.raises(FactsError) as caught:
        read(observe("loinc:2160-0", 10**400, "mg/dL"))
    assert [(found.code, found.place) for found in caught.value.diagnostics] == [("E611", "Bundle.entry[1]")]


@pytest.mark.parametrize("status", ["preliminary", "registered"])
def test_nothing_is_wrong_with_a_result_that_is_not_there_yet(read: Any, observe: Any, status: str) -> None:
    sheet = read(observe("loinc:2160-0", 1.4, "mg/dL", status=status))
    assert (sheet.facts[0].written, sheet.diagnostics) == ("preliminary", ())

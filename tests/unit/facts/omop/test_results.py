"""Measurements and observations of a CDM."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from eligo.facts import Fact
from eligo.quantities.dates import parse_date

One = Callable[..., Fact]
CREATININE = {"measurement_concept_id": 3016723, "measurement_date": "2021-05-01"}


def test_a_number_with_its_unit_range_and_time(fact: One) -> None:
    found = fact(
        "measurement", **CREATININE, measurement_datetime="2021-05-01 08:10:00", value_as_number="1.40",
        unit_concept_id=8840, unit_source_value="mg/dl", range_low="0.6", range_high="1.2",
    )  # fmt: skip
    assert found.concept == "creatinine"
    assert (found.value.low, found.written, found.unit.code) == (Fraction(7, 5), "1.40", "mg/dL")  # type: ignore[union-attr]
    assert (found.range_low.low, found.range_high.low) == (Fraction(3, 5), Fraction(6, 5))  # type: ignore[union-attr]
    assert (found.time, found.source) == (parse_date("2021-05-01T08:10:00"), "measurement/0")


def test_the_unit_of_the_source_where_there_is_no_concept(fact: One) -> None:
    found = fact("measurement", **CREATININE, value_as_number=1.4, unit_concept_id=0, unit_source_value="mg/dL")
    assert found.unit is not None
    assert not found.unit_problem


@pytest.mark.parametrize(
    "units",
    [
        {"unit_concept_id": 8840, "unit_source_value": "mmol/L"},
        {"unit_concept_id": 1234},
        {"unit_concept_id": 424242},
        {"unit_concept_id": 8582},
    ],
)
def test_a_unit_that_is_two_things_or_nothing_known_is_a_problem(fact: One, units: Any) -> None:
    assert fact("measurement", **CREATININE, value_as_number=1.4, **units).unit_problem


def test_a_value_without_a_unit_has_none(fact: One) -> None:
    found = fact("measurement", **CREATININE, value_as_number=1.4)
    assert (found.unit, found.unit_problem) == (None, False)


@pytest.mark.parametrize(
    ("operator", "written"),
    [(4171756, "<1.4"), (4171754, "<=1.4"), (4172704, ">1.4"), (4171755, ">=1.4"), (4172703, "1.4"), (0, "1.4")],
)
def test_operators(fact: One, operator: int, written: str) -> None:
    found = fact("measurement", **CREATININE, value_as_number=1.4, operator_concept_id=operator, unit_concept_id=8840)
    assert found.written == written
    assert found.value is not None


@pytest.mark.parametrize(
    "row", [{"operator_concept_id": 4171757}, {"operator_concept_id": 4172703, "value_source_value": "<1.4"}]
)
def test_an_operator_that_nobody_knows_or_that_is_doubtful_leaves_no_number(fact: One, row: Any) -> None:
    assert fact("measurement", **CREATININE, value_as_number=1.4, unit_concept_id=8840, **row).value is None


def test_a_comparator_that_only_the_source_has_counts(fact: One) -> None:
    found = fact("measurement", **CREATININE, value_as_number=0.1, value_source_value="<0.1", unit_concept_id=8840)
    assert found.written == "<0.1"


def test_a_value_that_only_the_source_has(fact: One) -> None:
    found = fact("measurement", **CREATININE, value_source_value="<0.1", unit_concept_id=8840)
    assert found.written == "<0.1"
    assert fact("measurement", **CREATININE, value_source_value="see note", unit_concept_id=8840).value is None


@pytest.mark.parametrize(
    "value",
    [
        {"value_as_concept_id": 9191},
        {"value_as_concept_id": 45884084},
        {"value_as_concept_id": 4126681},
        {"value_source_value": "Detected (qualifier value)"},
    ],
)
def test_answers(fact: One, value: Any) -> None:
    found = fact("measurement", measurement_concept_id=706163, measurement_date="2021-05-01", **value)
    assert (found.concept, found.text) == ("sars_cov_2_nucleic_acid_test", "positive")


def test_an_answer_that_the_finding_does_not_have_decides_nothing(fact: One) -> None:
    found = fact("measurement", measurement_concept_id=706163, value_as_concept_id=777777)
    assert (found.concept, found.text) == ("sars_cov_2_nucleic_acid_test", None)


def test_a_result_without_a_value_is_one(fact: One) -> None:
    found = fact("measurement", **CREATININE)
    assert (found.concept, found.value, found.written) == ("creatinine", None, None)


def test_codes_of_a_database_without_concepts(fact: One) -> None:
    """LOINC and SNOMED CT carry check digits; anything else is a code of nobody's."""
    row = {"measurement_concept_id": 424242, "value_as_number": 1.4, "unit_source_value": "mg/dL"}
    assert fact("measurement", **row, measurement_source_value="2160-0").concept == "creatinine"
    assert fact("measurement", **row, measurement_source_value="2160-1").concept is None
    assert fact("measurement", measurement_concept_id=0, measurement_source_value="KREA").code == "|KREA"


def test_an_observation_of_a_condition_needs_no_value(fact: One) -> None:
    found = fact("observation", observation_concept_id=4133004, observation_date="2021-05-01")
    assert (found.concept, found.unclear, found.time) == ("deep_vein_thrombosis", False, parse_date("2021-05-01"))
    answered = fact("observation", observation_concept_id=4133004, value_as_concept_id=9189)
    assert answered.present is False
    assert fact("observation", observation_concept_id=4133004, value_as_number=3).unclear


def test_the_wrong_form_of_a_number_is_an_error_by_its_place(write: Any, read: Any) -> None:
    from eligo.diagnostics import FactsError

    row = {"measurement_id": 1, "person_id": 1, **CREATININE, "value_as_number": "1,4"}
    with pytest.raises(FactsError) as caught:
        read(write(measurement=[row]))
    (found,) = caught.value.diagnostics
    assert (found.code, found.place) == ("E611", "measurement[0]")

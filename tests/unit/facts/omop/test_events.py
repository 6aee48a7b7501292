"""Conditions, drugs, procedures, visits and persons of a CDM."""

from collections.abc import Callable
from typing import Any

import pytest

from eligo.diagnostics import FactsError
from eligo.facts import Fact, FactSheet
from eligo.facts.model import Completeness
from eligo.quantities.dates import parse_date

One = Callable[..., Fact]
Many = Callable[..., tuple[Fact, ...]]
DVT = {"condition_concept_id": 4133004, "condition_start_date": "2019-03-01"}
WARFARIN = {"drug_concept_id": 1310149, "drug_exposure_start_date": "2020-01-10"}


def test_a_condition_with_its_end(fact: One) -> None:
    found = fact("condition_occurrence", **DVT, condition_end_date="2019-09-14")
    assert (found.concept, found.start, found.end) == (
        "deep_vein_thrombosis", parse_date("2019-03-01"), parse_date("2019-09-14"),
    )  # fmt: skip
    assert found.source == "condition_occurrence/0"


def test_an_end_on_the_day_of_the_start_is_none(fact: One) -> None:
    """Sources that have one date give it twice (CDM 5.4, `condition_end_date`)."""
    assert fact("condition_occurrence", **DVT, condition_end_date="2019-03-01").end is None


@pytest.mark.parametrize(("status", "unclear"), [(0, False), (32893, False), (32899, True), (424242, True)])
def test_a_diagnosis_that_was_not_made_is_unclear(fact: One, status: int, unclear: bool) -> None:
    assert fact("condition_occurrence", **DVT, condition_status_concept_id=status).unclear is unclear


def test_the_standard_concept_and_that_of_the_source(write: Any, read: Any) -> None:
    row = {"condition_occurrence_id": 1, "person_id": 1, **DVT, "condition_source_concept_id": 201826}
    sheet: FactSheet = read(write(condition_occurrence=[row]))
    assert [found.code for found in sheet.diagnostics] == ["W632"]
    assert all(found.unclear for found in sheet.facts)
    assert len(sheet.facts) == 2


def test_what_is_broader_is_true_of_what_nothing_knows_which_stays_unread(facts: Many) -> None:
    broader, itself = facts("condition_occurrence", {**DVT, "condition_concept_id": 7777})
    assert (broader.concept, broader.start) == ("deep_vein_thrombosis", parse_date("2019-03-01"))
    assert (itself.concept, itself.kind, itself.code) == (None, "condition", "snomed:777777777")
    assert itself.name == "deep vein thrombosis of the moon leg"


def test_a_drug_is_its_ingredients(facts: Many) -> None:
    (single,) = facts("drug_exposure", {**WARFARIN, "drug_concept_id": 40163554})
    assert single.concept == "warfarin"
    combined = facts("drug_exposure", {**WARFARIN, "drug_concept_id": 8888})
    assert [(found.concept, found.kind) for found in combined] == [("warfarin", None), (None, "medication")]


@pytest.mark.parametrize(
    ("type_", "status"),
    [(32838, "ordered"), (32869, "ordered"), (38000175, "ordered"), (0, "ordered"), (32818, None), (38000180, None)],
)
def test_only_what_was_administered_is_taken(fact: One, type_: int, status: str | None) -> None:
    assert fact("drug_exposure", **WARFARIN, drug_type_concept_id=type_).status == status


def test_the_end_of_an_order_counts_only_as_the_source_has_it(fact: One) -> None:
    assert fact("drug_exposure", **WARFARIN, drug_exposure_end_date="2020-02-10").end is None
    assert fact("drug_exposure", **WARFARIN, verbatim_end_date="2020-02-10").end == parse_date("2020-02-10")
    given = fact("drug_exposure", **WARFARIN, drug_type_concept_id=32818, drug_exposure_end_date="2020-02-10")
    assert (given.start, given.end) == (parse_date("2020-01-10"), parse_date("2020-02-10"))


def test_eras_speak_only_where_there_are_no_occurrences(write: Any, read: Any) -> None:
    condition = {"condition_era_id": 1, "person_id": 1, "condition_concept_id": 4133004}
    dates = {"condition_era_start_date": "2019-03-01 00:00:00", "condition_era_end_date": "2019-03-31 00:00:00"}
    drug = {"drug_era_id": 1, "person_id": 1, "drug_concept_id": 1310149, "drug_era_start_date": "2020-01-10"}
    alone: FactSheet = read(write(condition_era=[{**condition, **dates}], drug_era=[drug]))
    assert [(found.concept, found.end, found.status) for found in alone.facts] == [
        ("deep_vein_thrombosis", None, None),
        ("warfarin", None, "ordered"),
    ]
    beside: FactSheet = read(write(condition_occurrence=[], condition_era=[{**condition, **dates}], drug_exposure=[]))
    assert beside.facts == ()
    assert beside.imported is not None
    assert beside.imported.silent == {"condition_era": 1, "drug_era": 1}


def test_procedures(fact: One) -> None:
    row = {"procedure_concept_id": 0, "procedure_source_value": "73761001", "procedure_date": "2021-01-02"}
    assert fact("procedure_occurrence", **row).time == parse_date("2021-01-02")
    assert fact("procedure_occurrence", **row, procedure_end_date="2021-01-02").time == parse_date("2021-01-02")
    longer = fact("procedure_occurrence", **row, procedure_end_date="2021-01-05")
    assert (longer.start, longer.end) == (parse_date("2021-01-02"), parse_date("2021-01-05"))
    assert fact("procedure_occurrence", **row, procedure_type_concept_id=32833).status == "ordered"


def test_visits(facts: Many) -> None:
    dates = {"visit_start_date": "2021-01-02", "visit_end_date": "2021-01-05"}
    found = facts(
        "visit_occurrence",
        {"visit_concept_id": 9201, **dates}, {"visit_concept_id": 9202, **dates}, {"visit_concept_id": 262, **dates},
        {"visit_concept_id": 424242, **dates},
    )  # fmt: skip
    assert [one.concept for one in found] == ["hospitalization", "emergency_department_visit", "hospitalization", None]
    assert found[0].end == parse_date("2021-01-05")


@pytest.mark.parametrize("date", ["3/1/19", "2019-13-01", "soon"])
def test_a_date_that_cannot_be_read_decides_nothing(write: Any, read: Any, date: str) -> None:
    row = {"condition_occurrence_id": 1, "person_id": 1, **DVT, "condition_start_date": date}
    sheet: FactSheet = read(write(condition_occurrence=[row]))
    assert [(found.code, found.place) for found in sheet.diagnostics] == [
        ("W631", "condition_occurrence[0].condition_start_date")
    ]
    assert sheet.facts[0].unclear


def test_an_end_before_the_start_decides_nothing(fact: One) -> None:
    assert fact("condition_occurrence", **DVT, condition_end_date="2018-03-01").unclear


@pytest.mark.parametrize(
    ("columns", "birth", "sex"),
    [
        ({}, "1961-07-23", "female"),
        ({"day_of_birth": ""}, "1961-07", "female"),
        ({"month_of_birth": "", "day_of_birth": 3}, "1961", "female"),
        ({"year_of_birth": "1961.0", "gender_concept_id": "8507.0"}, "1961-07-23", "male"),
        ({"year_of_birth": "", "gender_concept_id": 0}, None, None),
        ({"gender_concept_id": 8521}, "1961-07-23", "other"),
    ],
)
def test_the_person(write: Any, read: Any, columns: Any, birth: str | None, sex: str | None) -> None:
    person = {"person_id": 1, "gender_concept_id": 8532, "year_of_birth": 1961, "month_of_birth": 7, "day_of_birth": 23}
    sheet: FactSheet = read(write(person=[{**person, **columns}]))
    assert (sheet.birth_date, sheet.sex) == (birth and parse_date(birth), sex)
    assert (sheet.patient_id, sheet.deceased) == ("1", None)


def test_a_birth_date_that_is_none(write: Any, read: Any) -> None:
    with pytest.raises(FactsError) as caught:
        read(write(person=[{"person_id": 1, "year_of_birth": 1961, "month_of_birth": 13}]))
    assert [found.code for found in caught.value.diagnostics] == ["E605"]


def test_death(write: Any, read: Any) -> None:
    assert read(write(death=[{"person_id": 1, "death_date": "2021-02-03"}])).deceased == parse_date("2021-02-03")
    assert read(write(death=[{"person_id": 1, "death_date": "soon"}])).deceased is True
    assert read(write(death=[{"person_id": 2, "death_date": "2021-02-03"}])).deceased is None


def test_what_is_declared_complete_holds_for_the_observation_periods(write: Any, read: Any) -> None:
    periods = [
        {"person_id": 1, "observation_period_start_date": "2015-01-01", "observation_period_end_date": "2019-12-31"},
        {"person_id": 1, "observation_period_start_date": "2020-06-01", "observation_period_end_date": "2021-05-02"},
    ]
    tables = {"observation_period": periods, "condition_occurrence": []}
    declared = (Completeness(kind="conditions"), Completeness(concept="warfarin"))
    sheet: FactSheet = read(write(**tables), None, declared)
    assert [(one.kind, str(one.start), str(one.end)) for one in sheet.complete] == [
        ("conditions", "2015-01-01", "2019-12-31"),
        ("conditions", "2020-06-01", "2021-05-02"),
    ]
    assert [found.code for found in sheet.diagnostics] == ["W633"]  # there is no table of drugs
    assert read(write(**tables)).complete == ()


def test_without_a_period_nothing_is_complete(write: Any, read: Any) -> None:
    sheet: FactSheet = read(write(condition_occurrence=[]), None, (Completeness(kind="conditions"),))
    assert sheet.complete == ()
    assert [found.code for found in sheet.diagnostics] == ["W633"]

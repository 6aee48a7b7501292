"""Replacing a code of a CDM by one that nothing knows never makes a patient eligible, in any world."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eligo.facts.model import CompleteKind, Completeness
from eligo.facts.omop.database import Database, Located, Row
from eligo.facts.omop.people import People
from eligo.rules import load_trial
from eligo.screening import index, prepare, screen_prepared
from eligo.vocabulary.loading import load_vocabulary

KINDS: tuple[CompleteKind, ...] = (
    "conditions", "medications", "procedures", "findings", "allergies", "family history",
)  # fmt: skip
#: one rule for each thing that a row may hold, asked as an inclusion and as an exclusion
RULES = (
    "deep vein thrombosis",
    "history of deep vein thrombosis",
    "deep vein thrombosis within the past 3 months",
    "onset of deep vein thrombosis within 3 months",
    "type 2 diabetes mellitus",
    "history of diabetes mellitus",
    "history of pulmonary embolism",
    "HIV",
    "warfarin",
    "history of warfarin",
    "warfarin within 6 months",
    "dialysis within the past 3 months",
    "history of dialysis",
    "hospitalization within the past 3 months",
    "creatinine < 2 mg/dL",
    "creatinine > 1 mg/dL",
    "HIV test positive",
    "SARS-CoV-2 nucleic acid test positive",
    "SARS-CoV-2 nucleic acid test negative",
)
#: id, vocabulary, code, class: known to the vocabulary, and from 9000000 on not
CONCEPTS: Final = (
    ("3016723", "LOINC", "2160-0", "Lab Test"),
    ("706163", "LOINC", "94531-1", "Lab Test"),
    ("201826", "SNOMED", "44054006", "Clinical Finding"),
    ("4133004", "SNOMED", "128053003", "Clinical Finding"),
    ("440417", "SNOMED", "59282003", "Clinical Finding"),
    ("439727", "SNOMED", "86406008", "Clinical Finding"),
    ("1310149", "RxNorm", "11289", "Ingredient"),
    ("40163554", "RxNorm", "855332", "Clinical Drug"),
    ("4146536", "SNOMED", "108241001", "Procedure"),
    ("8840", "UCUM", "mg/dL", "Unit"),
    ("9000001", "SNOMED", "777777777", "Clinical Finding"),
    ("9000002", "RxNorm", "888888888", "Clinical Drug"),
    ("9000003", "LOINC", "0-0", "Lab Test"),
    ("9000004", "None", "x", "Unit"),
)
ANCESTORS: Final = (("1310149", "40163554"),)
#: a concept that the table of concepts lacks; those whose codes nothing knows; none at all
UNKNOWN: Final = ("424242", "9000001", "9000002", "9000003", "0", None)
SOURCES: Final = ("X-7", "7", "C50.9 ?", None)
DATES: Final = st.sampled_from(("2019-03-01", "2021-04-01", "2021-05-01", "2021-06-01", None))
PERIOD: Final = {
    "observation_period_start_date": "1961-01-01",
    "observation_period_end_date": "2021-05-02",
    "person_id": "1",
}


class Memory(Database):
    """Tables that stand in memory: to open a folder of files takes too long to do it for every example."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        super().__init__("memory")
        self._tables = tables
        self.tables = {name: Located(name, {}) for name in tables}

    def rows(
        self,
        table: str,
        columns: Iterable[str],
        among: tuple[str, Sequence[str]] | None = None,
        order: Sequence[str] = (),
    ) -> Iterator[Row]:
        wanted = set(columns)
        for row in self._tables.get(table, []):
            if among is None or row.get(among[0]) in among[1]:
                yield {column: text for column, text in row.items() if column in wanted}

    def run(self, table: str, query: str, values: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
        raise NotImplementedError

    def close(self) -> None:
        pass


def row(**cells: str | None) -> Row:
    return {column: text for column, text in cells.items() if text is not None}


def event(table: str, stem: str, ids: tuple[str, ...], start: str, *ends: str, **more: Any) -> st.SearchStrategy[Any]:
    """Draw a row of ``table``, whose code is in the columns of ``stem``."""
    dates = dict.fromkeys((start, *ends), DATES)
    columns = st.fixed_dictionaries({f"{stem}_concept_id": st.sampled_from(ids), **dates, **more})
    return st.tuples(st.just(table), st.just(stem), columns)


CONDITION_IDS: Final = ("201826", "4133004", "440417", "439727")
EVENTS: Final = st.one_of(
    event(
        *("condition_occurrence", "condition", CONDITION_IDS, "condition_start_date", "condition_end_date"),
        condition_status_concept_id=st.sampled_from(("0", "32902", "32899", None)),
    ),
    event("condition_era", "condition", CONDITION_IDS, "condition_era_start_date"),
    event(
        *("drug_exposure", "drug", ("1310149", "40163554"), "drug_exposure_start_date", "drug_exposure_end_date"),
        drug_type_concept_id=st.sampled_from(("32838", "32818", None)),
    ),
    event("drug_era", "drug", ("1310149",), "drug_era_start_date"),
    event(
        *("procedure_occurrence", "procedure", ("4146536",), "procedure_date"),
        procedure_type_concept_id=st.sampled_from(("32833", "32817")),
    ),
    event("visit_occurrence", "visit", ("9201", "9203", "9202"), "visit_start_date", "visit_end_date"),
    event(
        *("measurement", "measurement", ("3016723",), "measurement_date"),
        value_as_number=st.sampled_from(("0.9", "1.0", "1.5", "2", "7", None)),
        unit_concept_id=st.sampled_from(("8840", None)),
        operator_concept_id=st.sampled_from(("0", "4171756", "4172704", None)),
    ),
    event(
        *("measurement", "measurement", ("706163",), "measurement_date"),
        value_as_concept_id=st.sampled_from(("9191", "9189", "9190")),
    ),
    event(
        *("observation", "observation", ("706163", "4133004"), "observation_date"),
        value_as_concept_id=st.sampled_from(("9191", "9189", "0", None)),
        value_as_string=st.sampled_from(("positive", "negative", None)),
    ),
)


@pytest.fixture(scope="module")
def trials() -> list[Any]:
    texts = [f"{section} criteria\n\n- [a] {rule}\n" for rule in RULES for section in ("inclusion", "exclusion")]
    return [load_trial("-", text=text) for text in texts]


def verdicts(
    trials: list[Any], table: str, event: Row, complete: set[CompleteKind], *, has_concepts: bool
) -> list[str]:
    """Return the verdict of each of ``trials`` on a person with one event; every other table is there, and empty."""
    person = row(person_id="1", gender_concept_id="8532", year_of_birth="1961", month_of_birth="7")
    tables: dict[str, list[Row]] = {"person": [person], "observation_period": [PERIOD]}
    if not table.endswith("_era"):
        names = ("condition_occurrence", "drug_exposure", "procedure_occurrence", "measurement", "observation")
        tables |= {name: [] for name in names}
    tables[table] = [event | {"person_id": "1", f"{table}_id": "1"}]
    if has_concepts:
        names = ("concept_id", "vocabulary_id", "concept_code", "concept_class_id")
        tables["concept"] = [dict(zip(names, concept, strict=True)) for concept in CONCEPTS]
        tables["concept_ancestor"] = [
            {"ancestor_concept_id": wider, "descendant_concept_id": narrower} for wider, narrower in ANCESTORS
        ]
    declared = tuple(Completeness(kind=kind) for kind in KINDS if kind in complete)
    (patient,) = People(Memory(tables), load_vocabulary(), declared)
    indexed = index(patient.sheet(), trials[0].vocabulary, "2021-05-02")
    return [screen_prepared(prepare(trial), indexed).verdict for trial in trials]


@settings(max_examples=200, deadline=None)
@given(
    drawn=EVENTS,
    complete=st.sets(st.sampled_from(KINDS)),
    ids=st.tuples(st.sampled_from(UNKNOWN), st.sampled_from(UNKNOWN)),
    source=st.sampled_from(SOURCES),
    has_concepts=st.booleans(),
    column=st.sampled_from(("code", "code", "unit_concept_id", "value_as_concept_id")),
)
def test_an_unknown_code_never_makes_eligible(
    trials: list[Any],
    drawn: tuple[str, str, dict[str, str | None]],
    complete: set[CompleteKind],
    ids: tuple[str | None, str | None],
    source: str | None,
    has_concepts: bool,
    column: str,
) -> None:
    table, stem, cells = drawn
    code = f"{stem}_concept_id"
    changed = dict(cells)
    if column == "code":
        changed |= {code: ids[0], f"{stem}_source_concept_id": ids[1], f"{stem}_source_value": source}
    elif cells.get(column) is not None:
        changed |= {column: "9000004" if column == "unit_concept_id" else ids[0]}
    before = verdicts(trials, table, row(**cells), complete, has_concepts=has_concepts)
    after = verdicts(trials, table, row(**changed), complete, has_concepts=has_concepts)
    for trial, old, new in zip(trials, before, after, strict=True):
        if old != "eligible":
            assert new != "eligible", trial.criteria[0].canonical


def test_the_rows_say_what_they_are_made_for(trials: list[Any]) -> None:
    """Hold the property against emptiness: rows decide rules, and silence does where it is declared."""
    thrombosis = row(condition_concept_id="4133004", condition_start_date="2021-04-01")
    found = verdicts(trials, "condition_occurrence", thrombosis, set(KINDS), has_concepts=True)
    decided = dict(
        zip([(trial.criteria[0].section, trial.criteria[0].canonical) for trial in trials], found, strict=True)
    )
    assert decided["inclusion", "deep vein thrombosis"] == "eligible"
    assert decided["exclusion", "deep vein thrombosis"] == "ineligible"
    assert decided["exclusion", "history of pulmonary embolism"] == "eligible"
    assert decided["exclusion", "history of warfarin"] == "eligible"


def test_a_result_in_a_word_that_nobody_has_mapped_may_be_positive(trials: list[Any]) -> None:
    """A measurement that nothing knows, with the concept 0 for its value and no number, may speak for a condition."""
    cells = row(measurement_concept_id="424242", measurement_date="2021-04-01", value_as_concept_id="0")
    for value, expected in ((None, "undetermined"), ("7", "eligible")):
        more = row(value_as_number=value)
        found = verdicts(trials, "measurement", cells | more, {"conditions"}, has_concepts=False)
        rules = [(trial.criteria[0].section, trial.criteria[0].canonical) for trial in trials]
        assert dict(zip(rules, found, strict=True))["exclusion", "deep vein thrombosis"] == expected

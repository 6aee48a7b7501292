"""CDMs written by hand, as folders of CSV files, and what comes of them."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eligo.facts import Fact, FactSheet
from eligo.facts.model import Completeness
from eligo.facts.patients import open_patients
from eligo.vocabulary.loading import load_vocabulary

Rows = list[dict[str, Any]]
Write = Callable[..., Path]

#: id, name, vocabulary, code, class
CONCEPTS = [
    (3016723, "Creatinine [Mass/volume] in Serum or Plasma", "LOINC", "2160-0", "Lab Test"),
    (706163, "SARS-CoV-2 RNA", "LOINC", "94531-1", "Lab Test"),
    (201826, "Type 2 diabetes mellitus", "SNOMED", "44054006", "Clinical Finding"),
    (4133004, "Deep venous thrombosis", "SNOMED", "128053003", "Clinical Finding"),
    (1310149, "warfarin", "RxNorm", "11289", "Ingredient"),
    (40163554, "warfarin sodium 5 MG Oral Tablet", "RxNorm", "855332", "Clinical Drug"),
    (9999, "moon dust", "RxNorm", "999999999", "Ingredient"),
    (8888, "moon tablet", "RxNorm", "888888888", "Clinical Drug"),
    (7777, "deep vein thrombosis of the moon leg", "SNOMED", "777777777", "Clinical Finding"),
    (9191, "Positive", "SNOMED", "10828004", "Qualifier Value"),
    (1234, "furlongs", "UCUM", "[fur_us]", "Unit"),
]
ANCESTORS = [(1310149, 40163554), (9999, 8888), (1310149, 8888), (4133004, 7777), (7777, 7777)]


def concept_tables() -> dict[str, Rows]:
    names = ("concept_id", "concept_name", "vocabulary_id", "concept_code", "concept_class_id")
    concepts = [dict(zip(names, concept, strict=True)) for concept in CONCEPTS]
    pairs = [{"ancestor_concept_id": a, "descendant_concept_id": d} for a, d in ANCESTORS]
    return {"concept": concepts, "concept_ancestor": pairs}


PERSON = {"person_id": 1, "gender_concept_id": 8532, "year_of_birth": 1961, "month_of_birth": 7, "day_of_birth": 23}


def write_folder(folder: Path, **tables: Rows) -> Path:
    """Write each of ``tables`` as a CSV file; rows may have different columns."""
    folder.mkdir(exist_ok=True)
    for name, rows in {"person": [PERSON], **tables}.items():
        columns = list(dict.fromkeys(column for row in rows for column in row)) or ["person_id"]
        with folder.joinpath(f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def read_one(source: Path | str, id: str | None = None, complete: tuple[Completeness, ...] = ()) -> FactSheet:
    with open_patients(str(source), load_vocabulary(), complete) as patients:
        return patients.one(id).sheet()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes tables, with those of concepts, into a folder."""
    return lambda **tables: write_folder(tmp_path / "cdm", **{**concept_tables(), **tables})


@pytest.fixture
def read() -> Callable[..., FactSheet]:
    return read_one


@pytest.fixture
def facts(write: Write) -> Callable[..., tuple[Fact, ...]]:
    """Return a function that gives the facts of one row of a table, or of several."""

    def facts_of(table: str, *rows: dict[str, Any]) -> tuple[Fact, ...]:
        return read_one(
            write(**{table: [{f"{table}_id": n, "person_id": 1, **row} for n, row in enumerate(rows)]})
        ).facts

    return facts_of


@pytest.fixture
def fact(facts: Callable[..., tuple[Fact, ...]]) -> Callable[..., Fact]:
    """Return a function that gives the one fact of a row of a table."""

    def one(table: str, **row: Any) -> Fact:
        (found,) = facts(table, row)
        return found

    return one

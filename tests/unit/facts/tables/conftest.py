"""Tables and mappings written by hand, and what comes of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts import FactSheet
from eligo.facts.tables.csv_text import parse_table
from eligo.facts.tables.mapping import read_mapping
from eligo.facts.tables.wide import WidePatients
from eligo.vocabulary.loading import load_vocabulary


def open_wide(mapping: str, table: str | bytes) -> WidePatients:
    vocabulary = load_vocabulary()
    read = read_mapping(mapping.encode(), vocabulary)
    data = table if isinstance(table, bytes) else table.encode()
    parsed = parse_table(data, "table.csv", read.model.separator, read.model.encoding)
    return WidePatients(parsed, read, vocabulary)


def found_in(mapping: str, table: str | bytes | None = None) -> list[Diagnostic]:
    """Return everything that reading says, errors and warnings."""
    found: list[Diagnostic] = []
    try:
        if table is None:
            read_mapping(mapping.encode(), load_vocabulary())
            return []
        patients = open_wide(mapping, table)
        found += patients.warnings()
        for patient in patients:
            found += patient.sheet().diagnostics
    except FactsError as error:
        found += error.diagnostics
    return found


@pytest.fixture
def sheets() -> Callable[[str, str], list[FactSheet]]:
    return lambda mapping, table: [patient.sheet() for patient in open_wide(mapping, table)]


@pytest.fixture
def diagnose() -> Callable[..., list[Diagnostic]]:
    return found_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path

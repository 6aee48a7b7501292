"""Sources of many patients: an OMOP CDM, tidy tables, or a table with a mapping. Each patient is an `Import`."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from eligo.diagnostics import Diagnostic
from eligo.facts.model import Completeness
from eligo.vocabulary import Vocabulary

if TYPE_CHECKING:
    from eligo.facts.imports import Import

#: how connection strings begin
SERVERS: Final = ("postgresql://", "postgres://")
#: bytes 8 to 12 of every DuckDB file
_MAGIC: Final = b"DUCK"
_ENDINGS: Final = (".csv", ".csv.gz", ".parquet")
#: tables that tell what a folder is: those of a CDM, and the tidy ones of FORMATS §7
_TELLING: Final = (("person",), ("patients", "facts"))


class Patients(Protocol):
    """The patients of one source, in a fixed order."""

    def one(self, id: str | None) -> Import:
        """Return the patient ``id``, or the only one where it is None; raises `FactsError` where there is no such."""
        ...

    def __iter__(self) -> Iterator[Import]:
        """Yield every patient; what is wrong with one is raised by its `Import.sheet` and `Import.tree`."""
        ...

    def warnings(self) -> list[Diagnostic]:
        """Return what is to say of the source as a whole."""
        ...


def holds_patients(source: str) -> bool:
    """Tell whether ``source``, a path or a connection string, holds tables of many patients.

    A folder with a table `person` (a CDM), or `patients` and `facts` (FORMATS §7), or a DuckDB file, which may have
    ``?schema=NAME`` behind it. A lone CSV file does only with a mapping.
    """
    if source.startswith(SERVERS):
        return True
    if "\0" in source:
        return False
    if os.path.isdir(source):  # noqa: PTH112 # pathlib costs 10 ms to import
        return _has_person(source)
    path = source if os.path.lexists(source) else source.partition("?")[0]
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(12)[8:] == _MAGIC
    except (OSError, ValueError):
        return False


def shown_name(source: str) -> str:
    """Return how messages call ``source``: a connection string may hold a password."""
    return "PostgreSQL" if source.startswith(SERVERS) else source


@contextmanager
def open_patients(
    source: str, vocabulary: Vocabulary, complete: Sequence[Completeness] = (), mapping: str | None = None
) -> Generator[Patients]:
    """Give the patients of ``source``, of whom what ``complete`` names is complete as far as the source reaches.

    ``mapping`` is the path of the file that says how the table ``source`` is read. Raises `FactsError`: what
    `open_database`, `load_mapping` and `read_table` raise, E633, E644.
    """
    if mapping is not None:
        from eligo.facts.tables.csv_text import read_table
        from eligo.facts.tables.mapping import load_mapping
        from eligo.facts.tables.wide import WidePatients

        read = load_mapping(mapping, vocabulary)
        table = read_table(source, read.model.separator, read.model.encoding)
        yield WidePatients(table, read, vocabulary, complete)
        return
    from eligo.facts.omop.opening import open_database  # neither DuckDB nor a line of SQL for a fact sheet
    from eligo.facts.omop.people import People

    database = open_database(source)
    try:
        if database.has("person"):
            yield People(database, vocabulary, complete)
        else:
            from eligo.facts.tables.tidy import TidyPatients

            yield TidyPatients(database, vocabulary, complete)
    finally:
        database.close()


def _has_person(path: str) -> bool:
    try:
        names = os.listdir(path)  # noqa: PTH208
    except OSError:
        return False
    folded = [name.lower() for name in names]
    tables = {name.removesuffix(ending) for name in folded for ending in _ENDINGS if name.endswith(ending)}
    return any(tables.issuperset(telling) for telling in _TELLING)

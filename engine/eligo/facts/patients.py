"""Sources of many patients: an OMOP CDM, or a table with a mapping. Each patient is an `Import`."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from eligo.facts.model import Completeness
from eligo.vocabulary import Vocabulary

if TYPE_CHECKING:
    from eligo.facts.imports import Import

#: how connection strings begin
SERVERS: Final = ("postgresql://", "postgres://")
#: bytes 8 to 12 of every DuckDB file
_MAGIC: Final = b"DUCK"
_PERSON: Final = frozenset({"person.csv", "person.csv.gz", "person.parquet"})


class Patients(Protocol):
    """The patients of one source, in a fixed order."""

    def one(self, id: str | None) -> Import:
        """Return the patient ``id``, or the only one where it is None; raises `FactsError` where there is no such."""
        ...

    def __iter__(self) -> Iterator[Import]:
        """Yield every patient; what is wrong with one is raised by its `Import.sheet` and `Import.tree`."""
        ...


def holds_patients(source: str) -> bool:
    """Tell whether ``source``, a path or a connection string, is a CDM; for a table, a mapping says so.

    A folder with a table `person`, or a DuckDB file, which may have ``?schema=NAME`` behind it.
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
def open_patients(source: str, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()) -> Generator[Patients]:
    """Give the patients of ``source``, of whom what ``complete`` names is complete as far as the source reaches.

    Raises `FactsError`: what `facts.omop.open_database` raises, E633.
    """
    from eligo.facts.omop.opening import open_database  # neither DuckDB nor a line of SQL for a fact sheet
    from eligo.facts.omop.people import People

    database = open_database(source)
    try:
        yield People(database, vocabulary, complete)
    finally:
        database.close()


def _has_person(path: str) -> bool:
    try:
        names = os.listdir(path)  # noqa: PTH208
    except OSError:
        return False
    return any(name.lower() in _PERSON for name in names)

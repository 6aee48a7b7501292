"""Sources of many patients: an OMOP CDM, tidy tables, a table with a mapping, or FHIR of several patients."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final, Protocol

from eligo.diagnostics import Diagnostic
from eligo.facts.model import Completeness, FactSheet
from eligo.facts.omop import SERVERS
from eligo.facts.packing import GZIP
from eligo.vocabulary import Vocabulary

if TYPE_CHECKING:
    from eligo.facts.fhir.export import Export

#: bytes 8 to 12 of every DuckDB file
_MAGIC: Final = b"DUCK"
#: in so much of FHIR it says what it is
_HEAD: Final = 1 << 16
_ENDINGS: Final = (".csv", ".csv.gz", ".parquet")
#: tables that tell what a folder is: those of a CDM, and the tidy ones of FORMATS §7
_TELLING: Final = (("person",), ("patients", "facts"))


class Patient(Protocol):
    """One patient of many, or what stands in the place of one and cannot be read. ``place`` is in the source."""

    place: str

    @property
    def id(self) -> str | None:
        """Return the patient's id, where it is known."""
        ...

    def sheet(self) -> FactSheet:
        """Return the facts, without a screening date; raises `FactsError`."""
        ...

    def tree(self) -> dict[str, Any]:
        """Return the fact sheet (FORMATS §1), whose numbers are `Number`; raises what `sheet` raises."""
        ...


class Patients(Protocol):
    """The patients of one source, in a fixed order."""

    def one(self, id: str | None) -> Patient:
        """Return the patient ``id``, or the only one where it is None; raises `FactsError` where there is no such."""
        ...

    def __iter__(self) -> Iterator[Patient]:
        """Yield every patient; what is wrong with one is raised by its `Patient.sheet` and `Patient.tree`."""
        ...

    def warnings(self) -> list[Diagnostic]:
        """Return what is to say of the source as a whole."""
        ...


def holds_patients(source: str | bytes) -> bool:
    """Tell whether ``source``, a path, a connection string or the bytes of a file, is one that `open_patients` opens.

    Tables (`holds_tables`), a folder of FHIR files, or a FHIR file with more than one patient or a resource a line.
    """
    if isinstance(source, bytes):
        return _has_several(source)
    if holds_tables(source):
        return True
    if source.startswith(SERVERS) or "\0" in source:
        return False
    if os.path.isdir(source):  # noqa: PTH112 # pathlib costs 10 ms to import
        from eligo.facts.fhir.peeking import is_folder

        return is_folder(source)
    try:
        with open(source, "rb") as file:  # noqa: PTH123
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return False
    if not head.startswith(GZIP) and b"resourceType" not in head:
        return False
    from eligo.facts.fhir.peeking import has_several

    return has_several(source)


def _has_several(data: bytes) -> bool:
    if not data.startswith(GZIP) and b"resourceType" not in data:
        return False
    from eligo.facts.fhir.opening import MOST_BYTES, unpacked
    from eligo.facts.fhir.peeking import has_patients

    return has_patients(unpacked(data, "patient.json", MOST_BYTES))


def holds_tables(source: str) -> bool:
    """Tell whether ``source``, a path or a connection string, holds tables of many patients.

    A folder with a table `person` (a CDM), or `patients` and `facts` (FORMATS §7), or a DuckDB file, which may have
    ``?schema=NAME`` behind it. A lone CSV file does only with a mapping.
    """
    if source.startswith(SERVERS):
        return True
    if "\0" in source:
        return False
    if os.path.isdir(source):  # noqa: PTH112
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
    source: str | bytes, vocabulary: Vocabulary, complete: Sequence[Completeness] = (), mapping: str | None = None
) -> Generator[Patients]:
    """Give the patients of ``source``, of whom what ``complete`` names is complete as far as the source reaches.

    ``mapping`` is the path of the file that says how the table ``source`` is read. Raises `FactsError`: what
    `open_database`, `load_mapping` and `read_table` raise, E633, E644.
    """
    if isinstance(source, bytes):
        from eligo.facts.fhir.opening import MOST_BYTES, unpacked

        data = unpacked(source, "patient.json", MOST_BYTES)
        with closing(_export_type().of_data(data, "patient.json", vocabulary, complete)) as export:
            yield export
    elif mapping is not None:
        from eligo.facts.tables.csv_text import read_table
        from eligo.facts.tables.mapping import load_mapping
        from eligo.facts.tables.wide import WidePatients

        read = load_mapping(mapping, vocabulary)
        table = read_table(source, read.model.separator, read.model.encoding)
        yield WidePatients(table, read, vocabulary, complete)
    elif holds_tables(source):
        with _open_tables(source, vocabulary, complete) as patients:
            yield patients
    else:
        type_ = _export_type()
        read_from = type_.of_folder if os.path.isdir(source) else type_.of_file  # noqa: PTH112
        with closing(read_from(source, vocabulary, complete)) as export:
            yield export


@contextmanager
def _open_tables(source: str, vocabulary: Vocabulary, complete: Sequence[Completeness]) -> Generator[Patients]:
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


def _export_type() -> type[Export]:
    from eligo.facts.fhir.export import Export  # nothing of FHIR for a table

    return Export


def _has_person(path: str) -> bool:
    try:
        names = os.listdir(path)  # noqa: PTH208
    except OSError:
        return False
    folded = [name.lower() for name in names]
    tables = {name.removesuffix(ending) for name in folded for ending in _ENDINGS if name.endswith(ending)}
    return any(tables.issuperset(telling) for telling in _TELLING)

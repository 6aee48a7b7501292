"""What an OMOP source is: a connection string, a DuckDB file, or a folder of the tables of a CDM."""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import parse_qsl, urlencode

from eligo.facts.omop import SERVERS
from eligo.facts.omop.database import Database, failure

_OPTIONS: Final = ("schema", "vocabulary_schema")


def open_database(source: str) -> Database:
    """Return the database that ``source`` is; raises `FactsError`: E630 what reads it is not installed, E631, E632.

    ``?schema=NAME`` and ``&vocabulary_schema=NAME`` behind a database say where its tables are.
    """
    if source.startswith(SERVERS):
        from eligo.facts.omop.postgres import PostgresDatabase

        string, options = parted(source)
        return PostgresDatabase.of_string(string, options.get("schema"), options.get("vocabulary_schema"))
    from eligo.facts.omop.duck import DuckDatabase, table_files

    if not os.path.isdir(source):  # noqa: PTH112
        path, options = parted(source)
        return DuckDatabase.of_file(path, options.get("schema"), options.get("vocabulary_schema"))
    files = table_files(source)
    if not files.keys() & {"person", "patients"}:
        name = os.path.basename(os.path.normpath(source))  # noqa: PTH119
        raise failure("E632", name, "the folder holds no table `person`", "a CDM has `person.csv` or `person.parquet`")
    return DuckDatabase.of_folder(source, files)


def parted(source: str) -> tuple[str, dict[str, str]]:
    """Return ``source`` without the options that are Eligo's own, and these."""
    head, mark, query = source.partition("?")
    if not mark or (not source.startswith(SERVERS) and os.path.lexists(source)):
        return source, {}
    pairs = parse_qsl(query, keep_blank_values=True)
    own = {key: value for key, value in pairs if key in _OPTIONS}
    rest = [(key, value) for key, value in pairs if key not in _OPTIONS]
    return (f"{head}?{urlencode(rest)}" if rest else head), own

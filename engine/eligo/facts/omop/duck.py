"""CSV and Parquet files of a folder, and DuckDB files, read with DuckDB."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from eligo.diagnostics import FactsError
from eligo.facts.omop.database import Database, Located, failure, missing, quoted
from eligo.facts.omop.schemas import located_tables
from eligo.facts.omop.tables import DEATH, EVENTS, PERIODS, PERSON

if TYPE_CHECKING:
    import duckdb

#: how files of tables end, in the order of preference
ENDINGS: Final = (".parquet", ".csv", ".csv.gz")
#: cells that stand for nothing, as databases export them
_NULLS: Final = ["", "NULL", "\\N"]
#: nothing of a patient is written to disk, nothing fetched
_CONFIG: Final = {
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ROWS_AT_ONCE: Final = 5000
_SEPARATORS: Final = (",", ";", "\t", "|")
_LONGEST_HEADER: Final = 1 << 16
_LONGEST_LINE: Final = 1 << 24
_GLOB: Final = re.compile(r"([*?\[])")
_LINE: Final = re.compile(r"Line:\s*(\d+)")
#: what stays in files: the concept tables of a full vocabulary hold many million rows
_IN_FILES: Final = frozenset({"concept", "concept_ancestor"})


class DuckDatabase(Database):
    """DuckDB, with the tables of a file or of a folder."""

    def __init__(self, name: str, connection: duckdb.DuckDBPyConnection) -> None:
        """Ask ``connection``."""
        super().__init__(name)
        self._connection = connection
        self._files: dict[str, str] = {}

    @classmethod
    def of_file(cls, path: str, schema: str | None, vocabulary: str | None) -> DuckDatabase:
        """Return the database in the DuckDB file at ``path``; raises `FactsError`: E631, E632, E630."""
        name = os.path.basename(path)  # noqa: PTH119 # pathlib costs 10 ms to import
        database = cls(name, _connected(path, name, read_only=True))
        query = "SELECT table_schema, table_name, column_name FROM information_schema.columns"
        try:
            columns = [(str(a), str(b), str(c)) for a, b, c in database.run(name, query, ())]
            database.tables = located_tables(columns, name, schema, vocabulary, "main")
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def of_folder(cls, path: str, files: dict[str, str]) -> DuckDatabase:
        """Return the tables of ``files``, the paths of files in the folder at ``path`` by table; raises what it can."""
        name = os.path.basename(os.path.normpath(path))  # noqa: PTH119
        database = cls(name, _connected(":memory:", name, read_only=False))
        database._files = files
        return database

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""
        return table in self.tables or table in self._files

    def located(self, table: str) -> Located | None:
        """Return ``table``; one of a folder is opened when it is first asked for."""
        if table in self._files and table not in self.tables:
            self.tables[table] = self._opened(table, self._files[table])
        return self.tables.get(table)

    def key(self, column: str) -> str:
        """Return the SQL of an id as text, whole even where the column holds floats."""
        return f"regexp_replace(CAST({column} AS VARCHAR), '\\.0$', '')"

    def ordered(self, column: str) -> str:
        """Return the SQL that sorts numbers as numbers, though they be texts."""
        return f"TRY_CAST({column} AS BIGINT) NULLS LAST, CAST({column} AS VARCHAR)"

    def run(self, table: str, query: str, values: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
        """Yield what ``query`` gives; raises `FactsError` (E633)."""
        import duckdb

        try:
            # of its own, for a connection drops one result when it is asked for the next
            cursor = self._connection.cursor().execute(query, list(values))
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                yield from rows
        except duckdb.Error as error:
            raise self._failed(table, error) from None

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def _opened(self, table: str, path: str) -> Located:
        import duckdb

        pattern = _GLOB.sub(r"[\1]", path)
        try:
            if path.lower().endswith(".parquet"):
                relation = self._connection.read_parquet(pattern)
                columns = _columns(relation.columns)
                relation.create_view(table)
            else:
                names, separator = csv_header(path)
                columns = _columns(names)
                # the dialect is stated, for a guess may join columns or leave out rows
                quote = "" if separator == "\t" else '"'
                relation = self._connection.read_csv(
                    pattern, header=True, columns=dict.fromkeys(names, "VARCHAR"), auto_detect=False, sep=separator,
                    quotechar=quote, escapechar=quote, na_values=_NULLS, max_line_size=_LONGEST_LINE,
                )  # fmt: skip
                wanted = [columns[one] for one in _WANTED.get(table, ()) if one in columns]
                if table in _IN_FILES or not wanted:
                    relation.create_view(table)
                else:
                    relation.project(", ".join(wanted)).create(table)
        except duckdb.Error as error:
            raise self._failed(table, error) from None
        if table in _WANTED and "person_id" not in columns:
            name = os.path.basename(path)  # noqa: PTH119
            raise failure("E633", name, "the table has no column `person_id`", "the first line names the columns")
        return Located(quoted(table), columns)

    def _failed(self, table: str, error: Exception) -> FactsError:
        """Return the error of a table; what DuckDB says may hold what stands in it, so only the line is taken."""
        path = self._files.get(table)
        place = table if path is None else os.path.basename(path)  # noqa: PTH119
        line = _LINE.search(str(error))
        help_ = "a CSV file has one header, the same columns in every row, quotes in pairs, and is UTF-8"
        if path is None or path.lower().endswith(".parquet"):
            return failure("E633", place, "the table cannot be read", "check the file, or export it again")
        return failure("E633", f"{place}:{line[1]}" if line else place, "the table cannot be read as CSV", help_)


_WANTED: Final = {
    table.name: ("person_id", *table.columns) for table in (PERSON, DEATH, PERIODS, *EVENTS)
}  # fmt: skip


def table_files(path: str) -> dict[str, str]:
    """Return the files of tables in the folder at ``path`` by the table's name in lower case; none where unreadable."""
    found: dict[str, str] = {}
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208
    except OSError:
        return found
    for ending in reversed(ENDINGS):
        for name in names:
            if name.lower().endswith(ending) and not name.startswith("."):
                found[name.lower().removesuffix(ending)] = os.path.join(path, name)  # noqa: PTH118
    return found


def csv_header(path: str) -> tuple[list[str], str]:
    """Return the columns that the first line of a CSV file names, and what parts them; raises `FactsError` (E633).

    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w", suffix=".csv") as file:
    ...     _ = file.write("person_id;note\\n"), file.flush()
    ...     csv_header(file.name)
    (['person_id', 'note'], ';')
    """
    import csv
    import gzip
    import zlib

    name = os.path.basename(path)  # noqa: PTH119
    help_ = "the first line of a CSV file names the columns; save the file as UTF-8"
    try:
        opener = gzip.open if path.lower().endswith(".gz") else open
        with opener(path, "rb") as file:
            line = file.readline(_LONGEST_HEADER).decode("utf-8-sig").rstrip("\r\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        raise failure("E633", f"{name}:1", "the table cannot be read as CSV", help_) from None
    separator = max(_SEPARATORS, key=line.count)
    names = [cell.strip() for cells in csv.reader([line], delimiter=separator) for cell in cells]
    if not all(names) or len({each.lower() for each in names}) != len(names) or "\0" in line:
        raise failure("E633", f"{name}:1", "the first line does not name each column once", help_)
    return names, separator


def _columns(names: Sequence[str]) -> dict[str, str]:
    return {name.strip().lower(): quoted(name) for name in names}


def _connected(path: str, name: str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        raise missing("duckdb", "a folder of CSV or Parquet files, or a DuckDB file,") from None
    config: dict[str, Any] = dict(_CONFIG)
    try:
        return duckdb.connect(path, read_only=read_only, config=config)
    except duckdb.Error:
        help_ = "check the path, that no other program is writing to it, and that it is of this version of DuckDB"
        raise failure("E631", name, "the DuckDB file cannot be opened", help_) from None

"""Plain queries of one database, answered with rows of texts.

Names of schemas, tables and columns come from the database itself and are quoted; whatever a user or a patient wrote is
a parameter.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from eligo.diagnostics import Diagnostic, FactsError

#: what a row holds, as text, by the name of the column; an empty cell is left out
Row = dict[str, str]


class Located(NamedTuple):
    """A table as the database has it: its quoted name, and its columns by their names in lower case."""

    name: str
    columns: dict[str, str]


class Database(ABC):
    """A database with a CDM in it. ``name`` is how messages call it: never a connection string."""

    #: how a parameter stands in a query
    mark = "?"

    def __init__(self, name: str) -> None:
        """Begin without tables."""
        self.name = name
        self.tables: dict[str, Located] = {}

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""
        return table in self.tables

    def rows(
        self,
        table: str,
        columns: Iterable[str],
        among: tuple[str, Sequence[str]] | None = None,
        order: Sequence[str] = (),
    ) -> Iterator[Row]:
        """Yield the rows of ``table``, none where it is absent: of ``among``, a column and the values that it may have.

        They come in order of the columns ``order``, of those that there are. Raises `FactsError` (E633).
        """
        located = self.located(table)
        if located is None:
            return
        wanted = [column for column in dict.fromkeys(columns) if column in located.columns]
        if among is not None and among[0] not in located.columns:
            raise self.unreadable(table, f"the table has no column `{among[0]}`", "export every column of the CDM")
        # named with the table, for ORDER BY takes the text of the result where a column goes by its bare name
        own = {column: f"t.{name}" for column, name in located.columns.items()}
        texts = ", ".join(f"CAST({own[column]} AS VARCHAR)" for column in wanted)
        query = f"SELECT {texts} FROM {located.name} AS t"
        values: Sequence[str] = ()
        if among is not None:
            values = among[1]
            query += f" WHERE {self.key(own[among[0]])} IN ({', '.join([self.mark] * len(values))})"
        ordered = [self.ordered(own[one]) for one in order if one in own]
        if ordered:
            query += f" ORDER BY {', '.join(dict.fromkeys(ordered))}"
        for cells in self.run(table, query, values):
            yield {column: text for column, text in zip(wanted, cells, strict=True) if text is not None and text != ""}

    def located(self, table: str) -> Located | None:
        """Return ``table`` as it is in the database."""
        return self.tables.get(table)

    def key(self, column: str) -> str:
        """Return the SQL of ``column`` (quoted) as what ids are compared with."""
        return column

    def ordered(self, column: str) -> str:
        """Return the SQL of ``column`` (quoted) as what rows are sorted by."""
        return column

    @abstractmethod
    def run(self, table: str, query: str, values: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
        """Yield what ``query`` gives; raises `FactsError` (E633) where the database fails."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    def unreadable(self, table: str, message: str, help_: str | None = None) -> FactsError:
        """Return the error (E633) that ``table`` cannot be read."""
        return failure("E633", table, message, help_)


def quoted(*parts: str) -> str:
    """Return the names ``parts`` as one identifier of SQL.

    >>> quoted("cdm", 'a"b')
    '"cdm"."a""b"'
    """
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def failure(code: str, place: str | None, message: str, help_: str | None = None) -> FactsError:
    """Return an error of one diagnostic."""
    return FactsError([Diagnostic(code, message, place=place, help=help_)])


def missing(package: str, what: str) -> FactsError:
    """Return the error (E630) that ``package``, which reads ``what``, is not installed."""
    help_ = "install it: `pip install 'eligo[omop]'`"
    return failure("E630", None, f"{what} is read with `{package}`, which is not installed", help_)

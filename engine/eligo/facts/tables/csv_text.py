"""A CSV file taken apart, strictly (RFC 4180): what is wrong is told by its line, and nothing is read around it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from typing import Final, NamedTuple

from eligo.diagnostics import Diagnostic, FactsError

MOST_BYTES: Final = 256 * 1024 * 1024
SEPARATORS: Final = (",", ";", "\t", "|")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
#: a limit of the csv module, in characters
_LONGEST_CELL: Final = 131_072


class Table(NamedTuple):
    """A table: its ``name``, the columns, and the rows, each with the line on which it begins."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]

    def place(self, line: int, column: str | None = None) -> str:
        """Return where a cell is: the line and the name of the column, never what stands there."""
        return f"{self.name}:{line}" if column is None else f"{self.name}:{line} `{column}`"


def read_table(path: str, separator: str | None = None, encoding: str = "utf-8") -> Table:
    """Return the table in the CSV file at ``path``; ``separator`` is found in the first line unless given.

    Raises `FactsError`: E612 where it cannot be read, E610 for more than 256 MB, E645 where it is no table.
    """
    name = os.path.basename(path)  # noqa: PTH119 # pathlib costs 10 ms to import
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise _failure("E612", name, "the file cannot be read", "check the path and who may read it") from None
    if len(data) > MOST_BYTES:
        raise _failure("E610", name, "more than 256 MB of CSV", "split the table, or load it into a database")
    return parse_table(data, name, separator, encoding)


def parse_table(data: bytes, name: str, separator: str | None = None, encoding: str = "utf-8") -> Table:
    """Return the table in ``data``, the bytes of the file ``name``; raises `FactsError` (E645)."""
    text = _decoded(data, name, encoding)
    first = text.partition("\n")[0]
    rows = _rows(text, name, separator or max(SEPARATORS, key=first.count))
    nothing: list[str] = []
    _, header = next(rows, (1, nothing))
    columns = tuple(cell.strip() for cell in header)
    if not any(columns):
        raise _failure("E645", f"{name}:1", "the first line does not name the columns", "name each column once")
    for column in columns:
        if column and columns.count(column) > 1:
            raise _failure("E645", f"{name}:1", f"two columns are called `{column[:80]}`", "name each column once")
    found: list[tuple[int, list[str]]] = []
    for line, cells in rows:
        if len(cells) != len(columns):
            message = f"a row of {len(cells)} cells in a table of {len(columns)} columns"
            help_ = "cells that hold the separator stand in quotes; `separator` of the mapping says which it is"
            raise _failure("E645", f"{name}:{line}", message, help_)
        found.append((line, [cell.strip() for cell in cells]))
    return Table(name, columns, found)


def _rows(text: str, name: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line on which it begins."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            is_large = "field larger" in str(error)
            message = f"a cell of more than {_LONGEST_CELL:,} characters" if is_large else "a quote that does not end"
            help_ = "leave out documents and images" if is_large else "a quote in a quoted cell is written twice"
            raise _failure("E645", f"{name}:{line}", message, help_) from None
        if cells is None:
            return
        if any(cells):
            yield line, cells


def _decoded(data: bytes, name: str, encoding: str) -> str:
    if data.startswith(_WIDE):
        raise _failure("E645", f"{name}:1", "UTF-16, which is not read", "save the file as CSV in UTF-8")
    at = data.find(b"\0")
    if at >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise _failure("E645", f"{name}:{line}", "a null character, which no text holds", "save the file as CSV")
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        help_ = "save the file as UTF-8, or give its `encoding` in the mapping"
        raise _failure("E645", f"{name}:{line}", f"not {encoding.upper()}", help_) from None


def _failure(code: str, place: str, message: str, help_: str) -> FactsError:
    return FactsError([Diagnostic(code, message, place=place, help=help_)])

"""Rows of CSV (RFC 4180): UTF-8, lines that end in CR LF, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

#: what a spreadsheet begins a formula with (OWASP, *CSV Injection*); a plain number may begin with its sign
_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d.,]+\Z)")


def row(cells: Sequence[str | None]) -> str:
    """Return one row with its line end.

    A cell that a spreadsheet would compute gets an apostrophe in front of it, which makes it text there: sentences of a
    protocol and ids of patients come from elsewhere.

    >>> row(["=1+1", "-2.6", "- twice", None])
    "'=1+1,-2.6,'- twice,\\r\\n"
    """
    target = io.StringIO()
    csv.writer(target).writerow([_harmless(cell) for cell in cells])
    return target.getvalue()


def _harmless(cell: str | None) -> str | None:
    return f"'{cell}" if cell is not None and _FORMULA.match(cell) else cell

"""The errors and warnings of one file."""

from __future__ import annotations

from typing import Literal

from eligo.reports.formats.common import Strict


class Place(Strict):
    """A place in a text, counted from 1; ends are exclusive."""

    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None


class Label(Place):
    """A place and what is said of it."""

    text: str
    primary: bool


class Diagnostic(Place):
    """One problem."""

    code: str
    severity: Literal["error", "warning"]
    message: str
    help: str | None
    notes: list[str]
    place: str | None
    labels: list[Label]


class Model(Strict):
    """What `eligo check --format json` prints for each file."""

    file: str
    errors: int
    warnings: int
    diagnostics: list[Diagnostic]

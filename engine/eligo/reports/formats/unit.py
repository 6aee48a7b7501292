"""An answer of ``eligo unit``."""

from __future__ import annotations

from eligo.reports.formats.common import Strict


class Error(Strict):
    """Why a text is no unit, or cannot be converted."""

    code: str
    message: str
    help: str | None = None


class Model(Strict):
    """What a unit or quantity is, and the converted value where one was asked for."""

    text: str
    valid: bool
    unit: str | None
    dimension: dict[str, int] | None
    result: str | None
    error: Error | None

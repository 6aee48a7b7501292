"""How the results of a batch are written, by the name of the format."""

from __future__ import annotations

from importlib import import_module
from typing import Literal, cast, get_args

from eligo.batch import Layout

BatchFormat = Literal["jsonl", "csv"]
FORMATS: tuple[str, ...] = get_args(BatchFormat)
_HOMES = {"jsonl": ("eligo.batch.json_lines", "JSON_LINES"), "csv": ("eligo.reports.batch_table", "LAYOUT")}


def layout(name: BatchFormat) -> Layout:
    """Return the layout of the format ``name``."""
    module, attribute = _HOMES[name]
    return cast("Layout", getattr(import_module(module), attribute))

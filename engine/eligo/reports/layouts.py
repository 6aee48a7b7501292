"""How the results of a batch are written, by the name of the format."""

from __future__ import annotations

from typing import Literal

from eligo.batch import Layout

BatchFormat = Literal["jsonl", "csv"]


def layout(name: BatchFormat) -> Layout:
    """Return the layout of the format ``name``."""
    if name == "csv":
        from eligo.reports.batch_table import CSV_LAYOUT

        return CSV_LAYOUT
    from eligo.batch.json_lines import JSONL_LAYOUT

    return JSONL_LAYOUT

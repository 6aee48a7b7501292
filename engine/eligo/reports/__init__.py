"""What people and programs read: screenings, explanations and schemas, one format a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from eligo.screening.result import Screening

Format = Literal["text", "plain", "json", "html", "csv"]


def render(screenings: Sequence[Screening], format_: Format, *, width: int = 80, colour: bool = False) -> str:
    """Return one or more screenings of one patient in ``format_``.

    Several are one line each in JSON, one table in CSV, and in the others one after another below an overview.
    ``width`` (in columns) and ``colour`` concern text alone. Only the renderer asked for is imported.
    """
    if format_ == "json":
        from eligo.reports import json_object

        return json_object.render(screenings)
    if format_ == "csv":
        from eligo.reports import table

        return table.render(screenings)
    if format_ == "html":
        from eligo.reports import html

        return html.render(screenings)
    if format_ == "plain":
        from eligo.reports import plain

        return "\n".join(plain.render(screening) for screening in screenings)
    from eligo.reports import checklist

    pages = [checklist.render(screening, width=width, colour=colour) for screening in screenings]
    if len(pages) > 1:
        pages.insert(0, checklist.render_overview(screenings, width=width, colour=colour))
    return "\n\n".join(pages)

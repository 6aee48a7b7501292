"""What people and programs read: screenings, explanations and schemas, one format a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, cast, get_args

from eligo.screening.result import Screening

#: what stands in a file on its own: of one screening, or of a whole cohort
FileFormat = Literal["html", "csv", "log", "failures", "ie", "ti", "fhir"]
Format = Literal["text", "plain", "json"] | FileFormat


def render(
    screenings: Sequence[Screening],
    format_: Format,
    *,
    width: int = 80,
    colour: bool = False,
    site: str | None = None,
) -> str:
    """Return one or more screenings of one patient in ``format_``.

    Several are one line each in JSON, one file together in a `FileFormat`, and for people one after another below an
    overview. ``width`` (in columns) and ``colour`` concern text alone; ``site`` is named in study files. Only the
    renderer asked for is imported.
    """
    if format_ in get_args(FileFormat):
        return "".join(parts(screenings, cast("FileFormat", format_), site=site))
    if format_ == "json":
        from eligo.reports import json_object

        return json_object.render(screenings)
    if format_ == "plain":
        from eligo.reports import plain

        return "\n".join(plain.render(screening) for screening in screenings)
    from eligo.reports import checklist

    pages = [checklist.render(screening, width=width, colour=colour) for screening in screenings]
    if len(pages) > 1:
        pages.insert(0, checklist.render_overview(screenings, width=width, colour=colour))
    return "\n\n".join(pages)


def parts(screenings: Iterable[Screening], format_: FileFormat, *, site: str | None = None) -> Iterator[str]:
    """Return the text of a file over any number of ``screenings``, in parts, so that no cohort is too large for it."""
    match format_:
        case "html":
            from eligo.reports import html

            return html.render(screenings, site)
        case "csv":
            from eligo.reports import table

            return table.render(screenings)
        case "log":
            from eligo.reports import screening_log

            return screening_log.render(screenings, site)
        case "failures":
            from eligo.reports import screen_failures

            return screen_failures.render(screenings)
        case "ie" | "ti":
            from eligo.reports import sdtm

            return sdtm.ie(screenings, site) if format_ == "ie" else sdtm.ti(screenings)
        case "fhir":
            from eligo.reports import fhir_bundle

            return fhir_bundle.render(screenings)

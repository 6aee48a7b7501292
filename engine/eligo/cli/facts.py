"""``eligo facts``: any patient source as a fact sheet, or what was understood of it."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE


def run(
    patient: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A fact sheet, a FHIR bundle, NDJSON, or a folder of FHIR files of one patient; - for standard input.",
        ),
    ],
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="A screening date to write into the sheet.")] = None,
    format: Annotated[Literal["json", "text"], typer.Option(help="The sheet (json) or an overview (text).")] = "json",
) -> int:
    """Turn any patient source into a fact sheet, or show what is understood of it."""
    from eligo.facts import load_facts
    from eligo.facts.writing import sheet_json
    from eligo.reports import facts_overview

    source = streams.read("-") if patient == "-" else patient
    sheet = load_facts(source)
    streams.report(sheet.diagnostics)
    if format == "json":
        sys.stdout.write(sheet_json(source, as_of=as_of))
    else:
        sys.stdout.write(facts_overview.render(sheet))
    return DONE

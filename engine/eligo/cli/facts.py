"""``eligo facts``: any patient source as a fact sheet, or what was understood of it."""

from __future__ import annotations

import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("facts", "Turn any patient source into a fact sheet, or show what is understood of it.")
    parser.add_argument(
        "patient",
        metavar="FILE",
        help="a fact sheet, a FHIR bundle, NDJSON, or a folder of FHIR files of one patient; - for standard input",
    )
    parser.add_argument("--as-of", metavar="DATE", help="a screening date to write into the sheet")
    parser.add_argument(
        "--format",
        choices=("json", "text"),
        default="json",
        help="the sheet (json, unless given) or an overview (text)",
    )
    return parser


def run(arguments: Namespace) -> int:
    """Write the sheet, or the overview, to standard output, and warnings to standard error."""
    from eligo.facts import load_facts
    from eligo.facts.writing import sheet_json
    from eligo.reports import facts_overview

    source = streams.read("-") if arguments.patient == "-" else arguments.patient
    sheet = load_facts(source)
    streams.report(sheet.diagnostics)
    if arguments.format == "json":
        sys.stdout.write(sheet_json(source, as_of=arguments.as_of))
    else:
        sys.stdout.write(facts_overview.render(sheet))
    return DONE

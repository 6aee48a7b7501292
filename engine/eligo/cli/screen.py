"""``eligo screen``: one patient against one trial or many."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE, HAS_ERRORS
from eligo.diagnostics.model import Diagnostic, TrialError, UsageError

if TYPE_CHECKING:
    from eligo.facts.model import FactSheet
    from eligo.rules.model import Trial
    from eligo.screening.result import Screening

FORMATS = ("text", "plain", "json", "html", "csv")


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("screen", "Screen one patient against one trial or many.")
    parser.add_argument("patient", metavar="PATIENT", help="a fact sheet (JSON), or - for standard input")
    parser.add_argument(
        "trials", metavar="TRIAL", nargs="+", help="a trial file, a folder of them, or the id of a trial"
    )
    parser.add_argument("--as-of", metavar="DATE", help="the screening date (2021-05-02, or today)")
    parser.add_argument(
        "--complete",
        metavar="KINDS",
        help="for which kinds no record means absent: conditions, medications, procedures, findings, allergies, "
        "family history, or names of concepts, parted by commas",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="text unless given")
    return parser


def run(arguments: Namespace) -> int:
    """Screen, and write the results to standard output."""
    from eligo.reports import render
    from eligo.screening import screen

    facts = _facts(arguments)
    as_of = _today() if arguments.as_of == "today" else arguments.as_of
    results: list[Screening] = []
    code = DONE
    for name in streams.trial_files(arguments.trials):
        try:
            trial = _trial(name)
        except TrialError as error:
            streams.report(error.diagnostics, concise=arguments.format == "plain")
            code = HAS_ERRORS
            continue
        results.append(screen(trial, facts, as_of=as_of))
    streams.report(facts.diagnostics, concise=arguments.format == "plain")
    if results:
        width, colour = streams.width(sys.stdout), streams.colour(sys.stdout)
        sys.stdout.write(render(results, arguments.format, width=width, colour=colour))
    return code


def _facts(arguments: Namespace) -> FactSheet:
    from eligo.facts import load_facts

    if arguments.patient == "-" and "-" in arguments.trials:
        problem = "the patient and a trial cannot both be standard input"
        raise UsageError([Diagnostic("E702", problem, help="name a file for one of them")])
    facts = load_facts(streams.read("-") if arguments.patient == "-" else arguments.patient)
    if arguments.complete is None:
        return facts
    from dataclasses import replace

    from eligo.cli.completeness import declarations

    return replace(facts, complete=(*facts.complete, *declarations(arguments.complete)))


def _trial(name: str) -> Trial:
    from eligo.rules import load_trial

    return load_trial("-", text=streams.read("-")) if name == "-" else load_trial(name)


def _today() -> str:
    from datetime import date  # the clock is read here and nowhere else

    return date.today().isoformat()

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
    from eligo.facts.model import Completeness, FactSheet
    from eligo.rules.model import Trial

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
    from eligo.reports.patient_warnings import patient_warnings
    from eligo.screening import index, prepare, screen_prepared

    trials, code = _trials(arguments)
    facts = _facts(arguments)
    as_of = _today() if arguments.as_of == "today" else arguments.as_of
    complete = _complete(arguments.complete)
    patients = [index(facts, trial.vocabulary, as_of, complete) for trial in trials]
    results = [screen_prepared(prepare(trial), patient) for trial, patient in zip(trials, patients, strict=True)]
    warnings = patient_warnings(list(zip(trials, patients, strict=True)))
    streams.report(warnings, concise=arguments.format == "plain")
    if results:
        width, colour = streams.width(sys.stdout), streams.colour(sys.stdout)
        sys.stdout.write(render(results, arguments.format, width=width, colour=colour))
    return code


def _trials(arguments: Namespace) -> tuple[list[Trial], int]:
    """Return the trials that have no errors, and the exit code; the errors of the others are reported."""
    if arguments.patient == "-" and "-" in arguments.trials:
        problem = "the patient and a trial cannot both be standard input"
        raise UsageError([Diagnostic("E702", problem, help="name a file for one of them")])
    trials: list[Trial] = []
    code = DONE
    for name in streams.trial_files(arguments.trials):
        try:
            trials.append(_trial(name))
        except TrialError as error:
            streams.report(error.diagnostics, concise=arguments.format == "plain")
            code = HAS_ERRORS
    return trials, code


def _facts(arguments: Namespace) -> FactSheet:
    from eligo.facts import load_facts

    return load_facts(streams.read("-") if arguments.patient == "-" else arguments.patient)


def _complete(kinds: str | None) -> tuple[Completeness, ...]:
    if kinds is None:
        return ()
    from eligo.cli.completeness import declarations

    return declarations(kinds)


def _trial(name: str) -> Trial:
    from eligo.rules import load_trial

    return load_trial("-", text=streams.read("-")) if name == "-" else load_trial(name)


def _today() -> str:
    from datetime import date  # the clock is read here and nowhere else

    return date.today().isoformat()

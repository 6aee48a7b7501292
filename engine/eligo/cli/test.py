"""``eligo test``: run the cases that belong to trials."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS
from eligo.diagnostics.model import TrialError


def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Trials, case files, folders of them, or ids of trials; the current folder when left out.",
        ),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name the cases that pass too.")] = False,
) -> int:
    """Run the cases that stand beside trial files (NAME.cases.toml beside NAME.elig)."""
    from eligo.casebook.finding import case_files

    return max([_run(trial, cases, verbose) for trial, cases in case_files(paths or ["."])], default=DONE)


def _run(trial_path: str, cases_path: str, verbose: bool) -> int:
    from eligo.casebook.coverage import coverage
    from eligo.casebook.reading import read_cases
    from eligo.casebook.running import run_cases
    from eligo.reports import case_report
    from eligo.rules import load_trial

    file, problems = read_cases(streams.read(cases_path), cases_path)
    if file is None:
        streams.report(problems)
        return HAS_ERRORS
    try:
        trial = load_trial(trial_path)
    except TrialError as error:
        streams.report(error.diagnostics)
        return HAS_ERRORS
    outcomes = run_cases(trial, file)
    tried = coverage(trial, outcomes)
    width, colour = streams.width(sys.stdout), streams.colour(sys.stdout)
    sys.stdout.write(case_report.render(cases_path, outcomes, tried, verbose=verbose, width=width, colour=colour))
    sys.stdout.flush()
    streams.report([problem for outcome in outcomes for problem in outcome.problems])
    return DONE if all(outcome.passed for outcome in outcomes) else HAS_ERRORS

"""``eligo compile``: a trial as typed rules."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE


def run(
    trial: Annotated[
        str, typer.Argument(metavar="TRIAL", help="A trial file, the id of a trial, or - for standard input.")
    ],
    format: Annotated[Literal["json"], typer.Option(help="The only one.")] = "json",
) -> int:
    """Print a trial as typed rules: names resolved, units checked."""
    from eligo.rules import load_trial, trial_object

    compiled = load_trial(streams.shown_name("-"), text=streams.read("-")) if trial == "-" else load_trial(trial)
    sys.stdout.write(json.dumps(trial_object(compiled), ensure_ascii=False, indent=2) + "\n")
    return DONE

"""``eligo compile``: a trial as typed rules."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("compile", "Print a trial as typed rules: names resolved, units checked.")
    parser.add_argument("trial", metavar="TRIAL", help="a trial file, the id of a trial, or - for standard input")
    parser.add_argument("--format", choices=("json",), default="json", help="json, the only one")
    return parser


def run(arguments: Namespace) -> int:
    """Compile, and write the object to standard output."""
    from eligo.rules import load_trial, trial_object

    name = arguments.trial
    trial = load_trial("-", text=streams.read("-")) if name == "-" else load_trial(name)
    sys.stdout.write(json.dumps(trial_object(trial), ensure_ascii=False, indent=2) + "\n")
    return DONE

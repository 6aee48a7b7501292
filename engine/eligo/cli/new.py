"""``eligo new``: a trial file to start from."""

from __future__ import annotations

import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("new", "Write a trial file to start from, and cases for it, into the current folder.")
    parser.add_argument("id", metavar="ID", help="the id of the trial, which names the files too (NCT05019287)")
    return parser


def run(arguments: Namespace) -> int:
    """Write the files; neither where one of them is there already."""
    from eligo.casebook.starter import ID, starter

    if not ID.fullmatch(arguments.id):
        parser().error("an id is letters, digits, _ and -, at most 64 of them, and begins with a letter or digit")
    files = starter(arguments.id)
    streams.create(files)
    names = " and ".join(files)
    sys.stdout.write(f"wrote {names}; next: eligo check {arguments.id}.elig, eligo test {arguments.id}.elig\n")
    return DONE

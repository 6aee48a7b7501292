"""``eligo new``: a trial file to start from."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from eligo.cli import streams
from eligo.cli.main import DONE


def run(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of the trial, which names the files too (NCT05019287).")
    ],
) -> int:
    """Write a trial file to start from, and cases for it, into the current folder."""
    from eligo.casebook.starter import ID, starter

    if not ID.fullmatch(id):
        raise typer.TyperException(
            "an id is letters, digits, _ and -, at most 64 of them, and begins with a letter or digit"
        )
    files = starter(id)
    streams.create(files)
    names = " and ".join(files)
    sys.stdout.write(f"wrote {names}; next: eligo check {id}.elig, eligo test {id}.elig\n")
    return DONE

"""``eligo audit``: look after the file that ``--audit`` writes."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS
from eligo.diagnostics.model import Diagnostic, UsageError

#: so many places are reported
_MOST = 50


def run(
    action: Annotated[Literal["verify"], typer.Argument(metavar="verify", help="Check the chain of the records.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="An audit file.")],
    last: Annotated[
        str | None,
        typer.Option(metavar="DIGEST", help="A last digest, kept from earlier, that must still be in the file."),
    ] = None,
) -> int:
    """Verify the chain of an audit file that `screen --audit` or `batch --audit` wrote.

    A record that was changed, removed, added or moved is found, with its line. That records were cut off at the end,
    or that the whole file was written anew, a chain alone cannot show: keep the last digest, which is printed, where
    nobody who can write the file can change it, and give it with --last.
    """
    from eligo.batch.audit import verify

    try:
        found = verify(file, last)
    except (OSError, ValueError) as error:
        raise UsageError([streams.unreadable(file, error)]) from None
    if not found.breaks:
        records = "1 record holds" if found.records == 1 else f"{found.records:,} records hold"
        sys.stdout.write(f"{records}\nlast digest {found.last}\n")
        if last is None:
            sys.stdout.write("records cut off at the end would not show: keep this digest, and verify with --last\n")
        return DONE
    problems = [
        Diagnostic("E817", f"the record {broken.what}", place=f"{file}:{broken.line}")
        for broken in found.breaks[:_MOST]
    ]
    streams.report(problems)
    left = len(found.breaks) - _MOST
    if left > 0:
        sys.stderr.write(f"and {left:,} places more\n")
    return HAS_ERRORS

"""``eligo fmt``: rewrite trial files in canonical form."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS, UNUSABLE
from eligo.diagnostics.model import UsageError, has_errors


def run(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Trial files, folders of them, or - to filter standard input."),
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; name the files that would change, and exit with 1.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Change nothing; print the differences.")] = False,
) -> int:
    """Rewrite trial files in canonical form. A file that cannot be read as written is left as it is."""
    codes = [_format(name, check, diff) for name in streams.trial_files(files)]
    return max(codes, default=DONE)


def _format(name: str, check: bool, diff: bool) -> int:
    from eligo.rules import format_text

    try:
        before = streams.read(name)
    except UsageError as error:
        streams.report(error.diagnostics)
        return UNUSABLE
    shown = streams.shown_name(name)
    after, diagnostics = format_text(before, shown)
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]
    if after is None or has_errors(errors):
        streams.report(errors)
        return HAS_ERRORS
    changed = after.encode() != before
    if changed and diff:
        sys.stdout.write(_difference(before.decode("utf-8-sig"), after, shown))
    if changed and check:
        sys.stderr.write(f"{shown} would change\n")
        return HAS_ERRORS
    if name == "-" and not (diff or check):
        sys.stdout.write(after)
    elif changed and not diff:
        streams.replace(name, after)
        sys.stderr.write(f"{shown} rewritten\n")
    return DONE


def _difference(before: str, after: str, name: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(True), after.splitlines(True), name, f"{name}, formatted")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no line end\n" for line in lines)

"""``eligo fmt``: rewrite trial files in canonical form."""

from __future__ import annotations

import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE, HAS_ERRORS, UNUSABLE
from eligo.diagnostics.model import UsageError, has_errors


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("fmt", "Rewrite trial files in canonical form. A file that has errors is left as it is.")
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a trial file, a folder of them, or - to filter standard input"
    )
    parser.add_argument("--check", action="store_true", help="change nothing; name the files that would change, exit 1")
    parser.add_argument("--diff", action="store_true", help="change nothing; print the differences")
    return parser


def run(arguments: Namespace) -> int:
    """Format each file."""
    codes = [_format(name, arguments) for name in streams.trial_files(arguments.files)]
    return max(codes, default=DONE)


def _format(name: str, arguments: Namespace) -> int:
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
    if changed and arguments.diff:
        sys.stdout.write(_difference(before.decode("utf-8-sig"), after, shown))
    if changed and arguments.check:
        sys.stderr.write(f"{shown} would change\n")
        return HAS_ERRORS
    if name == "-" and not (arguments.diff or arguments.check):
        sys.stdout.write(after)
    elif changed and not arguments.diff:
        streams.replace(name, after)
        sys.stderr.write(f"{shown} rewritten\n")
    return DONE


def _difference(before: str, after: str, name: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(before.splitlines(True), after.splitlines(True), name, f"{name}, formatted")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no line end\n" for line in lines)

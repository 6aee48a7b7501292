"""``eligo check``: errors, units and doubtful wordings of trial files."""

from __future__ import annotations

import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE, HAS_ERRORS, UNUSABLE
from eligo.diagnostics.model import Diagnostic, UsageError, has_errors

FORMATS = ("text", "concise", "json", "sarif")


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("check", "Report the errors and warnings of trial files.")
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a trial file, a folder of them, or - for standard input"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text with excerpts (unless given) or one line each, to standard error; json (one object a file) or "
        "sarif, to standard output",
    )
    return parser


def run(arguments: Namespace) -> int:
    """Check each file; one that cannot be read does not keep the others from being checked."""
    from eligo.rules import compile_text

    checked: list[tuple[str, list[Diagnostic]]] = []
    code = DONE
    for name in streams.trial_files(arguments.files):
        try:
            text = streams.read(name)
        except UsageError as error:
            streams.report(error.diagnostics, concise=arguments.format == "concise")
            code = UNUSABLE
            continue
        _, diagnostics = compile_text(text, streams.shown_name(name))
        checked.append((streams.shown_name(name), diagnostics))
    _write(checked, arguments.format)
    if code == DONE and any(has_errors(diagnostics) for _, diagnostics in checked):
        code = HAS_ERRORS
    return code


def _write(checked: list[tuple[str, list[Diagnostic]]], format_: str) -> None:
    if format_ == "json":
        from eligo.diagnostics import json_lines

        for name, diagnostics in checked:
            sys.stdout.write(json_lines.render(name, diagnostics))
    elif format_ == "sarif":
        from eligo import __version__
        from eligo.diagnostics import sarif

        sys.stdout.write(sarif.render(checked, __version__))
    else:
        streams.report([d for _, diagnostics in checked for d in diagnostics], concise=format_ == "concise")
        if checked:
            sys.stdout.write(_summary(checked))


def _summary(checked: list[tuple[str, list[Diagnostic]]]) -> str:
    every = [diagnostic for _, diagnostics in checked for diagnostic in diagnostics]
    errors = sum(diagnostic.severity == "error" for diagnostic in every)
    found = (
        f"{_counted(errors, 'error')} and {_counted(len(every) - errors, 'warning')}" if every else "nothing to report"
    )
    return f"{_counted(len(checked), 'file')} checked: {found}\n"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

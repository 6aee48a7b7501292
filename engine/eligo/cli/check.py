"""``eligo check``: errors, units and doubtful wordings of trial files."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS, UNUSABLE
from eligo.diagnostics.model import Diagnostic, UsageError, has_errors

Format = Literal["text", "concise", "json", "sarif"]


def run(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Trial files, folders of them, or - for standard input.")
    ],
    format: Annotated[
        Format,
        typer.Option(
            help="With excerpts (text) or one line each (concise) on standard error; on standard output an object a "
            "file (json) or one document (sarif)."
        ),
    ] = "text",
) -> int:
    """Report the errors and warnings of trial files."""
    from eligo.rules import compile_text

    checked: list[tuple[str, list[Diagnostic]]] = []
    code = DONE
    for name in streams.trial_files(files):
        try:
            text = streams.read(name)
        except UsageError as error:  # keeps no other file from being checked
            streams.report(error.diagnostics, concise=format == "concise")
            code = UNUSABLE
            continue
        _, diagnostics = compile_text(text, streams.shown_name(name))
        checked.append((streams.shown_name(name), diagnostics))
    _write(checked, format)
    if code == DONE and any(has_errors(diagnostics) for _, diagnostics in checked):
        code = HAS_ERRORS
    return code


def _write(checked: list[tuple[str, list[Diagnostic]]], format: Format) -> None:
    if format == "json":
        from eligo.diagnostics import json_lines

        for name, diagnostics in checked:
            sys.stdout.write(json_lines.render(name, diagnostics))
    elif format == "sarif":
        from eligo import __version__
        from eligo.diagnostics import sarif

        sys.stdout.write(sarif.render(checked, __version__))
    else:
        streams.report([d for _, diagnostics in checked for d in diagnostics], concise=format == "concise")
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

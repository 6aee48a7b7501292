"""``eligo unit``: what a unit or quantity is, converted where asked."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE
from eligo.diagnostics.model import Diagnostic, UsageError


def run(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT",
            help='A unit ("mg/dl") or a quantity ("250 x 10^9/L"); - answers JSON lines on standard input '
            '({"text", "value", "to", "of"}).',
        ),
    ],
    to: Annotated[str | None, typer.Option(metavar="UNIT", help="The unit to convert to.")] = None,
    of: Annotated[
        str | None,
        typer.Option(metavar="MEASURE", help="What is measured, whose own factors may join mass and substance."),
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="How the answer is written.")] = "text",
) -> int:
    """Say what a unit or quantity is: canonical form, dimension, kind; convert it where asked."""
    from eligo.reports import unit_answers

    if text == "-":
        for line in sys.stdin.buffer:
            if line.strip():
                sys.stdout.write(unit_answers.answer_line(line))
                sys.stdout.flush()  # whoever asks line by line waits for each answer
        return DONE
    found = unit_answers.answer(text, to=to, of=of)
    if format == "json":
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        return DONE
    if found["error"] is not None:
        raise UsageError([Diagnostic(found["error"]["code"], found["error"]["message"], help=found["error"]["help"])])
    is_one = to is not None and found["result"] is None  # a unit alone
    found = unit_answers.answer(text, "1", to, of) if is_one else found
    sys.stdout.write(unit_answers.render(found, to=to, is_one=is_one, width=streams.width(sys.stdout)))
    return DONE

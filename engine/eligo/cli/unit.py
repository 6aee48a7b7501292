"""``eligo unit``: what a unit or quantity is, converted where asked."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE
from eligo.diagnostics.model import Diagnostic, UsageError


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("unit", "Say what a unit or quantity is: canonical form, dimension, kind; convert it where asked.")
    parser.add_argument(
        "text",
        metavar="TEXT",
        help='a unit ("mg/dl") or a quantity ("250 x 10^9/L"); - answers JSON lines on standard input '
        '({"text", "value", "to", "of"})',
    )
    parser.add_argument("--to", metavar="UNIT", help="the unit to convert to")
    parser.add_argument(
        "--of", metavar="MEASURE", help="what is measured, whose own factors may join mass and substance"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text unless given")
    return parser


def run(arguments: Namespace) -> int:
    """Write the answer, or one answer a line, to standard output."""
    from eligo.reports import unit_answers

    if arguments.text == "-":
        for line in sys.stdin.buffer:
            if line.strip():
                sys.stdout.write(unit_answers.answer_line(line))
                sys.stdout.flush()  # whoever asks line by line waits for each answer
        return DONE
    found = unit_answers.answer(arguments.text, to=arguments.to, of=arguments.of)
    if arguments.format == "json":
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        return DONE
    if found["error"] is not None:
        raise UsageError([Diagnostic(found["error"]["code"], found["error"]["message"], help=found["error"]["help"])])
    sys.stdout.write(unit_answers.render(found, to=arguments.to, width=streams.width(sys.stdout)))
    return DONE

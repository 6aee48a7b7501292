"""``eligo explain``: how a criterion is read, or what a code means."""

from __future__ import annotations

import re
import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE, HAS_ERRORS

_CODE = re.compile(r"[EWew]\d{3}")


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("explain", "Say how a criterion is read: concepts, codes, units, time. Or what a code means.")
    parser.add_argument("text", metavar="CRITERION", help='a criterion ("ALT > 3 x ULN"), or a code (E301)')
    parser.add_argument("--section", choices=("inclusion", "exclusion"), help="where the criterion stands")
    return parser


def run(arguments: Namespace) -> int:
    """Explain, on standard output."""
    if _CODE.fullmatch(arguments.text.strip()):
        from eligo.diagnostics import pages

        sys.stdout.write(pages.page(arguments.text.strip()))
        return DONE
    from eligo.reports import explanation
    from eligo.rules import compile_criterion
    from eligo.vocabulary.loading import load_vocabulary

    text = streams.read("-").decode("utf-8", "replace") if arguments.text == "-" else arguments.text
    criterion, diagnostics = compile_criterion(text, arguments.section)
    # the explanation says itself which results count, and from which date
    streams.report([diagnostic for diagnostic in diagnostics if diagnostic.code not in ("W509", "W510")])
    if criterion is None:
        return HAS_ERRORS
    width = streams.width(sys.stdout)
    sys.stdout.write(explanation.render(criterion, load_vocabulary(), arguments.section, width=width))
    return DONE

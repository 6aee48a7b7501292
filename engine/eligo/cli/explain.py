"""``eligo explain``: how a criterion is read, or what a code means."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS

_CODE = re.compile(r"[EWew]\d{3}")


def run(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CRITERION", help='A criterion ("ALT > 3 x ULN"), - for one on standard input, or a code (E301).'
        ),
    ],
    section: Annotated[
        Literal["inclusion", "exclusion"] | None, typer.Option(help="Where the criterion stands.")
    ] = None,
) -> int:
    """Say how a criterion is read: concepts, codes, units, time. Or what a code means."""
    text = " ".join(words).strip()
    if _CODE.fullmatch(text):
        from eligo.diagnostics import pages

        sys.stdout.write(pages.page(text))
        return DONE
    from eligo.reports import explanation
    from eligo.rules import compile_criterion
    from eligo.vocabulary.loading import load_vocabulary

    if text == "-":
        text = streams.read("-").decode("utf-8", "replace")
    criterion, diagnostics = compile_criterion(text, section)
    # the explanation says itself which results count, and from which date
    streams.report([diagnostic for diagnostic in diagnostics if diagnostic.code not in ("W509", "W510")])
    if criterion is None:
        return HAS_ERRORS
    width = streams.width(sys.stdout)
    sys.stdout.write(explanation.render(criterion, load_vocabulary(), section, width=width))
    return DONE

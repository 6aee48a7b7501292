"""``eligo vocab``: find and show what the vocabulary knows."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE


def run(
    action: Annotated[
        Literal["find", "show"],
        typer.Argument(
            metavar="find|show", help="Find what holds or nearly holds TEXT, or show all that is known of one."
        ),
    ],
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="A name, an id, or a code (loinc:2160-0).")],
    format: Annotated[Literal["text", "json"], typer.Option(help="Json is an object a line.")] = "text",
) -> int:
    """Find concepts by name, synonym or code, or show all that is known of one."""
    from eligo.reports import concepts
    from eligo.vocabulary.loading import load_vocabulary

    vocabulary, text = load_vocabulary(), " ".join(words)
    width = streams.width(sys.stdout)
    if action == "find":
        found = concepts.search(vocabulary, text)
        answer = concepts.render_list(found, width=width)
        if not found:
            sys.stderr.write(f"nothing is called anything like `{text}`\n")
    else:
        found = concepts.concept_called(vocabulary, text)
        answer = "\n".join(concepts.render(concept, vocabulary, width=width) for concept in found)
    if format == "json":
        lines = (json.dumps(concepts.concept_object(concept, vocabulary), ensure_ascii=False) for concept in found)
        answer = "".join(f"{line}\n" for line in lines)
    sys.stdout.write(answer)
    return DONE

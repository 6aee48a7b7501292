"""``eligo vocab``: find and show what the vocabulary knows."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from eligo.cli import streams
from eligo.cli.arguments import Parser
from eligo.cli.main import DONE


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("vocab", "Find concepts by name, synonym or code, or show all that is known of one.")
    parser.add_argument("action", choices=("find", "show"), help="find what holds or nearly holds TEXT, or show one")
    parser.add_argument("text", metavar="TEXT", nargs="+", help="a name, an id, or a code (loinc:2160-0)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json prints one object a line")
    return parser


def run(arguments: Namespace) -> int:
    """Write what is found to standard output; nothing found is an empty list, and done."""
    from eligo.reports import concepts
    from eligo.vocabulary.loading import load_vocabulary

    vocabulary, text = load_vocabulary(), " ".join(arguments.text)
    width = streams.width(sys.stdout)
    if arguments.action == "find":
        found = concepts.search(vocabulary, text)
        answer = concepts.render_list(found, width=width)
    else:
        found = concepts.concept_called(vocabulary, text)
        answer = "\n".join(concepts.render(concept, vocabulary, width=width) for concept in found)
    if arguments.format == "json":
        lines = (json.dumps(concepts.concept_object(concept, vocabulary), ensure_ascii=False) for concept in found)
        answer = "".join(f"{line}\n" for line in lines)
    sys.stdout.write(answer)
    return DONE

"""``eligo schema``: JSON schemas of every format."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from eligo.cli.arguments import Parser
from eligo.cli.main import DONE


def parser() -> Parser:
    """Return the reader of the arguments."""
    parser = Parser("schema", "Print the JSON schema of a format, or the names of all formats.")
    parser.add_argument("name", metavar="NAME", nargs="?", help="which format; every name is listed when left out")
    return parser


def run(arguments: Namespace) -> int:
    """Write the schema, or the list, to standard output."""
    from eligo.reports import schemas

    if arguments.name is None:
        width = max(map(len, schemas.FORMATS))
        sys.stdout.write("".join(f"{name:<{width}}  {purpose}\n" for name, purpose in schemas.FORMATS.items()))
    else:
        sys.stdout.write(json.dumps(schemas.schema(arguments.name), ensure_ascii=False, indent=2) + "\n")
    return DONE

"""``eligo schema``: JSON schemas of every format."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from eligo.cli.main import DONE


def run(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Which format; all are listed when left out.")
    ] = None,
) -> int:
    """Print the JSON schema of a format, or the names of all formats."""
    from eligo.reports import schemas

    if name is None:
        width = max(map(len, schemas.FORMATS))
        sys.stdout.write("".join(f"{format:<{width}}  {purpose}\n" for format, purpose in schemas.FORMATS.items()))
    else:
        sys.stdout.write(json.dumps(schemas.schema(name), ensure_ascii=False, indent=2) + "\n")
    return DONE

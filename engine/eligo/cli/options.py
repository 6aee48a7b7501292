"""Options that several commands have, and what their words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eligo.facts.model import Completeness

AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="The screening date: 2021-05-02, or today.")]
AuditFile = Annotated[
    str | None, typer.Option(metavar="FILE", help="Append a record of each screening to the audit file.")
]
ScreenedBy = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who screens, for the audit file; else ELIGO_AUDIT_BY.")
]


def date_of(as_of: str | None) -> str | None:
    """Return the date that ``--as-of`` means, where it is given."""
    if as_of != "today":
        return as_of
    from datetime import date  # screening never reads the clock: its date is an input

    return date.today().isoformat()


def declared(kinds: str | None) -> tuple[Completeness, ...]:
    """Return the declarations of ``--complete``."""
    if kinds is None:
        return ()
    from eligo.cli.completeness import declarations

    return declarations(kinds)

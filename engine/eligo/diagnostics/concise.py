"""Diagnostics one a line, for editors, logs and screen readers."""

from __future__ import annotations

from collections.abc import Iterable

from eligo.diagnostics.columns import visible
from eligo.diagnostics.model import Diagnostic


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """Return each diagnostic as ``where: severity[CODE]: message (help)``, a line end after each."""
    return "".join(f"{line(diagnostic)}\n" for diagnostic in diagnostics)


def line(diagnostic: Diagnostic) -> str:
    """Return ``diagnostic`` on one line."""
    where = place(diagnostic)
    help_ = f" ({diagnostic.help})" if diagnostic.help else ""
    message = f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}{help_}"
    return visible(" ".join(f"{where}: {message}".split()) if where else message)


def place(diagnostic: Diagnostic) -> str:
    """Return where the problem is: ``file:line:column``, ``file:place``, or nothing."""
    source = diagnostic.source
    if source is not None and diagnostic.primary is not None:
        number, column = source.position(diagnostic.primary.span.start)
        return f"{source.name}:{number}:{column}"
    return ":".join(part for part in (source.name if source else None, diagnostic.place) if part)

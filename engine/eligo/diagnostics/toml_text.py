"""The message that a text is not TOML."""

from __future__ import annotations

import re

from eligo.diagnostics.model import Diagnostic, Label, Source, Span


def not_toml(code: str, message: str, error: Exception, source: Source) -> Diagnostic:
    """Return ``message`` at the place that ``error`` of tomllib tells, which it does in its own message only."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    label = None
    if found:
        line, column = int(found[1]), int(found[2])
        start = sum(len(text) + 1 for text in source.text.split("\n")[: line - 1]) + column - 1
        label = Label(Span(start, start))
    reason = re.sub(r"\s*\(at .*\)$", "", str(error)) if found else "it is nested too deeply or a value is out of range"
    return Diagnostic(code, message, label, notes=(reason,), source=source)

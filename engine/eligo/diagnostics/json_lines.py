"""Diagnostics as JSON: one object a file, on one line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from eligo.diagnostics.model import Diagnostic, Label, Source


def render(name: str, diagnostics: Sequence[Diagnostic]) -> str:
    """Return the object for the file ``name`` and a line end.

    ``{"file", "errors", "warnings", "diagnostics": [{"code", "severity", "message", "help", "notes", "place", PLACE,
    "labels": [{PLACE, "text", "primary"}]}]}``, where PLACE is ``"line", "column", "end_line", "end_column"``: both
    count from 1 (columns in characters), ends are exclusive, and all are null where there is no place in a text.
    """
    errors = sum(diagnostic.severity == "error" for diagnostic in diagnostics)
    document = {
        "file": name,
        "errors": errors,
        "warnings": len(diagnostics) - errors,
        "diagnostics": [diagnostic_object(diagnostic) for diagnostic in diagnostics],
    }
    return json.dumps(document, ensure_ascii=False) + "\n"


def diagnostic_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return the JSON object of one diagnostic."""
    labels: list[dict[str, Any]] = []
    if diagnostic.source is not None:
        marked = [(diagnostic.primary, True), *((label, False) for label in diagnostic.secondary)]
        labels = [_label(diagnostic.source, label, primary) for label, primary in marked if label is not None]
    first = labels[0] if diagnostic.primary is not None and labels else {}
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "notes": list(diagnostic.notes),
        "place": diagnostic.place,
        **{key: first.get(key) for key in ("line", "column", "end_line", "end_column")},
        "labels": labels,
    }


def _label(source: Source, label: Label, primary: bool) -> dict[str, Any]:
    line, column = source.position(label.span.start)
    end_line, end_column = source.position(label.span.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": label.text,
        "primary": primary,
    }

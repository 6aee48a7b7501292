"""Diagnostics as SARIF 2.1.0 (OASIS, 2020), which code review hosts read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from eligo.diagnostics import pages
from eligo.diagnostics.model import Diagnostic, Label, Source

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(files: Sequence[tuple[str, Sequence[Diagnostic]]], version: str) -> str:
    """Return one SARIF log with a single run over ``files``, each a name and its diagnostics, and a line end.

    ``version`` is the engine's. Columns count Unicode code points, which the log states.
    """
    found = sorted({diagnostic.code for _, diagnostics in files for diagnostic in diagnostics})
    indices = {code: index for index, code in enumerate(found)}
    results = [_result(name, diagnostic, indices) for name, diagnostics in files for diagnostic in diagnostics]
    run = {
        "tool": {"driver": {"name": "eligo", "version": version, "rules": [_rule(code) for code in found]}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code,
        "defaultConfiguration": {"level": "error" if code.startswith("E") else "warning"},
    }
    if code in pages.codes():  # a report is no place to fail for want of a page
        rule["shortDescription"] = {"text": pages.title(code)}
        rule["help"] = {"text": f"eligo explain {code}", "markdown": pages.page(code)}
    return rule


def _result(name: str, diagnostic: Diagnostic, indices: dict[str, int]) -> dict[str, Any]:
    text = diagnostic.message + (f"; {diagnostic.help}" if diagnostic.help else "")
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(name)}}
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": indices[diagnostic.code],
        "level": diagnostic.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": physical}],
    }
    if diagnostic.source is not None and diagnostic.primary is not None:
        physical["region"] = _region(diagnostic.source, diagnostic.primary)
    if diagnostic.source is not None and diagnostic.secondary:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(name)},
                    "region": _region(diagnostic.source, label),
                },
                "message": {"text": label.text},
            }
            for number, label in enumerate(diagnostic.secondary, start=1)
        ]
    return result


def _region(source: Source, label: Label) -> dict[str, int]:
    line, column = source.position(label.span.start)
    end_line, end_column = source.position(label.span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _uri(name: str) -> str:
    from urllib.parse import quote  # SARIF alone needs it

    return quote(name.replace("\\", "/"))

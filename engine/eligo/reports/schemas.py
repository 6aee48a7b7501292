"""The published JSON schemas."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import Any

from eligo.diagnostics import Diagnostic, UsageError

#: every format and what it is
FORMATS = {
    "patient": "a fact sheet: what is known of one patient",
    "result": "the screening of one patient against one trial",
    "trial": "a compiled trial: its criteria as typed rules",
    "cases": "the cases of a trial, as TOML tables",
    "draft": "a line of a drafted study, or of `eligo draft --each-line`",
    "mapping": "how a table of patients is read, as TOML",
    "unit": "an answer of `eligo unit`",
    "diagnostics": "the errors and warnings of one file",
}
#: where a format's model stands when not in `eligo.reports.formats`
_MODELS = {"patient": "eligo.facts.schema", "mapping": "eligo.facts.tables.schema"}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the format ``name``; raise `UsageError` (E704) where there is none."""
    if name not in FORMATS:
        near = get_close_matches(name, FORMATS, n=1)
        help_ = f"did you mean `{near[0]}`?" if near else f"the formats are {', '.join(FORMATS)}"
        raise UsageError([Diagnostic("E704", f"no format is called `{name}`", help=help_)])
    from eligo.reports.formats.common import SchemaWithoutDefaults  # pydantic takes 100 ms to import

    model = import_module(_MODELS.get(name, f"eligo.reports.formats.{name}")).Model
    fields = model.model_json_schema(by_alias=True, schema_generator=SchemaWithoutDefaults)
    return {"$schema": _DIALECT, **fields, "title": name}

"""Any patient source as the text of a fact sheet (FORMATS §1)."""

from __future__ import annotations

import json
import os
from typing import Any, cast

from eligo.diagnostics import FactsError, has_errors
from eligo.facts.dating import check_as_of
from eligo.facts.json_text import from_object, read_json
from eligo.facts.loading import open_source
from eligo.facts.naming import naming_in
from eligo.facts.numbers import Number
from eligo.facts.problems import Problems
from eligo.facts.reading import Reading
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.loading import load_vocabulary


def sheet_json(
    source: str | os.PathLike[str] | bytes | dict[str, Any],
    vocabulary: Vocabulary | None = None,
    *,
    as_of: str | None = None,
) -> str:
    """Return the fact sheet of ``source``, one fact a line; numbers stand as they were written.

    ``as_of`` takes the place of a screening date that it has. Raises `FactsError` as `load_facts` does for an import;
    what is wrong with the records of a fact sheet, `load_facts` tells.
    """
    vocabulary = load_vocabulary() if vocabulary is None else vocabulary
    opened = open_source(source)
    check_date(as_of)
    problems = Problems()
    if opened.fhir is not None:
        from eligo.facts.fhir import sheet_tree

        tree = sheet_tree(opened.fhir, vocabulary)
    elif isinstance(opened.content, dict):
        tree = from_object(opened.content, opened.name, problems)
    else:
        tree = read_json(opened.content, opened.name, problems)
    return tree_json(tree, as_of)


def check_date(as_of: str | None) -> None:
    """Raise `FactsError` (E605) where ``as_of`` is no screening date."""
    problems = Problems()
    if as_of is not None:
        date = Reading(naming_in(load_vocabulary()), problems).date(as_of, "as_of")
        problems.found += [] if date is None else check_as_of(date, "as_of")
    if has_errors(problems.found):
        raise FactsError(problems.found)


def tree_json(tree: dict[str, Any], as_of: str | None = None) -> str:
    """Return ``tree``, a fact sheet, as text, one fact a line, with ``as_of`` as its screening date where given."""
    return _text(_dated(tree, as_of))


def tree_line(tree: dict[str, Any], as_of: str | None = None) -> str:
    """Return ``tree``, a fact sheet, in one line (NDJSON), with ``as_of`` as its screening date where given."""
    return f"{_json(_dated(tree, as_of))}\n"


def _dated(tree: dict[str, Any], as_of: str | None) -> dict[str, Any]:
    if as_of is None:
        return tree
    patient = {"patient": tree["patient"]} if "patient" in tree else {}
    rest = {key: value for key, value in tree.items() if key not in ("as_of", "patient")}
    return {**patient, **rest, "as_of": as_of}


def _text(tree: dict[str, Any]) -> str:
    lines: list[str] = []
    for key, value in tree.items():
        if key == "facts" and isinstance(value, list) and value:
            facts = ",\n".join(f"    {_json(fact)}" for fact in cast("list[Any]", value))
            lines.append(f'  "facts": [\n{facts}\n  ]')
        else:
            lines.append(f"  {_json(key)}: {_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n"


def _json(node: Any) -> str:
    """Return ``node`` as JSON; the text of a `Number` is a number as it was written."""
    if type(node) is Number:
        return node.text
    if isinstance(node, dict):
        fields = cast("dict[str, Any]", node).items()
        return "{" + ", ".join(f"{_json(key)}: {_json(value)}" for key, value in fields) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(_json(item) for item in cast("list[Any]", node)) + "]"
    return json.dumps(node, ensure_ascii=False)

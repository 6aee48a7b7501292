"""From the tables of ``formulas.toml`` (``[[formula]]``) to formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from eligo.quantities.dates import parse_duration
from eligo.quantities.units import parse_unit
from eligo.vocabulary.model import Formula
from eligo.vocabulary.tables import Table

#: the name of the array of formulas in a file
FORMULAS = "formula"


def formula_tables(place: str, tables: dict[str, object], problems: list[str]) -> Iterator[tuple[str, Table]]:
    """Yield id and table of each formula of a file at ``place``."""
    for name, value in tables.items():
        if name != FORMULAS or not isinstance(value, list):
            problems.append(f"{place} [{name}]: a file of formulas holds [[{FORMULAS}]] and nothing else")
            continue
        for fields in cast("list[dict[str, object]]", value):
            id = fields.get("id")
            table = Table(f"{place} [{id}]", fields, problems)
            yield table.text("id"), table


def read_formula(id: str, table: Table) -> Formula:
    """Read one ``[[formula]]``."""
    within = table.duration("within")
    if within is None:
        table.problem("`within` must be a duration")
    return Formula(
        id=id,
        name=table.text("name"),
        gives=table.text("gives"),
        method=table.text("method"),
        compute=table.text("compute"),
        inputs=tuple(_inputs(table)),
        unit=table.unit("unit") or parse_unit("1"),
        within=within or parse_duration("P1D"),
        adults_only=table.flag("adults_only"),
        needs_sex=table.flag("needs_sex"),
        needs_age=table.flag("needs_age"),
        not_during=table.texts("not_during"),
        precision=table.integer("precision"),
        monotone=table.pairs("monotone"),
        on_request=table.flag("on_request"),
        source=table.text("source"),
        examples=tuple(_examples(table)),
    )


def _inputs(table: Table) -> Iterator[tuple[str, str]]:
    for item in _list(table.raw("inputs")):
        pair = _list(item)
        if len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], str):
            if pair[1]:
                table.unit_of("inputs", pair[1])
            yield pair[0], pair[1]
        else:
            table.problem('`inputs` must hold pairs such as ["creatinine", "mg/dL"]')


def _examples(table: Table) -> Iterator[tuple[tuple[str, ...], str]]:
    for item in _list(table.raw("examples")):
        example = cast("dict[str, object]", item) if isinstance(item, dict) else {}
        inputs, result = _list(example.get("of")), example.get("gives")
        if set(example) == {"of", "gives"} and isinstance(result, str) and all(isinstance(i, str) for i in inputs):
            yield tuple(cast("list[str]", inputs)), result
        else:
            table.problem('`examples` must hold tables such as { of = ["60", "1.2"], gives = "72.5" }')


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []

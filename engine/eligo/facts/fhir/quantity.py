"""Quantity, Range and Ratio as the ``value`` and ``unit`` of a record."""

from __future__ import annotations

from typing import Final

from eligo.facts.choosing import one_unit
from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.nodes import Node, node_of, text_of
from eligo.facts.imports import NO_NUMBER
from eligo.facts.naming import Record
from eligo.facts.numbers import Number, exact_decimal, plain_decimal

UCUM: Final = ("http://unitsofmeasure.org", "urn:oid:2.16.840.1.113883.6.8")
_COMPARATORS: Final = frozenset({"<", "<=", ">", ">="})


def quantity(chart: Chart, node: Node, place: str) -> Record:
    """Return the value of a Quantity, with the unit that it states; none is taken where it states none."""
    number = chart.number(node.get("value"), place)
    if number is None:
        return {"value": NO_NUMBER}
    comparator = node.get("comparator")
    value: Number | str = number
    if comparator is not None:
        if type(comparator) is not str or comparator not in _COMPARATORS:
            return {"value": NO_NUMBER}
        value = f"{comparator}{plain_decimal(number)}"
    unit = unit_of(node)
    return {"value": value} if unit is None else {"value": value, "unit": unit}


def range_(chart: Chart, node: Node, place: str) -> Record:
    """Return the value of a Range: anything from its low to its high end, in the unit that both state."""
    low, high = node_of(node, "low"), node_of(node, "high")
    ends = [None if end is None else quantity(chart, end, place) for end in (low, high)]
    numbers = [None if end is None or not isinstance(end["value"], Number) else end["value"] for end in ends]
    units = list(dict.fromkeys(end.get("unit") for end in ends if end is not None))
    if len(units) != 1 or numbers == [None, None] or any(n is None and e is not None for n, e in _pairs(numbers, ends)):
        return {"value": NO_NUMBER}
    first, last = numbers
    if first is None or last is None:
        text = (
            f">={plain_decimal(first)}"
            if first is not None
            else f"<={plain_decimal(last)}"
            if last is not None
            else NO_NUMBER
        )
    elif first.exact > last.exact:
        text = NO_NUMBER
    else:
        text = f"{plain_decimal(first)} to {plain_decimal(last)}"
    return {"value": text} if units[0] is None else {"value": text, "unit": units[0]}


def ratio(chart: Chart, node: Node, place: str) -> Record:
    """Return the value of a Ratio: the quotient, where it is an exact decimal and its unit can be written."""
    parts = [quantity(chart, node_of(node, key) or {}, place) for key in ("numerator", "denominator")]
    above, below = (part["value"] for part in parts)
    if not isinstance(above, Number) or not isinstance(below, Number) or below.exact == 0:
        return {"value": NO_NUMBER}
    text = exact_decimal(above.exact / below.exact)
    upper, lower = (part.get("unit") for part in parts)
    if text is None or (lower is not None and upper is None):
        return {"value": NO_NUMBER}
    if lower is None:
        return {"value": text} if upper is None else {"value": text, "unit": upper}
    return {"value": text, "unit": f"{upper}/{lower}"}


def unit_of(node: Node) -> str | None:
    """Return the unit of a Quantity: its UCUM code, else what people see; None where it states none."""
    code, shown = text_of(node, "code"), text_of(node, "unit")
    if code is None or code == shown:
        return shown
    system = node.get("system")
    if system is not None and system not in UCUM:
        return shown or code
    return code if shown is None else one_unit(code, shown)


def _pairs(numbers: list[Number | None], ends: list[Record | None]) -> list[tuple[Number | None, Record | None]]:
    return list(zip(numbers, ends, strict=True))

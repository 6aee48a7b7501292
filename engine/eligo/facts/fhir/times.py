"""From the dates of a resource to ``time``, ``start``, ``end`` and ``recorded`` of a record."""

from __future__ import annotations

from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.nodes import Node, node_of
from eligo.facts.imports import UNDATABLE
from eligo.facts.naming import Record


def period_of(chart: Chart, node: Node, key: str, place: str) -> Record | None:
    """Return ``start`` and ``end`` of the Period under ``key``; None where there is no period."""
    period = node_of(node, key)
    if period is None:
        return None
    dates = {name: chart.date(period, name, f"{place}.{key}") for name in ("start", "end")}
    return {name: date for name, date in dates.items() if date is not None}


def checked(chart: Chart, fields: Record, place: str) -> Record:
    """Return ``fields``, without dates and saying nothing where a date is none or the end comes first (W621)."""
    dates = {key: value for key in ("time", "start", "end", "recorded") if (value := fields.get(key)) is not None}
    is_wrong = UNDATABLE in dates.values()
    if not is_wrong and "start" in dates and "end" in dates:
        first, last = chart.reading.plain_date(dates["start"]), chart.reading.plain_date(dates["end"])
        if first is not None and last is not None and first.earliest > last.on_clock(first.offset).latest:
            message, help_ = "it ends before it starts; the record decides nothing", "correct the dates at the source"
            chart.problems.add("W621", place, message, help_)
            is_wrong = True
    if not is_wrong:
        return fields
    kept = {key: value for key, value in fields.items() if key not in dates and key not in ("present", "status")}
    return {**kept, "value": UNDATABLE}

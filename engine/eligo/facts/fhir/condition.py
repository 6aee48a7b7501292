"""Condition, and how the statuses of conditions and allergies are taken."""

from __future__ import annotations

from typing import Final

from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.nodes import Node, node_of, status_of
from eligo.facts.fhir.opening import Entry
from eligo.facts.fhir.times import checked
from eligo.facts.imports import UNCONFIRMED
from eligo.facts.naming import Record

#: codes of condition-clinical and allergyintolerance-clinical, as the status of a record
_GOING_ON: Final = frozenset({"active", "recurrence", "relapse"})
_OVER: Final = frozenset({"resolved"})
#: it was there; whether it still is depends on what is asked
_DORMANT: Final = frozenset({"inactive", "remission"})
_SURE: Final = frozenset({None, "confirmed"})
ENTERED_IN_ERROR: Final = "entered-in-error"


def read_condition(chart: Chart, entry: Entry) -> None:
    """Add the record of a Condition."""
    resource, place = entry.resource, entry.place
    fields = _dates(chart, resource, place)
    stated = presence_fields(chart, resource, place, fields)
    for each in stated:
        if not chart.add_presence(entry, place, node_of(resource, "code"), each, "condition"):
            break


def presence_fields(chart: Chart, resource: Node, place: str, dates: Record) -> list[Record]:
    """Return what a condition or an allergy with ``dates`` states, by its two statuses: one record, two or none.

    One in remission was there, and may be; that is a record of the past and a doubtful one of the present.
    """
    has_ended = bool(dates.pop("ended", False)) or "end" in dates
    verified, clinical = status_of(resource, "verificationStatus"), status_of(resource, "clinicalStatus")
    if verified == ENTERED_IN_ERROR:
        chart.errors += 1
        return []
    if verified == "refuted":
        on = chart.date(resource, "recordedDate", place) or dates.get("start") or dates.get("recorded")
        return [checked(chart, {"present": False, **({"time": on} if on is not None else {})}, place)]
    fields = checked(chart, dates, place)
    if verified not in _SURE:
        return [{**fields, "value": UNCONFIRMED}]
    if "value" in fields:
        return [fields]
    if clinical in _GOING_ON:
        return [{**fields, "status": "active"}]
    if clinical in _OVER or (clinical is None and has_ended):
        return [fields if "end" in fields else {**fields, "status": "resolved"}]
    if clinical is None:
        return [fields]
    if clinical in _DORMANT:
        return [
            fields if "end" in fields else {**fields, "status": "resolved"},
            {**_undated(fields), "value": clinical},
        ]
    return [{**fields, "value": UNCONFIRMED}]


def _undated(fields: Record) -> Record:
    return {key: value for key, value in fields.items() if key not in ("start", "end", "recorded")}


def _dates(chart: Chart, resource: Node, place: str) -> Record:
    """Return the dates of a Condition: the onset, or by when it was known, and the abatement."""
    found: Record = {}
    start = chart.date(resource, "onsetDateTime", place)
    period = node_of(resource, "onsetPeriod")
    if start is not None:
        found["start"] = start
    else:
        latest = None if period is None else chart.date(period, "end", place) or chart.date(period, "start", place)
        known = latest or chart.date(resource, "recordedDate", place) or chart.date(resource, "assertedDate", place)
        if known is not None:
            found["recorded"] = known
    end = chart.date(resource, "abatementDateTime", place)
    period = node_of(resource, "abatementPeriod")
    if end is None and period is not None:
        end = chart.date(period, "end", place)
    if end is not None:
        found["end"] = end
    elif any(key.startswith("abatement") and resource[key] is not False for key in resource):
        found["ended"] = True
    return found

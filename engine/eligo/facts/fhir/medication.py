"""MedicationRequest, MedicationDispense, MedicationAdministration and MedicationStatement.

A prescription says that a drug was ordered, and so does its dispensing: neither says that it is taken. Only a statement
and an administration do. Statuses are those of R4 and, where R5 has other words for them, of R5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eligo.facts.choosing import Choice, folded
from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.condition import ENTERED_IN_ERROR
from eligo.facts.fhir.nodes import Node, node_of, nodes_of, status_of, text_of
from eligo.facts.fhir.opening import Entry
from eligo.facts.fhir.times import checked, period_of
from eligo.facts.imports import UNCONFIRMED
from eligo.facts.naming import Record

_ORDERS: Final = frozenset({"order", "original-order", "reflex-order", "filler-order", "instance-order"})
_INTENDED: Final = frozenset({"proposal", "plan", "option"})
#: an order that was carried out, or given up before its end
_OVER: Final = frozenset({"completed", "stopped", "ended"})
#: an order that never led to anything
_NEVER: Final = frozenset({"cancelled", "declined"})
_TAKEN: Final = frozenset({"active", "recorded", "taking"})
_NOT_TAKEN: Final = frozenset({"not-taken", "not-taking"})


def read_request(chart: Chart, entry: Entry) -> None:
    """Add the record of a MedicationRequest, an order from its date, or from when it may be dispensed."""
    resource, place = entry.resource, entry.place
    status = status_of(resource, "status")
    if resource.get("doNotPerform") is True or status in _NEVER:
        chart.say_nothing(entry)
        return
    start = chart.date(resource, "authoredOn", place)
    dispensed = node_of(resource, "dispenseRequest") or {}
    valid = period_of(chart, dispensed, "validityPeriod", f"{place}.dispenseRequest") or {}
    start = max(filter(None, (start, valid.get("start"))), default=None)
    fields: Record = {} if start is None else {"start": start}
    intent = status_of(resource, "intent")
    if intent in _INTENDED or status == "draft":
        states = [{**fields, "status": "planned"}]
    elif intent not in _ORDERS and intent is not None:
        states = [{**fields, "value": UNCONFIRMED}]
    elif status == "active":
        states = [{**fields, "status": "ordered"}]
    elif status in _OVER:
        states = [{**fields, "status": "resolved"}]
    elif status == "on-hold":
        states = _interrupted(fields)
    else:
        states = [{**fields, "value": UNCONFIRMED}]
    _add(chart, entry, status, states)


def read_dispense(chart: Chart, entry: Entry) -> None:
    """Add the record of a MedicationDispense: as good as an order of the day when it was handed over."""
    resource, place = entry.resource, entry.place
    status = status_of(resource, "status")
    if status in _NEVER:
        chart.say_nothing(entry)
        return
    start = chart.date(resource, "whenHandedOver", place) or chart.date(resource, "whenPrepared", place)
    fields: Record = {} if start is None else {"start": start}
    if status in ("preparation", "in-progress", "on-hold"):
        states = [{**fields, "status": "planned"}]
    elif status in ("completed", "stopped"):
        states = [{**fields, "status": "ordered"}]
    else:
        states = [{**fields, "value": UNCONFIRMED}]
    _add(chart, entry, status, states)


def read_administration(chart: Chart, entry: Entry) -> None:
    """Add the record of a MedicationAdministration."""
    resource = entry.resource
    status = status_of(resource, "status")
    if status == "not-done":
        chart.say_nothing(entry)
        return
    # R5 writes `occurence` with one r
    fields = _given(chart, entry, ("effective", "occurence", "occurrence"))
    if status not in ("completed", "stopped", "in-progress"):
        fields = {**fields, "value": UNCONFIRMED}
    elif "start" in fields and "end" not in fields and status != "in-progress":
        fields = {**fields, "status": "resolved"}
    _add(chart, entry, status, [fields])


def read_statement(chart: Chart, entry: Entry) -> None:
    """Add the record of a MedicationStatement: what somebody says is, was or is not taken."""
    resource, place = entry.resource, entry.place
    status = status_of(resource, "status")
    adherence = node_of(resource, "adherence")
    state = status_of(adherence, "code") if adherence is not None else status
    fields = _given(chart, entry, ("effective",))
    if "time" in fields and state in _TAKEN:
        fields["start"] = fields.pop("time")
    asserted = chart.date(resource, "dateAsserted", place)
    if state in _NOT_TAKEN:
        on = fields.get("time") or asserted
        states: list[Record] = [{"present": False, **({} if on is None else {"time": on})}]
    elif status == "draft" or state in (None, "unknown"):
        states = [{**fields, "value": UNCONFIRMED}]
    elif state == "intended":
        states = [{**fields, "status": "planned"}]
    else:
        if asserted is not None and not fields:
            fields = {"recorded": asserted}
        states = _statement_states(state, fields)
    _add(chart, entry, ENTERED_IN_ERROR if status == ENTERED_IN_ERROR else state, states)


def _statement_states(state: str | None, fields: Record) -> list[Record]:
    if state in _TAKEN:
        return [fields if "end" in fields or state == "recorded" else {**fields, "status": "active"}]
    if state in ("completed", "stopped"):
        is_dated = "end" in fields or "time" in fields
        return [fields if is_dated else {**fields, "status": "resolved"}]
    return _interrupted(fields) if state == "on-hold" else [{**fields, "value": UNCONFIRMED}]


def _interrupted(fields: Record) -> list[Record]:
    """Return what is known of a drug that is on hold: it was there, and may be."""
    return [{**fields, "status": "resolved"}, {"value": "on hold"}]


def _given(chart: Chart, entry: Entry, names: tuple[str, ...]) -> Record:
    """Return when a drug was given: at a time, or over a period."""
    for name in names:
        time = chart.date(entry.resource, f"{name}DateTime", entry.place)
        if time is not None:
            return {"time": time}
        period = period_of(chart, entry.resource, f"{name}Period", entry.place)
        if period is not None:
            return period
    return {}


def _add(chart: Chart, entry: Entry, status: str | None, states: list[Record]) -> None:
    if status == ENTERED_IN_ERROR:
        chart.errors += 1
        return
    states = [checked(chart, state, entry.place) for state in states]
    for choice in _drugs(chart, entry):
        for fields in states:
            concept = choice.concept
            stated = fields if concept is None or choice.disagreeing else chart.stated(concept, fields, "medication")
            if stated is not None:
                chart.add(entry, entry.place, choice, stated, "medication")


def _drugs(chart: Chart, entry: Entry) -> Iterator[Choice]:
    """Yield what was ordered or given: the product, or where nothing knows it, each of its ingredients."""
    resource = entry.resource
    element, reference = node_of(resource, "medicationCodeableConcept"), node_of(resource, "medicationReference")
    both = node_of(resource, "medication")  # R5 joins the two
    if both is not None:
        element, reference = node_of(both, "concept") or element, node_of(both, "reference") or reference
    medication = None if reference is None else chart.resolved(reference, entry)
    product = chart.choose(element if medication is None else node_of(medication, "code") or element, entry.place)
    if product.concept is None and medication is not None:
        ingredients = [chart.choose(_ingredient(part), entry.place) for part in nodes_of(medication, "ingredient")]
        if any(choice.concept is not None for choice in ingredients):
            yield from ingredients
            return
    if product.name is None and reference is not None:
        product = product._replace(name=folded(text_of(reference, "display")))
    yield product


def _ingredient(part: Node) -> Node | None:
    item = node_of(part, "item")
    return node_of(part, "itemCodeableConcept") or (None if item is None else node_of(item, "concept"))

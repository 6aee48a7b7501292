"""Procedure, Immunization and Encounter: what was done, and stays in hospital."""

from __future__ import annotations

from typing import Final

from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.condition import ENTERED_IN_ERROR
from eligo.facts.fhir.nodes import Node, node_of, nodes_of, status_of, text_of
from eligo.facts.fhir.opening import Entry
from eligo.facts.fhir.times import checked, period_of
from eligo.facts.imports import UNCONFIRMED
from eligo.facts.naming import Record

#: HL7 v3 ActEncounterCode: classes of stays, as the SNOMED CT code of the admission
_STAYS: Final = {"IMP": "32485007", "ACUTE": "32485007", "NONAC": "32485007", "EMER": "4525004"}
#: classes that surely are no stay
_VISITS: Final = frozenset({"AMB", "VR", "HH", "FLD"})
_SNOMED: Final = "http://snomed.info/sct"
_ENDED: Final = frozenset({"finished", "discharged", "completed"})
_BEGUN: Final = frozenset({"arrived", "triaged", "in-progress", "onleave", "on-hold"})


def read_procedure(chart: Chart, entry: Entry) -> None:
    """Add the record of a Procedure. One that was not done says nothing: another may have been."""
    resource, place = entry.resource, entry.place
    status = status_of(resource, "status")
    if status == ENTERED_IN_ERROR:
        chart.errors += 1
        return
    if status in ("not-done", "cancelled", "aborted"):
        chart.say_nothing(entry)
        return
    fields = _performed(chart, resource, place)
    if status in ("preparation", "scheduled"):
        fields = {**fields, "status": "planned"}
    elif status == "completed":
        if "start" in fields and "end" not in fields:
            fields["status"] = "resolved"
    elif status != "in-progress":
        fields["value"] = UNCONFIRMED
    chart.add_presence(entry, place, node_of(resource, "code"), checked(chart, fields, place), "procedure")


def read_immunization(chart: Chart, entry: Entry) -> None:
    """Add the record of an Immunization, which happened at its time."""
    resource, place = entry.resource, entry.place
    status = status_of(resource, "status")
    if status == ENTERED_IN_ERROR:
        chart.errors += 1
        return
    if status == "not-done":
        chart.say_nothing(entry)
        return
    fields = _timed(chart, resource, place, "occurrenceDateTime")
    if status != "completed":
        fields["value"] = UNCONFIRMED
    chart.add_presence(entry, place, node_of(resource, "vaccineCode"), checked(chart, fields, place), "procedure")


def read_encounter(chart: Chart, entry: Entry) -> None:
    """Add the records of an Encounter that is a stay, by its class, or whose type the vocabulary knows."""
    resource, place = entry.resource, entry.place
    status = status_of(resource, "status")
    if status == ENTERED_IN_ERROR:
        chart.errors += 1
        return
    class_ = _class_of(resource)
    elements = _kinds_of_stay(chart, resource, class_)
    if status == "cancelled" or not elements:
        chart.say_nothing(entry)
        return
    fields = period_of(chart, resource, "period", place) or period_of(chart, resource, "actualPeriod", place) or {}
    if status == "planned":
        fields["status"] = "planned"
    elif status in _ENDED:
        if "end" not in fields:
            fields["status"] = "resolved"
    elif status not in _BEGUN:
        fields["value"] = UNCONFIRMED
    fields = checked(chart, fields, place)
    for element in elements:
        chart.add_presence(entry, place, element, dict(fields), "procedure")


def _kinds_of_stay(chart: Chart, resource: Node, class_: str | None) -> list[Node]:
    """Return the codes of an encounter that say something: of a visit, only what the vocabulary knows."""
    types = nodes_of(resource, "type")
    known = [(each, concept) for each in types if (concept := chart.choosing.choose(each).concept) is not None]
    elements = [each for each, _ in known]
    stay = _STAYS.get(class_ or "")
    if stay is not None:
        element: Node = {"coding": [{"system": _SNOMED, "code": stay}]}
        concept = chart.choosing.choose(element).concept
        ancestors = chart.choosing.naming.vocabulary.ancestors
        if concept is not None and not any(
            concept.id == other.id or concept.id in ancestors(other.id) for _, other in known
        ):
            elements.append(element)
    if not elements and class_ not in _VISITS:
        return types or [{}]
    return elements


def _class_of(resource: Node) -> str | None:
    for class_ in nodes_of(resource, "class"):  # R4 has one coding, R5 a list of concepts
        code = text_of(class_, "code") or next((text_of(c, "code") for c in nodes_of(class_, "coding")), None)
        if code is not None:
            return code
    return None


def _performed(chart: Chart, resource: Node, place: str) -> Record:
    """Return when a procedure was done: R4 `performed`, R5 `occurrence`."""
    for name in ("performed", "occurrence"):
        time = chart.date(resource, f"{name}DateTime", place)
        if time is not None:
            return {"time": time}
        period = period_of(chart, resource, f"{name}Period", place)
        if period is not None:
            return period
    recorded = chart.date(resource, "recorded", place)
    return {} if recorded is None else {"recorded": recorded}


def _timed(chart: Chart, resource: Node, place: str, key: str) -> Record:
    time = chart.date(resource, key, place)
    if time is not None:
        return {"time": time}
    recorded = chart.date(resource, "recorded", place)
    return {} if recorded is None else {"recorded": recorded}

"""AllergyIntolerance and FamilyMemberHistory: records in a relation to what they name."""

from __future__ import annotations

from typing import Final

from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.condition import ENTERED_IN_ERROR, presence_fields
from eligo.facts.fhir.nodes import node_of, nodes_of, status_of
from eligo.facts.fhir.opening import Entry
from eligo.facts.fhir.times import checked
from eligo.facts.imports import UNCONFIRMED
from eligo.facts.naming import Record

#: SNOMED CT: no known allergy, no known drug allergy, no known allergies; they name no substance
_NONE_KNOWN: Final = frozenset({"snomed:716186003", "snomed:409137002", "snomed:160244002"})


def read_allergy(chart: Chart, entry: Entry) -> None:
    """Add the record of an AllergyIntolerance; one that the vocabulary has as a condition is that condition."""
    resource, place = entry.resource, entry.place
    choice = chart.choose(node_of(resource, "code"), place)
    if choice.code in _NONE_KNOWN:
        chart.say_nothing(entry)
        return
    start = chart.date(resource, "onsetDateTime", place) or chart.date(resource, "recordedDate", place)
    is_condition = choice.concept is not None and choice.concept.kind == "condition"
    relation: Record = {} if is_condition and not choice.disagreeing else {"relation": "allergy"}
    dates: Record = {} if start is None else {"start": start}
    for fields in presence_fields(chart, resource, place, dates):
        chart.add(entry, place, choice, {**fields, **relation}, "condition")


def read_family_history(chart: Chart, entry: Entry) -> None:
    """Add a record of each condition of a FamilyMemberHistory."""
    resource, place = entry.resource, entry.place
    status = status_of(resource, "status")
    if status == ENTERED_IN_ERROR:
        chart.errors += 1
        return
    time = chart.date(resource, "date", place)
    fields: Record = {"relation": "family-history", **({} if time is None else {"time": time})}
    if status not in ("completed", "partial"):
        fields["value"] = UNCONFIRMED
    fields = checked(chart, fields, place)
    conditions = nodes_of(resource, "condition")
    if not conditions:
        chart.say_nothing(entry)
    for index, condition in enumerate(conditions):
        there = f"{place}.condition[{index}]"
        chart.add(entry, there, chart.choose(node_of(condition, "code"), there), dict(fields), "condition")

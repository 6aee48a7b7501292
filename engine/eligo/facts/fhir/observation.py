"""Observation: results, with their components."""

from __future__ import annotations

from typing import Final

from eligo.facts.choosing import Choice, folded
from eligo.facts.coded_answers import answered, is_question
from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.codes import codes_of
from eligo.facts.fhir.condition import ENTERED_IN_ERROR
from eligo.facts.fhir.nodes import Node, node_of, nodes_of, status_of, text_of
from eligo.facts.fhir.opening import Entry
from eligo.facts.fhir.quantity import quantity, range_, ratio
from eligo.facts.fhir.ranges import reference_range
from eligo.facts.imports import NO_NUMBER, NO_VALUE, UNDATABLE
from eligo.facts.naming import PRESENCES, Record
from eligo.facts.numbers import Number
from eligo.vocabulary.model import Measure

#: how far a result of a status can be taken: one that is corrected replaces the one that it corrects
_RANKS: Final = {"amended": 2, "corrected": 2, "appended": 1, "final": 1, "preliminary": 0, "registered": 0}
PRELIMINARY: Final = "preliminary"
#: reasons why there is no result at all; any other leaves a result whose value is not known
_NOT_DONE: Final = frozenset({"not-performed", "not-applicable", "not-asked", "unsupported"})
#: what is no statement about the patient's body: when, how it was drawn, pictures
_NO_STATEMENT: Final = frozenset({"valueDateTime", "valueTime", "valuePeriod", "valueSampledData", "valueAttachment"})


class Observations:
    """Reads the Observations of a chart, knowing which of two versions of one result counts."""

    def __init__(self, chart: Chart) -> None:
        """Read for ``chart``."""
        self._chart = chart
        entries = [entry.resource for entry in chart.entries if entry.resource["resourceType"] == "Observation"]
        ranked = [(resource, _rank_of(status_of(resource, "status"))) for resource in entries]
        occasions = {_occasion(resource) for resource, rank in ranked if rank not in (None, 1)} - {None}
        #: the greatest rank of the results of one code at one moment as it is written, where it is not that of all
        self._best: dict[tuple[object, str] | None, int] = {}
        for resource, rank in ranked if occasions else ():
            key = _occasion(resource)
            if rank is not None and key in occasions:
                self._best[key] = max(self._best.get(key, 0), rank)

    def read(self, entry: Entry) -> None:
        """Add the records of an Observation that counts."""
        status = status_of(entry.resource, "status")
        rank = _rank_of(status)
        if status == ENTERED_IN_ERROR:
            self._chart.errors += 1
        elif rank is None or (self._best and self._is_replaced(entry, rank)):
            self._chart.say_nothing(entry)
        else:
            self._read(entry, rank)

    def _is_replaced(self, entry: Entry, rank: int) -> bool:
        """Tell whether a later version of the result counts.

        A final one replaces what was preliminary on the same day or at the same time; a corrected one replaces a final
        one only at the same time of day, for there may be two on one day.
        """
        key = _occasion(entry.resource)
        return key is not None and rank < self._best.get(key, rank) and (rank == 0 or "T" in key[1])

    def _read(self, entry: Entry, rank: int) -> None:
        chart, resource, place = self._chart, entry.resource, entry.place
        fields = _time(chart, resource, place)
        components = nodes_of(resource, "component")
        is_panel = bool(components) or bool(nodes_of(resource, "hasMember"))
        count = len(chart.made)
        _read_one(chart, entry, resource, place, fields, rank, is_panel=is_panel)
        for index, component in enumerate(components):
            there = f"{place}.component[{index}]"
            _read_one(chart, entry, component, there, fields, rank, is_panel=False)
        if len(chart.made) == count:
            chart.say_nothing(entry)


def _rank_of(status: str | None) -> int | None:
    """Return how far a result of ``status`` can be taken; None where it does not count at all."""
    return None if status in (ENTERED_IN_ERROR, "cancelled") else _RANKS.get(status or "", 0)


def _read_one(chart: Chart, entry: Entry, node: Node, place: str, time: Record, rank: int, *, is_panel: bool) -> None:
    """Add the record of an Observation, or of a component of one."""
    choice = chart.choose(node_of(node, "code"), place)
    if choice.concept is None and is_question(choice.code):
        _read_answer(chart, entry, node, place, choice.code, time.get("time"), rank)
        return
    given = node_of(node, "valueQuantity")
    if given is not None:
        value = quantity(chart, given, place)
        if choice.concept is not None and choice.concept.kind in PRESENCES:
            value = {"value": NO_VALUE}  # the level of a drug in blood is not that it is taken
    else:
        found = _value(chart, node, place, choice)
        if found is None or (is_panel and found["value"] == NO_VALUE):
            return
        value = found
    concept = choice.concept
    if value["value"] == NO_VALUE and (concept is None or concept.kind not in PRESENCES):
        value = {}
    if isinstance(concept, Measure) and concept.pair is not None and isinstance(value.get("value"), Number):
        if is_panel:
            return  # the components say it
        value = {"value": NO_NUMBER}
    if rank == 0:
        value = {"value": PRELIMINARY}
    elif UNDATABLE in time.values():
        value = {"value": UNDATABLE}
    fields: Record = {**value, **time} if UNDATABLE not in time.values() else value
    if "referenceRange" in node and type(concept) is Measure and "unit" in value:
        limits = reference_range(chart, nodes_of(node, "referenceRange"), time.get("time"), place)
        if limits is not None:
            fields["range"] = limits
    if isinstance(concept, Measure) and concept.pair is not None and value.get("value") in _WITHOUT_NUMBER:
        _add_pair(chart, entry, place, concept.pair, fields)
        return
    chart.add(entry, place, choice, fields, "finding")


def _read_answer(chart: Chart, entry: Entry, node: Node, place: str, question: str, time: object, rank: int) -> None:
    """Add what an answer says of the conditions that ``question`` asks of; one that was never asked says nothing."""
    if status_of(node, "dataAbsentReason") in _NOT_DONE:
        return
    answer = node_of(node, "valueCodeableConcept")
    codes = [] if answer is None else codes_of(answer)
    doubt = PRELIMINARY if rank == 0 else None
    for id_, fields in answered(question, codes, None if time is None else str(time), doubt):
        _add_under_own_code(chart, entry, place, id_, fields)


_WITHOUT_NUMBER: Final = frozenset({None, NO_NUMBER, PRELIMINARY, UNDATABLE})


def _add_pair(chart: Chart, entry: Entry, place: str, pair: tuple[str, str], fields: Record) -> None:
    """Add a pair of which neither number is known as a result of each: the latest decides, known or not."""
    for id_ in pair:
        _add_under_own_code(chart, entry, place, id_, dict(fields))


def _add_under_own_code(chart: Chart, entry: Entry, place: str, id_: str, fields: Record) -> None:
    concept = chart.choosing.naming.vocabulary.concepts[id_]
    if concept.codes:
        chart.add(entry, place, Choice(concept.codes[0], concept), fields, "finding")


def _value(chart: Chart, node: Node, place: str, choice: Choice) -> Record | None:
    """Return the value of ``node`` in any form but a quantity; None where it states nothing."""
    for key, given in node.items():
        if key[:5] == "value" and len(key) > 5 and given is not None:
            return None if key in _NO_STATEMENT else _value_in(chart, node, key, place, choice)
    reason = status_of(node, "dataAbsentReason")
    return None if reason in _NOT_DONE else {"value": NO_VALUE}


def _value_in(chart: Chart, holder: Node, key: str, place: str, choice: Choice) -> Record:
    found: Record | None = None
    given, node = holder[key], node_of(holder, key)
    if key == "valueCodeableConcept" and node is not None:
        text = chart.choosing.value(node, choice.concept)
        found = None if text is None else {"value": text}
    elif key == "valueString" and type(given) is str:
        text = folded(given)
        found = None if text is None else {"value": text}
    elif key == "valueBoolean" and type(given) is bool:
        found = {"value": given}
    elif key == "valueInteger":
        number = chart.number(given, place)
        found = None if number is None else {"value": number}
    elif key == "valueRange" and node is not None:
        found = range_(chart, node, place)
    elif key == "valueRatio" and node is not None:
        found = ratio(chart, node, place)
    if found is not None and choice.concept is not None and choice.concept.kind in PRESENCES:
        return found if isinstance(found["value"], str | bool) else {"value": NO_VALUE}
    return found or {"value": NO_VALUE}


def _time(chart: Chart, resource: Node, place: str) -> Record:
    """Return when the result is of: the end of what was observed, else when it was issued."""
    time = chart.date(resource, "effectiveDateTime", place) or chart.date(resource, "effectiveInstant", place)
    if time is None:
        period = node_of(resource, "effectivePeriod")
        if period is not None:
            time = chart.date(period, "end", place) or chart.date(period, "start", place)
    time = time or chart.date(resource, "issued", place)
    return {} if time is None else {"time": time}


def _occasion(resource: Node) -> tuple[object, str] | None:
    """Return what two versions of one result share: the first code, and the moment as it is written."""
    effective = text_of(resource, "effectiveDateTime") or text_of(resource, "effectiveInstant")
    code = node_of(resource, "code")
    if effective is None or code is None:
        return None
    for coding in nodes_of(code, "coding"):
        local = text_of(coding, "code")
        if local is not None:
            return (text_of(coding, "system"), local), effective
    return None

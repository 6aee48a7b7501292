"""Conditions, drugs, procedures, devices and visits: what was there, and when.

A drug exposure tells of an order, however it came about (prescribed, dispensed, claimed), unless its type says that the
drug was given: as with FHIR, nothing else says that it is taken.
"""

from __future__ import annotations

from eligo.facts.choosing import Choice
from eligo.facts.imports import UNCONFIRMED
from eligo.facts.naming import Record
from eligo.facts.omop.chart import Chart
from eligo.facts.omop.concepts import NO_CONCEPT
from eligo.facts.omop.database import Row
from eligo.facts.omop.tables import CONDITION_ERAS, CONDITIONS, DEVICES, DRUG_ERAS, DRUGS, PROCEDURES, VISITS


def read_condition(chart: Chart, row: Row, place: str) -> None:
    """Add the record of a condition. An end on the day of the start is none: sources with one date give it twice."""
    fields = _course(chart, row, "condition_start", "condition_end", place)
    if row.get("condition_status_concept_id", NO_CONCEPT) not in chart.concepts.tables["diagnosed"]:
        fields["value"] = UNCONFIRMED
    chart.add_presence(CONDITIONS, row, "condition", place, fields, "condition")


def read_condition_era(chart: Chart, row: Row, place: str) -> None:
    """Add the record of a condition era; its end is worked out of when it was last recorded, and ends nothing."""
    fields = _dated("start", chart.date(row, "condition_era_start", place))
    chart.add_presence(CONDITION_ERAS, row, "condition", place, fields, "condition")


def read_drug(chart: Chart, row: Row, place: str) -> None:
    """Add the record of a drug exposure; the end of an order counts only as the source itself has it."""
    start = chart.date(row, "drug_exposure_start", place)
    if row.get("drug_type_concept_id") in chart.concepts.tables["administered"]:
        end = chart.date(row, "drug_exposure_end", place)
        fields = _dated("time", start) if end is None or end == start else {**_dated("start", start), "end": end}
    else:
        verbatim = row.get("verbatim_end_date")
        end = chart.date({"verbatim_end_date": verbatim}, "verbatim_end", place) if verbatim is not None else None
        fields = {**_dated("start", start), "status": "ordered"}
        if end is not None and end != start:
            fields["end"] = end
    chart.add_presence(DRUGS, row, "drug", place, fields, "medication")


def read_drug_era(chart: Chart, row: Row, place: str) -> None:
    """Add the record of a drug era as an order of its first day: an era joins exposures of whatever type."""
    fields = {**_dated("start", chart.date(row, "drug_era_start", place)), "status": "ordered"}
    chart.add_presence(DRUG_ERAS, row, "drug", place, fields, "medication")


def read_procedure(chart: Chart, row: Row, place: str) -> None:
    """Add the record of a procedure, which was done on its date unless its type says that it was ordered."""
    fields = _course(chart, row, "procedure", "procedure_end", place)
    if "end" not in fields and "start" in fields:
        fields["time"] = fields.pop("start")
    if row.get("procedure_type_concept_id") in chart.concepts.tables["ordered_procedures"]:
        fields["status"] = "ordered"
    chart.add_presence(PROCEDURES, row, "procedure", place, fields, "procedure")


def read_device(chart: Chart, row: Row, place: str) -> None:
    """Add the record of a device, which is a procedure to the vocabulary where it is anything."""
    fields = _course(chart, row, "device_exposure_start", "device_exposure_end", place)
    chart.add_presence(DEVICES, row, "device", place, fields, "procedure")


def read_visit(chart: Chart, row: Row, place: str) -> None:
    """Add the records of a visit that is a stay, or that nothing tells to be none."""
    id = row.get("visit_concept_id", NO_CONCEPT)
    if id in chart.concepts.tables["visits"]:
        chart.say_nothing(VISITS)
        return
    stays: list[str] = chart.concepts.tables["stays"].get(id, [])
    start, end = chart.date(row, "visit_start", place), chart.date(row, "visit_end", place)
    fields = {**_dated("start", start), **_dated("end", end)}
    if not stays:
        chart.add_presence(VISITS, row, "visit", place, fields, "procedure")
    fields = {**chart.into.checked(fields, place), **chart.source(VISITS, row)}
    for code in stays:
        choice = chart.concepts.choosing.of_codes([code])
        chart.into.add(VISITS.name, place, Choice(choice.code, choice.concept), dict(fields), "procedure")


def _course(chart: Chart, row: Row, first: str, last: str, place: str) -> Record:
    """Return ``start`` and ``end`` of ``row``; an end on the day of the start is left out."""
    start, end = chart.date(row, first, place), chart.date(row, last, place)
    fields = _dated("start", start)
    return fields if end is None or (start is not None and end[:10] == start[:10]) else {**fields, "end": end}


def _dated(key: str, date: str | None) -> Record:
    return {} if date is None else {key: date}

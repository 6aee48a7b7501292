"""Measurements and observations: results."""

from __future__ import annotations

import re
from typing import Final

from eligo.facts.choosing import Choice, folded
from eligo.facts.coded_answers import answered, is_question
from eligo.facts.imports import NO_NUMBER, NO_VALUE, NO_WORD, UNDATABLE
from eligo.facts.naming import PRESENCES, Record
from eligo.facts.numbers import Number, plain_decimal
from eligo.facts.omop.chart import Chart
from eligo.facts.omop.concepts import NO_CONCEPT
from eligo.facts.omop.database import Row
from eligo.facts.omop.tables import MEASUREMENTS, OBSERVATIONS, Table
from eligo.vocabulary.model import Concept, Finding, Measure

_COMPARATOR: Final = re.compile(r"\s*(<=|>=|<|>|≤|≥)")
#: behind a fully specified name of SNOMED CT
_TAG: Final = " (qualifier value)"
_PLAIN: Final = {"≤": "<=", "≥": ">="}


def read_measurement(chart: Chart, row: Row, place: str) -> None:
    """Add the record of a measurement; one without any value is a result that is not known, or a procedure done."""
    choice = chart.choose(row, "measurement")
    if choice.concept is not None and choice.concept.kind == "procedure" and not _has_value(row):
        time = chart.date(row, "measurement", place)
        chart.add_presence(MEASUREMENTS, row, "measurement", place, {} if time is None else {"time": time}, "procedure")
        return
    _read(chart, MEASUREMENTS, row, "measurement", place)


def read_observation(chart: Chart, row: Row, place: str) -> None:
    """Add the record of an observation; one of a condition, a drug or a procedure needs no value to say it."""
    choice = chart.choose(row, "observation")
    if _has_value(row) or (choice.concept is not None and choice.concept.kind not in PRESENCES):
        _read(chart, OBSERVATIONS, row, "observation", place)
        return
    time = chart.date(row, "observation", place)
    # what nothing knows may be a condition, but for LOINC, whose codes ask
    kind = "finding" if choice.code.startswith("loinc:") else "condition"
    chart.add_presence(OBSERVATIONS, row, "observation", place, {} if time is None else {"time": time}, kind)


def _read(chart: Chart, table: Table, row: Row, stem: str, place: str) -> None:
    choice = chart.choose(row, stem)
    time = chart.date(row, stem, place)
    if choice.concept is None and is_question(choice.code):
        codes = chart.concepts.answers(row.get("value_as_concept_id"))
        for id, said in answered(choice.code, codes, time, None):
            concept = chart.concepts.naming.vocabulary.concepts[id]
            asked = Choice(concept.codes[0], concept)
            chart.into.add(table.name, place, asked, {**said, **chart.source(table, row)}, "finding")
        return
    fields: Record
    if time == UNDATABLE:
        fields = {"value": UNDATABLE}
    else:
        fields = {**_value(chart, row, choice, place), **({} if time is None else {"time": time})}
    if isinstance(choice.concept, Measure) and isinstance(fields.get("value"), Number) and "unit" in fields:
        limits = {key: n for key in ("low", "high") if (n := _limit(chart, row, f"range_{key}", place)) is not None}
        if limits:
            fields["range"] = limits
    chart.into.add(table.name, place, choice, {**fields, **chart.source(table, row)}, "finding")


def _value(chart: Chart, row: Row, choice: Choice, place: str) -> Record:
    """Return the value of ``row``: the one in the form that its concept has, else whatever there is."""
    concept = choice.concept
    number, answer = _quantity(chart, row, place), _answer(chart, row, concept)
    is_word = concept is not None and (isinstance(concept, Finding) or concept.kind in PRESENCES)
    found = (answer or number) if is_word else (number or answer)
    if found is None:
        text = folded(row.get("value_as_string") or row.get("value_source_value"))
        text = None if text is None else text.removesuffix(_TAG)
        found = None if text is None else {"value": text, **_unit(chart, row)}
    if concept is not None and concept.kind in PRESENCES:
        return found if found is not None and isinstance(found["value"], str) else {"value": NO_VALUE}
    if found is None and row.get("value_as_concept_id") == NO_CONCEPT:
        return {"value": NO_WORD}  # a word that nobody has mapped
    return found or {}


def _quantity(chart: Chart, row: Row, place: str) -> Record | None:
    """Return the number of ``row``, with its comparator, in its unit; None where it has none."""
    text = row.get("value_as_number")
    number = None if text is None else chart.into.number(text, place)
    if number is None:
        return None
    operators = chart.concepts.tables["operators"]
    id = row.get("operator_concept_id", NO_CONCEPT)
    comparator: str | None = operators.get(id) if id != NO_CONCEPT else _written(row)
    value: Number | str = number
    if comparator is None or (id != NO_CONCEPT and _written(row) not in ("=", comparator)):
        value = NO_NUMBER
    elif comparator != "=":
        value = f"{comparator}{plain_decimal(number)}"
    return {"value": value, **_unit(chart, row)}


def _written(row: Row) -> str:
    """Return the comparator that the source's own value has, ``=`` for none: it may not have become an operator."""
    found = _COMPARATOR.match(row.get("value_source_value", ""))
    return "=" if found is None else _PLAIN.get(found[1], found[1])


def _answer(chart: Chart, row: Row, concept: Concept | None) -> Record | None:
    stated = chart.concepts.choosing.stated(chart.concepts.answers(row.get("value_as_concept_id")), concept)
    return None if stated is None else {"value": stated}


def _unit(chart: Chart, row: Row) -> Record:
    unit = chart.concepts.unit(row)
    return {} if unit is None else {"unit": unit}


def _limit(chart: Chart, row: Row, column: str, place: str) -> Number | None:
    text = row.get(column)
    return None if text is None else chart.into.number(text, f"{place}.{column}")


def _has_value(row: Row) -> bool:
    own = any(row.get(key) is not None for key in ("value_as_number", "value_as_string", "value_source_value"))
    return own or row.get("value_as_concept_id", NO_CONCEPT) != NO_CONCEPT

"""Reference ranges of an Observation: the normal one that is for this patient."""

from __future__ import annotations

from typing import Final

from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.codes import codes_of
from eligo.facts.fhir.nodes import Node, node_of, nodes_of, text_of
from eligo.facts.fhir.quantity import unit_of
from eligo.facts.naming import Record
from eligo.quantities.dates import completed
from eligo.quantities.units import known_unit

#: SNOMED CT and the codes of administrative gender, as referencerange-appliesto has them
_SEXES: Final = {
    "snomed:248152002": "female",
    "snomed:248153007": "male",
    "http://hl7.org/fhir/administrative-gender|female": "female",
    "http://hl7.org/fhir/administrative-gender|male": "male",
}
#: completed calendar units in which ages of a range may be given
_AGES: Final = {"a": "year", "mo": "month", "wk": "week", "d": "day"}


def reference_range(chart: Chart, ranges: list[Node], time: str | None, place: str) -> Record | None:
    """Return the ``range`` of a record; None where none of ``ranges``, or several, are for this patient."""
    fitting = [limits for each in ranges if _is_for(chart, each, time) and (limits := _limits(chart, each, place))]
    return fitting[0] if fitting and all(other == fitting[0] for other in fitting) else None


def _limits(chart: Chart, node: Node, place: str) -> Record:
    found: Record = {}
    units: set[str] = set()
    for key in ("low", "high"):
        end = node_of(node, key)
        number = None if end is None else chart.number(end.get("value"), f"{place}.referenceRange")
        if end is None or number is None:
            continue
        found[key] = number
        unit = unit_of(end)
        if unit is not None:
            units.add(unit)
    if len(units) > 1:
        return {}
    return {**found, "unit": units.pop()} if units and found else found


def _is_for(chart: Chart, node: Node, time: str | None) -> bool:
    """Tell whether a range is a normal one, and surely for a patient of this sex and age."""
    type_ = node_of(node, "type")
    if type_ is not None and not any(coding.get("code") == "normal" for coding in nodes_of(type_, "coding")):
        return False
    for population in nodes_of(node, "appliesTo"):
        sexes = {_SEXES.get(code) for code in codes_of(population)}
        if sexes != {text_of(chart.patient.resource, "gender")}:
            return False
    age = node_of(node, "age")
    return age is None or _is_of_age(chart, age, time)


def _is_of_age(chart: Chart, age: Node, time: str | None) -> bool:
    birth, at = chart.reading.plain_date(chart.patient.resource.get("birthDate")), chart.reading.plain_date(time)
    if birth is None or at is None:
        return False
    for key in ("low", "high"):
        end = node_of(age, key)
        if end is None:
            continue
        number, unit = chart.number(end.get("value"), "Patient"), known_unit(unit_of(end) or "")
        if number is None or unit is None or unit.code not in _AGES:
            return False
        least, _ = completed(_AGES[unit.code], birth, at.first_day)  # type: ignore[arg-type] # a unit of calendars
        _, most = completed(_AGES[unit.code], birth, at.last_day)  # type: ignore[arg-type]
        if least < number.exact if key == "low" else most > number.exact:
            return False
    return True

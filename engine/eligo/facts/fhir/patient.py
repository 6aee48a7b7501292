"""Patient: who it is."""

from __future__ import annotations

from typing import Any, Final

from eligo.facts.fhir.chart import Chart
from eligo.facts.fhir.nodes import text_of
from eligo.facts.imports import UNDATABLE

_SEXES: Final = frozenset({"female", "male", "other", "unknown"})


def read_patient(chart: Chart) -> dict[str, Any]:
    """Return the patient's own fields of FORMATS §1.

    A death on a date that cannot be read is a death. Raises nothing; a birth date that is none is an error (E605).
    """
    resource = chart.patient.resource
    found: dict[str, Any] = {}
    id_ = text_of(resource, "id") or (chart.patient.url or "").removeprefix("urn:uuid:")
    if id_:
        found["id"] = id_
    birth = resource.get("birthDate")
    if birth is not None:
        if chart.reading.plain_date(birth) is None:
            place = f"{chart.patient.place}.birthDate"
            chart.problems.add("E605", place, "a birth date that cannot be read", "write it as `1961-07-23`")
        else:
            found["birth_date"] = birth
    sex = resource.get("gender")
    if type(sex) is str and sex in _SEXES:
        found["sex"] = sex
    died = chart.date(resource, "deceasedDateTime", chart.patient.place)
    if died is not None:
        found["deceased"] = died if died != UNDATABLE else True
    elif type(resource.get("deceasedBoolean")) is bool:
        found["deceased"] = resource["deceasedBoolean"]
    return found

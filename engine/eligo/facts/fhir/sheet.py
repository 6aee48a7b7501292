"""From the records of a chart to a `FactSheet`, and to the fact sheet that ``eligo facts`` prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from eligo.diagnostics import Diagnostic, FactsError, has_errors
from eligo.facts.fhir import allergy, condition, medication, procedure
from eligo.facts.fhir.chart import Chart, Made
from eligo.facts.fhir.observation import PRELIMINARY, Observations
from eligo.facts.fhir.opening import Entry, Opened
from eligo.facts.fhir.patient import read_patient
from eligo.facts.imports import IDLE, said, summed
from eligo.facts.model import Fact, FactSheet, Imported
from eligo.facts.naming import Naming, naming_in
from eligo.facts.numbers import Number
from eligo.facts.problems import Problems
from eligo.facts.reading import Reading
from eligo.facts.records import read_record
from eligo.facts.results import AGE
from eligo.facts.taking import Taking
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Measure

_READERS: Final[dict[str, Callable[[Chart, Entry], None]]] = {
    "Condition": condition.read_condition,
    "MedicationRequest": medication.read_request,
    "MedicationDispense": medication.read_dispense,
    "MedicationAdministration": medication.read_administration,
    "MedicationStatement": medication.read_statement,
    "MedicationUsage": medication.read_statement,  # its name in drafts of R5
    "Procedure": procedure.read_procedure,
    "Immunization": procedure.read_immunization,
    "Encounter": procedure.read_encounter,
    "AllergyIntolerance": allergy.read_allergy,
    "FamilyMemberHistory": allergy.read_family_history,
}
_MOST_KEPT: Final = 20_000
#: values that readers give to what decides nothing, of which nothing is left to say
_IDLE: Final = IDLE | {PRELIMINARY}
_PLAIN: Final = frozenset({"code", "value", "unit", "time", "source"})


def read_resources(opened: Opened, vocabulary: Vocabulary) -> FactSheet:
    """Return the facts of the one patient of ``opened``, without a screening date and with nothing complete.

    Raises `FactsError`: E605 a birth date that is none, E611 a number that is none, E621 to E623 where the resources
    are not those of one patient. Warnings are in the sheet, and what it was made of in its ``imported``.
    """
    chart, patient = _charted(opened, vocabulary)
    reading = chart.reading
    lane = _lane_of(reading.naming)
    facts = reading.facts
    idle: set[str] = set()
    for made in chart.made:
        record = made.record
        if record.get("value") in _IDLE:
            idle.add(made.place)
        fields = _plain(made, lane, reading) if _PLAIN.issuperset(record) else None
        if fields is not None:
            facts.append(Fact.made_of(fields))
            continue
        count = len(facts)
        read_record(reading, record, made.place)
        if made.name is not None and len(facts) > count:
            facts[-1] = Fact.made_of({**vars(facts[-1]), "name": made.name})
    found = said(chart.problems.found, idle)
    if has_errors(found):
        raise FactsError([diagnostic for diagnostic in found if diagnostic.severity == "error"])
    died = patient.get("deceased")
    return FactSheet(
        patient_id=patient.get("id"),
        birth_date=reading.plain_date(patient.get("birth_date")),
        sex=patient.get("sex"),
        deceased=reading.plain_date(died) if isinstance(died, str) else died,
        facts=tuple(facts),
        entered_in_error=chart.errors,
        imported=Imported(resources=chart.resources, silent=chart.silent, unmapped=chart.unmapped),
        diagnostics=(*opened.warnings, *summed(found, opened.place), *_unmapped(chart, opened.place)),
    )


def sheet_tree(opened: Opened, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the fact sheet (FORMATS §1) of ``opened``; its numbers are `Number`. Raises what `read_resources` raises.

    Reading it gives the facts of `read_resources`, but for their places and for the names of what nothing knows.
    """
    chart, patient = _charted(opened, vocabulary)
    if has_errors(chart.problems.found):
        raise FactsError([diagnostic for diagnostic in chart.problems.found if diagnostic.severity == "error"])
    return {"patient": patient, "facts": [made.record for made in chart.made]}


def _charted(opened: Opened, vocabulary: Vocabulary) -> tuple[Chart, dict[str, Any]]:
    """Return the chart of ``opened`` with every record in it, and the patient's own fields."""
    chart = Chart(opened.entries, Reading(naming_in(vocabulary), Problems()))
    patient = read_patient(chart)
    observations = Observations(chart)
    for entry in chart.entries:
        type_ = entry.resource["resourceType"]
        read = _READERS.get(type_)
        if type_ == "Observation" and chart.is_own(entry):
            observations.read(entry)
        elif read is not None and chart.is_own(entry):
            read(chart, entry)
        elif type_ != "Patient":
            chart.say_nothing(entry)
    return chart, patient


class _Lane(dict[tuple[str, str | None], Taking | None]):
    """How results are taken by code and unit, worked out once for each; None where there is anything to say of one."""

    def __init__(self, naming: Naming) -> None:
        super().__init__()
        self._naming = naming

    def __missing__(self, key: tuple[str, str | None]) -> Taking | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        measure = self._naming.coded[key[0]].only
        taking = None
        if isinstance(measure, Measure) and measure.pair is None and measure.id != AGE:
            found = self._naming.taking(measure, key[1])
            taking = found if found.problem is None else None
        self[key] = taking
        return taking


def _lane_of(naming: Naming) -> _Lane:
    lane = naming.kept.get(_Lane)
    if lane is None:
        lane = naming.kept[_Lane] = _Lane(naming)
    return lane


def _plain(made: Made, lane: _Lane, reading: Reading) -> dict[str, Any] | None:
    """Return the fields of the fact of a number in a fitting unit; None where there is more to say of the record.

    As `facts.lane` does for names; a test holds that it makes what `read_record` makes.
    """
    record = made.record
    value, unit = record.get("value"), record.get("unit")
    if type(value) is not Number:
        return None
    key = (record["code"], unit)
    taking = lane[key]
    if taking is None or not taking.low < value.approximate < taking.high:
        return None
    fields = record
    fields["place"] = made.place
    fields["concept"] = taking.measure.id
    fields["value"] = value.interval
    fields["written"] = value.text
    fields["unit"] = taking.unit
    if "time" in record:
        fields["time"] = reading.dates[record["time"]]
    return fields


def _unmapped(chart: Chart, place: str) -> list[Diagnostic]:
    if not chart.unmapped:
        return []
    counts = ", ".join(f"{number} {type_}" for type_, number in sorted(chart.unmapped.items()))
    message = f"records with codes that nothing in the vocabulary knows, which are kept unread: {counts}"
    help_ = "`eligo facts --format text` lists the codes; a trial may declare concepts of its own"
    return [Diagnostic("W620", message, place=place, help=help_)]

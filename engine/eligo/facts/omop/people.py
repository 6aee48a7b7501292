"""The persons of a CDM, one after the other, many read at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Final

from eligo.diagnostics import Diagnostic
from eligo.facts.imports import ONE_OF_MANY, UNDATABLE, Codes, Import
from eligo.facts.model import CompleteKind, Completeness
from eligo.facts.naming import Naming, Record, naming_in
from eligo.facts.omop import events, results
from eligo.facts.omop.chart import Chart, moment_of
from eligo.facts.omop.concepts import Concepts, whole
from eligo.facts.omop.database import Database, Row, failure
from eligo.facts.omop.tables import (
    CONDITION_ERAS,
    CONDITIONS,
    DEATH,
    DEVICES,
    DRUG_ERAS,
    DRUGS,
    EVENTS,
    MEASUREMENTS,
    OBSERVATIONS,
    PERIODS,
    PERSON,
    PROCEDURES,
    VISITS,
    Table,
)  # fmt: skip
from eligo.vocabulary import Vocabulary

_CODES: Final = Codes(undatable="W631", disagreeing="W632", unmapped="W630")
_READERS: Final[dict[Table, Callable[[Chart, Row, str], None]]] = {
    CONDITIONS: events.read_condition,
    CONDITION_ERAS: events.read_condition_era,
    DRUGS: events.read_drug,
    DRUG_ERAS: events.read_drug_era,
    PROCEDURES: events.read_procedure,
    DEVICES: events.read_device,
    VISITS: events.read_visit,
    MEASUREMENTS: results.read_measurement,
    OBSERVATIONS: results.read_observation,
}
#: eras are made of occurrences, and say nothing beside them
_ERAS: Final = {CONDITION_ERAS: CONDITIONS, DRUG_ERAS: DRUGS}
#: tables whose events have concepts with a hierarchy
_HIERARCHIES: Final = {
    CONDITIONS: "condition_concept_id",
    CONDITION_ERAS: "condition_concept_id",
    DRUGS: "drug_concept_id",
    DRUG_ERAS: "drug_concept_id",
    PROCEDURES: "procedure_concept_id",
    DEVICES: "device_concept_id",
    OBSERVATIONS: "observation_concept_id",
}
#: the tables without which no record of a kind is no sign of anything
_KEPT_IN: Final[dict[CompleteKind, tuple[Table, ...]]] = {
    "conditions": (CONDITIONS,),
    "medications": (DRUGS,),
    "procedures": (PROCEDURES,),
    "findings": (MEASUREMENTS, OBSERVATIONS),
    "allergies": (OBSERVATIONS,),
    "family history": (OBSERVATIONS,),
}
_KINDS: Final[dict[str, CompleteKind]] = {"condition": "conditions", "drug": "medications", "procedure": "procedures"}
_AT_ONCE: Final = 500


class People:
    """The persons of ``database``; what is declared complete is so for their observation periods."""

    def __init__(self, database: Database, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()) -> None:
        """Read by ``vocabulary``."""
        self._database = database
        self._naming = naming_in(vocabulary)
        self._concepts = Concepts(database, self._naming)
        self._complete = complete

    def one(self, id: str | None) -> Import:
        """Return the person ``id``, or the only one where it is None.

        Raises `FactsError`: E634 where there are several, E635 for nobody, E633 for a table that cannot be read.
        """
        if id is not None:
            rows = list(self._database.rows(PERSON.name, PERSON.columns, ("person_id", [id])))
            if not rows:
                help_ = "ids are those of `person_id`; `eligo facts` without `--patient` prints every patient"
                raise failure("E635", PERSON.name, "there is no patient with this id", help_)
        else:
            rows = list(islice(self._persons(), 2))
            if len({whole(row["person_id"]) for row in rows}) != 1:
                help_ = ONE_OF_MANY
                what = "several patients" if rows else "there is no patient in it"
                raise failure("E634", PERSON.name, what, help_)
        (person,) = self._read({whole(rows[0]["person_id"]): (0, rows)}, is_alone=True)
        return person

    def __iter__(self) -> Iterator[Import]:
        """Yield every person in the order of the ids; what is wrong with one is told by `Import.sheet` and `tree`."""
        grouped = groupby(self._persons(), key=lambda row: whole(row["person_id"]))
        numbered = ((id, (position, list(rows))) for position, (id, rows) in enumerate(grouped))
        while persons := dict(islice(numbered, _AT_ONCE)):
            yield from self._read(persons, is_alone=False)

    def warnings(self) -> list[Diagnostic]:
        """Return what is to say of the database as a whole: nothing."""
        return []

    def _persons(self) -> Iterator[Row]:
        return (
            row for row in self._database.rows(PERSON.name, PERSON.columns, order=("person_id",)) if "person_id" in row
        )

    def _read(self, persons: dict[str, tuple[int, list[Row]]], *, is_alone: bool) -> Iterator[Import]:
        ids = list(persons)
        tables = {table: self._rows(table, ids) for table in (DEATH, PERIODS, *EVENTS)}
        self._load(tables)
        for id, (position, rows) in persons.items():
            place = PERSON.name if is_alone else f"{PERSON.name}[{position}]"
            into = Import(place, id, self._naming, _CODES)
            self._read_person(into, rows, tables[DEATH].get(id, ()), tables[PERIODS].get(id, ()))
            chart = Chart(into, self._concepts)
            prefix = "" if is_alone else f"{place}."
            for table in EVENTS:
                own = tables[table].get(id, [])
                if not own:
                    continue
                into.read[table.name] = len(own)
                if table in _ERAS and self._database.has(_ERAS[table].name):
                    into.silent[table.name] += len(own)
                    continue
                for index, row in enumerate(own):
                    _READERS[table](chart, row, f"{prefix}{table.name}[{index}]")
            yield into

    def _rows(self, table: Table, ids: list[str]) -> dict[str, list[Row]]:
        """Return the rows of ``table`` by person; ids of concepts in them are whole numbers."""
        found: dict[str, list[Row]] = {}
        columns = ("person_id", *table.columns)
        for row in self._database.rows(table.name, columns, ("person_id", ids), (table.key,)):
            for column in row:
                if column.endswith("_id"):
                    row[column] = whole(row[column])
            found.setdefault(row["person_id"], []).append(row)
        return found

    def _load(self, tables: dict[Table, dict[str, list[Row]]]) -> None:
        """Ask for every concept of ``tables``, and for what is broader than those that nothing knows."""
        ids: set[str] = set()
        for people in tables.values():
            for rows in people.values():
                for row in rows:
                    ids.update(value for column, value in row.items() if column.endswith("concept_id"))
        self._concepts.load(ids)
        unknown = {
            row[column]
            for table, column in _HIERARCHIES.items()
            for rows in tables[table].values()
            for row in rows
            if column in row and self._concepts.choose([row[column]], None).concept is None
        }
        self._concepts.load_broader(unknown)

    def _read_person(self, into: Import, rows: list[Row], deaths: Iterable[Row], periods: Iterable[Row]) -> None:
        row = rows[0]
        into.read[PERSON.name] = len(rows)
        if len(rows) > 1:
            help_ = "the table `person` has one row a patient"
            into.problems.add("E636", into.place, "two rows of one patient", help_)
        birth = _birth_date(row)
        if birth is not None:
            if into.reading.plain_date(birth) is None:
                message, help_ = "a birth date that cannot be read", "correct the year, the month or the day"
                into.problems.add("E605", into.place, message, help_)
            else:
                into.patient["birth_date"] = birth
        sex = self._concepts.tables["sexes"].get(whole(row.get("gender_concept_id", "")))
        if sex is not None:
            into.patient["sex"] = sex
        for index, death in enumerate(deaths):
            into.read[DEATH.name] += 1
            date = into.date(moment_of(death.get("death_date"), death.get("death_datetime")), f"death[{index}]")
            into.patient.setdefault("deceased", True if date in (None, UNDATABLE) else date)
        self._declare(into, list(periods))

    def _declare(self, into: Import, periods: list[Row]) -> None:
        """Declare complete what is asked for, in the time of ``periods``."""
        for declared in self._complete:
            tables = _KEPT_IN[_kind_of(declared, self._naming)]
            missing = [table.name for table in tables if not self._database.has(table.name)]
            spans = [span for row in periods if (span := _span(into, row)) is not None]
            if missing or not spans:
                what = f"there is no table `{missing[0]}`" if missing else "no observation period that can be read"
                message = f"{what}, so nothing is declared complete"
                into.problems.add("W633", into.place, message, "silence about it stays unknown")
            else:
                into.complete += [{"of": _name(declared, self._naming), **span} for span in spans]


def _birth_date(row: Row) -> str | None:
    """Return the birth date as far as it is told; a day without a month is none.

    >>> _birth_date({"year_of_birth": "1998", "month_of_birth": "4"})
    '1998-04'
    """
    year, month, day = (whole(row.get(f"{part}_of_birth", "")) for part in ("year", "month", "day"))
    if not year:
        return None
    if not month:
        return year.zfill(4)
    return "-".join((year.zfill(4), month.zfill(2), *([day.zfill(2)] if day else [])))


def _span(into: Import, row: Row) -> Record | None:
    start, end = (moment_of(row.get(f"observation_period_{edge}_date"), None) for edge in ("start", "end"))
    first, last = into.reading.plain_date(start), into.reading.plain_date(end)
    if first is None or last is None or first.earliest > last.latest:
        return None
    return {"from": start, "to": end}


def _kind_of(declared: Completeness, naming: Naming) -> CompleteKind:
    """Return the kind of record that ``declared``, a kind or a concept, is about."""
    if declared.kind is not None or declared.concept is None:
        return declared.kind or "findings"
    return _KINDS.get(naming.vocabulary.concepts[declared.concept].kind, "findings")


def _name(declared: Completeness, naming: Naming) -> str:
    return declared.kind or naming.vocabulary.concepts[declared.concept or ""].name

"""The tidy tables of FORMATS §7, one row a fact, in CSV or Parquet files or in a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Final

from eligo.diagnostics import Diagnostic
from eligo.facts.imports import NO_NUMBER, NO_WORD, ONE_OF_MANY, UNDATABLE, Codes, Import
from eligo.facts.model import Completeness
from eligo.facts.naming import NO, YES, Record, naming_in
from eligo.facts.omop.chart import moment_of
from eligo.facts.omop.database import Database, Row, failure
from eligo.facts.shape import SEXES
from eligo.facts.tables.cells import number_of
from eligo.vocabulary import Vocabulary

PATIENTS: Final = "patients"
FACTS: Final = "facts"
_ID: Final = "patient_id"
_CODES: Final = Codes(undatable="W640", disagreeing="W640", unmapped="W642")
_TEXTS: Final = ("unit", "status", "relation", "of", "method", "id", "source", "kind")
_DATES: Final = ("time", "start", "end", "recorded")
_VALUES: Final = ("value", "value_text", "present", "ever", "low", "high", "context")
_COLUMNS: Final = (_ID, "concept", "name", "code", *_VALUES, *_TEXTS, *_DATES)
_TRUE: Final = YES | {"1", "t"}
_FALSE: Final = NO | {"0", "f"}
_AT_ONCE: Final = 500
_HELP: Final = "see FORMATS: dates are ISO 8601, numbers have a point for decimals"


class TidyPatients:
    """The patients of the tables of ``database``; ``complete`` are declarations beside those of its own."""

    def __init__(self, database: Database, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()) -> None:
        """Read by ``vocabulary``."""
        self._database = database
        self._naming = naming_in(vocabulary)
        self._complete = [one.kind or vocabulary.concepts[one.concept or ""].name for one in complete]

    def one(self, id: str | None) -> Import:
        """Return the patient ``id``, or the only one; raises `FactsError`: E634 for several, E635 for none."""
        columns = (_ID, "birth_date", "sex", "deceased")
        if id is not None:
            rows = list(self._database.rows(PATIENTS, columns, (_ID, [id])))
            if not rows:
                help_ = "ids are those of `patient_id`; `eligo facts` without `--patient` prints every patient"
                raise failure("E635", PATIENTS, "there is no patient with this id", help_)
        else:
            rows = list(islice(self._patients(), 2))
            if len({row[_ID] for row in rows}) != 1:
                help_ = ONE_OF_MANY
                raise failure("E634", PATIENTS, "several patients" if rows else "there is no patient in it", help_)
        (patient,) = self._read({rows[0][_ID]: (0, rows)}, is_alone=True)
        return patient

    def __iter__(self) -> Iterator[Import]:
        """Yield every patient in the order of the ids."""
        grouped = groupby(self._patients(), key=lambda row: row[_ID])
        numbered = ((id, (position, list(rows))) for position, (id, rows) in enumerate(grouped))
        while people := dict(islice(numbered, _AT_ONCE)):
            yield from self._read(people, is_alone=False)

    def warnings(self) -> list[Diagnostic]:
        """Return what is to say of the tables as a whole: rows of patients that there are not (W643)."""
        known = {row[_ID] for row in self._patients()}
        lost = sum(row.get(_ID) not in known for row in self._database.rows(FACTS, (_ID,)))
        if not lost:
            return []
        message = f"{lost} rows of patients that the table `{PATIENTS}` does not have are left out"
        return [Diagnostic("W643", message, place=FACTS, help="add the patients, or correct `patient_id`")]

    def _patients(self) -> Iterator[Row]:
        columns = (_ID, "birth_date", "sex", "deceased")
        return (row for row in self._database.rows(PATIENTS, columns, order=(_ID,)) if _ID in row)

    def _read(self, people: dict[str, tuple[int, list[Row]]], *, is_alone: bool) -> Iterator[Import]:
        ids = list(people)
        facts = _grouped(self._database.rows(FACTS, _COLUMNS, (_ID, ids)))
        answers = _grouped(self._database.rows("answers", (_ID, "label", "answer"), (_ID, ids)))
        complete = _grouped(self._database.rows("complete", (_ID, "kind", "from", "to"), (_ID, ids)))
        for id, (position, rows) in people.items():
            place = PATIENTS if is_alone else f"{PATIENTS}[{position}]"
            into = Import(place, id, self._naming, _CODES)
            prefix = "" if is_alone else f"{place}."
            _read_patient(into, rows)
            own = facts.get(id, [])
            into.read[FACTS] = len(own)
            for index, row in enumerate(own):
                _read_fact(into, row, f"{prefix}{FACTS}[{index}]")
            for index, row in enumerate(answers.get(id, ())):
                _read_answer(into, row, f"{prefix}answers[{index}]")
            declared = [{k: row[k] for k in ("from", "to") if k in row} | {"of": row["kind"]}
                        for row in complete.get(id, ()) if "kind" in row]  # fmt: skip
            into.complete += [*declared, *({"of": name} for name in self._complete)]
            yield into


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[_ID], []).append(row)
    return found


def _read_patient(into: Import, rows: list[Row]) -> None:
    row = rows[0]
    if len(rows) > 1:
        into.problems.add("E646", into.place, "a second row of one patient", "the table has one row a patient")
    born = _date(row.get("birth_date"))
    if born is not None and into.reading.plain_date(born) is None:
        into.problems.add("E605", into.place, "a birth date that cannot be read", "write it as `1961-07-23`")
    elif born is not None:
        into.patient["birth_date"] = born
    sex = row.get("sex", "").lower()
    if sex in SEXES:
        into.patient["sex"] = sex
    elif sex:
        into.problems.add("W640", f"{into.place}.sex", "a word for no sex", "write female, male, other or unknown")
    died = row.get("deceased")
    if died is not None:
        date = into.date(_date(died), f"{into.place}.deceased") if _truth(died) is None else None
        into.patient["deceased"] = _truth(died) if date is None else True if date == UNDATABLE else date


def _read_fact(into: Import, row: Row, place: str) -> None:
    """Add the record of a row; what cannot be read of it leaves a record that decides nothing."""
    record: Record = {key: row[key] for key in _TEXTS if key in row}
    if "code" in row:
        record["code"] = row["code"]
    name = row.get("concept", row.get("name"))
    if name is not None:
        record["name"] = name
    if not record.keys() & {"code", "name"}:
        into.problems.add("E646", place, "a row that does not say what it is of", "add `concept` or `code`")
        return
    record.update({key: into.date(_date(row[key]), f"{place}.{key}") for key in _DATES if key in row})
    for key in ("present", "ever"):
        if key in row:
            truth = _truth(row[key])
            record |= {key: truth} if truth is not None else _unread(into, f"{place}.{key}", "neither true nor false")
    if "value" in row:
        number = number_of(row["value"], ".")
        if number is None:
            record |= {**_unread(into, f"{place}.value", "no number"), "value": NO_NUMBER}
        elif number[0]:
            record["value"] = "".join(number)
        else:
            exact = into.number(number[1], f"{place}.value")
            record["value"] = NO_NUMBER if exact is None else exact
    elif "value_text" in row:
        record["value"] = row["value_text"]
    limits = {key: number_of(row[key], ".") for key in ("low", "high") if key in row}
    ends = {k: into.number(n[1], place) for k, n in limits.items() if n is not None and not n[0]}
    if limits and len(ends) == len(limits):
        record["range"] = ends
    elif limits:
        _unread(into, place, "an end of a reference range that is no number; the range is left out")
    if "context" in row:
        record["context"] = [part.strip() for part in row["context"].split(";") if part.strip()]
    into.add_record(FACTS, place, into.checked(record, place))


def _read_answer(into: Import, row: Row, place: str) -> None:
    label = row.get("label")
    if label is None:
        _unread(into, place, "an answer without a label")
        return
    given = row.get("answer")
    holds = None if given is None else _truth(given)
    if given is not None and holds is None:
        _unread(into, place, "an answer that is neither true nor false")
    if label in into.answers and into.answers[label] != holds:
        holds = None  # rows that differ answer nothing
    into.answers[label] = holds


def _unread(into: Import, place: str, message: str) -> Record:
    into.problems.add("W640", place, message, _HELP)
    return {"value": NO_WORD}


def _truth(text: str) -> bool | None:
    folded = text.lower()
    return True if folded in _TRUE else False if folded in _FALSE else None


def _date(text: str | None) -> str | None:
    """Return a date as ISO 8601; databases write a moment with a space, and a day as its midnight."""
    return moment_of(text, text) if text is not None and " " in text else text

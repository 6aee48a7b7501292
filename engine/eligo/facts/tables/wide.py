"""A table with a row for each patient, or for each visit, read by its mapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.imports import NO_NUMBER, NO_WORD, ONE_OF_MANY, UNDATABLE, Codes, Import
from eligo.facts.model import Completeness
from eligo.facts.naming import NO, PRESENCES, YES, Record, naming_in
from eligo.facts.shape import SEXES
from eligo.facts.tables.cells import date_of, number_of
from eligo.facts.tables.csv_text import Table
from eligo.facts.tables.mapping import Mapped, Mapping, located
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Measure, Scale

_CODES: Final = Codes(undatable="W640", disagreeing="W640", unmapped="W642")
#: whose rows have no id
_NOBODY: Final = ""
Row = tuple[int, dict[str, str]]


class WidePatients:
    """The patients of ``table`` by ``mapping``; ``complete`` are declarations beside those of the mapping."""

    def __init__(
        self, table: Table, mapping: Mapping, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()
    ) -> None:
        """Check that the table has the columns; raises `FactsError` (E644)."""
        self._table = table
        self._mapping = mapping
        self._model = mapping.model
        self._naming = naming_in(vocabulary)
        names = [one.kind or vocabulary.concepts[one.concept or ""].name for one in complete]
        self._complete = list(dict.fromkeys([*self._model.complete, *names]))
        self._missing = {*self._model.missing}
        self._check_columns()

    def one(self, id: str | None) -> Import:
        """Return the patient ``id``, or the only one; raises `FactsError`: E634 for several, E635 for none."""
        people = self._people()
        if id is None:
            if len(people) != 1:
                help_ = ONE_OF_MANY
                message = "several patients" if people else "there is no patient in it"
                raise FactsError([Diagnostic("E634", message, place=self._table.name, help=help_)])
            id = next(iter(people))
        if id not in people:
            help_ = "ids are those of the column that `id` of the mapping names"
            raise FactsError(
                [Diagnostic("E635", "there is no patient with this id", place=self._table.name, help=help_)]
            )
        return self._import(id, people[id])

    def __iter__(self) -> Iterator[Import]:
        """Yield every patient, in the order of their first rows."""
        return (self._import(id, rows) for id, rows in self._people().items())

    def warnings(self) -> list[Diagnostic]:
        """Return what is to say of the table as a whole: columns that nothing reads (W641)."""
        used = {name for name, _ in self._mapping.used()} | set(self._model.ignore)
        unread = [f"`{column[:80]}`" for column in self._table.columns if column and column not in used]
        if not unread:
            return []
        message = f"columns that nothing is read from: {', '.join(unread)}"
        return [Diagnostic("W641", message, place=f"{self._table.name}:1", help="map them, or list them in `ignore`")]

    def _check_columns(self) -> None:
        problems: list[Diagnostic] = []
        source = self._mapping.source
        for name, where in self._mapping.used():
            if name not in self._table.columns:
                near = get_close_matches(name, self._table.columns, n=1)
                help_ = f"did you mean `{near[0]}`?" if near else f"the first line of `{self._table.name}` names them"
                message = f"the table has no column `{name}`"
                problems.append(Diagnostic("E644", message, located(source.text, where), help=help_, source=source))
        if problems:
            raise FactsError(problems)

    def _people(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for line, cells in self._table.rows:
            row = {column: cell for column, cell in zip(self._table.columns, cells, strict=True) if cell}
            id = row.get(self._model.id, _NOBODY)
            id = _NOBODY if id in self._missing else id
            found.setdefault(id, []).append((line, row))
        return found

    def _import(self, id: str, rows: list[Row]) -> Import:
        line = rows[0][0]
        into = Import(self._table.place(line), id, self._naming, _CODES)
        into.read["row"] = len(rows)
        if id == _NOBODY:
            for other, _ in rows:
                place = self._table.place(other, self._model.id)
                into.problems.add(
                    "E646", place, "a row without the patient's id", "fill the cell in, or remove the row"
                )
            return into
        if self._model.rows == "patient":
            for other, _ in rows[1:]:
                help_ = 'keep one of the two, or say that each row is a visit: `rows = "visit"`'
                into.problems.add(
                    "E646", self._table.place(other), f"a second row of the patient of line {line}", help_
                )
        for at, row in rows:
            known = {name: cell for name, cell in row.items() if cell not in self._missing}
            self._read_patient(into, at, known)
            for mapped in self._mapping.columns:
                if mapped.column.name in row:
                    self._read_column(into, at, known, mapped)
        own = [mapped.named.get("name") or mapped.concept.name for mapped in self._mapping.columns
               if mapped.column.complete and mapped.concept is not None]  # fmt: skip
        into.complete += [{"of": name} for name in dict.fromkeys([*self._complete, *own])]
        return into

    def _read_patient(self, into: Import, line: int, row: dict[str, str]) -> None:
        model = self._model
        found: Record = {}
        word = row.get(model.sex or "")
        if word is not None:
            sex = (model.sexes or {}).get(word, word.lower())
            if sex in SEXES:
                found["sex"] = sex
            else:
                help_ = "say in `sexes` of the mapping what the words of the column mean"
                into.problems.add("W640", self._table.place(line, model.sex), "a word for no sex", help_)
        born = row.get(model.birth_date or "")
        if born is not None:
            date = self._date(into, line, model.birth_date or "", row, code="E605")
            if date is not None:
                found["birth_date"] = date
        if model.deceased is not None and model.deceased in row:
            date = self._date(into, line, model.deceased, row)
            found["deceased"] = True if date in (None, UNDATABLE) else date
        for key, value in found.items():
            if into.patient.setdefault(key, value) != value:
                message = f"another {key.replace('_', ' ')} than in the first row of the patient"
                into.problems.add("E646", self._table.place(line), message, "correct one of the rows")

    def _read_column(self, into: Import, line: int, row: dict[str, str], mapped: Mapped) -> None:
        column = mapped.column
        cell = row.get(column.name)
        place = self._table.place(line, column.name)
        if cell is None or cell in (column.missing or ()):
            # a word for nothing: where an empty cell is an absence, this one is not
            if mapped.concept is not None and (column.complete or self._complete):
                into.add_record("row", place, {**mapped.named, "value": NO_WORD, "source": f"row {line}"})
            return
        if column.answer is not None:
            self._read_answer(into, place, cell, mapped)
            return
        fields: Record = {}
        if column.holds == "value":
            fields = self._value(into, line, row, cell, mapped)
        else:
            fields[column.holds] = self._date(into, line, column.name, row)
        for key, name in (("time", column.time or self._time_of(mapped)), ("start", column.start), ("end", column.end)):
            if name is not None and name in row and key not in fields:
                fields[key] = self._date(into, line, name, row)
        for key in ("status", "relation", "context"):
            if (given := getattr(column, key)) is not None:
                fields[key] = list(given) if key == "context" else given
        checked = into.checked({key: value for key, value in fields.items() if value is not None}, place)
        into.add_record("row", place, {**mapped.named, **checked, "source": f"row {line}"})

    def _time_of(self, mapped: Mapped) -> str | None:
        """Return the column of the row's own date, for records that have no other."""
        column = mapped.column
        return self._model.time if column.holds == "value" and column.start is None and column.end is None else None

    def _value(self, into: Import, line: int, row: dict[str, str], cell: str, mapped: Mapped) -> Record:
        column, concept = mapped.column, mapped.concept
        place = self._table.place(line, column.name)
        if column.values is not None:
            value = column.values.get(cell)
            if value is None:
                help_ = "say in `values` of the mapping what every word of the column means"
                into.problems.add("W640", place, "a word whose meaning the mapping does not give", help_)
                return {"value": NO_WORD}
            return {"value": value}
        number = number_of(cell, self._model.decimal)
        if number is not None and (isinstance(concept, Measure | Scale)):
            comparator, text = number
            exact = into.number(text, place)
            value = NO_NUMBER if exact is None else f"{comparator}{text}" if comparator else exact
            return {"value": value, **self._unit(row, mapped), **self._range(into, line, row, mapped)}
        if isinstance(concept, Measure):
            return {**self._pair_or_nothing(into, place, cell, concept), **self._unit(row, mapped)}
        if concept is not None and concept.kind in PRESENCES and cell.lower() not in YES | NO:
            help_ = (
                'write yes or no, or say in `values` of the mapping what the words mean: `{ "1" = true, "0" = false }`'
            )
            into.problems.add("W640", place, "a word that is neither yes nor no", help_)
            return {"value": NO_WORD}
        return {"value": cell}

    def _pair_or_nothing(self, into: Import, place: str, cell: str, measure: Measure) -> Record:
        if measure.pair is not None and "," not in cell:
            return {"value": cell}
        comma = "," in cell and self._model.decimal == "."
        help_ = 'say `decimal = ","` in the mapping' if comma else "write one number, with no separator of thousands"
        message = "a decimal comma, which the mapping does not declare" if comma else "no number"
        into.problems.add("W640", place, message, help_)
        return {"value": NO_NUMBER}

    def _unit(self, row: dict[str, str], mapped: Mapped) -> Record:
        column = mapped.column
        unit = row.get(column.unit_column or "", column.unit)
        return {} if unit is None else {"unit": unit}

    def _range(self, into: Import, line: int, row: dict[str, str], mapped: Mapped) -> Record:
        limits: Record = {}
        for key in ("low", "high"):
            name = getattr(mapped.column, key)
            cell = None if name is None else row.get(name)
            if cell is None:
                continue
            number = number_of(cell, self._model.decimal)
            exact = None if number is None or number[0] else into.number(number[1], self._table.place(line, name))
            if exact is None:
                message = "an end of a reference range that is no number; the range is left out"
                into.problems.add("W640", self._table.place(line, name), message)
                return {}
            limits[key] = exact
        return {"range": limits} if limits else {}

    def _date(self, into: Import, line: int, name: str, row: dict[str, str], *, code: str = "W640") -> str | None:
        """Return the date in the column ``name``; what is none is noted with ``code``, and of a record `UNDATABLE`."""
        date = date_of(row[name], self._model.date_format)
        if date is not None and into.reading.plain_date(date) is not None:
            return date
        help_ = f"dates are written {self._model.date_format}, or as ISO 8601; `date_format` of the mapping says how"
        message = "a birth date that cannot be read" if code == "E605" else "a date that cannot be read"
        into.problems.add(code, self._table.place(line, name), message, help_)
        return None if code == "E605" else UNDATABLE

    def _read_answer(self, into: Import, place: str, cell: str, mapped: Mapped) -> None:
        label = mapped.column.answer or ""
        given = (mapped.column.values or {}).get(cell)
        folded = cell.lower()
        holds = given if isinstance(given, bool) else True if folded in YES else False if folded in NO else None
        if holds is None:
            help_ = "answers are yes or no; `values` of the mapping gives other words a meaning"
            into.problems.add("W640", place, "an answer that is neither yes nor no", help_)
        if label in into.answers and into.answers[label] != holds:
            holds = None  # rows that differ answer nothing
        into.answers[label] = holds

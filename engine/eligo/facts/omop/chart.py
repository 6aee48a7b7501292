"""The rows of one person, and what is asked of each: its codes, its dates, its place."""

from __future__ import annotations

import re
from typing import Final

from eligo.facts.choosing import Choice
from eligo.facts.imports import Import
from eligo.facts.model import RecordKind
from eligo.facts.naming import PRESENCES, Record
from eligo.facts.omop.concepts import Concepts, whole
from eligo.facts.omop.database import Row
from eligo.facts.omop.tables import Table
from eligo.vocabulary.model import Concept, Finding

_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)\S*)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


class Chart:
    """What is known of one person: records go into ``into``."""

    def __init__(self, into: Import, concepts: Concepts) -> None:
        """Fill ``into``, asking ``concepts``."""
        self.into = into
        self.concepts = concepts

    def choose(self, row: Row, stem: str) -> Choice:
        """Return what the event of ``row`` is, by its concept and that of its source."""
        ids = (row.get(f"{stem}_concept_id"), row.get(f"{stem}_source_concept_id"))
        return self.concepts.choose(ids, row.get(f"{stem}_source_value"))

    def date(self, row: Row, stem: str, place: str) -> str | None:
        """Return the date ``stem`` of ``row``, with the time of day where one is told that is not midnight."""
        day, moment = row.get(f"{stem}_date"), row.get(f"{stem}_datetime")
        return self.into.date(moment_of(day, moment), f"{place}.{stem}_date")

    def source(self, table: Table, row: Row) -> Record:
        """Return where the record of ``row`` comes from, for the evidence."""
        key = row.get(table.key)
        return {} if key is None else {"source": f"{table.name}/{whole(key)}"}

    def say_nothing(self, table: Table) -> None:
        """Count a row that says nothing to a rule."""
        self.into.silent[table.name] += 1

    def add_presence(self, table: Table, row: Row, stem: str, place: str, fields: Record, kind: RecordKind) -> None:
        """Add the records of something that is or was there.

        What the vocabulary does not know is, by the hierarchy of the site's vocabularies, also what is broader: a drug
        is its ingredients, a condition or a procedure also stays as a record that is not understood.
        """
        fields = {**self.into.checked(fields, place), **self.source(table, row)}
        choice = self.choose(row, stem)
        if choice.concept is not None or choice.disagreeing:
            self._add_known(table, place, choice, fields, kind)
            return
        id = row.get(f"{stem}_concept_id", "")
        if kind == "medication":
            for ingredient in self.concepts.ingredients(id) or [choice]:
                self._add_known(table, place, ingredient, dict(fields), kind)
            return
        for broader in self.concepts.broader(id):
            if broader.concept is not None and broader.concept.kind in PRESENCES:
                self.into.add(table.name, place, broader, dict(fields), kind)
        self.into.add(table.name, place, choice, fields, kind)

    def _add_known(self, table: Table, place: str, choice: Choice, fields: Record, kind: RecordKind) -> None:
        if choice.concept is not None and not choice.disagreeing:
            stated = stated_of(choice.concept, fields, kind)
            if stated is None:
                self.say_nothing(table)
                return
            fields = stated
        self.into.add(table.name, place, choice, fields, kind)


def stated_of(concept: Concept, fields: Record, kind: RecordKind) -> Record | None:
    """Return what ``fields``, of a record of ``kind``, say of ``concept``; None where they say nothing of it.

    A condition that the vocabulary has as a finding is a positive one; that something was measured is no result.
    """
    if concept.kind in PRESENCES:
        return fields
    if not isinstance(concept, Finding) or kind != "condition":
        return None
    kept = {key: value for key, value in fields.items() if key not in ("status", "start", "end")}
    time = fields.get("start")
    return {**kept, "value": fields.get("value", True), **({} if time is None else {"time": time})}


def moment_of(day: str | None, moment: str | None) -> str | None:
    """Return a date of the CDM as ISO 8601, without an offset: the CDM has none.

    A time of day counts where it is of the same day and not midnight, which stands for no time.

    >>> moment_of("2021-05-02", "2021-05-02 08:10:00"), moment_of("2021-05-02", "2021-05-02 00:00:00")
    ('2021-05-02T08:10:00', '2021-05-02')
    >>> moment_of("20210502", None), moment_of(None, "2021-05-02 08:10:00.000+00"), moment_of("5/2/21", None)
    ('2021-05-02', '2021-05-02T08:10:00', '5/2/21')
    """
    if day is None:
        day = moment
    if day is None:
        return None
    compact = _COMPACT.fullmatch(day)
    if compact is not None:
        day = "-".join(compact.groups())
    first = _DAY.fullmatch(day)
    if first is None:
        return day
    second = None if moment is None else _DAY.fullmatch(moment)
    time = second[2] if second is not None and second[1] == first[1] else None
    return first[1] if time is None or not time.strip("0:") else f"{first[1]}T{time}"

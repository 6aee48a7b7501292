"""What a reader of tables makes of one patient: records of FORMATS §1 with their places, and what was counted.

It becomes a `FactSheet` (`Import.sheet`) or the tree of a fact sheet (`Import.tree`), so that ``eligo facts``
prints what ``eligo screen`` screens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from eligo.diagnostics import Diagnostic, FactsError, has_errors
from eligo.facts.choosing import DISAGREE, Choice
from eligo.facts.model import Completeness, Fact, FactSheet, Imported, RecordKind, Unresolved
from eligo.facts.naming import Naming, Record
from eligo.facts.numbers import NUMBERS, NotANumberError, Number
from eligo.facts.problems import Problems
from eligo.facts.reading import Reading
from eligo.facts.records import read_record
from eligo.facts.sections import read_answers, read_complete
from eligo.facts.sheet import stated_age

#: stands as the value of a record whose dates cannot be read: it decides nothing
UNDATABLE: Final = "date unknown"
#: stands for a number that is not given; the result decides, and is unknown
NO_NUMBER: Final = "no number"
#: stands for a value that a result does not have
NO_VALUE: Final = "no value"
#: stands for a word whose meaning is not known
NO_WORD: Final = "word unknown"
#: the value of a record that may or may not be
UNCONFIRMED: Final = "unconfirmed"
#: values that readers give to what decides nothing, of which nothing is left to say
IDLE: Final = frozenset({UNDATABLE, NO_NUMBER, NO_VALUE, NO_WORD, UNCONFIRMED, DISAGREE})
#: what to do where one of several patients is asked for
ONE_OF_MANY: Final = "name one with `--patient ID`, or screen them all with `eligo batch`"
#: of warnings that say the same, so many are shown; the rest are counted
_MOST_ALIKE: Final = 3
#: what a record of codes that disagree does not say
_STATEMENTS: Final = frozenset({"present", "ever", "status", "unit", "range"})


class Made(NamedTuple):
    """A record of FORMATS §1, where it came from, and how people call it where nothing knows it."""

    place: str
    record: Record
    name: str | None = None


class Codes(NamedTuple):
    """The codes of the family that a reader's messages about its records have."""

    undatable: str
    disagreeing: str
    unmapped: str


class Import:
    """One patient so far. ``place`` is where the patient stands in the source, and begins the place of each record.

    ``patient`` has the fields of FORMATS §1; ``read`` counts what was read by table, ``silent`` what of it says nothing
    to a rule, ``unmapped`` the records that nothing in the vocabulary knows.
    """

    def __init__(self, place: str, id: str, naming: Naming, codes: Codes) -> None:
        """Begin with nothing but the id."""
        self.place = place
        self.codes = codes
        self.patient: dict[str, Any] = {"id": id}
        self.made: list[Made] = []
        self.complete: list[Record] = []
        self.answers: Record = {}
        self.reading = Reading(naming, Problems())
        self.problems = self.reading.problems
        self.read: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()
        self.unmapped: Counter[str] = Counter()

    @property
    def id(self) -> str:
        """Return the patient's id."""
        return self.patient["id"]

    def number(self, text: str, place: str) -> Number | None:
        """Return the number that ``text`` is; None, noted (E611), where it is none."""
        try:
            return NUMBERS[text]
        except (NotANumberError, ValueError):
            self.problems.add("E611", place, "not a finite number of a size that can be measured")
            return None

    def date(self, text: str | None, place: str) -> str | None:
        """Return ``text`` where it is a date, None where there is none, `UNDATABLE`, noted, where it is none."""
        if text is None or self.reading.plain_date(text) is not None:
            return text
        message, help_ = "a date that cannot be read; the record decides nothing", "write it as `2021-05-02`"
        self.problems.add(self.codes.undatable, place, message, help_)
        return UNDATABLE

    def checked(self, fields: Record, place: str) -> Record:
        """Return ``fields``, without dates and saying nothing where a date is none or the end comes first (noted)."""
        dates = {key: fields[key] for key in ("time", "start", "end", "recorded") if key in fields}
        is_wrong = UNDATABLE in dates.values()
        if not is_wrong and "start" in dates and "end" in dates:
            first, last = self.reading.plain_date(dates["start"]), self.reading.plain_date(dates["end"])
            if first is not None and last is not None and first.earliest > last.latest:
                message = "it ends before it starts; the record decides nothing"
                self.problems.add(self.codes.undatable, place, message, "correct the dates at the source")
                is_wrong = True
        if not is_wrong:
            return fields
        kept = {key: value for key, value in fields.items() if key not in dates and key not in ("present", "status")}
        return {**kept, "value": UNDATABLE}

    def add(self, table: str, place: str, choice: Choice, fields: Record, kind: RecordKind) -> None:
        """Add the record of ``fields`` under each code of ``choice``; codes that disagree are noted."""
        if choice.disagreeing:
            message = "its codes mean different things; it decides nothing"
            self.problems.add(self.codes.disagreeing, place, message, "correct the codes at the source")
            kept = {key: value for key, value in fields.items() if key not in _STATEMENTS}
            self.made += [Made(place, {**kept, "code": code, "value": DISAGREE}) for code in choice.disagreeing]
            return
        record: Record = {"code": choice.code, **fields}
        if choice.concept is None:
            record["kind"] = kind
            self.unmapped[table] += 1
        self.made.append(Made(place, record, choice.name if choice.concept is None else None))

    def add_record(self, table: str, place: str, record: Record) -> None:
        """Add ``record``, which names what it is of; one that nothing in the vocabulary knows is counted."""
        if self.reading.naming.concept_of(record) is None:
            self.unmapped[table] += 1
        self.made.append(Made(place, record))

    def tree(self) -> dict[str, Any]:
        """Return the fact sheet (FORMATS §1), whose numbers are `Number`; raises what `sheet` raises first of all."""
        self._raise_errors()
        sections = {"answers": self.answers, "complete": self.complete}
        facts = [made.record for made in self.made]
        return {"patient": self.patient, "facts": facts, **{key: value for key, value in sections.items() if value}}

    def sheet(self) -> FactSheet:
        """Return the facts, without a screening date.

        Raises `FactsError`: E605 a birth date that is none, E611 a number that is none, and what else is an error in
        a fact sheet.
        """
        reading = self.reading
        idle: set[str] = set()
        for made in self.made:
            count = len(reading.facts)
            if made.record.get("value") in IDLE:
                idle.add(made.place)
            read_record(reading, dict(made.record), made.place)
            if made.name is not None and len(reading.facts) > count:
                reading.facts[-1] = Fact.made_of({**vars(reading.facts[-1]), "name": made.name})
        unresolved: list[Unresolved] = []
        answers = read_answers(self.answers, reading)
        complete: tuple[Completeness, ...] = read_complete(self.complete, reading, unresolved, place=self.place)
        self._raise_errors()
        died = self.patient.get("deceased")
        return FactSheet(
            patient_id=self.id,
            birth_date=reading.plain_date(self.patient.get("birth_date")),
            age=stated_age(reading.ages),
            sex=self.patient.get("sex"),
            deceased=reading.plain_date(died) if isinstance(died, str) else died,
            facts=tuple(reading.facts),
            answers=answers,
            complete=complete,
            unresolved=tuple(unresolved),
            imported=Imported(resources=self.read, silent=self.silent, unmapped=self.unmapped),
            diagnostics=(*summed(said(self.problems.found, idle), self.place), *self._unmapped()),
        )

    def _raise_errors(self) -> None:
        if has_errors(self.problems.found):
            raise FactsError([found for found in self.problems.found if found.severity == "error"])

    def _unmapped(self) -> Iterator[Diagnostic]:
        if self.unmapped:
            counts = ", ".join(f"{number} {table}" for table, number in sorted(self.unmapped.items()))
            message = f"records with codes that nothing in the vocabulary knows, which are kept unread: {counts}"
            help_ = "`eligo facts --format text` lists the codes; a trial may declare concepts of its own"
            yield Diagnostic(self.codes.unmapped, message, place=self.place, help=help_)


def said(found: Iterable[Diagnostic], idle: set[str]) -> list[Diagnostic]:
    """Return ``found`` without what is said of the values (`IDLE`) at the places ``idle``."""
    return [one for one in found if one.code != "W606" or one.place not in idle]


def summed(found: Iterable[Diagnostic], place: str) -> list[Diagnostic]:
    """Return the first of the warnings that say the same, and how many more there are; unknown codes are summed up."""
    shown: list[Diagnostic] = []
    seen: Counter[tuple[str, str]] = Counter()
    for diagnostic in found:
        if diagnostic.code == "W601":
            continue
        key = (diagnostic.code, diagnostic.message)
        seen[key] += 1
        if seen[key] <= _MOST_ALIKE:
            shown.append(diagnostic)
    for (code, message), number in seen.items():
        if number > _MOST_ALIKE:
            shown.append(Diagnostic(code, f"{message}: {number - _MOST_ALIKE} more", place=place))
    return shown

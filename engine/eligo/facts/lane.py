"""The shapes that nearly every record has, read in one go.

A sheet of 200 facts has half a millisecond beyond what its JSON takes (DESIGN §6), 2 µs a fact, and `read_record`,
which reads every shape and finds every problem, takes twice that. These two readers take a record only where each of
its parts is of the plainest kind and has nothing wrong with it; they leave every other one to `read_record`, unchanged.
A property test holds that both make the same fact of whatever they both read.
"""

from __future__ import annotations

from typing import Any, Final

from eligo.facts.model import Fact
from eligo.facts.naming import PRESENCES, Naming, Record
from eligo.facts.numbers import Number
from eligo.facts.reading import Reading
from eligo.facts.records import read_record
from eligo.facts.results import AGE
from eligo.facts.shape import wrong_type
from eligo.facts.taking import Taking
from eligo.facts.values import read_value
from eligo.facts.wording import CONTEXTS, context
from eligo.vocabulary.model import Measure

_RESULT: Final = frozenset({"name", "value", "unit", "time", "range", "context", "id", "source"})
_PRESENCE: Final = frozenset({"name", "present", "ever", "time", "start", "end", "id", "source"})
_MOST_KEPT: Final = 20_000


class Lane:
    """What is known of names and units in one vocabulary whose records can be plain."""

    __slots__ = ("naming", "presences", "results")

    def __init__(self, naming: Naming) -> None:
        """Ask ``naming`` once for each name and unit."""
        self.naming = naming
        #: how a result is taken, by name and unit; None where there is anything to say of it
        self.results: dict[tuple[str, str | None], Taking | None] = {}
        #: the id of a condition, drug or procedure by its name; None where the name is of something else
        self.presences: dict[str, str | None] = {}

    def result(self, name: str, unit: str | None) -> Taking | None:
        """Return how a result called ``name`` in ``unit`` is taken, where it is a plain one."""
        if len(self.results) >= _MOST_KEPT:
            self.results.clear()
        measure = self.naming.named[name].only
        taking = None
        if isinstance(measure, Measure) and measure.pair is None and measure.id != AGE:
            found = self.naming.taking(measure, unit)
            taking = found if found.problem is None else None
        self.results[name, unit] = taking
        return taking

    def presence(self, name: str) -> str | None:
        """Return the id of the condition, drug or procedure that ``name`` is."""
        if len(self.presences) >= _MOST_KEPT:
            self.presences.clear()
        concept = self.naming.named[name].only
        id = self.presences[name] = concept.id if concept is not None and concept.kind in PRESENCES else None
        return id


def read_records(reading: Reading, records: list[Record]) -> None:
    """Read every record of ``records``, the facts of a sheet, in order; what is no object is noted."""
    lane = lane_of(reading.naming)
    facts, made_of = reading.facts, Fact.made_of
    for index, record in enumerate(records):
        place = f"facts[{index}]"
        if type(record) is not dict:
            wrong_type(record, (dict,), place, reading.problems)
            continue
        if "value" in record:
            fields = plain_result(record, place, lane, reading) if _RESULT.issuperset(record) else None
        else:
            fields = plain_presence(record, place, lane, reading) if _PRESENCE.issuperset(record) else None
        if fields is None:
            read_record(reading, record, place)
        else:
            facts.append(made_of(fields))


def plain_result(record: Record, place: str, lane: Lane, reading: Reading) -> dict[str, Any] | None:
    """Return the fields of a fact where ``record`` is a number in a fitting unit, else None."""
    name, value, unit, time = record.get("name"), record.get("value"), record.get("unit"), record.get("time")
    if type(name) is not str or not (unit is None or type(unit) is str):
        return None
    if type(value) is Number:
        approximate: float | None = value.approximate
    elif type(value) is str:
        value = read_value(value)
        if value is None or (unit is not None and value.unit is not None):
            return None
        unit, approximate = unit or value.unit, value.approximate
    else:
        return None
    taking = lane.results[name, unit] if (name, unit) in lane.results else lane.result(name, unit)
    if taking is None or approximate is None or not taking.low < approximate < taking.high:
        return None
    fields: dict[str, Any] = {
        "place": place,
        "concept": taking.measure.id,
        "name": name,
        "value": value.interval,
        "written": value.text,
        "unit": taking.unit,
    }
    if time is not None:
        date = fields["time"] = reading.plain_date(time)
        if date is None:
            return None
    if "range" in record and not _add_limits(record["range"], fields):
        return None
    if "context" in record:
        contexts: list[object] = record["context"]
        if type(contexts) is not list or len(contexts) != 1 or type(contexts[0]) is not str:
            return None
        qualifier = context(contexts[0])
        if qualifier not in CONTEXTS:
            return None
        fields["context"] = (qualifier,)
    return _with_source(record, fields)


def plain_presence(record: Record, place: str, lane: Lane, reading: Reading) -> dict[str, Any] | None:
    """Return the fields of a fact where ``record`` says that something is or was there, or is not, else None."""
    name = record.get("name")
    if type(name) is not str:
        return None
    concept = lane.presences[name] if name in lane.presences else lane.presence(name)
    if concept is None:
        return None
    fields: dict[str, Any] = {"place": place, "concept": concept, "name": name}
    for key in record:
        given = record[key]
        if key == "present" or key == "ever":
            if type(given) is not bool:
                return None
            fields[key] = given
        elif key == "time" or key == "start" or key == "end":
            date = reading.plain_date(given)
            if date is None or date.offset is not None:
                return None
            fields[key] = date
    if "start" in fields and "end" in fields and fields["start"].earliest > fields["end"].latest:
        return None
    return _with_source(record, fields)


def _add_limits(given: Record, fields: dict[str, Any]) -> bool:
    """Add the ends of a reference range in the value's own unit; tell whether it is one."""
    if type(given) is not dict:
        return False
    low, high = given.get("low"), given.get("high")
    found = 0
    if type(low) is Number:
        fields["range_low"] = low.interval
        found = 1
    if type(high) is Number:
        fields["range_high"] = high.interval
        found += 1
        if type(low) is Number and low.exact > high.exact:
            return False
    return found == len(given)


def _with_source(record: Record, fields: dict[str, Any]) -> dict[str, Any] | None:
    for key in ("id", "source"):
        if key in record:
            given = record[key]
            if type(given) is not str:
                return None
            fields[key] = given
    return fields


def lane_of(naming: Naming) -> Lane:
    """Return the `Lane` of ``naming``, kept with it."""
    lane = naming.kept.get(Lane)
    if lane is None:
        lane = naming.kept[Lane] = Lane(naming)
    return lane

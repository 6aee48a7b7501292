"""From one record of a fact sheet to a `Fact`.

This is the hot path: a sheet of 200 facts has a millisecond. So the fields of a record of the right shape become those
of its fact in place, each name, unit, number and date is worked out once however often it stands, and what is rare is
asked for with one set operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from eligo.facts.levels import read_level, read_presence, read_value_of_finding
from eligo.facts.model import Fact
from eligo.facts.naming import PRESENCES, Record
from eligo.facts.reading import Reading
from eligo.facts.results import read_result
from eligo.facts.shape import FACT, KINDS, RELATIONS, STATUSES, check_fields, one_of, wrong_type
from eligo.facts.values import read_value
from eligo.facts.wording import context, method, method_in, qualified, related
from eligo.quantities.units import known_unit
from eligo.vocabulary.model import Concept, Finding, Measure, Scale

_TIMES: Final = ("time", "start", "end", "recorded")
_RARE: Final = frozenset({"status", "kind", "relation", "of", "context", "method"})


def read_record(reading: Reading, record: Record, place: str) -> None:
    """Read ``record``, whose fields become those of a fact of ``reading``."""
    for key, given in record.items():
        types = FACT.get(key)
        if types is None or given is None or type(given) not in types:
            before = len(reading.problems.found)
            record = check_fields(record, FACT, place, reading.problems)
            if len(reading.problems.found) > before:
                _check_rest(reading, record, place)
                return
            break
    name = record.get("name")
    concept = reading.naming.named[name].only if name is not None and "code" not in record else None
    if concept is None or (concept.kind in PRESENCES and "value" in record):
        found = reading.naming.concept_of(record)
        if found == "conflict":
            help_ = "correct one of the two, or leave the code out"
            reading.problems.add("E608", place, "the name and the code mean different things", help_)
            return
        concept = found
        if concept is None and name is not None and not reading.naming.named[name].meanings:
            concept = _qualified(reading, record, name) or _related(reading, record, name)
    raw = dict(record) if concept is None or "of" in record else None
    _read_times(reading, record, place)
    if not _RARE.isdisjoint(record) and not _read_rare(reading, record, place):
        return
    record["place"] = place
    if type(concept) is Measure:
        read_result(reading, record, concept)
        return
    _read_other(reading, record, concept)
    if raw is not None and (concept is None or record.get("of") is None):
        record["raw"] = raw
    reading.facts.append(Fact.made_of(record))


def _qualified(reading: Reading, record: Record, name: str) -> Measure | None:
    """Return the measure of a name that holds a qualifier (``fasting glucose``), which becomes the record's context."""
    parts = None if "context" in record else qualified(name)
    found = None if parts is None else reading.naming.concept_of({**record, "name": parts[0]})
    if parts is None or not isinstance(found, Measure):
        return None
    record["context"] = [parts[1]]
    return found


def _related(reading: Reading, record: Record, name: str) -> Concept | None:
    """Return the concept of a name that states its relation (``penicillin allergy``), which becomes the record's.

    The relation is kept where nothing knows what it is to.
    """
    parts = related(name)
    if parts is None or record.setdefault("relation", parts[1]) != parts[1]:
        return None
    found = reading.naming.concept_of({**record, "name": parts[0]})
    return found if found != "conflict" and found is not None and found.kind in PRESENCES else None


def _check_rest(reading: Reading, record: Record, place: str) -> None:
    """Find what else is wrong with a record of the wrong shape, of which no fact is made."""
    _read_times(reading, record, place)
    _read_rare(reading, record, place)


def _read_times(reading: Reading, record: Record, place: str) -> None:
    for key in _TIMES:
        text = record.get(key)
        if text is not None:
            record[key] = reading.dates.get(text) or reading.date(text, f"{place}.{key}")
    if "end" in record and "start" in record:
        _check_order(reading, record, place)


def _check_order(reading: Reading, record: Record, place: str) -> None:
    start, end = record["start"], record["end"]
    if start is not None and end is not None and start.earliest > end.on_clock(start.offset).latest:
        reading.problems.add("E605", place, "it ends before it starts", "correct `start` or `end`")


def _read_rare(reading: Reading, record: Record, place: str) -> bool:
    """Read the fields that few records have; tell whether the record counts at all."""
    if "status" in record:
        status = record["status"] = one_of(record["status"], STATUSES, f"{place}.status", reading.problems)
        if status == "entered-in-error":
            reading.entered_in_error += 1
            return False
    if "kind" in record:
        record["kind"] = one_of(record["kind"], KINDS, f"{place}.kind", reading.problems)
    if "relation" in record:
        record["relation"] = one_of(record["relation"], RELATIONS, f"{place}.relation", reading.problems)
    if "context" in record:
        record["context"] = _contexts(reading, record["context"], f"{place}.context")
    if "method" in record:
        record["method"] = method(record["method"], reading.naming.methods)
    if record.get("context"):
        _part_method(record, reading.naming.methods)
    if "of" in record:
        record["of_name"] = record["of"]
        concept = reading.naming.one(record["of_name"])
        record["of"] = concept and concept.id
        if concept is None:
            reading.problems.add("W601", f"{place}.of", "nothing in the vocabulary has this name")
    return True


def _part_method(record: Record, known: Mapping[tuple[str, ...], str]) -> None:
    """Take a method that stands among the contexts as what it is, unless the record has another one."""
    for stated in record["context"]:
        named = method_in(stated, known)
        if named is not None and record.setdefault("method", named) == named:
            record["context"] = tuple(other for other in record["context"] if other != stated)


def _contexts(reading: Reading, given: list[Any], place: str) -> tuple[str, ...]:
    found: list[str] = []
    for index, text in enumerate(given):
        if isinstance(text, str):
            found.append(context(text))
        else:
            wrong_type(text, (str,), f"{place}[{index}]", reading.problems)
    return tuple(found)


def _read_other(reading: Reading, record: Record, concept: Concept | None) -> None:
    """Read the value of anything but a measure."""
    record.pop("range", None)
    record["concept"] = concept and concept.id
    value = record.pop("value", None)
    if concept is None:
        _read_unknown(reading, record, value)
        return
    if "unit" in record:
        record["unit"] = known_unit(record["unit"])
    if value is None:
        return
    record["written"] = _text_of(value)
    if isinstance(concept, Scale):
        read_level(reading, record, concept, value)
    elif isinstance(concept, Finding):
        read_value_of_finding(reading, record, concept, value)
    else:
        read_presence(reading, record, concept, value)


def _read_unknown(reading: Reading, record: Record, value: object) -> None:
    """Keep a record that nothing in the vocabulary knows."""
    place, name, code = record["place"], record.get("name"), record.get("code")
    if not (name or "").strip() and not (code or "").strip():
        reading.problems.add("E604", place, "a fact has neither a name nor a code", "add `name` or `code`")
        return
    if isinstance(value, bool):
        record.setdefault("present", value)
    elif value is not None:
        record["written"] = _text_of(value)
        written = read_value(record["written"])
        if written is not None:
            record.update(value=written.interval, written=written.text)
            record.setdefault("unit", written.unit)
    unit = record.get("unit")
    record["unit"] = unit and known_unit(unit)
    record["unit_problem"] = unit is not None and record["unit"] is None
    if name is not None and reading.naming.named[name].meanings:
        help_ = "add a code, or the unit or value that tells what is meant"
        message = "the name can mean several things, and the record does not tell which"
        reading.problems.add("W601", place, message, help_)
    else:
        what = "name" if name is not None else "code"
        help_ = "`eligo vocab find` looks for names; a trial may declare concepts of its own"
        message = f"nothing in the vocabulary has this {what}; the fact is kept unread"
        reading.problems.add("W601", place, message, help_)


def _text_of(value: object) -> str:
    """Return the text of a number, of true or false, or of a text."""
    return str(value) if not isinstance(value, bool) else str(value).lower()

"""The reader of fact sheets (FORMATS §1).

It is written by hand, and `schema.py` has the same format as pydantic models for ``eligo schema patient``; a property
test holds that both accept and refuse the same sheets. Measured on a sheet of 200 facts: pydantic takes 100 ms to
import, its models, of which facts must still be made, as long as all of this, and its messages print the patient's
values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from eligo.diagnostics import FactsError, has_errors
from eligo.facts.dating import check_as_of, check_birth, late_answers, late_facts
from eligo.facts.json_text import from_object, read_json
from eligo.facts.lane import read_records
from eligo.facts.model import Fact, FactSheet, StatedAge, Unresolved
from eligo.facts.naming import naming_in
from eligo.facts.numbers import Number
from eligo.facts.problems import Problems
from eligo.facts.reading import Reading
from eligo.facts.records import read_record
from eligo.facts.sections import read_answers, read_complete, read_dates, read_ranges
from eligo.facts.shape import FACT, PATIENT, SEXES, TOP, check_fields, one_of, wrong_type
from eligo.quantities.dates import PartialDate
from eligo.quantities.interval import hull
from eligo.vocabulary import Vocabulary


def read_sheet(data: bytes | str | dict[str, Any], vocabulary: Vocabulary, *, name: str = "patient.json") -> FactSheet:
    """Return the facts of ``data``: JSON, or what a JSON library made of it. ``name`` is the file's, for messages.

    Raises `FactsError` with every problem (E601 to E608, E610, E611), each with its place. Warnings are in the sheet.
    """
    problems = Problems()
    tree = from_object(data, name, problems) if isinstance(data, dict) else read_json(data, name, problems)
    if not isinstance(tree, dict):
        problems.add("E604", name, "not an object", "a fact sheet is a JSON object, at the least `{}`")
        raise FactsError(problems.found)
    node = cast("dict[str, Any]", tree)
    if "resourceType" in node:
        problems.add("E604", name, "a FHIR resource, not a fact sheet", "see `eligo schema patient` for the form")
        raise FactsError(problems.found)
    sheet = _sheet(check_fields(node, TOP, "", problems), Reading(naming_in(vocabulary), problems))
    if has_errors(problems.found):
        raise FactsError(problems.found)
    return sheet


def resolve(sheet: FactSheet, vocabulary: Vocabulary) -> FactSheet:
    """Return ``sheet`` with what nothing knew looked up again in ``vocabulary``, that of a trial with declarations.

    What is known already stays as it is, for a trial cannot declare a name that the vocabulary has.
    """
    unread = [fact for fact in sheet.facts if fact.raw is not None]
    if not unread and not sheet.unresolved:
        return sheet
    problems = Problems()
    reading = Reading(naming_in(vocabulary), problems)
    facts: list[Fact] = []
    for fact in sheet.facts:
        if fact.raw is None:
            facts.append(fact)
            continue
        start = len(reading.facts)
        read_record(reading, dict(fact.raw), fact.place)
        facts += reading.facts[start:]
    sections = _read_unresolved(sheet, reading)
    places = {*(fact.place for fact in unread), *(f"{fact.place}.of" for fact in unread)}
    places |= {entry.place for entry in sheet.unresolved}
    kept = [d for d in sheet.diagnostics if d.place not in places or d.code == "W604"]
    # of an import, what nothing knows is summed up, and W604 is of the screening date
    unsaid = ("W604", "W601") if sheet.imported is not None else ("W604",)
    diagnostics = (*kept, *(d for d in problems.found if d.code not in unsaid))
    return replace(sheet, facts=tuple(facts), diagnostics=diagnostics, **sections)


def _sheet(node: dict[str, Any], reading: Reading) -> FactSheet:
    problems = reading.problems
    patient = check_fields(node.get("patient", {}), PATIENT, "patient", problems)
    as_of = _date(node, "as_of", "as_of", reading)
    birth_date = _date(patient, "birth_date", "patient.birth_date", reading)
    if as_of is not None:
        problems.found += [*check_as_of(as_of, "as_of"), *check_birth(birth_date, as_of)]
    deceased = patient.get("deceased")
    if isinstance(deceased, str):
        deceased = reading.date(deceased, "patient.deceased")
    _read_facts(node.get("facts", []), reading)
    unresolved: list[Unresolved] = []
    dates = read_dates(node.get("dates", {}), reading, unresolved)
    answers = read_answers(node.get("answers", {}), reading)
    complete = read_complete(node.get("complete", []), reading, unresolved)
    ranges = read_ranges(node.get("ranges", []), reading, unresolved)
    if as_of is not None and _may_be_late(reading, as_of):
        problems.found += [*late_facts(reading.facts, as_of), *late_answers(answers.values(), as_of)]
    return FactSheet(
        patient_id=patient.get("id"),
        birth_date=birth_date,
        age=stated_age(reading.ages),
        sex=cast("Any", one_of(patient["sex"], SEXES, "patient.sex", problems)) if "sex" in patient else None,
        deceased=deceased,
        as_of=as_of,
        dates=dates,
        facts=tuple(reading.facts),
        answers=answers,
        complete=complete,
        ranges=ranges,
        unresolved=tuple(unresolved),
        entered_in_error=reading.entered_in_error,
        diagnostics=tuple(problems.found),
    )


def _may_be_late(reading: Reading, as_of: PartialDate) -> bool:
    """Tell whether any date of the sheet could be of after ``as_of``; dates repeat, so this is far less work."""
    return any(date.latest > as_of.latest or date.offset is not None for date in reading.dates.values())


def _date(node: dict[str, Any], key: str, place: str, reading: Reading) -> PartialDate | None:
    text = node.get(key)
    return None if text is None else reading.date(text, place)


def _read_facts(node: list[Any] | dict[str, Any], reading: Reading) -> None:
    if isinstance(node, dict):
        for position, (name, value) in enumerate(node.items()):
            _read_short(name, value, f"facts[{position}]", reading)
        return
    read_records(reading, node)


def _read_short(name: str, value: object, place: str, reading: Reading) -> None:
    """Read an entry of the short form, ``"pregnant": false`` or ``"RR": "34/min"``."""
    if type(value) is bool:
        read_record(reading, {"name": name, "present": value}, place)
    elif type(value) in (Number, str):
        read_record(reading, {"name": name, "value": value}, place)
    else:
        wrong_type(value, FACT["value"], place, reading.problems)


def stated_age(ages: list[StatedAge]) -> StatedAge | None:
    """Return the latest age; one without a time is of the screening date. Two at one time are their hull."""
    undated = [age for age in ages if age.time is None]
    if undated:
        latest = undated
    else:
        last = max((age.time.latest for age in ages if age.time is not None), default=0)
        latest = [age for age in ages if age.time is not None and age.time.latest == last]
    alike = [age for age in latest if age.unit is latest[0].unit]
    return replace(alike[0], value=hull(age.value for age in alike)) if alike else None


def _read_unresolved(sheet: FactSheet, reading: Reading) -> dict[str, Any]:
    """Return the sections of ``sheet`` with the entries that are known now."""
    still: list[Unresolved] = []
    dates, complete, ranges = dict(sheet.dates), list(sheet.complete), list(sheet.ranges)
    for entry in sheet.unresolved:
        if entry.section == "dates":
            dates.update(read_dates(dict(entry.raw), reading, still, place=entry.place))
        elif entry.section == "complete":
            complete += read_complete([dict(entry.raw)], reading, still, place=entry.place)
        else:
            ranges += read_ranges([dict(entry.raw)], reading, still, place=entry.place)
    return {"dates": dates, "complete": tuple(complete), "ranges": tuple(ranges), "unresolved": tuple(still)}

"""The sections of a fact sheet beside its facts: dates, answers, completeness and the laboratory's ranges."""

from __future__ import annotations

from typing import Any, cast, get_args

from eligo.facts.model import Answer, CompleteKind, Completeness, ReferenceRange, Unresolved
from eligo.facts.naming import Record
from eligo.facts.reading import Reading
from eligo.facts.results import limits_of
from eligo.facts.shape import ANSWER, COMPLETE, RANGE, check_fields, one_of, wrong_type
from eligo.facts.wording import ANCHORS_LISTED, DIAGNOSIS_OF, anchor, diagnosed
from eligo.quantities.dates import PartialDate
from eligo.vocabulary.model import Measure

_KINDS: dict[str, CompleteKind] = {kind: kind for kind in get_args(CompleteKind)}
_UNKNOWN = "nothing in the vocabulary has this name"
_FIND_HELP = "`eligo vocab find` looks for names"
_KINDS_HELP = f"the kinds are {', '.join(_KINDS)}; {_FIND_HELP}"
_RANGE_SEXES = ("female", "male")


def read_dates(
    node: dict[str, Any], reading: Reading, unresolved: list[Unresolved], *, place: str = ""
) -> dict[str, PartialDate]:
    """Return the dates of ``node`` by the British name of their anchor."""
    found: dict[str, PartialDate] = {}
    for position, (key, value) in enumerate(node.items()):
        there = place or f"dates[{position}]"
        if value is None:
            continue
        if type(value) is not str:
            wrong_type(value, (str,), there, reading.problems)
            continue
        date = reading.date(value, there)
        name = _anchor(key, reading)
        if name is None:
            unresolved.append(Unresolved(section="dates", place=there, raw={key: value}))
            message = "no anchor of the language, so nothing hangs on this date"
            reading.problems.add("W601", there, message, ANCHORS_LISTED)
        elif name in found and found[name] != date:
            reading.problems.add("E603", there, "one anchor has two dates", "keep one of the two")
        elif date is not None:
            found[name] = date
    return found


def read_answers(node: dict[str, Any], reading: Reading) -> dict[str, Answer]:
    """Return the answers of ``node`` by the label of their question."""
    found: dict[str, Answer] = {}
    for position, (label, given) in enumerate(node.items()):
        place = f"answers[{position}]"
        if given is None or type(given) is bool:
            found[label] = Answer(holds=given, place=place)
        elif type(given) is dict:
            found[label] = _answer(cast("Record", given), place, reading)
        else:
            wrong_type(given, (bool, dict), place, reading.problems)
    return found


def read_complete(
    node: list[Any], reading: Reading, unresolved: list[Unresolved], *, place: str = ""
) -> tuple[Completeness, ...]:
    """Return what ``node`` declares complete."""
    found: list[Completeness] = []
    for index, given in enumerate(node):
        there = place or f"complete[{index}]"
        if type(given) is str:
            entry: Record = {"of": given}
        elif type(given) is dict:
            entry = check_fields(cast("Record", given), COMPLETE, there, reading.problems)
        else:
            wrong_type(given, (str, dict), there, reading.problems)
            continue
        if "of" in entry:
            found += _completeness(entry, there, reading, unresolved)
        else:
            reading.problems.add("E604", there, "it does not say what is complete", "add `of`")
    return tuple(found)


def read_ranges(
    node: list[Any], reading: Reading, unresolved: list[Unresolved], *, place: str = ""
) -> tuple[ReferenceRange, ...]:
    """Return the laboratory's reference ranges of ``node``."""
    found: list[ReferenceRange] = []
    for index, given in enumerate(node):
        there = place or f"ranges[{index}]"
        if type(given) is dict:
            entry = check_fields(cast("Record", given), RANGE, there, reading.problems)
            found += _range(entry, there, reading, unresolved)
        else:
            wrong_type(given, (dict,), there, reading.problems)
    return tuple(found)


def _anchor(key: str, reading: Reading) -> str | None:
    name = anchor(key)
    condition = diagnosed(key) if name is None else None
    concept = reading.naming.one(condition) if condition is not None else None
    return name if concept is None else f"{DIAGNOSIS_OF}{concept.name}"


def _answer(given: Record, place: str, reading: Reading) -> Answer:
    entry = check_fields(given, ANSWER, place, reading.problems)
    if "holds" not in given:
        reading.problems.add("E604", place, "an answer that does not say whether the sentence is true", "add `holds`")
    on = entry.get("on")
    return Answer(
        holds=entry.get("holds"),
        by=entry.get("by"),
        on=None if on is None else reading.date(on, f"{place}.on"),
        source=entry.get("source"),
        sentence=entry.get("sentence"),
        place=place,
    )


def _completeness(entry: Record, place: str, reading: Reading, unresolved: list[Unresolved]) -> list[Completeness]:
    start, end = (reading.date(entry[key], f"{place}.{key}") if key in entry else None for key in ("from", "to"))
    if start is not None and end is not None and start.earliest > end.latest:
        reading.problems.add("E605", place, "it ends before it starts", "correct `from` or `to`")
    kind = _KINDS.get(" ".join(entry["of"].lower().replace("-", " ").replace("_", " ").split()))
    if kind is not None:
        return [Completeness(kind=kind, start=start, end=end)]
    concepts = reading.naming.all_of(entry["of"])
    if not concepts:
        unresolved.append(Unresolved(section="complete", place=place, raw=entry))
        reading.problems.add("W601", place, "no kind of record and no concept, so nothing is declared", _KINDS_HELP)
    return [Completeness(concept=concept.id, start=start, end=end) for concept in concepts]


def _range(entry: Record, place: str, reading: Reading, unresolved: list[Unresolved]) -> list[ReferenceRange]:
    problems = reading.problems
    sex = one_of(entry["sex"], _RANGE_SEXES, f"{place}.sex", problems) if "sex" in entry else None
    if "name" not in entry and "code" not in entry:
        problems.add("E604", place, "a range has neither a name nor a code", "add `name` or `code`")
        return []
    if "low" not in entry and "high" not in entry:
        problems.add("E604", place, "a range has neither a low nor a high end", "add `low` or `high`")
        return []
    concept = reading.naming.concept_of({**entry, "value": entry.get("low", entry.get("high"))})
    if concept == "conflict":
        problems.add("E608", place, "the name and the code mean different things", "correct one of the two")
        return []
    if not isinstance(concept, Measure):
        unresolved.append(Unresolved(section="ranges", place=place, raw=entry))
        problems.add("W601", place, "no measure of the vocabulary has this name; the range is left out", _FIND_HELP)
        return []
    return _measured_range(entry, concept, place, reading, sex)


def _measured_range(
    entry: Record, measure: Measure, place: str, reading: Reading, sex: str | None
) -> list[ReferenceRange]:
    limits = limits_of(entry, place, reading.problems)
    taking = reading.naming.taking(measure, entry.get("unit"))
    if limits is None:
        return []
    if taking.problem is not None:
        code, message = (
            ("W602", "a range without a unit") if taking.problem == "missing" else ("W603", "a unit that does not fit")
        )
        reading.problems.add(code, place, f"{message}; the range is left out", "write it in a unit of the measure")
        return []
    low, high = limits
    return [ReferenceRange(concept=taking.measure.id, low=low, high=high, unit=taking.unit, sex=cast("Any", sex))]

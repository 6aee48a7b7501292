"""The values of measures: numbers with units, reference ranges, and ages."""

from __future__ import annotations

from typing import Final, cast

from eligo.facts.model import Fact, StatedAge
from eligo.facts.naming import Record
from eligo.facts.numbers import Number
from eligo.facts.problems import Problems
from eligo.facts.reading import Reading
from eligo.facts.shape import LIMITS, check_fields
from eligo.facts.taking import Taking
from eligo.facts.values import Written, read_pair, read_value
from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit, known_unit, parse_unit
from eligo.vocabulary.fitting import Fit, between
from eligo.vocabulary.model import Measure

#: the measure that may stand in for a birth date, and how many years nobody has lived
AGE: Final = "age"
OLDEST: Final = 130
_UNIT_PROBLEMS: Final = {
    "missing": ("W602", "a value without a unit, which decides nothing", "add the unit: none is taken by default"),
    "unreadable": ("W603", "a unit that cannot be read", "write it as laboratories print it, or in UCUM"),
    "unfit": ("W603", "a unit of something else than what is named", "correct the unit or the name"),
}


def read_result(reading: Reading, record: Record, measure: Measure) -> None:
    """Read the value of ``measure`` in ``record``, and add the fact, or both of a pair, to ``reading``."""
    value = record.get("value")
    unit = record.get("unit")
    limits = record.pop("range") if "range" in record else None
    if type(value) is Number and measure.pair is None:
        text, approximate = value.text, value.approximate
        taking = reading.naming.taking(measure, unit)
        record["value"] = value.interval
    else:
        written = _written(reading, record, measure, value)
        if written is None:
            return
        text, approximate = written.text, written.approximate
        taking = reading.naming.taking(measure, written.unit)
        record["value"] = taking.bounded(written.interval)
    record["concept"] = taking.measure.id
    record["written"] = text
    record["unit"] = taking.unit
    if taking.problem is not None:
        record["unit_problem"] = taking.problem != "missing"
        _add(reading.problems, _UNIT_PROBLEMS[taking.problem], record["place"])
    elif taking.measure.id == AGE:
        _note_age(reading, record)
    elif (approximate is None or not taking.low < approximate < taking.high) and not taking.believes(record["value"]):
        help_ = "check the value and its unit; it decides nothing"
        reading.problems.add("W605", record["place"], "a value that cannot be in this unit", help_)
    if limits is not None:
        _read_range(reading, record, limits, taking)
    reading.facts.append(Fact.made_of(record))


def limits_of(node: Record, place: str, problems: Problems) -> tuple[Interval | None, Interval | None] | None:
    """Return the ends of a reference range; None, noted (W605), where its low end lies above its high one."""
    low, high = cast("Number | None", node.get("low")), cast("Number | None", node.get("high"))
    if low is not None and high is not None and low.exact > high.exact:
        help_ = "exchange the two"
        problems.add("W605", place, "a reference range whose low end lies above its high one is left out", help_)
        return None
    return low and low.interval, high and high.interval


def completed_units(value: Interval) -> Interval:
    """Return the lengths of life of which ``value`` counts the completed units: 54 is from 54 up to 55.

    >>> completed_units(Interval.point(54))
    Interval(low=Fraction(54, 1), high=Fraction(55, 1), low_open=False, high_open=True)
    """
    low, high = value.low, value.high
    if low is not None and low.denominator == 1 and value.low_open:
        low += 1
    if high is None or value.high_open or high.denominator > 1:
        return Interval(low, high, False, value.high_open)
    return Interval(low, high + 1, high_open=True)


def _written(reading: Reading, record: Record, measure: Measure, value: object) -> Written | None:
    """Return the number in a text; None where there is no single one, and the facts that there are have been added."""
    if measure.pair is not None and isinstance(value, str):
        both = read_pair(value)
        if both is not None:
            for id, part in zip(measure.pair, both, strict=True):
                text = part.text if part.unit is None else f"{part.text} {part.unit}"
                read_result(reading, {**record, "value": text}, reading.naming.vocabulary.measure(id))
            return None
    written = read_value(value) if isinstance(value, str) and measure.pair is None else None
    unit = record.get("unit")
    if (
        written is not None
        and unit is not None
        and written.unit is not None
        and known_unit(unit) is not known_unit(written.unit)
    ):
        message = "the value has a unit of its own, which is not the one beside it"
        reading.problems.add("W603", record["place"], message, "keep one of the two")
        record.update(concept=measure.id, value=written.interval, written=written.text, unit=None, unit_problem=True)
        reading.facts.append(Fact.made_of(record))
        return None
    if written is not None:
        return written._replace(unit=unit or written.unit)
    _keep_without_number(reading, record, measure, value)
    return None


def _keep_without_number(reading: Reading, record: Record, measure: Measure, value: object) -> None:
    """Add a result of which no number is known: the latest one decides even so (LANGUAGE §3.7)."""
    unit = record.get("unit")
    record.update(concept=measure.id, value=None, unit=unit and known_unit(unit))
    record["unit_problem"] = unit is not None and record["unit"] is None
    if value is not None:
        record["written"] = str(value).lower() if isinstance(value, bool) else str(value)
        help_ = 'write it as `"value": 1.5, "unit": "mg/dL"` or `"<5 mg/L"`, with a point for decimals'
        reading.problems.add("W606", record["place"], "the value is no number, or can be read as two", help_)
    reading.facts.append(Fact.made_of(record))


def _read_range(reading: Reading, record: Record, given: Record, taking: Taking) -> None:
    """Read the result's own reference range, in the unit of its value."""
    place = f"{record['place']}.range"
    node = check_fields(given, LIMITS, place, reading.problems)
    limits = limits_of(node, place, reading.problems)
    if limits is None:
        return
    low, high = limits
    if "unit" in node:
        unit = known_unit(node["unit"])
        fit = between(taking.measure, unit, taking.unit) if unit is not None and taking.unit is not None else None
        if not isinstance(fit, Fit):
            help_ = "write the range in the unit of the value"
            reading.problems.add("W603", place, "a unit that does not fit the value's; the range is left out", help_)
            return
        low, high = low and fit.conversion(low), high and fit.conversion(high)
    record["range_low"], record["range_high"] = low, high


def _note_age(reading: Reading, record: Record) -> None:
    """Take an age in completed units, which may stand in for a birth date."""
    unit = cast("Unit", record["unit"])
    value = completed_units(record["value"])
    low, years = value.low, unit.factor / parse_unit("a").factor
    if low is None or low < 0 or low * years > OLDEST:
        reading.problems.add("E606", record["place"], f"an age below 0 or over {OLDEST} years", "correct the age")
        return
    record["value"] = value
    reading.ages.append(StatedAge(value=value, unit=unit, time=record.get("time"), place=record["place"]))


def _add(problems: Problems, problem: tuple[str, str, str], place: str) -> None:
    code, message, help_ = problem
    problems.add(code, place, message, help_)

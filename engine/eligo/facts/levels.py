"""The values of scales and findings, and what a value says of a condition, a drug or a procedure."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from eligo.facts.naming import NO, YES, Record, is_undecided, level_of, value_of
from eligo.facts.numbers import Number
from eligo.facts.reading import Reading
from eligo.facts.values import read_value
from eligo.quantities.interval import Interval
from eligo.quantities.units import known_unit
from eligo.vocabulary.model import Concept, Drug, Finding, Scale


def read_level(reading: Reading, record: Record, scale: Scale, value: object) -> None:
    """Read ``value`` as a level of ``scale``, or as a bound on its points (``≥ 2``, ``0–1``)."""
    unit = record.get("unit")
    if unit is not None and unit.dimension and unit not in scale.units:
        record["unit_problem"] = True
        help_ = "levels have no unit; correct the name or the unit"
        reading.problems.add("W603", record["place"], "a unit of something else than what is named", help_)
    level = level_of(scale, value)
    if level is None and isinstance(value, str):
        value = _without_points(scale, value)
        level = level_of(scale, value)
    text = level if level is not None else value if isinstance(value, str) else None
    written = read_value(text) if text is not None else None
    interval = written.interval if written is not None and written.unit is None else None
    if level is not None:
        record["text"] = level
        record["value"] = interval
    elif interval is not None and _holds_a_level(scale, interval):
        record["value"] = interval
    else:
        _not_of_it(reading, record)


def read_value_of_finding(reading: Reading, record: Record, finding: Finding, value: object) -> None:
    """Read ``value`` as one of the values of ``finding``."""
    record["text"] = value_of(finding, value)
    if record["text"] is None and not is_undecided(value):
        _not_of_it(reading, record)


def read_presence(reading: Reading, record: Record, concept: Concept, value: object) -> None:
    """Read ``value`` as yes or no; the dose of a drug is left to the words that it is written in."""
    word = " ".join(value.lower().split()) if isinstance(value, str) else value
    if word is True or word in YES:
        record.setdefault("present", True)
    elif word is False or word in NO:
        record.setdefault("present", False)
    elif not (isinstance(concept, Drug) and _is_dose(value)):
        record["unclear"] = True
        _not_of_it(reading, record)


def _without_points(scale: Scale, text: str) -> str:
    """Return ``text`` without a unit that says nothing of a level: ``80 %`` of a Karnofsky index, ``2 points``."""
    written = read_value(text)
    if written is None or written.unit is None:
        return text
    return written.text if known_unit(written.unit) in scale.units else text


def _is_dose(value: object) -> bool:
    """Tell whether ``value`` is an amount above nothing."""
    if isinstance(value, Number):
        return value.exact > 0
    written = read_value(value) if isinstance(value, str) else None
    return written is not None and written.interval.above(Fraction(0), inclusive=False) == 2


def _holds_a_level(scale: Scale, interval: Interval) -> bool:
    return any(interval.contains(level) for level in _numbers(scale.levels))


@lru_cache(maxsize=256)
def _numbers(levels: tuple[str, ...]) -> tuple[Fraction, ...]:
    """Return those of ``levels`` that are numbers."""
    written = (read_value(level) for level in levels)
    return tuple(n.interval.low for n in written if n is not None and n.unit is None and n.interval.low is not None)


def _not_of_it(reading: Reading, record: Record) -> None:
    help_ = "`eligo vocab show` lists the values that a scale or a finding has"
    message = "a value that what is named does not have; it decides nothing"
    reading.problems.add("W606", record["place"], message, help_)

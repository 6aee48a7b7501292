"""From records to results: values in the measure's unit, levels as bits, times as moments (LANGUAGE §3.2 to §3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from eligo.facts.model import Fact
from eligo.facts.naming import is_undecided
from eligo.quantities.dates import PartialDate
from eligo.quantities.interval import Interval
from eligo.screening.lexicon import Lexicon
from eligo.screening.moments import Clock, utc_shift
from eligo.screening.result import Cause
from eligo.screening.results import Result
from eligo.vocabulary.fitting import Fit
from eligo.vocabulary.model import Concept, Finding, Measure, Scale


def recorded(concept: Concept, facts: Iterable[Fact], clock: Clock, lexicon: Lexicon) -> list[Result]:
    """Return the results that ``facts``, records of ``concept``, hold; those after the screening date do not count."""
    found: list[Result] = []
    for fact in facts:
        result = _timed(concept, fact, clock)
        if result is None:
            continue
        if isinstance(concept, Measure):
            _read_value(result, concept, fact, lexicon)
        elif isinstance(concept, Scale):
            _read_level(result, concept, fact)
        else:
            _read_finding(result, cast("Finding", concept), fact)
        found.append(result)
    return found


def on_one_clock(results: list[Result]) -> list[Result]:
    """Order ``results`` by the clock of the newest where all state an offset; else the wall clock orders them."""
    shifts = [utc_shift(time) if (time := _time_of(r.fact)) else None for r in results]
    known = [shift for shift in shifts if shift is not None]
    if len(known) == len(shifts) and len(set(known)) > 1:
        _, reference = max((result.last - shift, shift) for result, shift in zip(results, known, strict=True))
        for result, shift in zip(results, known, strict=True):
            result.early, result.late = result.early + reference - shift, result.late + reference - shift
    return results


def extent_of(measure: Measure, value: Interval, fit: Fit) -> Interval:
    """Return ``value`` in the unit that ``fit`` leads to, at its declared precision."""
    converted = fit.conversion(value)
    return converted if fit.precision is None else converted.rounded(fit.precision)


def _time_of(fact: Fact | None) -> PartialDate | None:
    return None if fact is None else fact.time or fact.start or fact.end


def _timed(concept: Concept, fact: Fact, clock: Clock) -> Result | None:
    written = fact.time or fact.start or fact.end
    if fact.status == "planned":
        return None
    if written is None:
        first, last = clock.midnight, clock.horizon
        return Result(concept.id, first, last, first, last, True, True, fact)
    first, last = clock.span(written)
    if first > clock.horizon:
        return None
    sure = last <= clock.horizon
    last = min(last, clock.horizon)
    # which of two results is the later is not known within the minute
    late = last if written.minute is None else first + written.latest - written.earliest
    return Result(concept.id, first, last, first, late, sure, False, fact)


def _read_value(result: Result, measure: Measure, fact: Fact, lexicon: Lexicon) -> None:
    value, unit = fact.value, fact.unit
    if value is None:
        result.problem = "missing" if fact.written is None else "implausible"
        return
    if unit is None:
        if fact.unit_problem or not measure.has_natural_unit:
            result.problem = "unit"
            return
        result.natural, unit = True, measure.unit
    if unit is not measure.unit:
        fit = lexicon.fit(measure, unit)
        if fit is None:
            result.problem = "unit"
            return
        value = extent_of(measure, value, fit)
    if value.low is None or value.high is None:
        value = value.intersection(Interval(measure.least, measure.greatest)) or value
    if lexicon.believable(measure, value):
        result.extent = value
    else:
        result.problem = "implausible"


def _read_level(result: Result, scale: Scale, fact: Fact) -> None:
    if fact.text is not None:
        result.levels = bits_of(scale.levels, _told_apart(scale, fact.text))
    elif fact.value is not None:
        result.levels = levels_within(scale.levels, fact.value)
    if not result.levels:
        result.problem = "missing" if fact.written is None else "implausible"


def _read_finding(result: Result, finding: Finding, fact: Fact) -> None:
    text = fact.text
    if text is None and fact.present is not None and fact.written is None:
        text = "positive" if fact.present else "negative"
    if text is not None:
        result.levels = bits_of(finding.values, (text,))
    if not result.levels:
        unread: Cause = "imprecise" if is_undecided(fact.written) else "implausible"
        result.problem = "missing" if fact.written is None else unread


def _told_apart(scale: Scale, level: str) -> tuple[str, ...]:
    """Return the levels of which a patient at ``level`` has one: of stage III that is IIIA, IIIB, …"""
    return next((parts for whole, parts in scale.parts if whole == level), (level,))


@lru_cache(maxsize=4096)
def bits_of(levels: tuple[str, ...], chosen: tuple[str, ...]) -> int:
    """Return ``chosen`` as bits, the first of ``levels`` the lowest; what is no level has none.

    >>> bits_of(("A", "B", "C"), ("A", "C"))
    5
    """
    return sum(1 << levels.index(level) for level in set(chosen) if level in levels)


def levels_within(levels: tuple[str, ...], value: Interval) -> int:
    """Return the levels whose number belongs to ``value``, as bits."""
    return sum(1 << place for place, number in _numbers(levels) if value.contains(number))


@lru_cache(maxsize=256)
def _numbers(levels: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((place, int(level)) for place, level in enumerate(levels) if level.isdigit())

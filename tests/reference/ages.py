"""Ages: completed units by the calendar (LANGUAGE §3.6)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from reference.kleene import NO, UNKNOWN, YES, Truth
from reference.time import Clock, Time

from eligo.facts import FactSheet
from eligo.quantities.dates import DAY, Duration, PartialDate, completed
from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit

ADULT = 18
_NAMES: dict[str, Literal["year", "month", "week", "day"]] = {"a": "year", "mo": "month", "wk": "week", "d": "day"}


class Birth:
    """The days between which a patient was born."""

    def __init__(self, first_day: date, last_day: date) -> None:
        """Keep both; whoever is screened has been born."""
        self.first_day, self.last_day = first_day, last_day
        self.earliest, self.latest = first_day.toordinal() * DAY, (last_day.toordinal() + 1) * DAY - 1


def born(sheet: FactSheet, clock: Clock) -> PartialDate | Birth | None:
    """Return when the patient was born; an age stands in for a birth date."""
    if sheet.birth_date is not None:
        return sheet.birth_date.on_clock(clock.as_of.offset)
    if sheet.age is None:
        return None
    said = sheet.age
    at = clock.today() if said.time is None else clock.time(said.time)
    unit = _NAMES[said.unit.code]
    low, high = said.value.low, said.value.high
    if low is None or high is None or low.denominator != 1 or high.denominator != 1:
        return None
    # at least `low` completed: born so long before at the latest; fewer than `high`: born after the day so long before
    latest = Duration(int(low), unit).before(at.last) // DAY
    earliest = Duration(int(high), unit).before(at.first) // DAY + 1
    return Birth(date.fromordinal(earliest), date.fromordinal(latest))


def age_in(unit: Unit, sheet: FactSheet, clock: Clock) -> Interval | None:
    """Return the age on the screening date in completed ``unit``; None where it is not known."""
    birth = born(sheet, clock)
    if birth is None:
        return None
    least, greatest = completed(_NAMES[unit.code], birth, date.fromordinal(clock.day))
    return Interval(Fraction(least), Fraction(greatest))


def adult_at(time: Time, sheet: FactSheet, clock: Clock) -> Truth:
    """Tell whether the patient had completed 18 years at ``time``."""
    birth = born(sheet, clock)
    if birth is None:
        return UNKNOWN
    first, last = (date.fromordinal(max(day, 1)) for day in (time.first_day, time.last_day))
    if completed("year", birth, first)[0] >= ADULT:
        return YES
    return NO if completed("year", birth, last)[1] < ADULT else UNKNOWN

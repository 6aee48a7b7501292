"""How old the patient is: completed units by the calendar, from a birth date or a stated age (LANGUAGE §3.6)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Final, Literal

from msgspec import Struct

from eligo.facts.model import FactSheet, StatedAge
from eligo.quantities.dates import DAY, Duration, completed, date_of
from eligo.screening.moments import BEGINNING, END, Clock

AgeUnit = Literal["year", "month", "week", "day"]

#: the units in which ages are counted, by UCUM code, and how they are printed
UNITS: Final[dict[str, tuple[AgeUnit, str]]] = {
    "a": ("year", "years"),
    "mo": ("month", "months"),
    "wk": ("week", "weeks"),
    "d": ("day", "days"),
}
#: who counts as an adult, in completed years
ADULT: Final = 18


class Birth(Struct, frozen=True):
    """The first and the last moment that the birth may have been."""

    earliest: int
    latest: int

    @property
    def first_day(self) -> date:
        """Return the first day that it may have been."""
        return date_of(self.earliest)

    @property
    def last_day(self) -> date:
        """Return the last day that it may have been."""
        return date_of(self.latest)


def birth_of(facts: FactSheet, clock: Clock) -> Birth | None:
    """Return when the patient was born, by the birth date, else by the stated age; None where neither is known."""
    if facts.birth_date is not None:
        return Birth(facts.birth_date.earliest, facts.birth_date.latest)
    return None if facts.age is None else _born_by(facts.age, clock)


@lru_cache(maxsize=256)
def grown_up(birth: Birth | None) -> tuple[int, int]:
    """Return the beginnings of the first and the last day on which the patient may have become an adult."""
    if birth is None:
        return BEGINNING, END
    years = Duration(ADULT, "year")
    return _midnight(years.after(birth.earliest)), _midnight(years.after(birth.latest))


def completed_units(birth: Birth, unit: AgeUnit, clock: Clock) -> tuple[int, int]:
    """Return the least and the greatest number of completed units on the screening date."""
    return completed(unit, birth, clock.day)


def _born_by(age: StatedAge, clock: Clock) -> Birth:
    """Return the birth that makes ``age`` the number of completed units at its time.

    ``54 years`` at some day: born after the day 55 years before it, and no later than the day 54 years before it.
    """
    unit = UNITS[age.unit.code][0]
    first, last = (clock.midnight, clock.midnight) if age.time is None else clock.span(age.time)
    least = 0 if age.value.low is None else floor(age.value.low)
    earliest = BEGINNING
    if age.value.high is not None:
        earliest = Duration(_most(age.value.high, is_open=age.value.high_open) + 1, unit).before(_midnight(first)) + DAY
    latest = Duration(least, unit).before(_midnight(last)) + DAY - 1
    return Birth(earliest, latest)


def _most(high: Fraction, *, is_open: bool) -> int:
    """Return the greatest number of completed units of an age below ``high`` (or at it)."""
    whole = floor(high)
    return whole - 1 if is_open and whole == high else whole


def _midnight(moment: int) -> int:
    return moment - moment % DAY

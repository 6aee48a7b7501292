"""Lengths of time by the calendar: years and months keep the day of the month, or end at the month's last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, Protocol

from msgspec import Struct

from eligo.quantities.problems import DateError, shown

DurationUnit = Literal["year", "month", "week", "day", "hour", "minute", "second"]

#: a day in moments (microseconds)
DAY = 86_400_000_000
_FIXED: dict[str, int] = {
    "week": 7 * DAY,
    "day": DAY,
    "hour": DAY // 24,
    "minute": DAY // 1440,
    "second": DAY // 86400,
}
_MONTHS = {"year": 12, "month": 1}
_LETTERS: dict[str, DurationUnit] = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_TIME_LETTERS: dict[str, DurationUnit] = {"H": "hour", "M": "minute", "S": "second"}
_ISO = re.compile(r"-?P(?:(?P<count>[0-9]{1,6})(?P<unit>[YMWD])|T(?P<time_count>[0-9]{1,6})(?P<time_unit>[HMS]))")
_LEAST, _GREATEST = date.min.toordinal() * DAY, (date.max.toordinal() + 1) * DAY - 1


class HasDays(Protocol):
    """A date that may be partial: the first and last moment and day that it may mean."""

    @property
    def earliest(self) -> int: ...
    @property
    def latest(self) -> int: ...
    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...


class Duration(Struct, frozen=True):
    """``count`` calendar units, as written: five weeks stay five weeks."""

    count: int
    unit: DurationUnit

    @property
    def is_calendar(self) -> bool:
        """Tell whether it counts days, weeks, months or years: such a length is counted by days, not by the clock."""
        return self.unit in ("year", "month", "week", "day")

    def iso(self) -> str:
        """Return it in ISO 8601: ``P3Y``, ``P5W``, ``PT48H``."""
        letter = self.unit[0].upper()
        return f"P{self.count}{letter}" if self.is_calendar else f"PT{self.count}{letter}"

    def text(self) -> str:
        """Return it in words: ``6 months``, ``1 year``."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def before(self, moment: int) -> int:
        """Return the moment so long before ``moment``: the same day of an earlier month, or that month's last."""
        return _shifted(moment, -self.count, self.unit)

    def after(self, moment: int) -> int:
        """Return the moment so long after ``moment``."""
        return _shifted(moment, self.count, self.unit)

    def reached(self, start: HasDays, end: HasDays) -> Literal[0, 1, 2]:
        """Answer whether it is at least so long from ``start`` to ``end``: 2 yes, 0 no, 1 unknown.

        Days and longer are counted by days: from 10 January to 10 April is three months. Hours need times of day.
        """
        return self._compared(start, end, strictly=False)

    def exceeded(self, start: HasDays, end: HasDays) -> Literal[0, 1, 2]:
        """Answer whether it is longer than so from ``start`` to ``end``."""
        return self._compared(start, end, strictly=True)

    def _compared(self, start: HasDays, end: HasDays, *, strictly: bool) -> Literal[0, 1, 2]:
        (start_first, start_last), (end_first, end_last) = self._bounds(start), self._bounds(end)
        slack = 1 if strictly else 0
        if self.after(start_last) + slack <= end_first:
            return 2
        return 0 if self.after(start_first) + slack > end_last else 1

    def _bounds(self, partial: HasDays) -> tuple[int, int]:
        if self.is_calendar:
            return partial.first_day.toordinal() * DAY, partial.last_day.toordinal() * DAY
        return partial.earliest, partial.latest

    @classmethod
    def of(cls, count: Fraction, unit: DurationUnit) -> Duration:
        """Return ``count`` units; years and days that are no whole number become months and hours.

        Raises `DateError` (E311) for a count that the calendar does not know: half a month has no length.

        >>> Duration.of(Fraction(3, 2), "year")
        Duration(count=18, unit='month')
        """
        finer: tuple[tuple[DurationUnit, int], ...] = ((unit, 1),)
        if unit in _FINER:
            finer = (*finer, _FINER[unit])
        for name, times in finer:
            if (count * times).denominator == 1 and 0 <= count * times < 10**6:
                return cls(int(count * times), name)
        raise DateError("E311", f"the calendar has no such number of {unit}s", "write a whole number of a lesser unit")


_FINER: dict[str, tuple[DurationUnit, int]] = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
}


@lru_cache(maxsize=1024)
def parse_duration(text: str) -> Duration:
    """Return the length that ``text`` is in ISO 8601, of one unit (``P3Y``, ``P6M``, ``P5W``, ``P28D``, ``PT48H``).

    A sign before it is left out. Raises `DateError` (E311).
    """
    match = _ISO.fullmatch(text[:20])
    if match is None:
        raise DateError("E311", f"{shown(text)} is no length of time", "write it as `P3Y`, `P6M`, `P28D` or `PT48H`")
    if match["unit"]:
        return Duration(int(match["count"]), _LETTERS[match["unit"]])
    return Duration(int(match["time_count"]), _TIME_LETTERS[match["time_unit"]])


def _shifted(moment: int, count: int, unit: DurationUnit) -> int:
    if unit in _FIXED:
        return min(max(moment + count * _FIXED[unit], _LEAST), _GREATEST)
    day, time = divmod(moment, DAY)
    shifted = _month_shifted(date.fromordinal(day), count * _MONTHS[unit])
    if shifted is None:
        return _LEAST if count < 0 else _GREATEST
    return shifted.toordinal() * DAY + time


def _month_shifted(day: date, months: int) -> date | None:
    """Return the same day of another month, or its last; None outside the calendar of years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def date_of(moment: int) -> date:
    """Return the day of ``moment``."""
    return date.fromordinal(moment // DAY)


def start_of_day(moment: int) -> int:
    """Return the first moment of the day of ``moment``."""
    return moment - moment % DAY


def completed(unit: Literal["year", "month", "week", "day"], birth: HasDays, at: date) -> tuple[int, int]:
    """Return the least and the greatest number of completed units from ``birth`` to ``at``.

    Years and months are completed on the same day of the month, or on the first of the next where the month has no
    such day: 29 February counts from 1 March. A birth that may lie after ``at`` is taken to be on it at the latest.
    """
    youngest, oldest = min(birth.last_day, at), min(birth.first_day, at)
    return _completed(unit, youngest, at), _completed(unit, oldest, at)


def _completed(unit: str, birth: date, at: date) -> int:
    if unit in _MONTHS:
        months = (at.year - birth.year) * 12 + at.month - birth.month - (at.day < birth.day)
        return months // _MONTHS[unit]
    return (at - birth).days // (7 if unit == "week" else 1)

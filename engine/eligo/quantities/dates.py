"""Dates as precise as they were written, and the moments between which each may lie.

A moment is an integer: microseconds on the wall clock since the beginning of the day before 0001-01-01. A time is taken
on the clock of the place where it was written: a time without an offset and one with an offset compare by the wall
clock. `PartialDate.on_clock` takes a time to the clock of another, which is how two times that both state their offset
are compared.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from eligo.quantities.durations import (
    DAY,
    Duration,
    DurationUnit,
    completed,
    date_of,
    parse_duration,
    start_of_day,
)
from eligo.quantities.problems import DateError

__all__ = [
    "DAY",
    "DateError",
    "Duration",
    "DurationUnit",
    "PartialDate",
    "completed",
    "date_of",
    "parse_date",
    "parse_duration",
    "start_of_day",
]

Precision = Literal["year", "month", "day", "hour", "minute", "second", "microsecond"]

_SECOND = 1_000_000
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?)?"
    r"(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
)
_FORMS = "write it as `2021`, `2021-05`, `2021-05-02` or `2021-05-02T08:10`"


class PartialDate(Struct, frozen=True):
    """A date or time that may lack its lesser parts: None is not stated.

    ``offset`` is minutes east of UTC. ``earliest`` and ``latest`` are the first and the last moment that it may mean;
    a time to the minute means one moment.
    """

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    microsecond: int | None = None
    offset: int | None = None
    #: worked out of the others, whatever is given
    earliest: int = 0
    latest: int = 0

    def __post_init__(self) -> None:
        """Work out the moments; ValueError where there is no such date."""
        first = date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        earliest = first.toordinal() * DAY
        if self.hour is None:
            latest = earliest + _days_in(self) * DAY
        else:
            earliest += _time_of_day(self)
            latest = earliest + _length_of(self)
        force_setattr(self, "earliest", earliest)
        force_setattr(self, "latest", latest - 1)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return a whole day, or the moment of a `datetime`."""
        if not isinstance(day, datetime):
            return cls(day.year, day.month, day.day)
        shift = day.utcoffset()
        offset = None if shift is None else int(shift.total_seconds()) // 60
        time = (day.hour, day.minute, day.second, day.microsecond or None)
        return cls(day.year, day.month, day.day, *time, offset=offset)

    @property
    def precision(self) -> Precision:
        """Return the least part that is stated."""
        for part in ("microsecond", "second", "minute", "hour", "day", "month"):
            if getattr(self, part) is not None:
                return part
        return "year"

    @property
    def has_time(self) -> bool:
        """Tell whether a time of day is stated."""
        return self.hour is not None

    @property
    def first_day(self) -> date:
        """Return the first day that it may mean."""
        return date_of(self.earliest)

    @property
    def last_day(self) -> date:
        """Return the last day that it may mean."""
        return date_of(self.latest)

    def whole_day(self) -> PartialDate:
        """Return it without its time of day."""
        return PartialDate(self.year, self.month, self.day)

    def on_clock(self, offset: int | None) -> PartialDate:
        """Return the same time on the clock that is ``offset`` minutes east of UTC.

        A date without a time, a time without an offset, and no offset to go to: it is returned as it is.
        """
        if offset is None or self.offset is None or offset == self.offset:
            return self
        moved = self.earliest + (offset - self.offset) * 60 * _SECOND
        if not DAY <= moved < (date.max.toordinal() + 1) * DAY:
            return self
        day, rest = date_of(moved), moved % DAY
        minutes = rest // (60 * _SECOND)
        return replace(
            self,
            year=day.year,
            month=day.month,
            day=day.day,
            hour=minutes // 60,
            minute=None if self.minute is None and minutes % 60 == 0 else minutes % 60,
            offset=offset,
        )

    def iso(self) -> str:
        """Return it in ISO 8601, as precise as it was written.

        >>> parse_date("2021-05-02T08:10+02:00").iso()
        '2021-05-02T08:10+02:00'
        """
        return _iso_text(self)

    def __str__(self) -> str:
        return self.iso()


@lru_cache(maxsize=4096)
def _iso_text(date: PartialDate) -> str:
    text = f"{date.year:04}"
    for mark, part in zip("--T::", (date.month, date.day, date.hour, date.minute, date.second), strict=True):
        if part is not None:
            text += f"{mark}{part:02}"
    if date.microsecond is not None:
        text += f".{date.microsecond:06}".rstrip("0")
    return text + _offset_text(date.offset)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> PartialDate:
    """Return the date that ``text`` (ISO 8601, as precise as may be) states.

    Raises `DateError` (E605) where it is none, or where the calendar has no such day. The message never repeats the
    text: it may be a patient's.

    >>> parse_date("2019-03").earliest < parse_date("2019-03-31").latest == parse_date("2019-03").latest
    True
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise DateError("E605", "the date is not in the form of ISO 8601", _FORMS)
    parts = match.groupdict()
    fraction, offset = parts.pop("fraction"), parts.pop("offset")
    numbers = {name: int(digits) for name, digits in parts.items() if digits is not None}
    micro = None if fraction is None else int(fraction.ljust(6, "0")[:6])
    try:
        return PartialDate(**numbers, microsecond=micro, offset=_offset_minutes(offset))
    except ValueError:
        raise DateError("E605", "the calendar has no such date", _FORMS) from None


def _days_in(partial: PartialDate) -> int:
    if partial.month is None:
        return 366 if monthrange(partial.year, 2)[1] == 29 else 365
    return monthrange(partial.year, partial.month)[1] if partial.day is None else 1


def _time_of_day(partial: PartialDate) -> int:
    hour, minute, second = partial.hour or 0, partial.minute or 0, partial.second or 0
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("no such time of day")
    return ((hour * 60 + minute) * 60 + second) * _SECOND + (partial.microsecond or 0)


def _length_of(partial: PartialDate) -> int:
    """Return how long the stated time lasts: an hour is a span, a time to the minute is a moment.

    Clocks and charts are kept to the minute; 08:00 and 08:00 two days later are 48 hours apart.
    """
    return 3600 * _SECOND if partial.precision == "hour" else 1


def _offset_minutes(written: str | None) -> int | None:
    if written is None:
        return None
    if written == "Z":
        return 0
    digits = written[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise ValueError("no such offset")
    return (hours * 60 + minutes) * (-1 if written[0] == "-" else 1)


def _offset_text(offset: int | None) -> str:
    if offset is None:
        return ""
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}" if offset else "Z"

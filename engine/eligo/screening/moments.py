"""The screening date as moments, and what it makes of the times of records.

A moment is a number of microseconds on the wall clock (`eligo.quantities.dates`). A time and a screening date that both
state their offset are compared on the clock of the screening date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from eligo.quantities.dates import DAY, Duration, PartialDate

#: the first and the last moment of the calendar, for times of which nothing is known
BEGINNING: Final = date.min.toordinal() * DAY
END: Final = (date.max.toordinal() + 1) * DAY - 1

_MINUTE: Final = DAY // 1440


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """The screening date: ``first`` is its first moment, ``horizon`` the last moment that counts.

    A date without a time of day counts as a whole. ``midnight`` is the beginning of its day.
    """

    as_of: PartialDate
    day: date
    midnight: int
    first: int
    horizon: int

    def span(self, written: PartialDate) -> tuple[int, int]:
        """Return the first and last moment that ``written`` may mean.

        What is dated to the day of the screening is not after it: its last moment is the horizon.
        """
        if written.offset is not None:
            written = written.on_clock(self.as_of.offset)
        first, last = written.earliest, written.latest
        if last > self.horizon >= first and last - first < DAY:
            last = self.horizon
        return first, last


@lru_cache(maxsize=64)
def clock_of(as_of: PartialDate) -> Clock:
    """Return the clock of ``as_of``, which names a day (`eligo.facts.screened_at` sees to that)."""
    midnight = as_of.earliest - as_of.earliest % DAY
    return Clock(as_of, as_of.first_day, midnight, as_of.earliest, as_of.latest)


def day_of(moment: int) -> int:
    """Return the number of the day of ``moment``."""
    return moment // DAY


def utc_shift(written: PartialDate) -> int | None:
    """Return how far the clock of ``written`` is ahead of UTC, None where that is not stated."""
    return None if written.offset is None else written.offset * _MINUTE


def last_moment_after(length: Duration, moment: int) -> int:
    """Return the end of the day that lies ``length`` after the day of ``moment``."""
    return length.after(moment - moment % DAY) + DAY - 1

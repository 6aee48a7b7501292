"""The screening date as moments, and what it makes of the times of records.

A moment is a number of microseconds on the wall clock (`eligo.quantities.dates`). A time and a screening date that both
state their offset are compared on the clock of the screening date.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct

from eligo.quantities.dates import DAY, Duration, PartialDate
from eligo.screening.truth import NO, UNKNOWN, YES

#: the first and the last moment of the calendar, for times of which nothing is known
BEGINNING: Final = date.min.toordinal() * DAY
END: Final = (date.max.toordinal() + 1) * DAY - 1

_MINUTE: Final = DAY // 1440


class Period(Struct, frozen=True, eq=False):
    """A window as moments: it surely reaches from ``inner_first`` to ``inner_last``, at most from ``outer_first`` to
    ``outer_last``, both included. ``anchor_assumed``: the screening date stands for its anchor. ``no_anchor``: its
    anchor has no date, so that nothing is known of it.
    """

    inner_first: int
    outer_first: int
    inner_last: int
    outer_last: int
    anchor_assumed: bool = False
    no_anchor: bool = False

    def holds(self, first: int, last: int) -> int:
        """Answer whether something that happened between ``first`` and ``last`` happened inside."""
        if first >= self.inner_first and last <= self.inner_last:
            return YES
        return NO if last < self.outer_first or first > self.outer_last else UNKNOWN

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing can lie inside: it lies wholly after the screening date."""
        return self.outer_first > self.outer_last


class Clock(Struct, frozen=True, eq=False):
    """The screening date: ``horizon`` is the last moment that counts.

    A date without a time of day counts as a whole. ``midnight`` is the beginning of its day, ``today`` from then to
    the horizon, ``moments`` the first and last moment that hours are counted from.
    """

    as_of: PartialDate
    day: date
    midnight: int
    horizon: int
    today: Period
    moments: tuple[int, int]

    def span(self, written: PartialDate) -> tuple[int, int]:
        """Return the first and last moment that ``written`` may mean.

        A time to the minute is a moment, so that 48 hours from 8:00 to 8:00 are 48 hours. What is dated to the day of
        the screening is not after it: its last moment is the horizon.
        """
        if written.offset is not None:
            written = written.on_clock(self.as_of.offset)
        first, last = written.earliest, written.latest
        if written.minute is not None:
            return first, first
        if last > self.horizon >= first and written.day is not None and written.hour is None:
            last = self.horizon
        return first, last


@lru_cache(maxsize=64)
def clock_of(as_of: PartialDate) -> Clock:
    """Return the clock of ``as_of``, which names a day (`eligo.facts.screened_at` sees to that)."""
    midnight = as_of.earliest - as_of.earliest % DAY
    today = Period(midnight, midnight, as_of.latest, as_of.latest)
    moments = (as_of.earliest, as_of.earliest if as_of.minute is not None else as_of.latest)
    return Clock(as_of, as_of.first_day, midnight, as_of.latest, today, moments)


def day_of(moment: int) -> int:
    """Return the number of the day of ``moment``."""
    return moment // DAY


def utc_shift(written: PartialDate) -> int | None:
    """Return how far the clock of ``written`` is ahead of UTC, None where that is not stated."""
    return None if written.offset is None else written.offset * _MINUTE


def last_moment_after(length: Duration, moment: int) -> int:
    """Return the end of the day that lies ``length`` after the day of ``moment``."""
    return length.after(moment - moment % DAY) + DAY - 1

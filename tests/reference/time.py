"""When things may have happened, and which times a window holds (LANGUAGE §3.3 and §3.6).

Of a time that is not known to the moment, the first and the last moment that it may be are kept, and every question
about it has three answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from reference.kleene import NO, UNKNOWN, YES, Truth, both

from eligo.facts import FactSheet
from eligo.quantities.dates import DAY, Duration, PartialDate, parse_duration
from eligo.rules.model import Window

ALWAYS_AGO = -(10**20)
NEVER_YET = 10**20
TODAY = parse_duration("P0D")
#: anchors that lie behind the screening date; where the sheet gives no date for one, it is not known
BEHIND = ("symptom onset", "diagnosis of ")


@dataclass(frozen=True)
class Time:
    """Somewhere from ``first`` to ``last``, both included; ``exact``: a time of day was stated."""

    first: int
    last: int
    exact: bool = False

    @property
    def first_day(self) -> int:
        """The number of the first day that it may be."""
        return self.first // DAY

    @property
    def last_day(self) -> int:
        """The number of the last day that it may be."""
        return self.last // DAY


@dataclass(frozen=True)
class Bounds:
    """A window: what lies from ``start`` to ``end`` is inside; each may be known only as a range."""

    start: Time
    end: Time

    def holds(self, time: Time) -> Truth:
        """Tell whether ``time`` lies in it."""
        return both(not_before(time, self.start), not_before(self.end, time))


class Clock:
    """The screening date and the anchors of one sheet."""

    def __init__(self, sheet: FactSheet, as_of: PartialDate) -> None:
        """Count from ``as_of``."""
        self.sheet = sheet
        self.as_of = as_of
        self.day = as_of.earliest // DAY

    def time(self, date: PartialDate) -> Time:
        """Return when ``date`` may be."""
        date = date.on_clock(self.as_of.offset)
        return Time(date.earliest, date.latest, date.has_time)

    def today(self) -> Time:
        """Return the screening date: the whole day, whatever time of day screening is at."""
        return Time(self.day * DAY, self.day * DAY + DAY - 1)

    def end_for(self, time: Time) -> int:
        """Return the last moment that counts: the end of the screening date, or the moment of screening.

        The moment is for times that state a time of day; what states a date is held against the date.
        """
        return self.as_of.latest if time.exact else self.day * DAY + DAY - 1

    def is_past(self, time: Time) -> Truth:
        """Tell whether ``time`` is not after the screening date: nothing later counts."""
        end = self.end_for(time)
        return YES if time.last <= end else NO if time.first > end else UNKNOWN

    def counted(self, time: Time) -> Time:
        """Return ``time`` as far as it counts: what counts had happened when the patient was screened."""
        return Time(time.first, max(time.first, min(time.last, self.as_of.latest)), time.exact)

    def inside(self, window: Window | None, time: Time) -> Truth:
        """Tell whether ``time`` counts and lies in ``window`` (None: any time up to the screening date)."""
        past = self.is_past(time)
        return past if window is None else both(past, self.bounds(window).holds(self.counted(time)))

    def bounds(self, window: Window) -> Bounds:
        """Return where ``window`` begins and ends; it never reaches past the screening date."""
        anchor = self._anchor(window.anchor)
        if anchor is None:
            unknown = Time(ALWAYS_AGO, self.today().last)
            return Bounds(unknown, unknown)
        keeps_start, keeps_end = window.includes in ("both", "from"), window.includes in ("both", "to")
        start = Time(ALWAYS_AGO, ALWAYS_AGO)
        if window.start is not None:
            start = _edge(anchor, window.start, is_start=True, is_kept=keeps_start)
        end = _edge(anchor, window.end or TODAY, is_start=False, is_kept=keeps_end)
        if window.start is not None and not window.start.is_calendar and window.anchor != "screening":
            end = Time(anchor.earliest, anchor.latest)  # in hours an anchor is a moment
        limit = self.today().last
        return Bounds(start, Time(min(end.first, limit), min(end.last, limit)))

    def currency(self, length: Duration) -> Window:
        """Return the window in which a result that is current for ``length`` lies."""
        return Window(length, TODAY)

    def _anchor(self, name: str) -> PartialDate | None:
        if name == "screening":
            return self.as_of
        date = self.sheet.dates.get(name)
        if date is not None:
            return date.on_clock(self.as_of.offset)
        return None if name.startswith(BEHIND) else self.as_of


def _edge(anchor: PartialDate, length: Duration, *, is_start: bool, is_kept: bool) -> Time:
    """Return the first (or last) moment inside an edge of a window, ``length`` before ``anchor``.

    By the calendar an edge is a whole day; in hours it is a moment.
    """
    if not length.is_calendar:
        beside = 0 if is_kept else 1 if is_start else -1
        return Time(length.before(anchor.earliest) + beside, length.before(anchor.latest) + beside)
    days = [length.before(moment) // DAY for moment in (anchor.earliest, anchor.latest)]
    if is_start:
        first, last = ((day if is_kept else day + 1) * DAY for day in days)
    else:
        first, last = ((day + 1 if is_kept else day) * DAY - 1 for day in days)
    return Time(first, last)


def not_before(later: Time, earlier: Time) -> Truth:
    """Tell whether ``later`` is not before ``earlier``."""
    if later.first >= earlier.last:
        return YES
    return NO if later.last < earlier.first else UNKNOWN


def at_most_apart(later: Time, earlier: Time, length: Duration) -> Truth:
    """Tell whether ``later`` is at most ``length`` after ``earlier``: by days, or in hours by the moment."""
    later, earlier = _for_length(later, length), _for_length(earlier, length)
    if length.before(later.last) <= earlier.first:
        return YES
    return NO if length.before(later.first) > earlier.last else UNKNOWN


def at_least_apart(later: Time, earlier: Time, length: Duration) -> Truth:
    """Tell whether ``later`` is at least ``length`` after ``earlier``."""
    later, earlier = _for_length(later, length), _for_length(earlier, length)
    if length.before(later.first) >= earlier.last:
        return YES
    return NO if length.before(later.last) < earlier.first else UNKNOWN


def _for_length(time: Time, length: Duration) -> Time:
    if not length.is_calendar:
        return time
    return Time(time.first_day * DAY, time.last_day * DAY)

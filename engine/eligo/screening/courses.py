"""Continuous courses: how long something went on without a gap that counts (LANGUAGE §2, §3.8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from eligo.quantities.dates import Duration, start_of_day
from eligo.rules.model import Present
from eligo.screening.episodes import Episode
from eligo.screening.moments import Clock, Period, day_of
from eligo.screening.truth import NO, UNKNOWN, YES

#: gaps of up to so many days, from one end to the next start, are bridged
_BRIDGED_DAYS: Final = 30

Stretch = tuple[int, int]


def course(rule: Present, episodes: list[Episode], period: Period, clock: Clock) -> int:
    """Answer whether ``episodes``, all of one thing, make a course as long, or as short, as ``rule`` asks.

    Without a window or *ever* it is the course going on now; with a window, the part inside it. Where the answer is no,
    there may still be a course without a record.
    """
    sure = _merged([(e.start_last, min(e.end_first, clock.horizon)) for e in episodes if e.exists])
    possible = _merged([(e.start_first, min(e.end_last, clock.horizon)) for e in episodes])
    if rule.when == "now":
        sure = [stretch for stretch in sure if stretch[1] >= clock.midnight]
        possible = [stretch for stretch in possible if stretch[1] >= clock.midnight]
    elif rule.window is not None:
        sure = _inside(sure, period.inner_first, period.inner_last)
        possible = _inside(possible, period.outer_first, period.outer_last)
    if rule.for_less_than is not None:
        return _short(sure, possible, _reaches(rule.for_less_than))
    length = rule.for_at_least or rule.for_more_than
    assert length is not None  # what makes it a course
    is_long = _reaches(length) if rule.for_at_least is not None else _exceeds(length)
    if any(is_long(stretch) for stretch in sure):
        return YES
    return UNKNOWN if any(is_long(stretch) for stretch in possible) else NO


def _short(sure: list[Stretch], possible: list[Stretch], is_long: Callable[[Stretch], bool]) -> int:
    """Answer whether there is a course that is not as long as that."""
    if any(not is_long(_around(stretch, possible)) for stretch in sure):
        return YES
    surely_long = [_around(stretch, possible) for stretch in sure if is_long(stretch)]
    return NO if all(stretch in surely_long for stretch in possible) else UNKNOWN


def _around(stretch: Stretch, possible: list[Stretch]) -> Stretch:
    """Return the longest course that ``stretch`` may be part of."""
    return next(wide for wide in possible if wide[0] <= stretch[0] and stretch[1] <= wide[1])


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    """Return ``stretches`` in order, those joined whose gap is bridged."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if end < start:
            continue
        if found and day_of(start) - day_of(found[-1][1]) <= _BRIDGED_DAYS:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _inside(stretches: list[Stretch], first: int, last: int) -> list[Stretch]:
    clipped = [(max(start, first), min(end, last)) for start, end in stretches]
    return [(start, end) for start, end in clipped if start <= end]


def _reaches(length: Duration) -> Callable[[Stretch], bool]:
    return lambda stretch: length.after(_counted(stretch[0], length)) <= _counted(stretch[1], length)


def _exceeds(length: Duration) -> Callable[[Stretch], bool]:
    return lambda stretch: length.after(_counted(stretch[0], length)) < _counted(stretch[1], length)


def _counted(moment: int, length: Duration) -> int:
    return start_of_day(moment) if length.is_calendar else moment

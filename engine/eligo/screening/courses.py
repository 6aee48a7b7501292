"""Continuous courses: how long something went on without a gap that counts (LANGUAGE §2, §3.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from eligo.quantities.dates import Duration, start_of_day
from eligo.rules.model import Present
from eligo.screening.episodes import Episode
from eligo.screening.moments import Clock, Period, day_of
from eligo.screening.truth import NO, UNKNOWN, YES

#: gaps of up to so many days, from one end to the next start, are bridged
_BRIDGED_DAYS: Final = 30

Stretch = tuple[int, int]


def courses(rule: Present, episodes: Iterable[Episode], period: Period, clock: Clock) -> dict[Episode, int]:
    """Answer for each of ``episodes``, all of one thing: is the course that it is part of as long, or short, as asked?

    Without a window or *ever* it is the course going on now; with a window, the part inside it. Where the answer is no,
    there may still be a course without a record.
    """
    found = dict.fromkeys(episodes, NO)
    for course in _apart(found, clock):
        found.update(dict.fromkeys(course, _Course(rule, course, period, clock).answer()))
    return found


def _apart(episodes: Iterable[Episode], clock: Clock) -> list[list[Episode]]:
    """Return ``episodes`` by the course that they may be part of: those of two are surely too far apart."""
    found: list[list[Episode]] = []
    last = 0
    for episode in sorted(episodes, key=lambda one: one.start_first):
        start, end = _widest(episode, clock)
        if found and _is_bridged(last, start):
            found[-1].append(episode)
            last = max(last, end)
        else:
            found.append([episode])
            last = end
    return found


class _Course(Struct, frozen=True, eq=False):
    """Episodes that may be one course, and what is asked of it."""

    rule: Present
    episodes: list[Episode]
    period: Period
    clock: Clock

    def answer(self) -> int:
        """Answer whether it, or a part of it, is as long or as short as the rule asks."""
        period = self.period
        ends = [_widest(episode, self.clock) for episode in self.episodes]
        possible = self._asked_of((ends[0][0], max(end for _, end in ends)), period.outer_first, period.outer_last)
        if possible is None:
            return NO
        is_long = _length_of(self.rule)
        if self.rule.for_less_than is not None:
            return self._is_short(possible, is_long)
        if any(is_long(stretch) for stretch in self._sure()):
            return YES
        return UNKNOWN if is_long(possible) else NO

    def _is_short(self, possible: Stretch, is_long: Callable[[Stretch], bool]) -> int:
        if not is_long(possible):
            return YES if any(e.exists and e.overlaps(self.period) == YES for e in self.episodes) else UNKNOWN
        if self.rule.when == "now" and any(is_long(stretch) for stretch in self._sure()):
            return NO  # what else goes on now is part of it
        return NO if all(self._is_of_a_long_one(episode, is_long) for episode in self.episodes) else UNKNOWN

    def _is_of_a_long_one(self, episode: Episode, is_long: Callable[[Stretch], bool]) -> bool:
        """Tell whether ``episode``, if it was there in the time asked for, was part of a course surely so long."""
        period = self.period
        widest = _widest(episode, self.clock)
        if self._asked_of(widest, period.outer_first, period.outer_last) is None:
            return True
        core = self._core(episode)
        if self.rule.when == "now" and episode.start_last <= self.clock.horizon:
            core = episode.start_last, self.clock.horizon
        place = self._asked_of(core or widest, period.outer_first, period.outer_last)
        long = [stretch for stretch in self._sure(() if core is None else (core,)) if is_long(stretch)]
        return place is not None and any(start <= place[0] and place[1] <= end for start, end in long)

    def _sure(self, beside: Iterable[Stretch] = ()) -> list[Stretch]:
        """Return the asked-for stretches in which it surely went on, if it did in those ``beside``."""
        cores = [core for e in self.episodes if e.exists and (core := self._core(e)) is not None]
        period = self.period
        found = (self._asked_of(one, period.inner_first, period.inner_last) for one in _merged([*cores, *beside]))
        return [stretch for stretch in found if stretch is not None]

    def _core(self, episode: Episode) -> Stretch | None:
        """Return the time in which ``episode`` surely went on, if it was there; None where there is no such time.

        Counted by the calendar, what began and ended on one day went on on that day.
        """
        start, end = episode.start_last, min(episode.end_first, self.clock.horizon)
        if start <= end:
            return start, end
        is_one_day = self._is_by_calendar and day_of(start) == day_of(end)
        return (end, start) if is_one_day and self.period.holds(end, start) != UNKNOWN else None

    def _asked_of(self, stretch: Stretch, first: int, last: int) -> Stretch | None:
        """Return the part of ``stretch`` from ``first`` to ``last``; all of it where what goes on is asked for."""
        start, end = max(stretch[0], first), min(stretch[1], last)
        if start > end:
            return None
        return stretch if self.rule.when == "now" else (start, end)

    @property
    def _is_by_calendar(self) -> bool:
        length = self.rule.for_at_least or self.rule.for_more_than or self.rule.for_less_than
        return length is not None and length.is_calendar


def _widest(episode: Episode, clock: Clock) -> Stretch:
    """Return the longest time in which ``episode`` may have gone on."""
    return episode.start_first, min(episode.end_last, clock.horizon)


def _is_bridged(end: int, start: int) -> bool:
    return day_of(start) - day_of(end) <= _BRIDGED_DAYS


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return ``stretches`` in order, those joined whose gap is bridged."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and _is_bridged(found[-1][1], start):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _length_of(rule: Present) -> Callable[[Stretch], bool]:
    """Return what tells whether a stretch is as long as ``rule`` says."""
    if rule.for_more_than is not None:
        return _exceeds(rule.for_more_than)
    length = rule.for_at_least or rule.for_less_than
    assert length is not None  # one of three makes it a course
    return _reaches(length)


def _reaches(length: Duration) -> Callable[[Stretch], bool]:
    return lambda stretch: length.after(_counted(stretch[0], length)) <= _counted(stretch[1], length)


def _exceeds(length: Duration) -> Callable[[Stretch], bool]:
    return lambda stretch: length.after(_counted(stretch[0], length)) < _counted(stretch[1], length)


def _counted(moment: int, length: Duration) -> int:
    return start_of_day(moment) if length.is_calendar else moment

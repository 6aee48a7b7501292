"""Windows of time as moments (LANGUAGE §2 Time, §3.6).

Days and longer are counted by the calendar from the anchor's day; hours from its time of day. Where the anchor is known
only in part, so are the edges: each has a first and a last moment.
"""

from __future__ import annotations

from typing import Final

from eligo.quantities.dates import DAY, Duration
from eligo.rules.model import Window
from eligo.screening.moments import BEGINNING, END, Clock, Period

#: anchors that may lie ahead at screening: without a date they stand on the screening date
AHEAD: Final = frozenset({"enrolment", "randomisation", "baseline", "consent", "first dose", "surgery"})
#: later than anything that goes on
_NEVER: Final = END + 1


def period_of(window: Window, clock: Clock, anchor: tuple[int, int] | None, *, assumed: bool = False) -> Period:
    """Return ``window`` before the moments ``anchor`` (first and last), None where the anchor has no date."""
    if anchor is None:
        return Period(_NEVER, BEGINNING, BEGINNING, clock.horizon, no_anchor=True)
    horizon = clock.horizon
    firsts = _edge(window.start, anchor, BEGINNING, from_edge=True, included=window.includes in ("both", "from"))
    if window.end is None or (window.end.count == 0 and window.anchor == "screening"):
        lasts = (horizon, horizon)
    else:
        end = window.end
        if end.count == 0 and window.start is not None:
            end = Duration(0, window.start.unit)
        lasts = _edge(end, anchor, END, from_edge=False, included=window.includes in ("both", "to"))
    inner_first = firsts[1] if firsts[1] <= horizon else _NEVER
    return Period(inner_first, firsts[0], min(lasts[0], horizon), min(lasts[1], horizon), assumed)


def since(length: Duration | None, clock: Clock) -> Period:
    """Return the ``length`` of time up to the screening date, that day included; None is all time."""
    first = BEGINNING
    if length is not None:
        first = length.before(clock.midnight if length.is_calendar else clock.moments[0])
    latest = first if length is None or length.is_calendar else length.before(clock.moments[1])
    return Period(latest, first, clock.horizon, clock.horizon)


def _edge(
    length: Duration | None, anchor: tuple[int, int], unbounded: int, *, from_edge: bool, included: bool
) -> tuple[int, int]:
    """Return the first and last moment where the edge may lie that is ``length`` before the anchor."""
    if length is None:
        return unbounded, unbounded
    if not length.is_calendar:
        first, last = length.before(anchor[0]), length.before(anchor[1])
        step = 0 if included else 1
        return (first + step, last + step) if from_edge else (first - step, last - step)
    first, last = (length.before(moment - moment % DAY) for moment in anchor)
    if from_edge:
        step = 0 if included else DAY
        return first + step, last + step
    step = DAY - 1 if included else -1
    return first + step, last + step

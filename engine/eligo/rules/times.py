"""Written lengths and windows of time as durations and windows."""

from __future__ import annotations

from eligo.quantities.dates import Duration, parse_duration
from eligo.rules.amounts import number_value
from eligo.rules.context import Context, refuse
from eligo.rules.model import Window
from eligo.rules.subjects import concept_of
from eligo.syntax import nodes as n

_ISO = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "hour": "PT{}H"}
_TODAY = parse_duration("P0D")
#: the longest length of time that a criterion may name, against mistakes and overflow
_LONGEST = 10_000


def duration_of(length: n.Length) -> Duration:
    """Return ``length`` as a calendar duration; half a year is six months, other fractions are refused."""
    count, unit = number_value(length.count), length.unit
    if count.denominator == 2 and unit in ("year", "week", "day"):
        count, unit = {"year": (count * 12, "month"), "week": (count * 7, "day"), "day": (count * 24, "hour")}[unit]
    if count.denominator != 1:
        raise refuse(
            "E311", "a length of time is a whole number", length.span, "write it in the next smaller unit of time"
        )
    if count > _LONGEST:
        raise refuse("E311", "a length of time of this size cannot be meant", length.span, "write a shorter one")
    return parse_duration(_ISO[unit].format(count.numerator))


def anchor_of(window: n.Window, context: Context) -> str:
    """Return the name of the anchor; a window without one hangs on the screening date, with a warning."""
    anchor = window.anchor
    if anchor is None:
        return "screening"
    if anchor.of is None:
        return anchor.name
    return f"diagnosis of {concept_of(anchor.of, 'presence', context).name}"


def window_of(window: n.Window, context: Context) -> Window:
    """Return the closed window of ``in the past N`` and ``within N``; strictly less leaves the far edge out."""
    if window.form == "within" and window.anchor is None:
        context.warn(
            "W509", "no date to count from: taken as before screening", window.span, "write `before screening`"
        )
    start = duration_of(window.length)
    includes = "to" if window.strict else "both"
    return Window(start, _TODAY, anchor_of(window, context), includes)


def window_ago(window: n.Window, context: Context) -> tuple[Window, Window]:
    """Return when it happened (by then) and when it did not (since), for ``more than N ago``."""
    length = duration_of(window.length)
    anchor = anchor_of(window, context)
    before = Window(None, length, anchor, "from" if window.strict else "both")
    since = Window(length, _TODAY, anchor, "both" if window.strict else "to")
    return before, since


def window_since(window: n.Window) -> Window:
    """Return the window of a washout: exactly N ago satisfies `at least N since`, so the far edge is outside it.

    `less than N since` is the same window, `more than` and `at most` the closed one.
    """
    is_open = window.strict == (window.form == "not since")
    return Window(duration_of(window.length), _TODAY, "screening", "to" if is_open else "both")

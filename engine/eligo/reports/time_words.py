"""Windows in words."""

from __future__ import annotations

from eligo.quantities.durations import Duration
from eligo.rules.model import Window

_EDGES = {
    "both": "both days included",
    "from": "the first day included, the last not",
    "to": "the last day included, the first not",
    "neither": "neither day included",
}


def window_words(window: Window) -> str:
    """Return when a window is: ``from 3 years before the screening date to that date (both days included)``."""
    anchor = "the screening date" if window.anchor == "screening" else f"the date of {window.anchor}"
    start, end = window.start, window.end
    if start is None:
        last = "that day included" if window.includes in ("both", "to") else "that day not included"
        return f"at any time up to {_place(end, anchor)} ({last})"
    if end is None:
        first = "that day included" if window.includes in ("both", "from") else "that day not included"
        return f"from {_place(start, anchor)} on ({first})"
    until = "that date" if end.count == 0 else f"{end.text()} before it"
    edges = _EDGES[window.includes] if start.is_calendar else _EDGES[window.includes].replace("day", "moment")
    return f"from {_place(start, anchor)} to {until} ({edges})"


def _place(before: Duration | None, anchor: str) -> str:
    return f"{before.text()} before {anchor}" if before is not None and before.count else anchor

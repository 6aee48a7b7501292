"""Windows in words."""

from __future__ import annotations

from eligo.quantities.durations import Duration
from eligo.rules.model import Window

_EDGES = {
    "both": "both included",
    "from": "the first included, the last not",
    "to": "the last included, the first not",
    "neither": "neither included",
}


def window_words(window: Window) -> str:
    """Return when a window is: ``from 3 years before the screening date to that date, both included``."""
    anchor = "the screening date" if window.anchor == "screening" else f"the date of {window.anchor}"
    start, end = window.start, window.end
    if start is None:
        last = "that day included" if window.includes in ("both", "to") else "that day not included"
        return f"at any time up to {_place(end, anchor)}, {last}"
    if end is None:
        first = "that day included" if window.includes in ("both", "from") else "that day not included"
        return f"from {_place(start, anchor)} on, {first}"
    until = "that date" if end.count == 0 else f"{end.text()} before it"
    return f"from {_place(start, anchor)} to {until}, {_EDGES[window.includes]}"


def _place(before: Duration | None, anchor: str) -> str:
    return f"{before.text()} before {anchor}" if before is not None and before.count else anchor

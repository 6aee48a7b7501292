"""The `and` or `or` at the end of a line, which joins it to the next."""

from __future__ import annotations

import re

from eligo.rules.model import Section

_TRAILING = re.compile(r"[\s,;.]++(?P<word>and|or|and/or|or/and)$", re.IGNORECASE)
#: longer endings are no connective
_TAIL = 12


def connective(section: Section | None) -> str:
    """Return what joins the criteria of ``section``: every inclusion is needed, any exclusion excludes."""
    return "or" if section == "exclusion" else "and"


def trailing(text: str) -> tuple[str, int] | None:
    """Return the connective that ends ``text`` and where the text before it ends, or None.

    >>> trailing("asthma; OR")
    ('or', 6)
    """
    start = max(0, len(text) - _TAIL)
    found = _TRAILING.search(text, start)
    return (found["word"].lower(), found.start()) if found else None


def joins_next(text: str, section: Section | None) -> bool:
    """Tell whether ``text`` ends in another connective than that between the criteria of ``section``."""
    found = trailing(text)
    return found is not None and found[0] != connective(section)

"""What has other words: a result outside the normal range is not normal, and in part or in whole is any of it."""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

OUTSIDE = triggers("outside out", "normal reference")
EXTENT = triggers("partial", "complete total")
_WHOSE = r"(?:the |of |institutional |local |laboratory |laboratory's |institution's )*"
_OUTSIDE = re.compile(
    rf"\b(?:outside|out of)(?: of)? {_WHOSE}"
    r"(?:normal(?: reference| laboratory)? (?:range|limit)s?|limits of normal|reference ranges?)\b",
    re.IGNORECASE,
)

_ANY_EXTENT = re.compile(
    r"(?P<open>\()?\b(?:partial or (?:complete|total)|(?:complete|total) or partial)\b(?(open)\))(?: |(?=[.;,]?$))",
    re.IGNORECASE,
)


def of_any_extent(text: str) -> str | None:
    """Return ``text`` without the words that leave the extent of something open, or None where none are.

    >>> of_any_extent("partial or complete spinal cord injury"), of_any_extent("partial injury")
    ('spinal cord injury', None)
    """
    found = _ANY_EXTENT.search(text)
    return f"{text[: found.start()]}{text[found.end() :]}".strip() if found else None


def outside_normal(text: str) -> str | None:
    """Return ``text`` with what is outside the normal range not within it, or None where nothing is.

    >>> outside_normal("TSH outside the normal range")
    'TSH not within normal limits'
    """
    found = _OUTSIDE.search(text)
    if found is None:
        return None
    return f"{text[: found.start()]}not within normal limits{text[found.end() :]}"

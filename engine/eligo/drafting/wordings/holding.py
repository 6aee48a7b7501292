"""A quick look before a slow one: most sentences hold none of the words that a form of words needs."""

from __future__ import annotations


def holds_any(text: str, *parts: str) -> bool:
    """Tell whether ``text``, in lower case, holds one of ``parts``.

    >>> holds_any("Patients with Health Insurance", "insurance", "security")
    True
    """
    lower = text.lower()
    return any(part in lower for part in parts)

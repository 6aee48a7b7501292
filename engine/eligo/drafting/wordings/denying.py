"""A denial and what it denies in one word: ``nonsmokers``."""

from __future__ import annotations

import re

#: what people are not, of those words that are names and are written so
_DENIED = re.compile(r"\bnon(?=(?:smok(?:ers?|ing)|diabetics?|hypertensives?|alcoholics?)\b)", re.IGNORECASE)


def denied_apart(text: str) -> str | None:
    """Return ``text`` with a hyphen behind the denial, or None where no word holds one.

    >>> denied_apart("Healthy nonsmokers"), denied_apart("nonsteroidal")
    ('Healthy non-smokers', None)
    """
    apart, found = _DENIED.subn("non-", text)
    return apart if found else None

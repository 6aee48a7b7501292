"""Tests that an inclusion asks of women of childbearing potential alone, as *if … then*."""

from __future__ import annotations

import re

_WHO = (
    r"(?:all )?(?:women|woman|females?)(?: patients?| subjects?| participants?)? (?:of|with) child[- ]?bearing "
    r"(?:potential|age)(?: \((?:WOCBP|FOCBP|WCBP|FCBP)\))?"
)
_FORMS = (
    re.compile(rf"(?P<who>{_WHO}) (?:must|should) have (?P<test>.+)", re.IGNORECASE),
    re.compile(rf"(?:for )?(?P<who>{_WHO})(?: only)?\s*[:,]\s*(?P<test>.+)", re.IGNORECASE),
    re.compile(rf"(?P<test>.+?),? \(?(?:for|in|if) (?P<who>{_WHO})(?: only)?\)?", re.IGNORECASE),
)


def conditional(text: str) -> str | None:
    """Return ``text``, an inclusion, as a conditional rule where it has one of the usual forms, else None.

    >>> conditional("Negative pregnancy test for women of childbearing potential")
    'if childbearing potential then Negative pregnancy test'
    """
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return f"if childbearing potential then {found['test']}"
    return None

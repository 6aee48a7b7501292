"""Conditions that open or end a sentence, as *if … then*: of childbearing potential, and any before a comma."""

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


#: a condition before the only comma in front of what it asks
_OPENS = re.compile(
    r"(?:if|in case of|(?:in|for) (?:patients|subjects|participants)(?: with| who have)?) (?P<when>[^,:;.()]{3,80}), "
    r"(?:then )?(?P<then>.+)",
    re.IGNORECASE,
)


def opened(text: str) -> str | None:
    """Return ``text`` as a conditional rule where a condition opens it, else None.

    >>> opened("If history of diabetes, HbA1c ≤ 8%")
    'if history of diabetes then HbA1c ≤ 8%'
    """
    found = _OPENS.fullmatch(text)
    return f"if {found['when']} then {found['then']}" if found else None

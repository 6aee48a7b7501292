"""The first dose of a drug that is still without a name, or nearly: ``first dose of ABC-123``, ``start of xyzertinib``.

What is given to people under a code, or under a name that no vocabulary has or no code system lists, is the drug of the
trial.
"""

from __future__ import annotations

import re

#: as sponsors write the codes of their drugs: letters and at least two digits, or digits and a letter
_CODE = (
    r"(?!(?:COVID|SARS|MERS|HIV|HBV|HCV|HPV|HTLV|IL|PD)\b|CD\d)(?:(?:[A-Z][A-Z\d]{0,5}[- ]?\d{3,}"
    r"|[A-Z][A-Za-z]{0,4}-?\d{2,})(?:[A-Z]{1,3})?(?:-[A-Z\d]{1,5}){0,2}|\d{2,5}[A-Z])"
)
#: as new drugs are named (stems of the international nonproprietary names)
_STEM = r"[a-z]{3,}(?:[mz]ab|[a-z]nib|ertib|lisib|ciclib|parib|degib|spib|citinib|closib|stat|tide|cept|autoleucel)"
_GIVEN = r"(?:infusions?|administration|doses?|dosing|treatment|therapy|injections?|vaccination)"
_FIRST = (
    r"(?:[Tt]he )?(?:(?:[Ff]irst|[Ii]nitial|1st) (?:dose|administration|infusion|injection|dosing|intake|vaccination)"
    r"(?: administration)? (?:of|with)|(?:[Ss]tart|[Ii]nitiation|[Cc]ommencement|[Dd]ay 1) of"
    r"|[Ss]tarting|[Ii]nitiating)"
)
_PATTERN = re.compile(
    rf"(?<![\w-])(?:{_FIRST} (?:the )?(?:{_CODE}|(?i:(?P<named>{_STEM})))(?: {_GIVEN})?|(?:the )?{_CODE} {_GIVEN})"
    r"(?=\s*(?:$|[.,;)]))"
)


def first_dose_end(text: str, position: int) -> tuple[str, int] | None:
    """Return where the words for the first dose of such a drug end, and its name where it has one, or None.

    >>> first_dose_end("within 3 weeks of the first dose of ABC 123", 18)
    ('', 43)
    >>> first_dose_end("before starting xyzertinib", 7)
    ('xyzertinib', 26)
    >>> first_dose_end("before the start of C1D1", 7) is None
    True
    """
    found = _PATTERN.match(text, position)
    return (found["named"] or "", found.end()) if found else None


def without_coded_doses(text: str) -> str:
    """Return ``text`` without the words for such first doses, none of which need be known."""
    return _PATTERN.sub(" ", text)

"""Denials in words that are none of the language: ``nonsmokers``, ``who did not receive aspirin``."""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

APART = triggers(
    "nonsmoker nonsmokers nonsmoking nondiabetic nondiabetics nonhypertensive nonhypertensives"
    " nonalcoholic nonalcoholics"
)
DENIED_VERBS = triggers("not")
#: what people are not, of those words that are names and are written so
_DENIED = re.compile(r"\bnon(?=(?:smok(?:ers?|ing)|diabetics?|hypertensives?|alcoholics?)\b)", re.IGNORECASE)

_DID_NOT = re.compile(r"\bdid not (?:receive|(?P<take>take)|undergo)\b", re.IGNORECASE)
_DOES_NOT_SMOKE = re.compile(r"\b(?:does|do) not (?:currently )?smoke\b", re.IGNORECASE)
_DOES_NOT_SPEAK = re.compile(
    r"\b(?:(?:who|that) )?(?:does|do) not speak (?P<tongues>[A-Z]\w+(?:(?:,| or|,? or|/) [A-Z]\w+)*)$"
)


def did_not(text: str) -> str | None:
    """Return ``text`` with a denial of the language for a verb denied, or None where it denies none.

    >>> did_not("who did not receive aspirin"), did_not("does not smoke"), did_not("Patients who do not speak French")
    ('who has not received aspirin', 'non-smoker', 'Patients who are not French speaking')
    """
    written = _DID_NOT.sub(lambda found: "has not taken" if found["take"] else "has not received", text)
    written = _DOES_NOT_SMOKE.sub("non-smoker", written)
    written = _DOES_NOT_SPEAK.sub(lambda found: f"who are not {found['tongues']} speaking", written.rstrip(" .;,"))
    return written if written != text.rstrip(" .;,") else None


def denied_apart(text: str) -> str | None:
    """Return ``text`` with a hyphen behind the denial, or None where no word holds one.

    >>> denied_apart("Healthy nonsmokers"), denied_apart("nonsteroidal")
    ('Healthy non-smokers', None)
    """
    apart, found = _DENIED.subn("non-", text)
    return apart if found else None

"""References to the criteria that grade toxicity: beside their grade they say nothing more.

``grade ≥ 3 (NCI CTCAE v4.03)`` and ``CTCAE version 5.0 grade 2``: the grades of all versions are one scale. So are the
stages of cancer in all editions: ``stage III (AJCC 8th edition)``.
"""

from __future__ import annotations

import re

_INSTITUTE = r"(?:(?:the )?(?:(?:US |U\.S\. )?National Cancer Institute(?:'s)?|NCI)(?: ?[(\[]NCI[)\]])?[ -–]{0,3})"
_ABBREVIATION = r"(?:CTC ?AE|NCI[ -]?CTC ?(?:AE)?)"
_LONG = r"Common (?:Terminology|Toxicity) Criteria(?: (?:for|in|of) Adverse Events?)?"
_VERSION = (
    r"(?:,? ?[(\[]?(?:(?:v|ver|vers|version|edition)\b\.? ?|v(?=\d))?(?:[(\[]v[)\]] ?)?\d(?:\.\d{1,2})?[)\]]?"
    r"(?![\d.]\d))"
)
_KIND = r"(?: (?:criteria|grading scale|scale|edition|version|guidelines|toxicity criteria|grading))?"
_NAMED = (
    rf"(?:{_INSTITUTE}?{_LONG}(?: ?[(\[](?:NCI[ -]{{0,3}})?CTC ?(?:AE)?{_VERSION}?[)\]])?|{_INSTITUTE}?{_ABBREVIATION}"
    rf"|{_INSTITUTE}CTC\b)"
)
_WHOLE = rf"{_NAMED}(?:,? ?{_VERSION})?{_KIND}(?:,? ?{_VERSION})?(?: ?[(\[](?:NCI[ -]{{0,3}})?CTC ?AE{_VERSION}?[)\]])?"
_BY = (
    r"(?:(?:as )?(?:(?:defined|assessed|graded|measured|determined|classified) )?"
    r"(?:per|by|according to|based on|using|on|of|as per|in accordance with|under) )?(?:the )?"
)
_BEHIND = re.compile(rf"\s*,? ?{_BY}{_WHOLE}(?![\w])", re.IGNORECASE)
_BRACKETED = re.compile(rf"\s*[(\[]\s*{_BY}{_WHOLE}\s*[)\]]", re.IGNORECASE)
_GRADE = r"\s*,?\s*(?=(?:toxicity )?grades?\b)"
_AHEAD = re.compile(rf"(?:the )?{_WHOLE}{_GRADE}", re.IGNORECASE)
_BEGINS = re.compile(r"[\s,(\[]{0,3}(?:\w+ ){0,4}?(?:National|NCI|CTC|Common|US|U\.S\.)", re.IGNORECASE)
_EDITION = (
    r"(?:(?:the )?(?:\d(?:th)?|seventh|eighth|sixth) (?:edition|ed\b\.?)|(?:version|v\.?|edition) ?\d(?:\.\d)?|20\d\d)"
)
_COMMITTEE = (
    r"(?:American Joint Committee on Cancer(?: ?[(\[]AJCC[)\]])?|AJCC|UICC"
    r"|(?:International )?Union for International Cancer Control(?: ?[(\[]UICC[)\]])?"
    r"|International Federation of Gyn(?:a?e)cology and Obstetrics(?: ?[(\[]FIGO[)\]])?|FIGO)"
)
_STAGING = (
    r"(?: (?:cancer )?(?:TNM )?(?:staging|classification|criteria)(?: (?:system|manual|criteria|guidelines))?"
    r"| TNM| guidelines)?"
)
_STAGED = (
    rf"(?:(?:as )?(?:(?:defined|assessed|determined|classified) )?"
    rf"(?:per|by|according to|based on|using|in accordance with) )?"
    rf"(?:the )?(?:{_EDITION} (?:of (?:the )?)?)?{_COMMITTEE}(?:/{_COMMITTEE})?"
    rf"(?:,? ?[(\[]?{_EDITION}[)\]]?)?{_STAGING}(?:,? ?[(\[]?{_EDITION}[)\]]?)?"
)
_STAGED_BEHIND = re.compile(rf"\s*,? ?{_STAGED}(?![\w-])", re.IGNORECASE)
_STAGED_BRACKET = re.compile(rf"\s*[(\[]\s*(?:{_STAGED}|{_EDITION})\s*[)\]]", re.IGNORECASE)
#: the words of references
REFERENCE_WORDS = (
    "national", "cancer", "institute", "NCI", "common", "terminology", "toxicity", "criteria", "for", "adverse",
    "event", "CTCAE", "CTC", "version", "ver", "vers", "edition", "grading", "scale", "guidelines", "according",
    "accordance", "based", "graded", "defined", "assessed", "measured", "determined", "classified", "using", "under",
    "per", "american", "joint", "committee", "AJCC", "UICC", "union", "international", "control", "TNM", "manual",
    "system", "staging", "classification", "seventh", "eighth", "sixth", "FIGO", "federation", "gynecology",
    "obstetrics",
)  # fmt: skip


def grade_ahead(text: str, position: int) -> int | None:
    """Return where ``CTCAE v5.0`` before the word `grade` ends, which names it already."""
    if position >= len(text) or text[position] not in "NnCcUu":
        return None
    found = _AHEAD.match(text, position)
    return found.end() if found else None


def reference_end(text: str, position: int) -> int | None:
    """Return where a reference behind a grade ends: ``, NCI-CTCAE v 4.0``, ``(per CTCAE 4.03)``."""
    if not _BEGINS.match(text, position):
        return None
    found = _BRACKETED.match(text, position) or _BEHIND.match(text, position)
    return found.end() if found else None


def edition_end(text: str, position: int) -> int | None:
    """Return where a reference behind a stage ends: ``, AJCC 8th edition``, ``(according to FIGO 2018)``."""
    found = _STAGED_BRACKET.match(text, position) or _STAGED_BEHIND.match(text, position)
    return found.end() if found else None

"""Remarks that leave a criterion as it is: what is permitted, marks of a list run together, topics before its items.

Each is a closed form; a remark with any other word in it stays, and keeps the sentence a question.
"""

from __future__ import annotations

import re

from eligo.drafting.headings import adds_nothing
from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section

#: what a value may owe to treatment, a test may be done again: the bound is the same
_PERMITTED = frozenset((
    "transfusion", "transfusions", "transfused", "transfuse", "support", "growth", "factor", "factors", "packed",
    "red", "blood", "cell", "cells", "prbc", "prbcs", "rbc", "rbcs", "erythropoietin", "epo", "g-csf", "product",
    "products", "achieved", "reached", "attained", "obtained", "corrected", "maintained", "post-transfusion",
    "posttransfusion", "antihypertensive", "antihypertensives", "anti-hypertensive", "medication", "medications",
    "therapy", "agents", "supplementation", "supplement", "supplements", "retest", "retesting", "rescreening",
    "re-screening", "repeat", "testing", "test", "measurement", "may", "can", "be", "have", "been", "has", "receive",
    "received", "is", "are", "the", "a", "an", "of", "use", "used", "to", "with", "or", "and", "by", "via", "through",
    "using", "achieve", "reach", "meet", "this", "these", "level", "levels", "value", "criterion", "criteria",
    "patient", "patients", "subject", "subjects", "participant", "participants", "as", "needed", "once", "one",
    "single", "during", "screening", "note", "hemoglobin", "haemoglobin", "hgb", "hb", "after", "post", "allowed",
    "permitted", "acceptable", "control", "hypertension", "pressure", "period", "transfusional", "intervention",
    "treatment", "following", "for", "prior",
))  # fmt: skip
_PERMITS = frozenset(("allowed", "permitted", "acceptable", "may", "can"))
#: what is permitted, what is so with or without it, topics, marks of items
TRIGGERS = triggers(f"{' '.join(_PERMITS)} without irrespective regardless : ： ) .")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BRACKET = re.compile(r"\s*[(\[](?P<remark>[^()\[\]]{6,120}(?:\[\w{2,6}\])?[^()\[\]]{0,80})[)\]]")
_SENTENCE = re.compile(r"\s*[;.,]\s+(?P<remark>[^;.()]{6,140}?)\s*\.?$")
#: said of a value whatever treatment it was taken under
_WITH_OR_WITHOUT = re.compile(
    r",? \(?(?:with or without|with/without|irrespective of|regardless of) (?:the )?(?:use of |receiving |taking )?"
    r"(?!(?:and|or|but)\b)[\w-]+(?: (?!(?:and|or|but|with|in|if|for|at|within)\b)[\w-]+){0,2}\)?$",
    re.IGNORECASE,
)
#: a topic with its colon, at the start or behind the end of an item
_TOPIC = re.compile(r"(?P<before>^|[;.,])\s*(?P<topic>[^\W\d_][^\W\d_ /&-]*(?:[ /&-][^\W\d_]+){0,5})\s?[:：]\s*")
#: marks of items that run on in one line: ``(1)``, ``2)``, ``b.``, ``iii)``
_ITEM = re.compile(r"(?:^|(?<=[\s;,:.：；，]))\(?(?P<mark>\d|[a-h]|[A-H]|i{1,3}|iv|v|vi)[.)](?:\s+|(?=[^\W\d_]{2}))")
_SERIES = ("12345678", "abcdefgh", "ABCDEFGH")
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi"]


def without_asides(text: str, section: Section | None) -> str:
    """Return ``text`` without remarks that change nothing, its topics left out and its items joined by semicolons.

    >>> without_asides("Hepatic: ALT ≤ 3 × ULN; renal: creatinine ≤ 1.5 mg/dL", "inclusion")
    'ALT ≤ 3 × ULN; creatinine ≤ 1.5 mg/dL'
    >>> without_asides("hemoglobin ≥ 9 g/dL (transfusions allowed)", "inclusion")
    'hemoglobin ≥ 9 g/dL'
    >>> without_asides("hemoglobin ≥ 9 g/dL (without transfusion)", "inclusion")
    'hemoglobin ≥ 9 g/dL (without transfusion)'
    """
    text = _BRACKET.sub(lambda found: "" if _permits(found["remark"]) else found.group(), text)
    said = _SENTENCE.search(text)
    if said and _permits(said["remark"]):
        text = text[: said.start()]
    text = _WITH_OR_WITHOUT.sub("", text)
    text = _TOPIC.sub(lambda found: _without_topic(found, section), _items_joined(text))
    return text.strip(" ;,")


#: that nobody is tested for it on account of the trial
_UNTESTED = re.compile(
    r"(?:(?:systematic|routine|HIV|hepatitis|hepatitis B|hepatitis C|laboratory|mandatory) )*"
    r"(?:testing|tests?|screening)"
    r"(?: for (?:HIV|TB|tuberculosis|hepatitis|hepatitis B|hepatitis C|these))?(?: (?:is|was|are))? not"
    r" (?:required|mandatory|necessary|needed)(?: (?:at|for|during) (?:screening|eligibility|enrol+ment|study entry))?",
    re.IGNORECASE,
)


def _permits(remark: str) -> bool:
    if _UNTESTED.fullmatch(remark):
        return True
    words = [word.lower() for word in _WORD.findall(remark)]
    is_plain = not re.search(r"\d|[<>≥≤=]", remark)
    return is_plain and not _PERMITS.isdisjoint(words) and all(word in _PERMITTED for word in words)


def _without_topic(found: re.Match[str], section: Section | None) -> str:
    if not adds_nothing(found["topic"], section):
        return found.group()
    return f"{';' if found['before'] else ''} " if found["before"] else ""


def _items_joined(text: str) -> str:
    """Return ``text`` with the marks of a whole series, from its first on, made semicolons."""
    marks = list(_ITEM.finditer(text))
    written = "".join(found["mark"] for found in marks)
    is_series = any(series.startswith(written) for series in _SERIES) or (
        # the first mark of a line is taken off with the bullet
        any(series.startswith(written, 1) for series in _SERIES)
        or [found["mark"] for found in marks] in (_ROMAN[: len(marks)], _ROMAN[1 : len(marks) + 1])
    )
    if not marks or not is_series:
        return text
    joined = _ITEM.sub("; ", text)
    return re.sub(r"[\s;,.]*;\s+", "; ", joined).lstrip("; ")

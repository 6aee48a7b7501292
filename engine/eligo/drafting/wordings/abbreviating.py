"""Abbreviations in brackets inside of a name: ``central nervous system (CNS) metastases``.

Where a bracket holds the first letters of the words before it, nothing is lost without it; any other bracket stays.
"""

from __future__ import annotations

import re

#: a bracket of one abbreviation, before another word
_SHORT = re.compile(r" ?\((?P<short>[A-Z][A-Za-z]{0,5}[A-Z])\)(?= [a-z])")
#: abbreviations that hold other letters
_HEPATITIS = re.compile(r"hepatitis ([A-E])(?: virus)?$", re.IGNORECASE)
_TUBERCULOSIS = re.compile(r"tuberculosis$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("of", "the", "and", "in", "for", "to"))


def unabbreviated(text: str) -> str:
    """Return ``text`` without the brackets that abbreviate the words before them and stand inside of a name.

    >>> unabbreviated("central nervous system (CNS) metastases, hepatitis B (HBV) surface antigen")
    'central nervous system metastases, hepatitis B surface antigen'
    >>> unabbreviated("hepatitis (HBV) infection")
    'hepatitis (HBV) infection'
    """
    if "(" not in text:
        return text
    return _SHORT.sub(lambda found: "" if _abbreviates(found["short"], text[: found.start()]) else found.group(), text)


def _abbreviates(short: str, before: str) -> bool:
    """Tell whether ``short`` is the first letters of the last words of ``before``, with or without the small words."""
    if hepatitis := _HEPATITIS.search(before):
        return short.upper() == f"H{hepatitis[1].upper()}V"
    if _TUBERCULOSIS.search(before):
        return short == "TB"
    words = [word.lower() for word in _WORD.findall(before)]
    large = [word for word in words if word not in _SMALL]
    return any("".join(word[0] for word in each[-len(short) :]) == short.lower() for each in (words, large))

"""Measurable disease with its definition: ``defined as at least one lesion that can be measured as ≥ 20 mm``.

The definition is that of RECIST, told in many orders of a closed list of words and with its own lengths alone (10 and
20 mm, 15 mm of a node): it says what measurable disease is, and asks for nothing more. Any other word or length stays.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

TRIGGERS = triggers("measurable")
_HEAD = re.compile(
    r"(?:(?:all )?(?:patients|subjects|participants) )?(?:must |should )?(?:have )?(?:the )?(?:presence of )?"
    r"(?:(?:at least|≥|>=) ?(?:one|1) |one or more |a )?measurable (?:disease(?: site)?|lesions?)\b",
    re.IGNORECASE,
)
_WORDS = frozenset((
    "defined", "is", "the", "a", "presence", "lesion", "lesions", "at", "least", "one", "any", "that", "can", "be",
    "accurately", "measured", "measurable", "unidimensionally", "in", "dimension", "dimensions", "longest", "diameter",
    "to", "recorded", "for", "non-nodal", "nodal", "and", "short", "axis", "as", "with", "by", "on", "of", "via",
    "using", "conventional", "technique", "techniques", "or", "spiral", "computed", "tomography", "ct", "scan", "scans",
    "magnetic", "resonance", "imaging", "mri", "caliper", "calipers", "clinical", "exam", "examination", "physical",
    "chest", "x-ray", "greater", "equal", "than", "mm", "cm",
))  # fmt: skip
_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>mm|cm)\b", re.IGNORECASE)
_LENGTHS = frozenset(("10mm", "15mm", "20mm", "1cm", "1.0cm", "1.5cm", "2cm", "2.0cm"))
#: a number of anything else, or an upper bound
_OTHERWISE = re.compile(r"[\d<≤]")
_ONE = re.compile(r"(?:≥|>=|at least) ?1 (?=lesion|unidimensionally|dimension)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def measurable(text: str) -> str | None:
    """Return ``measurable disease`` for a sentence that asks for it and defines it; None for any other.

    >>> measurable("Measurable disease, defined as ≥ 1 lesion ≥ 20 mm by conventional techniques")
    'measurable disease'
    >>> measurable("Measurable disease, defined as at least one lesion ≥ 30 mm")
    """
    head = _HEAD.match(text)
    if head is None:
        return None
    defined = _ONE.sub("", text[head.end() :])
    lengths = [f"{each['number']}{each['unit'].lower()}" for each in _LENGTH.finditer(defined)]
    rest = _LENGTH.sub(" mm ", defined)
    is_definition = (
        bool(lengths)
        and _LENGTHS.issuperset(lengths)
        and _OTHERWISE.search(rest) is None
        and _WORDS.issuperset(word.lower() for word in _WORD.findall(rest))
    )
    return "measurable disease" if is_definition else None

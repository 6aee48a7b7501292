"""Bounds that must be met without help: ``hemoglobin ≥ 9 g/dL (without transfusion in the 2 weeks before screening)``.

The help is a closed list, transfusions and growth factors of the blood, and has a time of its own: none of it in that
time is one more thing that an inclusion asks. Without a time it stays as it is written.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section

TRIGGERS = triggers(
    "no not without absence",
    "transfusion transfusions transfusional growth colony csf filgrastim pegfilgrastim erythropoietin epo"
    " erythropoiesis blood",
)
_CELLS = r"(?:(?:whole |packed )?(?:blood|platelets?|red blood cells?|red cells?|RBCs?|PRBCs?|erythrocytes?) )?"
_HELP = (
    rf"(?:{_CELLS}transfusions?(?: of (?:platelets|(?:packed )?red blood cells|blood products?))?"
    r"(?: support| dependency)?|transfusional support|(?:ha?ematopoietic |myeloid |supportive )?growth[- ]factors?"
    r"(?: support| use| treatment| administration)?"
    r"|(?:granulocyte )?colony[- ]stimulating factors?(?: \(G-CSF\))?|G-CSF|GM-CSF|(?:peg)?filgrastim"
    r"|erythropoietin(?: \(EPO\))?|EPO|erythropoiesis[- ]stimulating agents?(?: \(ESAs?\))?|blood products?)"
    r"(?: support| use| treatment)?"
)
_LIST = rf"(?P<list>(?:any )?{_HELP}(?:(?:,? (?:or|and|and/or) |, ?|/)(?:any )?{_HELP})*)"
_TIME = (
    r"(?:within|in|for|during|over)(?: at least)?(?: the)?(?: at least)?(?: last| past| previous| prior| preceding)?"
    r" (?P<count>\d{1,2}|one|two|three|four) (?P<unit>days?|weeks?|months?|hours?)"
    r"(?: (?:prior to|before|preceding|of) (?P<anchor>[^()\[\];,]{3,60}?))?"
)
_DENIED = (
    r"(?:(?:with )?no|without|(?:must )?not have (?:had|received|required)|in the absence of)"
    r"(?: (?:any|prior|previous))?"
)
_GIVEN = r"(?: (?:is |are )?(?:allowed|permitted|given|received))?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\s*[(\[]\s*(?:but )?{_DENIED} {_LIST}{_GIVEN} {_TIME}\s*[)\]]",
        rf",?\s+(?:and )?{_DENIED} {_LIST} {_TIME}(?=\s*(?:[.;,)]|$))",
        rf"\.\s+(?:(?:patients?|subjects?|participants?) )?{_DENIED} {_LIST} {_TIME}(?=\s*(?:[.;)]|$))",
    )
)
_COMPARED = re.compile(r"[<>≥≤]|\b(?:at least|greater|more|above|over)\b", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,? (?:or|and/or|and) |, ?|/)\s*", re.IGNORECASE)
#: the help in the words of the vocabulary; growth factors of the blood are of its white cells or its red ones
_NAMED = (
    (re.compile(r"myeloid growth[- ]factors?", re.IGNORECASE), "colony-stimulating factor"),
    (
        re.compile(r"(?:ha?ematopoietic |supportive )?growth[- ]factors?", re.IGNORECASE),
        "colony-stimulating factor or erythropoiesis-stimulating agent",
    ),
    (re.compile(r"transfusional", re.IGNORECASE), "blood transfusion"),
)
_REST = re.compile(
    r"^any | (?:support|use|treatment|dependency|administration)\b| \((?:EPO|ESAs?|G-CSF)\)", re.IGNORECASE
)


def unaided(text: str, section: Section | None) -> str:
    """Return ``text``, an inclusion, with the help that is denied as a condition of its own.

    >>> unaided("ANC ≥ 1.5 × 10^9/L without G-CSF use in the 2 weeks before randomisation", "inclusion")
    'ANC ≥ 1.5 × 10^9/L and no G-CSF within 2 weeks before randomisation'
    """
    if section != "inclusion" or not _COMPARED.search(text):
        return text
    for form in _FORMS:
        text = form.sub(_joined, text)
    return text


def _joined(found: re.Match[str]) -> str:
    if not _COMPARED.search(found.string, 0, found.start()):
        return found.group()
    helps = " or ".join(_REST.sub("", each.strip()) for each in _JOIN.split(found["list"]))
    for words, named in _NAMED:
        helps = words.sub(named, helps)
    before = f" before {found['anchor']}" if found["anchor"] else ""
    return f" and no {helps} within {found['count']} {found['unit']}{before}"

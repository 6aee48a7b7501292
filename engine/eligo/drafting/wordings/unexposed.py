"""Whoever never had a treatment, in the words of registries: ``bevacizumab-naïve``, ``naive to growth hormone``."""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.syntax.tokens.known_names import Names

TRIGGERS = triggers("naive naïve")
_PEOPLE = r"(?:patients?|subjects?|participants?|individuals?|women|men|people)"
_NAME = r"(?P<name>[^\W\d_][\w -]{2,40}?)"
_ARE = rf"(?:(?:{_PEOPLE} )?(?:must be|should be|who are|are|is|were) )?"
_FORMS = (
    re.compile(rf"{_ARE}{_NAME}[ -]na[iï]ve(?: {_PEOPLE})?", re.IGNORECASE),
    re.compile(rf"{_ARE}na[iï]ve to {_NAME}(?: (?:therapy|treatment))?", re.IGNORECASE),
)
#: naive to these is also called who had some of it once
_TOLERATED = frozenset(("opioid", "opiate", "narcotic"))


def unexposed(text: str, names: Names) -> str | None:
    """Return ``text`` as a treatment that nobody asked for ever had; None where it says anything else.

    >>> from eligo.rules.compiling import names_of
    >>> from eligo.vocabulary.loading import load_vocabulary
    >>> names = names_of(load_vocabulary(), [])
    >>> unexposed("Bevacizumab-naïve patients", names), unexposed("opioid-naive", names)
    ('no history of Bevacizumab', None)
    """
    found = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    meanings = names.vocabulary.exact(found["name"]) if found else ()
    is_treatment = bool(meanings) and names.taken.issuperset(meanings) and _TOLERATED.isdisjoint(meanings)
    return f"no history of {found['name']}" if found and is_treatment else None

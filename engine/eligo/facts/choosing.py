"""Which concept the codes of one record mean together, and which value a code states, wherever records come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from eligo.facts.naming import Naming, level_of, value_of
from eligo.facts.wording import LONGEST_NAME
from eligo.quantities.units import known_unit
from eligo.vocabulary.model import Concept, Finding, Scale

#: how a record without any code is called; no vocabulary has codes of this system
UNCODED: Final = "text:"
DISAGREE: Final = "codings disagree"
#: systems that say most about a code that nobody knows come first: their codes tell what they are not
_TELLING: Final = ("icd10", "icd10gm", "atc")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_MOST_KEPT: Final = 20_000
#: what may be answered about a condition: SNOMED CT qualifiers, LOINC answers, HL7 v2 table 0136
_ANSWERS: Final = {
    "snomed:373066001": "yes",
    "snomed:373067005": "no",
    "snomed:52101004": "yes",
    "snomed:2667000": "no",
    "snomed:260373001": "yes",
    "snomed:260415000": "no",
    "snomed:10828004": "yes",
    "snomed:260385009": "no",
    "loinc:LA33-6": "yes",
    "loinc:LA32-8": "no",
    "loinc:LA9633-4": "yes",
    "loinc:LA9634-2": "no",
    "http://terminology.hl7.org/CodeSystem/v2-0136|Y": "yes",
    "http://terminology.hl7.org/CodeSystem/v2-0136|N": "no",
}


class Choice(NamedTuple):
    """What the codes of one record mean.

    ``concept`` is that of ``code``; None where nothing knows any of them. Where codes mean unrelated things,
    ``disagreeing`` are all the codes that mean something. ``name`` is what a record is called that nothing knows.
    """

    code: str
    concept: Concept | None
    disagreeing: tuple[str, ...] = ()
    name: str | None = None


class Choosing:
    """Finds what codes mean in one vocabulary."""

    __slots__ = ("_values", "naming")

    def __init__(self, naming: Naming) -> None:
        """Serve the vocabulary of ``naming``."""
        self.naming = naming
        self._values: dict[tuple[str, str], str | None] = {}

    def of_codes(self, codes: list[str]) -> Choice:
        """Return the narrowest concept of ``codes``; all of them where some are unrelated to it."""
        if not codes:
            return Choice(f"{UNCODED}uncoded", None)
        known = {code: concept for code in codes if (concept := self.naming.coded[code].only) is not None}
        if not known:
            telling = [code for code in codes if code.partition(":")[0] in _TELLING]
            return Choice((telling or codes)[0], None)
        ancestors = self.naming.vocabulary.ancestors
        for code, concept in known.items():
            broader = ancestors(concept.id) | {concept.id}
            if all(other.id in broader for other in known.values()):
                return Choice(code, concept)
        return Choice(next(iter(known)), next(iter(known.values())), tuple(known))

    def stated(self, codes: Iterable[str], concept: Concept | None) -> str | None:
        """Return the value of ``concept`` that ``codes`` state; the first code where the concept has no such value.

        None where there is no code, `DISAGREE` where they state two values.
        """
        codes = list(codes)
        known = list(dict.fromkeys(v for v in (self._value(code, concept) for code in codes) if v is not None))
        if len(known) > 1:
            return DISAGREE
        return known[0] if known else codes[0] if codes else None

    def _value(self, code: str, concept: Concept | None) -> str | None:
        if concept is None:
            return None
        key = (concept.id, code)
        if key not in self._values:
            if len(self._values) >= _MOST_KEPT:
                self._values.clear()
            self._values[key] = _value_of(concept, code)
        return self._values[key]


def folded(text: str | None) -> str | None:
    """Return ``text`` without characters that nobody sees, and with single spaces.

    >>> folded("[Mass/\u200bvolume]  in Blood")
    '[Mass/volume] in Blood'
    """
    if text is None:
        return None
    return " ".join(_UNSEEN.sub("", text[: 4 * LONGEST_NAME]).split())[:LONGEST_NAME] or None


@lru_cache(maxsize=1024)
def one_unit(code: str, shown: str) -> str:
    """Return the unit that ``code`` and ``shown`` mean; both, which no unit is, where they mean two.

    >>> one_unit("U/L", "IU/L"), one_unit("mg/dL", "mg/dl"), one_unit("mg/dL", "mmol/L")
    ('U/L', 'mg/dL', 'mg/dL or mmol/L?')
    """
    first, second = known_unit(code), known_unit(shown)
    if first is None:
        return code if second is None else shown
    if second is None or len(shown) == 1:
        return code
    # a laboratory shows IU/L beside the code U/L of an enzyme, which the code alone decides
    is_enzyme = "IU" in shown.upper() and "U" in code and "IU" not in code.upper()
    same = (first.dimension, first.tag, first.factor) == (second.dimension, second.tag, second.factor)
    return code if same or is_enzyme else f"{code} or {shown}?"


def _value_of(concept: Concept, code: str) -> str | None:
    if isinstance(concept, Finding):
        return value_of(concept, code)
    if isinstance(concept, Scale):
        return level_of(concept, code)
    return _ANSWERS.get(code)

"""Code systems, and which concept the codings of one element mean.

The short names are those of FORMATS §1. The addresses are those of the FHIR R4 terminology pages ("Using Codes in
Resources"), the OIDs those of the HL7 OID registry.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from eligo.facts.fhir.nodes import Node, nodes_of, text_of
from eligo.facts.naming import Naming, level_of, value_of
from eligo.facts.wording import LONGEST_NAME
from eligo.vocabulary.model import Concept, Finding, Scale

SYSTEMS: Final = {
    "http://loinc.org": "loinc",
    "http://snomed.info/sct": "snomed",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "http://www.whocc.no/atc": "atc",
    "http://fhir.de/CodeSystem/bfarm/atc": "atc",
    "http://fhir.de/CodeSystem/dimdi/atc": "atc",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10",
    "http://fhir.de/CodeSystem/bfarm/icd-10-gm": "icd10",
    "http://fhir.de/CodeSystem/dimdi/icd-10-gm": "icd10",
    "http://hl7.org/fhir/sid/icd-9-cm": "icd9cm",
    "http://www.cms.gov/Medicare/Coding/ICD10": "icd10pcs",
    "http://hl7.org/fhir/sid/cvx": "cvx",
    "http://hl7.org/fhir/sid/ndc": "ndc",
    "http://www.ama-assn.org/go/cpt": "cpt",
    "urn:oid:2.16.840.1.113883.6.1": "loinc",
    "urn:oid:2.16.840.1.113883.6.96": "snomed",
    "urn:oid:2.16.840.1.113883.6.88": "rxnorm",
    "urn:oid:2.16.840.1.113883.6.73": "atc",
    "urn:oid:2.16.840.1.113883.6.3": "icd10",
    "urn:oid:2.16.840.1.113883.6.90": "icd10",
    "urn:oid:2.16.840.1.113883.6.103": "icd9cm",
    "urn:oid:2.16.840.1.113883.6.4": "icd10pcs",
    "urn:oid:2.16.840.1.113883.6.12": "cpt",
    "urn:oid:2.16.840.1.113883.6.69": "ndc",
    "urn:oid:2.16.840.1.113883.12.292": "cvx",
}
#: systems that say most about a code that nobody knows come first: their codes tell what they are not
_TELLING: Final = ("icd10", "atc")
#: how a record without any code is called; no vocabulary has codes of this system
UNCODED: Final = "text:"
DISAGREE: Final = "codings disagree"
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
    """What the codings of one element mean.

    ``concept`` is that of ``code``; None where nothing knows any of them. Where codings mean unrelated things,
    ``disagreeing`` are all the codes that mean something. ``name`` is what a record is called that nothing knows.
    """

    code: str
    concept: Concept | None
    disagreeing: tuple[str, ...] = ()
    name: str | None = None


class Choosing:
    """Finds what codings mean in one vocabulary, each combination once."""

    __slots__ = ("_kept", "_values", "naming")

    def __init__(self, naming: Naming) -> None:
        """Serve the vocabulary of ``naming``."""
        self.naming = naming
        self._kept: dict[tuple[str | None, str], Choice] = {}
        self._values: dict[tuple[str, str], str | None] = {}

    def choose(self, element: Node | None) -> Choice:
        """Return what ``element``, a CodeableConcept, means."""
        if element is None:
            return Choice(f"{UNCODED}uncoded", None)
        codings = nodes_of(element, "coding")
        if len(codings) == 1:
            coding = codings[0]
            system, code = coding.get("system"), coding.get("code")
            if type(code) is str and code and (system is None or type(system) is str):
                known = self._kept.get((system, code))
                if known is None:
                    if len(self._kept) >= _MOST_KEPT:
                        self._kept.clear()
                    known = self._kept[system, code] = self._choice([coding_code(system, code)])
                return known if known.concept is not None else known._replace(name=display_of(element))
        return self._choice(codes_of(element))._replace(name=display_of(element))

    def value(self, element: Node, concept: Concept | None) -> str | None:
        """Return the value of ``concept`` that ``element``, a CodeableConcept, states; None where it states nothing.

        One that the concept does not have is the code itself. The text counts only where nothing is coded, as what was
        entered in place of a code.
        """
        codes = codes_of(element)
        if not codes:
            return folded(text_of(element, "text"))
        known = list(dict.fromkeys(v for v in (self._value(code, concept) for code in codes) if v is not None))
        if len(known) > 1:
            return DISAGREE
        return known[0] if known else codes[0]

    def _value(self, code: str, concept: Concept | None) -> str | None:
        if concept is None:
            return None
        key = (concept.id, code)
        if key not in self._values:
            if len(self._values) >= _MOST_KEPT:
                self._values.clear()
            self._values[key] = _value_of(concept, code)
        return self._values[key]

    def _choice(self, codes: list[str]) -> Choice:
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


def choosing_in(naming: Naming) -> Choosing:
    """Return the `Choosing` of ``naming``, kept with it."""
    found = naming.kept.get(Choosing)
    if found is None:
        found = naming.kept[Choosing] = Choosing(naming)
    return found


def coding_code(system: str | None, code: str) -> str:
    """Return a coding as FORMATS §1 writes codes; one of a system that has no short name keeps its address.

    >>> coding_code("http://loinc.org", "2160-0"), coding_code("http://hl7.org/fhir/sid/icd-10-cm", "I2699")
    ('loinc:2160-0', 'icd10:I26.99')
    """
    if len(code) > LONGEST_NAME or len(system or "") > LONGEST_NAME:
        return f"{UNCODED}uncoded"
    short = SYSTEMS.get(system or "") or SYSTEMS.get((system or "").rstrip("/"))
    if short is None and system is not None and system.startswith("http://snomed.info/sct/"):
        short = "snomed"  # an edition or a version
    if short is None:
        return f"{system or ''}|{code}"
    if short == "icd10" and len(code) > 3 and "." not in code:
        code = f"{code[:3]}.{code[3:]}"
    return f"{short}:{code}"


def codes_of(element: Node) -> list[str]:
    """Return the codes of ``element``, a CodeableConcept, each once, as FORMATS §1 writes them."""
    found = (
        coding_code(text_of(coding, "system"), code)
        for coding in nodes_of(element, "coding")
        if (code := text_of(coding, "code")) is not None
    )
    return list(dict.fromkeys(found))


def display_of(element: Node) -> str | None:
    """Return how ``element`` calls itself, for naming it to people; never for what it means."""
    texts = (text_of(coding, "display") for coding in nodes_of(element, "coding"))
    found = text_of(element, "text") or next((text for text in texts if text is not None), None)
    return folded(found)


def folded(text: str | None) -> str | None:
    """Return ``text`` without characters that nobody sees, and with single spaces.

    >>> folded("[Mass/​volume]  in Blood")
    '[Mass/volume] in Blood'
    """
    if text is None:
        return None
    return " ".join(_UNSEEN.sub("", text[: 4 * LONGEST_NAME]).split())[:LONGEST_NAME] or None


def _value_of(concept: Concept, code: str) -> str | None:
    if isinstance(concept, Finding):
        return value_of(concept, code)
    if isinstance(concept, Scale):
        return level_of(concept, code)
    return _ANSWERS.get(code)

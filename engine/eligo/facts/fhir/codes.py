"""Code systems, and which concept the codings of one element mean.

The short names are those of FORMATS §1. The addresses are those of the FHIR R4 terminology pages ("Using Codes in
Resources"), the OIDs those of the HL7 OID registry.
"""

from __future__ import annotations

from typing import Final

from eligo.facts.choosing import UNCODED, Choice, Choosing, folded
from eligo.facts.fhir.nodes import Node, nodes_of, text_of
from eligo.facts.naming import Naming
from eligo.facts.wording import LONGEST_NAME
from eligo.vocabulary.model import Concept

SYSTEMS: Final = {
    "http://loinc.org": "loinc",
    "http://snomed.info/sct": "snomed",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "http://www.whocc.no/atc": "atc",
    "http://fhir.de/CodeSystem/bfarm/atc": "atc",
    "http://fhir.de/CodeSystem/dimdi/atc": "atc",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10",
    "http://fhir.de/CodeSystem/bfarm/icd-10-gm": "icd10gm",
    "http://fhir.de/CodeSystem/dimdi/icd-10-gm": "icd10gm",
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
_MOST_KEPT: Final = 20_000


class ElementChoosing(Choosing):
    """Finds what the codings of CodeableConcepts mean, each combination once."""

    __slots__ = ("_kept",)

    def __init__(self, naming: Naming) -> None:
        """Serve the vocabulary of ``naming``."""
        super().__init__(naming)
        self._kept: dict[tuple[str | None, str], Choice] = {}

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
                    known = self._kept[system, code] = self.of_codes([coding_code(system, code)])
                return known if known.concept is not None else known._replace(name=display_of(element))
        return self.of_codes(codes_of(element))._replace(name=display_of(element))

    def value(self, element: Node, concept: Concept | None) -> str | None:
        """Return the value of ``concept`` that ``element``, a CodeableConcept, states; None where it states nothing.

        One that the concept does not have is the code itself. The text counts only where nothing is coded, as what was
        entered in place of a code.
        """
        codes = codes_of(element)
        return self.stated(codes, concept) if codes else folded(text_of(element, "text"))


def choosing_in(naming: Naming) -> ElementChoosing:
    """Return the `ElementChoosing` of ``naming``, kept with it."""
    found = naming.kept.get(ElementChoosing)
    if found is None:
        found = naming.kept[ElementChoosing] = ElementChoosing(naming)
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

"""Concept ids: the codes that they stand for, units, answers, and what is broader.

A site's own concept table says most; `criteria/omop.toml` has the few ids that are needed without it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from eligo.facts.choosing import Choice, Choosing, one_unit
from eligo.facts.naming import Naming
from eligo.facts.omop.database import Database, Row
from eligo.facts.wording import LONGEST_NAME
from eligo.resources import data_folder

#: the concept that stands for none
NO_CONCEPT: Final = "0"
_ASKED_AT_ONCE: Final = 1000
_CONCEPT: Final = ("concept_id", "concept_code", "vocabulary_id", "concept_name", "concept_class_id", "invalid_reason")
_ANCESTOR: Final = ("ancestor_concept_id", "descendant_concept_id")
_LOINC: Final = re.compile(r"\d{1,5}-\d")
_SNOMED: Final = re.compile(r"[1-9]\d{5,17}")


class Concept(NamedTuple):
    """A row of the concept table: the code as FORMATS §1 writes codes, what it is called, and of what class it is."""

    code: str
    name: str | None
    is_unit: bool
    is_ingredient: bool


class Concepts:
    """The concepts of one database, asked for once each."""

    def __init__(self, database: Database, naming: Naming) -> None:
        """Ask ``database``, and the vocabulary of ``naming`` for what codes mean."""
        self.naming = naming
        self.choosing = Choosing(naming)
        self.tables = tables()
        self._database = database
        self._rows: dict[str, Concept | None] = {}
        self._broader: dict[str, list[str]] = {}

    def load(self, ids: Iterable[str]) -> None:
        """Ask for the concepts ``ids`` that are not known yet."""
        wanted = sorted({id for id in ids if id != NO_CONCEPT} - self._rows.keys())
        for start in range(0, len(wanted), _ASKED_AT_ONCE):
            part = wanted[start : start + _ASKED_AT_ONCE]
            self._rows.update(dict.fromkeys(part))
            for row in self._database.rows("concept", _CONCEPT, ("concept_id", part)):
                if "concept_id" in row and "concept_code" in row:
                    self._rows[whole(row["concept_id"])] = _concept(row, self.tables["systems"])

    def load_broader(self, ids: Iterable[str]) -> None:
        """Ask for what is broader than the concepts ``ids``, and is not known yet."""
        wanted = sorted({id for id in ids if id != NO_CONCEPT} - self._broader.keys())
        for start in range(0, len(wanted), _ASKED_AT_ONCE):
            part = wanted[start : start + _ASKED_AT_ONCE]
            self._broader.update({id: [] for id in part})
            found: set[str] = set()
            for row in self._database.rows("concept_ancestor", _ANCESTOR, ("descendant_concept_id", part)):
                ancestor, descendant = whole(row.get("ancestor_concept_id", "")), row.get("descendant_concept_id", "")
                if ancestor != whole(descendant):
                    self._broader[whole(descendant)].append(ancestor)
                    found.add(ancestor)
            self.load(found)

    def concept(self, id: str | None) -> Concept | None:
        """Return the row of the concept ``id``; None where there is none, or it was not loaded."""
        return None if id is None else self._rows.get(id)

    def codes(self, ids: Iterable[str | None], source: str | None) -> list[str]:
        """Return the codes that the concepts ``ids`` stand for; where none is known, what ``source`` surely is.

        LOINC and SNOMED CT codes carry a check digit; any other source value is a code of nobody's.
        """
        found: list[str] = []
        given = [id for id in ids if id is not None and id != NO_CONCEPT]
        for id in given:
            own = f"omop:{id}"
            concept = self._rows.get(id)
            if self.naming.coded[own].only is not None or concept is None:
                found.append(own)
            if concept is not None:
                found.append(concept.code)
        if source is not None and not any(self._rows.get(id) for id in given):
            guess = checked_code(source)
            if guess is not None:
                found.insert(0, guess)
            elif not found and len(source) <= LONGEST_NAME:
                found.append(f"|{source}")
        return list(dict.fromkeys(found))

    def choose(self, ids: Iterable[str | None], source: str | None) -> Choice:
        """Return what a record of the concepts ``ids`` means."""
        ids = list(ids)
        choice = self.choosing.of_codes(self.codes(ids, source))
        if choice.concept is not None:
            return choice
        return choice._replace(name=next((c.name for id in ids if (c := self.concept(id)) is not None), None))

    def broader(self, id: str) -> list[Choice]:
        """Return the narrowest that the vocabulary knows of what is broader than the concept ``id``."""
        choices = [self.choose([one], None) for one in self._broader.get(id, ())]
        known = {c.concept.id: c for c in choices if c.concept is not None and not c.disagreeing}
        ancestors = self.naming.vocabulary.ancestors
        wider = {each for id in known for each in ancestors(id)}
        return [choice for id, choice in sorted(known.items()) if id not in wider]

    def ingredients(self, id: str) -> list[Choice]:
        """Return the ingredients of the drug ``id``, known or not; none where the hierarchy does not tell."""
        ids = sorted(
            one for one in self._broader.get(id, ()) if (c := self.concept(one)) is not None and c.is_ingredient
        )
        return [self.choose([one], None) for one in ids]

    def unit(self, row: Row) -> str | None:
        """Return the unit of ``row``, that of its concept and of its source; no unit at all where the two differ."""
        id, shown = row.get("unit_concept_id", NO_CONCEPT), row.get("unit_source_value")
        code = self.tables["units"].get(id)
        concept = self.concept(id)
        if code is None and concept is not None and concept.is_unit:
            code = concept.code.partition("|")[2]
        if code is None:
            return shown if shown is not None or id == NO_CONCEPT else f"omop:{id}"
        return code if shown is None else one_unit(code, shown)

    def answers(self, id: str | None) -> list[str]:
        """Return the codes of an answer, the concept ``id``."""
        if id is None or id == NO_CONCEPT:
            return []
        fixed = self.tables["answers"].get(id)
        return [fixed] if fixed is not None else self.codes([id], None)


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, Any]]:
    """Return the tables of ``criteria/omop.toml``, once a process."""
    return tomllib.loads(data_folder("criteria").joinpath("omop.toml").read_text(encoding="utf-8"))


def whole(id: str) -> str:
    """Return an id as whole numbers are written, which tools that know no empty integer do not.

    >>> whole("3016723.0"), whole("8507")
    ('3016723', '8507')
    """
    return id.removesuffix(".0")


def checked_code(text: str) -> str | None:
    """Return ``text`` as a code of LOINC or SNOMED CT where its form and its check digit say that it is one.

    LOINC: the mod 10 check digit of its users' guide; SNOMED CT: Verhoeff's, as in its release file specification.

    >>> checked_code("2160-0"), checked_code("2160-1"), checked_code("65363002"), checked_code("65363003")
    ('loinc:2160-0', None, 'snomed:65363002', None)
    """
    if _LOINC.fullmatch(text) and text.isascii():
        digits, _, check = text.partition("-")
        doubled = str(int(digits[::-2]) * 2)
        total = sum(map(int, doubled)) + sum(map(int, digits[-2::-2]))
        return f"loinc:{text}" if -total % 10 == int(check) else None
    if _SNOMED.fullmatch(text) and text.isascii() and text[-3:-1] in ("00", "10") and _verhoeff(text):
        return f"snomed:{text}"
    return None


#: multiplication in the dihedral group of order 10, and the permutation that a place brings
_TIMES: Final = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED: Final = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def _verhoeff(digits: str) -> bool:
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_TIMES[check][int(_PERMUTED[place % 8][int(digit)])])
    return check == 0


def _concept(row: Row, systems: dict[str, str]) -> Concept:
    vocabulary, code = row.get("vocabulary_id", ""), row["concept_code"]
    short = systems.get(vocabulary)
    written = f"{short}:{code}" if short is not None else f"{vocabulary}|{code}"
    is_ingredient = row.get("concept_class_id") == "Ingredient"
    return Concept(written[:LONGEST_NAME], row.get("concept_name"), vocabulary == "UCUM", is_ingredient)

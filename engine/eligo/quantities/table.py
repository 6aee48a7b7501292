"""The rows of ``criteria/vocabulary/units.toml``, read once a process, from a cache where there is one."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from eligo.caching import cached, digest_of
from eligo.resources import data_folder

#: so many caches are kept: of versions installed side by side, of branches worked on
_KEPT = 4


class Atom(Struct, frozen=True):
    """A unit that no other unit is written with.

    Exactly one of ``base`` (a base of its own) and ``definition`` (a factor and a UCUM code) is given. ``zero`` is the
    kelvin, in units of the definition, of the scale's nought. ``tag`` parts it from others of its dimension. ``shown``
    is how it is displayed, ``below`` how under a slash, both its code unless the row says otherwise.
    """

    code: str
    name: str
    is_metric: bool
    shown: str
    below: str
    base: str | None = None
    definition: tuple[Fraction, str] | None = None
    zero: Fraction = Fraction(0)
    tag: str | None = None


class Annotation(Struct, frozen=True):
    """An annotation that is kept: its canonical code, the tag it gives a unit, and how it is displayed."""

    code: str
    tag: str | None
    shown: str


class Table(Struct, frozen=True):
    """The whole table. ``spellings`` takes a term in any usual case to a UCUM code, ``whole`` a whole text."""

    prefixes: dict[str, Fraction]
    atoms: dict[str, Atom]
    spellings: dict[str, str]
    whole: dict[str, str]
    over: dict[tuple[str, str], str]
    endings: dict[str, str]
    annotations: dict[str, Annotation]
    words: dict[str, str]


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the shipped table."""
    rows = data_folder("criteria").joinpath("vocabulary", "units.toml").read_bytes()
    digest = digest_of([("units.toml", rows), ("table.py", Path(__file__).read_bytes())])
    return cached("units", digest, Table, lambda: read_table(rows.decode()), kept=_KEPT)


def read_table(text: str) -> Table:
    """Return the table that ``text`` (TOML in the form of ``units.toml``) holds."""
    import tomllib  # needed only without a cache

    rows = tomllib.loads(text)
    atoms = _atoms(rows["atoms"])
    return Table(
        prefixes={code: Fraction(value) for code, value in rows["prefixes"].items()},
        atoms=atoms,
        spellings=_spellings(atoms, rows["terms"], rows["exact"]),
        whole=_inverted(rows["whole"]),
        over={
            (spelling, volume): row["means"]
            for row in rows["over"]
            for spelling in row["spellings"]
            for volume in row["volumes"]
        },
        endings=_inverted(rows["endings"]),
        annotations=_annotations(rows["annotations"]),
        words=rows["words"],
    )


def usual_cases(spelling: str) -> set[str]:
    """Return the cases that a spelling is found in: as listed, lower, upper, and with a capital first letter.

    >>> sorted(usual_cases("mmHg"))
    ['MMHG', 'MmHg', 'Mmhg', 'mmHg', 'mmhg']
    """
    lower = spelling.lower()
    return {spelling, lower, spelling.upper(), spelling[:1].upper() + spelling[1:], lower[:1].upper() + lower[1:]}


def _atoms(groups: list[dict[str, Any]]) -> dict[str, Atom]:
    atoms: dict[str, Atom] = {}
    same: dict[str, str] = {}
    for group in groups:
        for code, row in group["units"].items():
            if "same_as" in row:
                same[code] = row["same_as"]
            else:
                atoms[code] = _atom(code, row)
    return atoms | {code: atoms[other] for code, other in same.items()}


def _atom(code: str, row: dict[str, Any]) -> Atom:
    definition: tuple[Fraction, str] | None = None
    if "is" in row:
        value, _, unit = row["is"].partition(" ")
        definition = (Fraction(value), unit)
    shown = row.get("shown", code)
    return Atom(
        code=code,
        name=row["name"],
        is_metric=row.get("metric", False),
        shown=shown,
        below=row.get("below", shown),
        base=row.get("base"),
        definition=definition,
        zero=Fraction(row.get("zero", 0)),
        tag=row.get("tag"),
    )


def _spellings(atoms: dict[str, Atom], terms: dict[str, list[str]], exact: dict[str, list[str]]) -> dict[str, str]:
    listed = _inverted(terms)
    # what an atom is displayed as is read as that atom
    displayed = {shown: a.code for a in atoms.values() for shown in (a.shown, a.below) if shown != a.code}
    # a case variant never hides a spelling that is listed
    found = {case: code for spelling, code in listed.items() for case in usual_cases(spelling)}
    return displayed | found | listed | _inverted(exact)


def _inverted(rows: dict[str, list[str]]) -> dict[str, str]:
    return {spelling: code for code, spellings in rows.items() for spelling in spellings}


def _annotations(rows: dict[str, dict[str, Any]]) -> dict[str, Annotation]:
    found: dict[str, Annotation] = {}
    for code, row in rows.items():
        annotation = Annotation(code, row.get("tag"), row["shown"])
        for spelling in (code, *row.get("also", ())):
            found[spelling] = annotation
    return found

"""From the TOML files to the tables of a vocabulary."""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Iterable
from hashlib import sha256
from typing import cast

from eligo.vocabulary.exhaustive import CodeSystem
from eligo.vocabulary.formula_reading import formula_tables, read_formula
from eligo.vocabulary.model import Ambiguity, Concept, Finding, Formula
from eligo.vocabulary.names import NameIndex, name_key, respelled
from eligo.vocabulary.packed import packed
from eligo.vocabulary.reading import CONCEPT_READERS, read_ambiguity, read_code_system
from eligo.vocabulary.tables import Table, VocabularyError
from eligo.vocabulary.vocabulary import Tables, Vocabulary, folded_code

#: a table of this name holds the fields that the other tables of its file have unless they say otherwise
_DEFAULTS = "defaults"
_OF_QUANTITIES = "units"
#: kinds of files that hold something else than concepts
_OTHERS = ("formulas", "ambiguities", "exhaustive")


class Parts:
    """What the files hold, read and not yet joined."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.concepts: dict[str, Concept] = {}
        self.formulas: dict[str, Formula] = {}
        self.ambiguities: dict[str, Ambiguity] = {}
        self.code_systems: dict[str, CodeSystem] = {}
        self.places: dict[str, str] = {}
        self.problems: list[str] = []


def build_vocabulary(files: Iterable[tuple[str, bytes]]) -> Vocabulary:
    """Return the vocabulary of ``files`` (name and content); raises `VocabularyError` with every problem."""
    return Vocabulary(build_tables(files))


def build_tables(files: Iterable[tuple[str, bytes]]) -> Tables:
    """Return the tables of ``files`` (name and content); raises `VocabularyError` with every problem."""
    contents = sorted(files)
    parts = read_parts(contents)
    if parts.problems:
        raise VocabularyError(parts.problems)
    return join(parts, digest_of(contents))


def digest_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Return ``sha256:…`` over names and contents, in the order of the names."""
    total = sha256()
    for name, content in sorted(files):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return f"sha256:{total.hexdigest()}"


def read_parts(files: Iterable[tuple[str, bytes]]) -> Parts:
    """Read every file; problems are collected, those of references among them."""
    parts = Parts()
    for name, content in files:
        kind = name.partition("/")[0].removesuffix(".toml")
        if kind != _OF_QUANTITIES:
            _read_file(name, kind, content, parts)
    _check_references(parts)
    return parts


def join(parts: Parts, digest: str) -> Tables:
    """Lay ``parts`` out flat."""
    names = NameIndex()
    codes: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for concept in parts.concepts.values():
        for name in (concept.name, *concept.synonyms):
            names.add(name, concept.id)
        for code in concept.codes:
            folded = folded_code(code)
            table = prefixes if folded.endswith("*") else codes
            table.setdefault(folded.removesuffix("*"), concept.id)
    for ambiguity in parts.ambiguities.values():
        for meaning in ambiguity.meanings:
            names.add(ambiguity.name, meaning)
    for name, id in _respelled(parts.concepts.values(), names):
        names.add(name, id)
    rest = (tuple(parts.formulas.values()), tuple(parts.ambiguities.values()), parts.code_systems)
    pickles, places = _pickled(parts.concepts)
    by_name, longest_from = names.tables()
    return Tables(
        digest=digest,
        pickles=pickles,
        places=packed(places),
        names=packed(by_name),
        longest_from=packed(longest_from),
        codes=packed(codes),
        prefixes=packed(prefixes),
        parents=packed({id: " ".join(concept.parents) for id, concept in parts.concepts.items() if concept.parents}),
        children=packed({id: " ".join(ids) for id, ids in _children(parts.concepts.values()).items()}),
        tests=packed({id: " ".join(ids) for id, ids in _tests(parts.concepts.values()).items()}),
        spellings="\n".join("\t".join((c.id, c.name, *c.synonyms)) for c in parts.concepts.values()),
        rest=pickle.dumps(rest, 5),
    )


def _respelled(concepts: Iterable[Concept], known: NameIndex) -> list[tuple[str, str]]:
    """Return the spellings of compound words that nobody listed, with the id of the one concept that each can mean."""
    spelled = [(concept.id, name) for concept in concepts for name in (concept.name, *concept.synonyms)]
    words = {word for _, name in spelled for word in name_key(name)}
    meant: dict[tuple[str, ...], dict[str, str]] = {}
    for id, name in spelled:
        for other in respelled(name, words):
            meant.setdefault(name_key(other), {})[id] = other
    return [
        (other, id)
        for by_id in meant.values()
        if len(by_id) == 1
        for id, other in by_id.items()
        if not known.exact(other)
    ]


def _children(concepts: Iterable[Concept]) -> dict[str, list[str]]:
    """Return the ids of what is directly narrower, by id."""
    children: dict[str, list[str]] = {}
    for concept in concepts:
        for parent in concept.parents:
            children.setdefault(parent, []).append(concept.id)
    return children


def _tests(concepts: Iterable[Concept]) -> dict[str, list[str]]:
    """Return the ids of the findings that imply or suggest a condition, by its id."""
    tests: dict[str, list[str]] = {}
    for finding in concepts:
        if isinstance(finding, Finding):
            for condition in (*finding.suggests, *((finding.implies,) if finding.implies else ())):
                tests.setdefault(condition, []).append(finding.id)
    return tests


def _pickled(concepts: dict[str, Concept]) -> tuple[bytes, dict[str, str]]:
    """Return the pickles of ``concepts`` in a row, and from where to where each lies."""
    row = bytearray()
    places: dict[str, str] = {}
    for id, concept in concepts.items():
        start = len(row)
        row += pickle.dumps(concept, 5)
        places[id] = f"{start} {len(row)}"
    return bytes(row), places


def _read_file(name: str, kind: str, content: bytes, parts: Parts) -> None:
    try:
        tables = cast("dict[str, object]", tomllib.loads(content.decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        parts.problems.append(f"{name}: {error}")
        return
    if kind not in CONCEPT_READERS and kind not in _OTHERS:
        parts.problems.append(f"{name}: neither its name nor its folder's is a kind of concept")
        return
    if kind == "formulas":
        for id, table in formula_tables(name, tables, parts.problems):
            _read_table(id, kind, table, parts)
        return
    defaults = tables.pop(_DEFAULTS, {})
    for id, fields in tables.items():
        place = f"{name} [{id}]"
        if not isinstance(fields, dict) or not isinstance(defaults, dict):
            parts.problems.append(f"{place}: not a table")
            continue
        if not (id.isidentifier() and id.islower()) and kind != "ambiguities":
            parts.problems.append(f"{place}: an id is in snake_case")
        merged = {**cast("dict[str, object]", defaults), **cast("dict[str, object]", fields)}
        _read_table(id, kind, Table(place, merged, parts.problems), parts)


def _read_table(id: str, kind: str, table: Table, parts: Parts) -> None:
    key = f"{kind}.{id}" if kind in _OTHERS else id
    if key in parts.places:
        table.problem(f"`{id}` is also in {parts.places[key]}")
        return
    parts.places[key] = table.place
    if kind == "formulas":
        parts.formulas[id] = read_formula(id, table)
    elif kind == "ambiguities":
        parts.ambiguities[id] = read_ambiguity(id, table)
    elif kind == "exhaustive":
        parts.code_systems[id] = read_code_system(table)
    else:
        parts.concepts[id] = CONCEPT_READERS[kind](id, table)
    table.finish()


def _check_references(parts: Parts) -> None:
    for id, concept in parts.concepts.items():
        for what, other in _references(concept):
            if other not in parts.concepts:
                parts.problems.append(f"{parts.places[id]}: {what} `{other}` is unknown")
    for id, ambiguity in parts.ambiguities.items():
        for meaning in ambiguity.meanings:
            if meaning not in parts.concepts:
                parts.problems.append(f"{parts.places[f'ambiguities.{id}']}: meaning `{meaning}` is unknown")
    for name, system in parts.code_systems.items():
        for id in system.prefixes:
            if id not in parts.concepts:
                parts.problems.append(f"{parts.places[f'exhaustive.{name}']}: `{id}` is unknown")
    for id, formula in parts.formulas.items():
        for other in (formula.gives, *(name for name, _ in formula.inputs), *formula.not_during):
            if other not in parts.concepts:
                parts.problems.append(f"{parts.places[f'formulas.{id}']}: `{other}` is unknown")


def _references(concept: Concept) -> Iterable[tuple[str, str]]:
    yield from (("parent", parent) for parent in concept.parents)
    implies = getattr(concept, "implies", None)
    if implies is not None:
        yield "implied condition", implies
    changes = getattr(concept, "changes", None)
    if changes is not None:
        yield "measure that changes", changes[1]
    for other in getattr(concept, "pair", None) or ():
        yield "measure of the pair", other
    for _, other in getattr(concept, "variants", ()):
        yield "variant", other
    for other in (*getattr(concept, "of", ()), *getattr(concept, "stages", ()), *getattr(concept, "not_of", ())):
        yield "graded condition", other
    follows_from = getattr(concept, "follows_from", None)
    if follows_from is not None:
        yield "score", follows_from[0]

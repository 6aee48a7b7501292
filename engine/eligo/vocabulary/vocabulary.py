"""The vocabulary: concepts by id, by name and by code, what is broader and narrower, and what is near a misspelling."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from eligo.vocabulary.exhaustive import CodeSystem
from eligo.vocabulary.model import Ambiguity, Concept, Condition, Finding, Formula, Measure, Scale
from eligo.vocabulary.names import NameIndex, name_key
from eligo.vocabulary.packed import Packed

if TYPE_CHECKING:
    from eligo.vocabulary.suggesting import NearNames

#: spellings of one code system, lower case, to the one that the vocabulary uses
_SYSTEMS = {"icd10cm": "icd10", "icd-10": "icd10", "icd-10-cm": "icd10", "icd10gm": "icd10", "icd-10-gm": "icd10"}
#: how long a category of ICD-10 is, before the point
_CATEGORY = len("E66")
#: as far as ICD-10-GM says what the WHO's ICD-10 says: its fifth character means another thing than that of ICD-10-CM
_GERMAN = len("E66.0")
#: an unknown name is compared up to this length
_LONGEST_NAME = 80
_T = TypeVar("_T", bound=Concept)
_Rest = tuple[tuple[Formula, ...], tuple[Ambiguity, ...], dict[str, CodeSystem]]


class Tables(Struct, frozen=True):
    """What a vocabulary holds, flat, so that reading it from a cache is cheap.

    Each concept is pickled alone, into ``pickles``, and unpickled when it is asked for: ``places`` says from where to
    where. ``names`` and ``longest_from`` are those of `NameIndex`; ``codes`` are exact codes, ``prefixes`` those that
    end in ``*``, without it; the ``parents`` and ``children`` of an id are joined by spaces, and so are the ``tests``
    of a condition: the findings that imply or suggest it. ``spellings`` is one line a concept: its id, its preferred
    name and its synonyms, parted by tabs. ``rest`` is pickled: formulas, ambiguities and code systems.
    """

    digest: str
    pickles: bytes
    places: Packed
    names: Packed
    longest_from: Packed
    codes: Packed
    prefixes: Packed
    parents: Packed
    children: Packed
    tests: Packed
    spellings: str
    rest: bytes


class LazyConcepts(Mapping[str, Concept]):
    """Concepts by id, each built when it is first asked for."""

    __slots__ = ("_built", "_declared", "_pickles", "_places")

    def __init__(self, places: Packed, pickles: bytes, declared: tuple[Concept, ...] = ()) -> None:
        """Serve the pickled concepts and the ``declared``."""
        self._places = places
        self._pickles = pickles
        self._declared = {concept.id: concept for concept in declared}
        self._built = dict(self._declared)

    def __getitem__(self, id: str) -> Concept:
        concept = self._built.get(id)
        if concept is None:
            start, _, end = self._places[id].partition(" ")
            concept = self._built[id] = pickle.loads(self._pickles[int(start) : int(end)])
        return concept

    def __contains__(self, id: object) -> bool:
        return id in self._built or id in self._places

    def __iter__(self) -> Iterator[str]:
        yield from self._places
        yield from (id for id in self._declared if id not in self._places)

    def __len__(self) -> int:
        return len(self._places) + sum(id not in self._places for id in self._declared)


class _Lazy(Struct):
    """What is worked out when it is first asked for."""

    rest: _Rest | None = None
    members: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    ancestors: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    formulas: dict[str, tuple[Formula, ...]] | None = None
    near: NearNames | None = None


class Vocabulary:
    """An immutable set of concepts. See the package's docstring for the contract."""

    __slots__ = ("_declared", "_lazy", "_shipped", "_tables", "concepts", "index")

    def __init__(self, tables: Tables, declared: tuple[Concept, ...] = (), *, shipped: bool = False) -> None:
        """Serve ``tables`` and the ``declared`` concepts of a trial.

        ``shipped``: ``load_vocabulary`` made the tables; the vocabulary is then pickled as a reference to them.
        """
        self._tables = tables
        self._declared = declared
        self._shipped = shipped
        self._lazy = _Lazy()
        self.concepts: Mapping[str, Concept] = LazyConcepts(tables.places, tables.pickles, declared)
        self.index = NameIndex.over(tables.names, tables.longest_from)
        for concept in declared:
            for name in (concept.name, *concept.synonyms):
                self.index.add(name, concept.id)

    @property
    def digest(self) -> str:
        """``sha256:…`` over the vocabulary's files; a trial's own declarations are not in it."""
        return self._tables.digest

    @property
    def declared(self) -> tuple[Concept, ...]:
        """The concepts that a trial declares beside the shipped ones."""
        return self._declared

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """How measures are computed from others."""
        return self._rest()[0]

    @property
    def ambiguities(self) -> tuple[Ambiguity, ...]:
        """The names that mean several things."""
        return self._rest()[1]

    @property
    def code_systems(self) -> Mapping[str, CodeSystem]:
        """The code systems in which all the codes of some concepts are known, by short name."""
        return self._rest()[2]

    def find(self, name: str) -> tuple[Concept, ...]:
        """Return every concept that the whole of ``name`` may mean."""
        return tuple(self.concepts[id] for id in self.index.exact(name))

    def ambiguity(self, name: str) -> Ambiguity | None:
        """Return what ``name`` may mean where the vocabulary lists it as ambiguous."""
        key = name_key(name)
        return next((a for a in self.ambiguities if name_key(a.name) == key), None)

    def by_code(self, code: str) -> Concept | None:
        """Return the concept of ``system:code``: the one that has it, else the one with the longest prefix of it."""
        written = _written(code)
        system = written.partition(":")[0]
        for declared in self._declared:
            if any(written == _written(own) for own in declared.codes):
                return declared
        id = self._tables.codes.get(written)
        if id is None:
            prefixes = self._tables.prefixes
            starts = (written[:end] for end in range(len(written), len(system), -1))
            id = next((prefixes[start] for start in starts if start in prefixes), None)
        return None if id is None else self.concepts[id]

    def excludes(self, code: str | None, id: str) -> bool:
        """Tell whether a record with the code ``system:code`` is surely not one of the concept ``id``."""
        system, _, local = _written(code or "").partition(":")
        known = self.code_systems.get(system)
        return known is not None and known.excludes(local, self.ancestors(id) | {id})

    def members(self, id: str) -> frozenset[str]:
        """Return ``id`` and the ids of everything narrower."""
        known = self._lazy.members.get(id)
        if known is None:
            known = self._lazy.members[id] = _reached(id, self._children_of) | {id}
        return known

    def ancestors(self, id: str) -> frozenset[str]:
        """Return the ids of everything broader than ``id``, without itself."""
        known = self._lazy.ancestors.get(id)
        if known is None:
            known = self._lazy.ancestors[id] = _reached(id, self._parents_of)
        return known

    def kinds_beside(self, id: str) -> frozenset[str]:
        """Return the kinds of which ``id`` may be a form that no record tells; none where it is a kind itself."""
        concept = self.concepts[id]
        if not (isinstance(concept, Condition) and concept.form_of):
            return frozenset()
        return self.members(concept.form_of) - self.members(id)

    def tests_of(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the ids of the findings that imply or suggest one of the conditions ``ids``; none of a trial's own."""
        tests = self._tables.tests
        return frozenset(test for id in ids for test in tests.get(id, "").split())

    def formulas_for(self, id: str) -> tuple[Formula, ...]:
        """Return the formulas that give the measure ``id``."""
        if self._lazy.formulas is None:
            gives = dict.fromkeys(formula.gives for formula in self.formulas)
            self._lazy.formulas = {of: tuple(f for f in self.formulas if f.gives == of) for of in gives}
        return self._lazy.formulas.get(id, ())

    def measure(self, id: str) -> Measure:
        """Return the measure ``id``; KeyError where there is none, TypeError where it is something else."""
        return _typed(self.concepts[id], Measure)

    def scale(self, id: str) -> Scale:
        """Return the scale ``id``; KeyError where there is none, TypeError where it is something else."""
        return _typed(self.concepts[id], Scale)

    def finding(self, id: str) -> Finding:
        """Return the finding ``id``; KeyError where there is none, TypeError where it is something else."""
        return _typed(self.concepts[id], Finding)

    def spellings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the id of each concept with its preferred name and its synonyms."""
        for line in self._tables.spellings.splitlines():
            id, *names = line.split("\t")
            yield id, tuple(names)
        for concept in self._declared:
            yield concept.id, (concept.name, *concept.synonyms)

    def suggest(self, text: str, n: int = 3) -> list[str]:
        """Return names of up to ``n`` concepts that are spelled nearly like ``text``, nearest first.

        For messages only: what is near in spelling may be far in meaning.
        """
        near = self._lazy.near
        if near is None:
            from eligo.vocabulary.suggesting import NearNames  # needed only where a name is unknown

            near = self._lazy.near = NearNames(self.spellings())
        return near.nearest(text[:_LONGEST_NAME], n)

    def extended(self, concepts: Iterable[Concept]) -> Vocabulary:
        """Return this vocabulary with the declarations of a trial; this one stays as it is."""
        return Vocabulary(self._tables, (*self._declared, *concepts), shipped=self._shipped)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the shipped vocabulary as its digest and declarations, any other whole."""
        if self._shipped:
            return _restored, (self.digest, self._declared)
        return Vocabulary, (self._tables, self._declared)

    def _rest(self) -> _Rest:
        rest = self._lazy.rest
        if rest is None:
            rest = self._lazy.rest = pickle.loads(self._tables.rest)
        return rest

    def _parents_of(self, id: str) -> tuple[str, ...]:
        declared = next((concept.parents for concept in self._declared if concept.id == id), None)
        return tuple(self._tables.parents.get(id, "").split()) if declared is None else declared

    def _children_of(self, id: str) -> tuple[str, ...]:
        declared = (concept.id for concept in self._declared if id in concept.parents)
        return (*self._tables.children.get(id, "").split(), *declared)


def _restored(digest: str, declared: tuple[Concept, ...]) -> Vocabulary:
    """Return the shipped vocabulary with ``declared``; UnpicklingError where it is no longer the one pickled."""
    from eligo.vocabulary.loading import load_vocabulary  # loading imports this module

    vocabulary = load_vocabulary()
    if vocabulary.digest != digest:
        raise pickle.UnpicklingError("made with another vocabulary")
    return vocabulary.extended(declared) if declared else vocabulary


def _written(code: str) -> str:
    """Return ``system:code`` as the vocabulary spells the system, the code in capitals and ICD-10 with its point."""
    system, colon, local = code.partition(":")
    system = system.lower()
    known = _SYSTEMS.get(system, system)
    if known == "icd10":
        local = local if "." in local or len(local) <= _CATEGORY else f"{local[:_CATEGORY]}.{local[_CATEGORY:]}"
        local = local[:_GERMAN] if system.endswith("gm") else local
    return f"{known}{colon}{local.upper()}"


def folded_code(code: str) -> str:
    """Return ``system:code`` as the tables hold it: the code in capitals."""
    system, colon, local = code.partition(":")
    return f"{system}{colon}{local.upper()}"


def _typed(concept: Concept, kind: type[_T]) -> _T:
    if not isinstance(concept, kind):
        raise TypeError(f"{concept.id} is a {concept.kind}, not a {kind.__name__.lower()}")
    return concept


def _reached(id: str, next_of: Callable[[str], tuple[str, ...]]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = [id]
    while waiting:
        for other in next_of(waiting.pop()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return frozenset(reached - {id})

"""For what no record means absent, and over what time (LANGUAGE §3.2, FORMATS §1 ``complete``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from eligo.facts.model import CompleteKind, Completeness, Relation
from eligo.quantities.dates import DAY
from eligo.screening.ages import Birth
from eligo.screening.moments import BEGINNING
from eligo.vocabulary.model import Concept, Condition, Kind

#: the kind that a declaration names, by the kind of a concept
_KINDS: Final[dict[Kind, CompleteKind]] = {
    "condition": "conditions",
    "demographic": "conditions",
    "drug": "medications",
    "procedure": "procedures",
    "finding": "findings",
}
_RELATIONS: Final[dict[Relation, CompleteKind]] = {"allergy": "allergies", "family-history": "family history"}


def declared_kinds(concept: Concept, members: Iterable[Concept], relation: Relation | None) -> tuple[CompleteKind, ...]:
    """Return the kinds that have to be complete for silence to speak of ``concept`` in ``relation``; () where none can.

    A list of conditions is complete without the states of life that nobody enters there (childbearing potential): only
    a declaration by name speaks for those. A treatment of which some ``members`` are drugs (chemotherapy) may stand
    under either heading.
    """
    if relation is not None:
        return (_RELATIONS[relation],) if relation in _RELATIONS else ()
    if concept.kind not in _KINDS or (isinstance(concept, Condition) and concept.is_state):
        return ()
    own = _KINDS[concept.kind]
    is_mixed = own == "procedures" and any(member.kind == "drug" for member in members)
    return (own, "medications") if is_mixed else (own,)


def kind_of_relation(relation: Relation) -> CompleteKind | None:
    """Return the kind of declaration that speaks for records of ``relation``; none does for contraindications."""
    return _RELATIONS.get(relation)


class Declarations:
    """The declarations of a sheet. One that is bounded speaks for its time only; an open beginning is from birth.

    ``always`` are the kinds that are declared without bounds.
    """

    __slots__ = ("_birth", "_concepts", "_kinds", "always")

    def __init__(self, declared: Iterable[Completeness], birth: Birth | None) -> None:
        """Serve ``declared`` of a patient born on ``birth``."""
        self._birth = birth
        self.always: set[CompleteKind] = set()
        self._kinds: dict[CompleteKind, list[Completeness]] = {}
        self._concepts: dict[str, list[Completeness]] = {}
        for one in declared:
            if one.kind is not None and one.start is None and one.end is None:
                self.always.add(one.kind)
            elif one.kind is not None:
                self._kinds.setdefault(one.kind, []).append(one)
            if one.concept is not None:
                self._concepts.setdefault(one.concept, []).append(one)

    @property
    def bounded(self) -> Iterator[Completeness]:
        """Yield the declarations that may speak for a time only."""
        for declared in (*self._kinds.values(), *self._concepts.values()):
            yield from declared

    def by_kind(self, kind: CompleteKind, first: int, last: int) -> bool:
        """Tell whether ``kind`` is declared complete from ``first`` to ``last``."""
        return kind in self.always or self._cover(self._kinds.get(kind, ()), first, last)

    def by_kinds(self, kinds: tuple[CompleteKind, ...], first: int, last: int) -> bool:
        """Tell whether all of ``kinds`` are declared complete from ``first`` to ``last``, and there is one."""
        return bool(kinds) and all(self.by_kind(kind, first, last) for kind in kinds)

    def by_concept(self, ids: frozenset[str], first: int, last: int) -> bool:
        """Tell whether one of the concepts ``ids`` is declared complete from ``first`` to ``last``."""
        return any(self._cover(declared, first, last) for id, declared in self._concepts.items() if id in ids)

    def _cover(self, declared: Iterable[Completeness], first: int, last: int) -> bool:
        """Tell whether ``declared`` together reach from ``first``, or from birth, to the day of ``last``."""
        needed = first if self._birth is None else max(first, self._birth.earliest)
        for one in sorted(declared, key=_beginning):
            if _beginning(one) > needed:
                break
            if one.end is None or one.end.latest >= last - last % DAY:
                return True
            needed = max(needed, one.end.latest + 1)
        return False


def _beginning(declared: Completeness) -> int:
    return BEGINNING if declared.start is None else declared.start.earliest

"""The ways in which a decision may come out as wanted, each a set of things that would have to be found out or changed.

What a way is made of is for the caller to say, leaf by leaf; here the leaves are put together by the logic of the rule
(LANGUAGE §3.1). A part that is as wanted already needs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from eligo.screening.anchors import AnchoredDecider
from eligo.screening.combining import AllDecider, AnyDecider, Combination, CountDecider, IfDecider, NotDecider
from eligo.screening.deciders import Decision
from eligo.screening.truth import NO, UNKNOWN, YES

T = TypeVar("T")
Way = frozenset[T]
#: a leaf's ways to come out as a truth that it is not yet
LeafWays = Callable[[Decision, int], list[Way[T]]]
#: so many ways of a part are followed, the shortest; beyond them the list may be longer than it need be
_MOST: Final = 24


def ways(decision: Decision, wanted: int, leaf: LeafWays[T]) -> list[Way[T]]:
    """Return the shortest ways, the shortest first, in which ``decision`` could become ``wanted``, yes or no.

    No way where it cannot; the empty one alone where it is so already.
    """
    if decision.truth == wanted:
        return [frozenset()]
    decider, found = decision.decider, decision.found
    if isinstance(decider, AnchoredDecider):
        return ways(found, wanted, leaf)
    if isinstance(decider, NotDecider):
        return ways(found, YES - wanted, leaf)
    if isinstance(decider, IfDecider):
        return _of_if(found, wanted, leaf)
    if isinstance(decider, CountDecider):
        return _of_count(decider, found, wanted, leaf)
    if isinstance(decider, Combination):
        of_parts = wanted if isinstance(decider, AllDecider | AnyDecider) else YES - wanted
        each = [ways(part, of_parts, leaf) for part in found]
        # all of a conjunction are yes, one of them is no; of a disjunction and of *none* it is the other way round
        needs_all = (of_parts == YES) == isinstance(decider, AllDecider)
        return together(each) if needs_all else _shortest(way for found_ways in each for way in found_ways)
    return _shortest(leaf(decision, wanted))


def together(each: Iterable[list[Way[T]]]) -> list[Way[T]]:
    """Return the ways in which all of some parts come out, one way of each."""
    joined: list[Way[T]] = [frozenset()]
    for some in each:
        joined = _shortest(one | other for one in joined for other in some)
    return joined


def _of_if(found: Sequence[Decision], wanted: int, leaf: LeafWays[T]) -> list[Way[T]]:
    """Return the ways of a condition: it comes out, and so does the branch that it chooses, or both branches do."""
    *before, last = found
    if len(before) < 2:
        # the condition is known, or does not matter; both branches are then as the last
        return ways(last, wanted, leaf)
    when, then = before
    branches = (ways(then, wanted, leaf), ways(last, wanted, leaf))
    chosen = [together([ways(when, truth, leaf), branch]) for truth, branch in zip((YES, NO), branches, strict=True)]
    return _shortest(way for some in (*chosen, together(branches)) for way in some)


def _of_count(decider: CountDecider, found: Sequence[Decision], wanted: int, leaf: LeafWays[T]) -> list[Way[T]]:
    """Return the ways of a count: so many more parts turn out yes, and so many no."""
    sure = sum(part.truth == YES for part in found)
    possible = sure + sum(part.truth == UNKNOWN for part in found)
    least, most = decider.at_least or 0, len(found) if decider.at_most is None else decider.at_most
    if wanted == YES:
        return _so_many(found, max(0, least - sure), max(0, possible - most), leaf)
    too_few = _so_many(found, 0, possible - least + 1, leaf)
    return _shortest([*too_few, *_so_many(found, most + 1 - sure, 0, leaf)])


def _so_many(found: Sequence[Decision], yes: int, no: int, leaf: LeafWays[T]) -> list[Way[T]]:
    """Return the ways in which ``yes`` more of the parts turn out yes, and ``no`` more of them no."""
    # by how many are still needed, the ways of the parts so far
    so_far: dict[tuple[int, int], list[Way[T]]] = {(yes, no): [frozenset()]}
    for part in found:
        if part.truth == UNKNOWN:
            after = {needed: list(some) for needed, some in so_far.items()}
            for (more_yes, more_no), some in so_far.items():
                if more_yes:
                    after.setdefault((more_yes - 1, more_no), []).extend(together([some, ways(part, YES, leaf)]))
                if more_no:
                    after.setdefault((more_yes, more_no - 1), []).extend(together([some, ways(part, NO, leaf)]))
            so_far = {needed: _shortest(some) for needed, some in after.items()}
    return so_far.get((0, 0), [])


def _shortest(some: Iterable[Way[T]]) -> list[Way[T]]:
    """Return the shortest of ``some``, those of one length in their order, none that holds another."""
    kept: list[Way[T]] = []
    for way in sorted(dict.fromkeys(some), key=len):
        if len(kept) < _MOST and not any(shorter <= way for shorter in kept):
            kept.append(way)
    return kept

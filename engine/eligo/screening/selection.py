"""Which results count: the latest, the earliest, what a mean is made of (LANGUAGE §3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from eligo.quantities.interval import Interval, hull
from eligo.screening.results import ONE_MOMENT, Candidate, Computed, Result


def latest(pool: list[Candidate]) -> list[Candidate]:
    """Return every candidate that could be the latest, given what is known of its time."""
    if len(pool) == 1:
        return pool
    newest = max((c.result.early for c in pool if c.sure), default=None)
    return pool if newest is None else [c for c in pool if c.result.late >= newest]


def earliest(pool: list[Candidate]) -> list[Candidate]:
    """Return every candidate that could be the earliest."""
    oldest = min((c.result.late for c in pool if c.sure), default=None)
    return pool if oldest is None else [c for c in pool if c.result.early <= oldest]


def by_moment(pool: list[Candidate]) -> list[Candidate]:
    """Return ``pool`` with the results of one stated moment as one, of which their hull is known (LANGUAGE §3.3).

    Results of one day without a time of day may be of any order, and stay apart.
    """
    if len(pool) < 2:
        return pool
    groups: dict[object, list[Candidate]] = {}
    for place, candidate in enumerate(pool):
        result = candidate.result
        groups.setdefault((result.early, result.late) if _has_time(result) else place, []).append(candidate)
    return pool if len(groups) == len(pool) else [_joined(group) for group in groups.values()]


def distinct(pool: list[Candidate]) -> list[Candidate]:
    """Return ``pool`` without results recorded twice: one value at one moment counts once."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Candidate] = []
    for candidate in pool:
        result = candidate.result
        key = (result.early, result.late, result.extent, result.levels)
        if key not in seen or candidate.problem is not None:
            seen.add(key)
            kept.append(candidate)
    return kept


def among_last(pool: list[Candidate], count: int) -> tuple[list[Candidate], list[Candidate]]:
    """Return the candidates that surely are among the last ``count``, and those that may be."""
    firsts = [c.result.early for c in pool if c.sure]
    lasts = [c.result.late for c in pool]
    surely: list[Candidate] = []
    maybe: list[Candidate] = []
    for candidate in pool:
        early, late = candidate.result.early, candidate.result.late
        # itself among those that may be as late as it
        if candidate.sure and sum(other >= early for other in lasts) <= count:
            surely.append(candidate)
        elif sum(first > late for first in firsts) < count:
            maybe.append(candidate)
    return surely, maybe


def mean(surely: Sequence[Interval], maybe: Sequence[Interval], count: int) -> Interval:
    """Return what the mean may be of all of ``surely`` and as many of ``maybe`` as make up ``count``."""
    open_places = count - len(surely)
    low = _sum_of_ends([e.low for e in surely], _in_order([e.low for e in maybe], reverse=False)[:open_places])
    high = _sum_of_ends([e.high for e in surely], _in_order([e.high for e in maybe], reverse=True)[:open_places])
    chosen = [*surely, *maybe] if len(maybe) == open_places else []
    return Interval(
        None if low is None else low / count,
        None if high is None else high / count,
        any(e.low_open for e in chosen),
        any(e.high_open for e in chosen),
    )


def _in_order(ends: list[Fraction | None], *, reverse: bool) -> list[Fraction | None]:
    """Return the ends of intervals in order, the infinite ones first."""
    return sorted(ends, key=lambda end: (end is not None, 0 if end is None else -end if reverse else end))


def _sum_of_ends(first: list[Fraction | None], second: list[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for end in (*first, *second):
        if end is None:
            return None
        total += end
    return total


def _joined(group: list[Candidate]) -> Candidate:
    """Return the candidates of one moment as one; the same result recorded twice counts once."""
    different = distinct(group)
    first = different[0]
    if len(different) == 1:
        return first
    results = [candidate.result for candidate in different]
    readings = [c.reading for c in different if c.reading is not None]
    extents = [result.extent for result in results if result.extent is not None]
    levels = 0
    for result in results:
        levels |= result.levels
    joined = replace(
        first.result,
        fact=None,
        extent=hull(extents) if len(extents) == len(results) else None,
        levels=levels,
        problem=next((result.problem for result in results if result.problem is not None), None),
        computed=Computed(ONE_MOMENT, tuple(results)),
    )
    return Candidate(
        joined,
        all(candidate.sure for candidate in different),
        next((candidate.problem for candidate in different if candidate.problem is not None), None),
        hull(readings) if len(readings) == len(different) else None,
        parts=tuple(different),
    )


def _has_time(result: Result) -> bool:
    fact = result.fact
    written = None if fact is None else fact.time or fact.start or fact.end
    return written is not None and written.has_time

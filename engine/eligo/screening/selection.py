"""Which results count: the latest, the earliest, what a mean is made of (LANGUAGE §3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from eligo.quantities.interval import Interval
from eligo.screening.results import Candidate


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


def moments(pool: list[Candidate]) -> list[list[Candidate]]:
    """Return ``pool`` in groups of one stated moment each; results of one day may be of any order."""
    dated = [[candidate] for candidate in pool if not _has_time(candidate)]
    ordered = sorted((candidate for candidate in pool if _has_time(candidate)), key=_when)
    return dated + [list(group) for _, group in groupby(ordered, key=_when)]


def distinct(pool: list[Candidate]) -> list[Candidate]:
    """Return ``pool`` without results recorded twice: one value at one moment counts once."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Candidate] = []
    for candidate in pool:
        result = candidate.result
        key = (result.early, result.late, result.extent, result.problem)
        if key not in seen or result.problem is not None:
            seen.add(key)
            kept.append(candidate)
    return kept


def among_last(pool: list[Candidate], count: int) -> list[Candidate]:
    """Return every candidate that could be one of the last ``count``."""
    firsts = sorted(c.result.early for c in pool if c.sure)
    return [c for c in pool if sum(first > c.result.late for first in firsts) < count]


def mean(extents: Sequence[Interval], count: int) -> Interval:
    """Return what the mean of ``count`` of ``extents`` may be.

    Where there are more of them than that, it may be the mean of the least or of the greatest.
    """
    is_sure = len(extents) == count
    lows = sorted(e.low for e in extents if e.low is not None)
    highs = sorted((e.high for e in extents if e.high is not None), reverse=True)
    low = sum(lows[:count], Fraction(0)) / count if len(lows) == len(extents) else None
    high = sum(highs[:count], Fraction(0)) / count if len(highs) == len(extents) else None
    return Interval(
        low, high, is_sure and any(e.low_open for e in extents), is_sure and any(e.high_open for e in extents)
    )


def _has_time(candidate: Candidate) -> bool:
    fact = candidate.result.fact
    written = None if fact is None else fact.time or fact.start or fact.end
    return written is not None and written.has_time


def _when(candidate: Candidate) -> tuple[int, int]:
    return candidate.result.early, candidate.result.late

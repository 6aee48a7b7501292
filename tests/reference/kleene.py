"""Three values: no, unknown, yes (LANGUAGE §3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Truth = Literal[0, 1, 2]
NO: Truth = 0
UNKNOWN: Truth = 1
YES: Truth = 2

WORDS = {NO: "no", UNKNOWN: "unknown", YES: "yes"}


def every(truths: Iterable[Truth]) -> Truth:
    """Return whether all hold; of nothing: yes."""
    return min(truths, default=YES)


def some(truths: Iterable[Truth]) -> Truth:
    """Return whether one holds; of nothing: no."""
    return max(truths, default=NO)


def both(one: Truth, other: Truth) -> Truth:
    """Return whether both hold."""
    return every((one, other))


def negated(truth: Truth) -> Truth:
    """Return whether it does not hold."""
    return NO if truth == YES else YES if truth == NO else UNKNOWN


def agreed(truths: Iterable[Truth]) -> Truth:
    """Return what is so in every possible case; unknown where they differ or there is none."""
    found = set(truths)
    return found.pop() if len(found) == 1 else UNKNOWN

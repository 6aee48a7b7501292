"""Strong Kleene logic on small integers: no 0, unknown 1, yes 2 (LANGUAGE §3.1).

*Or* is the maximum, *and* the minimum, *not* is 2 − x.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eligo.screening.result import Holds

NO: Final = 0
UNKNOWN: Final = 1
YES: Final = 2

#: how a truth is called in results
WORDS: Final[tuple[Holds, Holds, Holds]] = ("no", "unknown", "yes")


def counted(truths: Sequence[int], at_least: int | None, at_most: int | None) -> int:
    """Answer whether at least and at most so many of ``truths`` are yes; None is no limit.

    >>> counted([YES, UNKNOWN, NO], 2, None), counted([YES, YES, YES], 2, 2), counted([NO, UNKNOWN], None, 1)
    (1, 0, 2)
    """
    sure = truths.count(YES)
    possible = len(truths) - truths.count(NO)
    enough = YES if at_least is None or sure >= at_least else NO if possible < at_least else UNKNOWN
    few = YES if at_most is None or possible <= at_most else NO if sure > at_most else UNKNOWN
    return min(enough, few)


def agreed(truths: Sequence[int]) -> int:
    """Return what all of ``truths`` are, unknown where they differ.

    >>> agreed([YES, YES]), agreed([YES, NO])
    (2, 1)
    """
    first = truths[0]
    return first if truths.count(first) == len(truths) else UNKNOWN

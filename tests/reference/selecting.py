"""Which results count: the latest, the highest, any, the mean of the last (LANGUAGE §3.7).

Every question is asked in every case that is possible: which results lie in the window, and which of them is the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from reference.kleene import NO, UNKNOWN, YES, Truth, agreed, some
from reference.results import Result, distinct, mean
from reference.time import Time

from eligo.quantities.interval import Interval, hull
from eligo.rules.model import Selection

#: tells whether a value, with the limit of its result, meets the bounds
Judge = Callable[[Result], Truth]


def selected(results: Sequence[Result], selection: Selection, judge: Judge) -> Truth:
    """Return whether the results that ``selection`` chooses meet the bounds."""
    pool = [result for result in distinct(list(results)) if result.counts != NO]
    pool = [result for result in pool if not _is_displaced(result, pool)]
    if selection.kind == "latest":
        return judged_latest(pool, judge)
    if selection.kind == "earliest":
        return judged_latest([_mirrored(result) for result in pool], judge)
    if selection.kind in ("highest", "lowest"):
        return agreed(_extreme(case, selection.kind, judge) for case in _cases(pool))
    if selection.kind == "any":
        return agreed(_any(case, judge) for case in _cases(pool))
    if selection.kind == "at_least":
        return agreed(_occasions(case, selection.count or 1, judge) for case in _cases(pool))
    return agreed(_means(pool, selection.count or 1, judge))


def judged_latest(pool: Sequence[Result], judge: Judge) -> Truth:
    """Return what every result that could be the latest says."""
    return agreed(_latest_answers(pool, judge))


def _latest_answers(pool: Sequence[Result], judge: Judge) -> Iterator[Truth]:
    if all(result.counts != YES for result in pool):
        yield UNKNOWN  # there may be none at all
    for result in could_be_latest(pool):
        yield judge(result)


def could_be_latest(pool: Sequence[Result]) -> list[Result]:
    """Return the results of ``pool`` that no other one surely comes after."""
    return [
        result
        for result in pool
        if not any(other.counts == YES and _surely_later(other, result) for other in pool if other is not result)
    ]


def _surely_later(one: Result, other: Result) -> bool:
    """Tell whether ``one`` comes after ``other`` in every case; on one day the measured comes after the computed."""
    if one.measured == other.measured:
        return one.time.first > other.time.last
    if one.measured:
        return one.time.first_day >= other.time.last_day
    return one.time.first_day > other.time.last_day


def _is_displaced(result: Result, pool: Sequence[Result]) -> bool:
    """Tell whether a computed result stands beside a measured one of the same day, which goes before it."""
    return not result.measured and any(
        other.measured
        and other.counts == YES
        and other.time.first_day == other.time.last_day == result.time.first_day == result.time.last_day
        for other in pool
    )


def _mirrored(result: Result) -> Result:
    return replace(result, time=Time(-result.time.last, -result.time.first, result.time.exact))


def _cases(pool: Sequence[Result]) -> Iterator[list[Result]]:
    """Yield every set of results that may be the one in the window."""
    sure = [result for result in pool if result.counts == YES]
    open_ = [result for result in pool if result.counts == UNKNOWN]
    for count in range(len(open_) + 1):
        for chosen in combinations(open_, count):
            yield [*sure, *chosen]


def _any(results: list[Result], judge: Judge) -> Truth:
    return some(judge(result) for result in results) if results else UNKNOWN


def _extreme(results: list[Result], kind: str, judge: Judge) -> Truth:
    """Judge the highest (or lowest) value: between what is surely reached and what may be."""
    if not results:
        return UNKNOWN
    if len({result.limit for result in results}) > 1:
        return UNKNOWN if len(results) > 1 else judge(results[0])
    known = [result.value for result in results if result.value is not None]
    if not known:
        return UNKNOWN
    sign = 1 if kind == "highest" else -1
    turned = [value if sign > 0 else -value for value in known]
    top = turned[0]
    for value in turned[1:]:
        top = _greater(top, value)
    if len(known) < len(results):
        top = Interval(top.low, None, top.low_open)  # one of unknown size may lie beyond all others
    return judge(Result(results[0].time, top if sign > 0 else -top, YES, limit=results[0].limit))


def _greater(one: Interval, other: Interval) -> Interval:
    """Return what the greater of two numbers may be."""
    whole = hull((one, other))
    if one.low is None or other.low is None:
        lower = other if one.low is None else one
    else:
        lower = max((one, other), key=lambda value: (value.low, value.low_open))
    return Interval(lower.low, whole.high, lower.low_open, whole.high_open)


def _occasions(results: list[Result], needed: int, judge: Judge) -> Truth:
    """Tell whether results that meet the bounds are of at least so many different days."""
    if not results:
        return UNKNOWN
    # a result surely is an occasion of its own only where its day is known
    sure = {result.time.first_day for result in results if judge(result) == YES and _is_of_a_day(result)}
    possible = [_days(result) for result in results if judge(result) != NO]
    if len(sure) >= needed:
        return YES
    return UNKNOWN if _most_days(possible) >= needed else NO


def _days(result: Result) -> tuple[int, int]:
    return result.time.first_day, result.time.last_day


def _is_of_a_day(result: Result) -> bool:
    return result.time.first_day == result.time.last_day


def _most_days(spans: list[tuple[int, int]]) -> int:
    """Return on how many different days these can be at the most: each takes the first free day that it may have."""
    taken: set[int] = set()
    for first, last in sorted(spans, key=lambda span: span[1]):
        day = next((day for day in range(first, last + 1) if day not in taken), None)
        if day is not None:
            taken.add(day)
    return len(taken)


def _means(pool: Sequence[Result], count: int, judge: Judge) -> Iterator[Truth]:
    """Yield what the mean of each set that could be the last ``count`` says."""
    if sum(result.counts == YES for result in pool) < count:
        yield UNKNOWN
    for chosen in combinations(pool, count):
        others = [result for result in pool if result not in chosen]
        if any(other.counts == YES and _surely_later(other, one) for other in others for one in chosen):
            continue
        if len({result.limit for result in chosen}) > 1:
            yield UNKNOWN
        else:
            average = mean([result.value for result in chosen])
            yield judge(Result(chosen[0].time, average, YES, limit=chosen[0].limit))

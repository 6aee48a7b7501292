"""Continuous courses: how long something went on (LANGUAGE §2, conditions, drugs, procedures).

Where dates are known only in part, the course is worked out for the first and the last day that each may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from reference.kleene import NO, UNKNOWN, YES, Truth, agreed, some
from reference.presence import Denial, Episode, History, overlaps
from reference.time import Bounds, Time

from eligo.quantities.dates import DAY, Duration
from eligo.rules.model import Present

#: days from the end of one record to the start of the next that a course bridges
BRIDGED = 30

Span = tuple[int, int]


def course(rule: Present, history: History) -> Truth:
    """Tell whether there is a course as long as ``rule`` asks, of any of its concepts."""
    excepted = {m for e in rule.exceptions for m in history.vocabulary.members(e)}
    return some(_of_concept(concept, rule, history, excepted) for concept in rule.concepts)


def _of_concept(concept: str, rule: Present, history: History, excepted: set[str]) -> Truth:
    if history.belongs_to_the_other_sex(concept):
        return NO
    counted = history.vocabulary.members(concept) - excepted
    bounds = history.window_of(rule)
    episodes = [episode for episode in history.episodes if episode.concept in counted]
    found = agreed(_cases(episodes, bounds, rule, history)) if episodes else NO
    denials = [d for d in history.denials if any(_speaks_of(d, e, history) for e in episodes)]
    if not denials:
        return history.settled(found, concept, bounds, counted, excepted)
    contradicted = [
        episode
        for episode in episodes
        if overlaps(episode, bounds) != NO
        and any(_speaks_of(d, episode, history) and history.certainly_contradicts(d, episode) for d in denials)
    ]
    left = [part for episode in episodes for part in _without(episode, denials, history, rule.when)]
    despite = agreed(_cases(left, bounds, rule, history)) if left else NO
    if contradicted and found != despite:
        return UNKNOWN
    return history.settled(despite, concept, bounds, counted, excepted, is_contested=bool(contradicted))


def _speaks_of(denial: Denial, episode: Episode, history: History) -> bool:
    return episode.concept in history.vocabulary.members(denial.concept)


def _without(episode: Episode, denials: list[Denial], history: History, when: str) -> list[Episode]:
    """Return what is left of ``episode``: what was before a record that contradicts it."""
    parts = [episode]
    for denial in denials:
        if not _speaks_of(denial, episode, history):
            continue
        if not history.certainly_contradicts(denial, episode):
            parts = [part for whole in parts for part in history.without(denial, whole, when)]
        elif denial.day is None:
            parts = []
        else:
            last = denial.day.first_day * DAY - 1
            kept = [part for part in parts if part.start.last <= last]
            parts = [replace(p, end=Time(min(p.end.first, last), min(p.end.last, last))) for p in kept]
    return parts


def _cases(episodes: list[Episode], bounds: Bounds, rule: Present, history: History) -> Iterator[Truth]:
    today = history.clock.day
    edges = [day for time in (bounds.start, bounds.end) for day in (time.first_day, time.last_day)]
    choices = [
        [
            (min(start, end), end)
            for start in _days(episode.start, edges)
            for end in _days(episode.end, edges)
            if episode.start.first_day <= end
        ]
        + ([] if episode.sure else [None])
        for episode in episodes
    ]  # fmt: skip
    for first, last in product(_days(bounds.start), _days(bounds.end)):
        for spans in product(*choices):
            there = [span for span in spans if span is not None and span[0] <= today]
            yield _case(there, (first, last), rule, today)


def _days(time: Time, edges: list[int] | None = None) -> list[int]:
    """Return the first and the last day that ``time`` may be, and those ``edges`` of the window that it may be on."""
    inside = [day for day in edges or [] if time.first_day < day < time.last_day]
    return sorted({time.first_day, time.last_day, *inside})


def _case(spans: list[Span], window: Span, rule: Present, today: int) -> Truth:
    """Answer for known days."""
    for start, end in _merged([(start, min(end, today)) for start, end in spans]):
        if rule.when == "now" and not start <= today <= end:
            continue
        if rule.when == "window":
            start, end = max(start, window[0]), min(end, window[1])
        if start <= end and _is_long_enough(start, end, rule):
            return YES
    return NO


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] <= BRIDGED:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _is_long_enough(start: int, end: int, rule: Present) -> bool:
    if rule.for_at_least is not None and not _reached(start, end, rule.for_at_least):
        return False
    if rule.for_more_than is not None and not _reached(start, end - 1, rule.for_more_than):
        return False
    return rule.for_less_than is None or not _reached(start, end, rule.for_less_than)


def _reached(start: int, end: int, length: Duration) -> bool:
    """Tell whether it is ``length`` from ``start`` to ``end``, by the calendar."""
    if start * DAY < DAY:
        return True
    return length.after(start * DAY) // DAY <= end

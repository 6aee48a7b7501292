"""Records of conditions, drugs and procedures as episodes, each as far as it is known (LANGUAGE §3.8).

The start of an episode lies between two moments, and so does its end; what goes on ends at the end of time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from eligo.facts.model import Fact
from eligo.quantities.dates import parse_duration, start_of_day
from eligo.screening.moments import BEGINNING, END, Clock, Period, day_of, last_moment_after
from eligo.screening.result import Cause
from eligo.screening.truth import NO, UNKNOWN, YES
from eligo.vocabulary.model import Concept, Condition, Drug, Procedure

#: how long a drug that is known only as ordered counts after the order
_ORDER_COUNTS: Final = parse_duration("P90D")


class Episode(Struct, eq=False):
    """Something that went on from a moment between ``start_first`` and ``start_last`` to one between ``end_first`` and
    ``end_last``. ``exists``: it surely was. ``ongoing``: it has no end, and that it goes on is assumed. ``doubt`` says
    why it is not known better than it is; ``denials`` are the records that say otherwise.
    """

    concept: str
    fact: Fact
    start_first: int
    start_last: int
    end_first: int
    end_last: int
    exists: bool = True
    ongoing: bool = False
    undated: bool = False
    doubt: Cause = "imprecise"
    denials: tuple[Denial, ...] = ()

    @classmethod
    def unknown(cls, concept: str, fact: Fact) -> Episode:
        """Return the episode of a record that may be one, at some time."""
        return cls(concept, fact, BEGINNING, END, BEGINNING, END, exists=False)

    def overlaps(self, period: Period) -> int:
        """Answer whether it went on, or happened, inside ``period``."""
        if self.start_first > period.outer_last or self.end_last < period.outer_first:
            return NO
        sure = self.exists and self.start_last <= period.inner_last and self.end_first >= period.inner_first
        return YES if sure else UNKNOWN

    def begins_in(self, period: Period) -> int:
        """Answer whether it began inside ``period``."""
        truth = period.holds(self.start_first, self.start_last)
        return truth if self.exists else min(truth, UNKNOWN)

    def covers(self, first: int, last: int) -> bool:
        """Tell whether it surely went on from ``first`` to ``last``, by its record."""
        return self.start_last <= first and self.end_first >= last

    def touches(self, first: int, last: int) -> bool:
        """Tell whether it surely went on at some time from ``first`` to ``last``, by its record."""
        return self.start_last <= last and self.end_first >= first


class Denial(Struct, eq=False):
    """A record that something was not going on between two moments; ``is_ever``: never, up to ``last``."""

    concept: str
    fact: Fact
    first: int
    last: int
    is_ever: bool


def is_event(concept: Concept | None) -> bool:
    """Tell whether it happens at its start rather than going on."""
    return isinstance(concept, Condition | Procedure) and concept.is_event


def episodes_of(concept: Concept | None, facts: Iterable[Fact], clock: Clock) -> list[Episode]:
    """Return what ``facts``, records of ``concept``, say was there; what is after the screening does not count."""
    found = (_episode(concept, fact, clock) for fact in facts if fact.present is not False and fact.ever is not False)
    return [episode for episode in found if episode is not None and episode.start_first <= clock.horizon]


def denials_of(facts: Iterable[Fact], clock: Clock) -> list[Denial]:
    """Return what ``facts`` deny, all of which say that something is not there.

    What is not in the family's history never was. *Never* that was said at some time of a month was so up to its first
    moment; what may be after the screening is not counted.
    """
    found: list[Denial] = []
    for fact in facts:
        is_ever = fact.ever is False or fact.relation == "family-history"
        time = fact.time or fact.start or fact.end
        first, last = (clock.midnight, clock.horizon) if time is None else clock.span(time)
        if is_ever and day_of(first) != day_of(last):
            last = first
        if last <= clock.horizon and fact.concept is not None:
            found.append(Denial(fact.concept, fact, first, last, is_ever))
    return found


def contradicts(denial: Denial, episode: Episode) -> bool:
    """Tell whether ``denial``, which is of the same thing, and the record of ``episode`` cannot both be right."""
    if denial.is_ever:
        return episode.start_last <= denial.last
    if day_of(denial.first) == day_of(denial.last):
        return episode.touches(denial.first, denial.last)
    return episode.covers(denial.first, denial.last)


def dispute(episode: Episode, denial: Denial) -> None:
    """Let ``episode`` be no surer than ``denial``, which contradicts it, leaves it."""
    episode.doubt = "conflict"
    episode.denials = (*episode.denials, denial)
    denied_from = start_of_day(denial.first)
    if denial.is_ever or episode.undated or episode.start_last >= denied_from:
        episode.exists = False
    else:
        # what went on before the day of the denial stands
        episode.end_first = min(episode.end_first, denied_from - 1)


def _episode(concept: Concept | None, fact: Fact, clock: Clock) -> Episode | None:
    """Return the episode of a record of ``concept`` that does not deny it."""
    if fact.status == "planned":
        return None
    id = "" if concept is None else concept.id
    if fact.unclear:
        return Episode.unknown(id, fact)
    start, end, time = fact.start, fact.end, fact.time
    event = fact.relation is None and is_event(concept)
    if event or fact.relation is not None or fact.status == "ordered":
        # an event happens when it is dated; an allergy goes on from when it was recorded, an order from its date
        start, time = start or time, None
    if start is not None:
        episode = Episode(id, fact, *clock.span(start), END, END)
    elif end is not None:
        episode = Episode(id, fact, BEGINNING, end.latest, END, END)
    elif time is not None:
        first, last = clock.span(time)
        return Episode(id, fact, first, last, *((END, END) if fact.status == "active" else (first, last)))
    elif fact.recorded is not None:
        first, last = clock.span(fact.recorded)
        if first > clock.horizon:
            return None
        episode = Episode(id, fact, BEGINNING, last, END, END)  # it began by then, nobody knows when
    else:
        return _done(_undated(id, fact, clock, event=event), concept)
    if event:
        episode.end_first, episode.end_last = episode.start_first, episode.start_last
        return _done(episode, concept)
    return _ended(episode, concept, clock)


def _done(episode: Episode, concept: Concept | None) -> Episode:
    """Return ``episode``; a procedure that was only ordered may not have been done, a condition not be there."""
    if episode.fact.status == "ordered" and not isinstance(concept, Drug):
        episode.exists = False
    return episode


def _ended(episode: Episode, concept: Concept | None, clock: Clock) -> Episode:
    """Give ``episode`` its end: stated, over by its status, the end of an order, or none."""
    fact = episode.fact
    if fact.end is not None:
        first, episode.end_last = clock.span(fact.end)
        # it ends no sooner than it starts, and starts no later than it ends
        episode.end_first = max(first, episode.start_first)
        episode.start_last = min(episode.start_last, max(episode.end_last, episode.start_first))
        if fact.status == "active" and episode.end_last < clock.midnight:
            episode.end_last, episode.doubt = END, "conflict"
    elif fact.status == "resolved":
        episode.end_first = episode.start_first
        episode.end_last = max(episode.start_last, clock.midnight - 1)
    elif fact.status == "ordered" and isinstance(concept, Drug):
        episode.end_first, episode.doubt = last_moment_after(_ORDER_COUNTS, episode.start_first), "stale"
    elif fact.status != "active":
        episode.ongoing = True
    return _done(episode, concept)


def _undated(id: str, fact: Fact, clock: Clock, *, event: bool) -> Episode:
    """Return the episode of a record without any date: it says what is so on the screening date."""
    if fact.status == "resolved":
        return Episode(id, fact, BEGINNING, clock.midnight - 1, BEGINNING, clock.midnight - 1)
    if event:
        return Episode(id, fact, BEGINNING, clock.horizon, BEGINNING, clock.horizon)
    if fact.status == "ordered":
        return Episode(id, fact, BEGINNING, clock.horizon, BEGINNING, END, doubt="stale")
    return Episode(id, fact, BEGINNING, clock.midnight, END, END, undated=True)

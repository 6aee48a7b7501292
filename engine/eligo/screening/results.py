"""Results of measures, scales and findings as far as they are known: when, how much, and what stands in the way."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec import Struct

from eligo.facts.model import Fact
from eligo.quantities.interval import Interval
from eligo.screening.result import Cause


class Given(NamedTuple):
    """Something beside results that a computed value rests on: ``age 59``, ``dialysis no``."""

    name: str
    value: str
    unit: str | None = None
    place: str | None = None


#: what several results of one moment are joined by
ONE_MOMENT: Final = "the results of one moment"


class Computed(NamedTuple):
    """How a result was computed: by what, from which results and what else."""

    by: str
    parts: tuple[Result, ...]
    given: tuple[Given, ...] = ()


class Result(Struct, eq=False):
    """A recorded or a computed result.

    It was taken between the moments ``first`` and ``last``; ``early`` and ``late`` are the same for putting results in
    order, on one clock where all of them state their offset. ``sure``: it surely counts (it is not after the screening,
    and a computed one is for this patient). ``undated``: it counts as of the screening date. A measure has its
    ``extent`` in the measure's unit; a scale and a finding have ``levels``, a set of bits. ``problem`` says why it
    decides nothing. ``natural``: the unit was taken that it has by nature. ``gap`` is what is missing for it to be
    sure, as a cause and a concept.
    """

    concept: str
    first: int
    last: int
    early: int
    late: int
    sure: bool
    undated: bool = False
    fact: Fact | None = None
    extent: Interval | None = None
    levels: int = 0
    problem: Cause | None = None
    natural: bool = False
    computed: Computed | None = None
    gap: tuple[Cause, str] | None = None


class Candidate(Struct, eq=False):
    """A result that may decide a rule. ``sure``: it surely counts, and is in the window.

    ``reading`` is its value on the scale of the rule's bounds: in the measure's unit, or as a multiple of its limit.
    ``presumed``: its context was. ``parts`` are the candidates of one moment that it is made of.
    """

    result: Result
    sure: bool
    problem: Cause | None = None
    reading: Interval | None = None
    presumed: bool = False
    parts: tuple[Candidate, ...] = ()

    def each(self) -> tuple[Candidate, ...]:
        """Return it, or the candidates that it is made of."""
        return self.parts or (self,)

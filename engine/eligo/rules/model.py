"""What a trial means: typed rules, names resolved and units checked. Whatever evaluates a `Trial` trusts it.

Concepts are held by id; ``Trial.vocabulary`` finds them (the shipped vocabulary and the trial's own declarations).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from eligo.diagnostics import Span
from eligo.quantities.dates import Duration
from eligo.quantities.units import Unit
from eligo.vocabulary import Vocabulary

Section = Literal["inclusion", "exclusion"]
Includes = Literal["both", "from", "to", "neither"]


class Threshold(Struct, frozen=True):
    """One bound: its value in the rule's unit, exact; ``text`` is the decimal as written, thousands marks removed."""

    value: Fraction
    inclusive: bool
    text: str


class Window(Struct, frozen=True):
    """From ``start`` before the anchor to ``end`` before it; None is open. Durations count back from the anchor.

    ``includes`` says which edges belong to it. A window never reaches past the screening date.
    """

    start: Duration | None
    end: Duration | None
    anchor: str = "screening"
    includes: Includes = "both"


class Selection(Struct, frozen=True):
    """Which results count; ``count`` belongs to ``mean_of_last`` and ``at_least`` (occasions: different days)."""

    kind: Literal["latest", "earliest", "highest", "lowest", "any", "mean_of_last", "at_least"] = "latest"
    count: int | None = None


class All(Struct, frozen=True):
    """Every one of ``of`` (of nothing: yes)."""

    of: tuple[Rule, ...]


class Any(Struct, frozen=True):
    """At least one of ``of``."""

    of: tuple[Rule, ...]


class NoneOf(Struct, frozen=True):
    """Not one of ``of``."""

    of: tuple[Rule, ...]


class Count(Struct, frozen=True):
    """At least and at most so many of ``of``; None is no limit."""

    at_least: int | None
    at_most: int | None
    of: tuple[Rule, ...]


class Not(Struct, frozen=True):
    """The complement of ``of``."""

    of: Rule


class If(Struct, frozen=True):
    """``then`` where ``when`` holds, else ``otherwise``; an unknown ``when`` does not matter where both agree."""

    when: Rule
    then: Rule
    otherwise: Rule


class Measure(Struct, frozen=True):
    """A bound on a measure. With ``relative_to`` the thresholds are multiples of the result's own reference limit and
    ``unit`` is None. ``age`` is a measure in unit ``a``, ``mo``, ``wk`` or ``d``, counted in completed calendar units.
    ``window`` None: the vocabulary says how long a result is current, unless ``any_age`` (the header lifts that).
    """

    measure: str
    low: Threshold | None = None
    high: Threshold | None = None
    unit: Unit | None = None
    relative_to: Literal["uln", "lln"] | None = None
    window: Window | None = None
    context: tuple[str, ...] = ()
    method: str | None = None
    select: Selection = Selection()
    any_age: bool = False


class Ratio(Struct, frozen=True):
    """A bound on the ratio of two results paired in time."""

    of: tuple[str, str]
    low: Threshold | None = None
    high: Threshold | None = None
    unit: Unit | None = None
    window: Window | None = None
    any_age: bool = False


class Within(Struct, frozen=True):
    """How far apart two results of a change are: at least and at most."""

    at_least: Duration | None = None
    at_most: Duration | None = None


class Change(Struct, frozen=True):
    """A bound on the change from any earlier result to the latest, ``within`` so long apart.

    ``relative``: the thresholds are per cent of the earlier result; otherwise they are in ``unit``.
    """

    measure: str
    direction: Literal["increase", "decrease", "any"]
    low: Threshold | None = None
    high: Threshold | None = None
    unit: Unit | None = None
    relative: bool = False
    within: Within = Within()
    window: Window | None = None
    any_age: bool = False


class Grade(Struct, frozen=True):
    """A scale at one of ``levels`` (its own spelling); ``of`` is what a toxicity grade is of (a concept id)."""

    scale: str
    levels: tuple[str, ...]
    of: str | None = None
    window: Window | None = None
    any_age: bool = False


class Finding(Struct, frozen=True):
    """A finding with one of ``values``."""

    finding: str
    values: tuple[str, ...]
    window: Window | None = None
    any_age: bool = False


class Present(Struct, frozen=True):
    """Any of ``concepts`` or their members, none of ``exceptions``: going on, ever, in a window, or begun in it."""

    concepts: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    when: Literal["now", "ever", "window", "onset"] = "now"
    window: Window | None = None
    for_at_least: Duration | None = None
    for_more_than: Duration | None = None
    for_less_than: Duration | None = None
    relation: Literal["allergy", "family-history", "contraindication"] | None = None


class Demographic(Struct, frozen=True):
    """The patient's sex."""

    sex: Literal["female", "male"]


class Ask(Struct, frozen=True):
    """A question for a person. ``key`` is the label under which it is answered; ``question`` what is printed.

    ``is_sentence``: the criterion's own sentence (an answer says whether the sentence is true of the patient).
    """

    question: str
    key: str
    is_sentence: bool = False


Rule = All | Any | NoneOf | Count | Not | If | Measure | Ratio | Change | Grade | Finding | Present | Demographic | Ask


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of a trial. ``holds`` of its rule passes an inclusion and fails an exclusion."""

    id: str
    section: Section
    rule: Rule
    canonical: str
    text: str = ""
    sentence: str | None = None
    note: str | None = None
    line: int = 0
    span: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True)
class Trial:
    """A trial that can be screened against. ``digest`` is ``sha256:…`` of the file's bytes."""

    id: str
    title: str
    digest: str
    criteria: tuple[Criterion, ...]
    vocabulary: Vocabulary = field(compare=False, repr=False)
    source: str | None = None
    version: str | None = None
    healthy_volunteers: str | None = None
    path: str | None = field(default=None, compare=False)

"""A compiled trial: its criteria as typed rules."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from eligo.reports.formats.common import DecimalText, Digest, DurationText, Strict


class Bound(Strict):
    """One bound, in the unit of its rule."""

    value: DecimalText
    inclusive: bool


class Window(Strict):
    """From and to, before the anchor; null is open."""

    from_: DurationText | None = Field(alias="from")
    to: DurationText | None
    anchor: str
    includes: Literal["both", "from", "to", "neither"]


class MeanOfLast(Strict):
    """The mean of the last so many results."""

    mean_of_last: int


class AtLeast(Strict):
    """On at least so many different days."""

    at_least: int


class Within(Strict):
    """How far apart two results are."""

    at_least: DurationText | None
    at_most: DurationText | None


class Logic(Strict):
    """All, any or none of several rules, or not the one."""

    op: Literal["all", "any", "none", "not"]
    of: list[Rule]


class Count(Strict):
    """So many of several rules."""

    op: Literal["count"]
    at_least: int | None
    at_most: int | None
    of: list[Rule]


class If(Strict):
    """A rule where another holds, and one where it does not."""

    op: Literal["if"]
    when: Rule
    then: Rule
    otherwise: Rule | None


class Measure(Strict):
    """A bound on a measure, or on its multiple of a reference limit."""

    op: Literal["measure"]
    measure: str
    low: Bound | None
    high: Bound | None
    unit: str | None
    relative_to: Literal["uln", "lln"] | None
    window: Window | None
    context: list[str]
    method: str | None
    select: Literal["latest", "earliest", "highest", "lowest", "any"] | MeanOfLast | AtLeast


class Ratio(Strict):
    """A bound on the ratio of two results."""

    op: Literal["ratio"]
    of: Annotated[list[str], Field(min_length=2, max_length=2)]
    low: Bound | None
    high: Bound | None
    unit: str | None
    window: Window | None


class Change(Strict):
    """A bound on the change between two results."""

    op: Literal["change"]
    measure: str
    direction: Literal["increase", "decrease", "any"]
    low: Bound | None
    high: Bound | None
    unit: str | None
    within: Within
    window: Window | None


class Grade(Strict):
    """A scale at one of some levels."""

    op: Literal["grade"]
    scale: str
    levels: list[str] = Field(alias="in")
    of: str | None
    window: Window | None


class Finding(Strict):
    """A finding with one of some values."""

    op: Literal["finding"]
    finding: str
    values: list[str] = Field(alias="in")
    window: Window | None


class Present(Strict):
    """Any of some conditions, drugs or procedures."""

    op: Literal["present"]
    concepts: list[str]
    exceptions: list[str] = Field(alias="except")
    when: Literal["now", "ever", "window", "onset"]
    window: Window | None
    for_at_least: DurationText | None
    for_more_than: DurationText | None = None
    for_less_than: DurationText | None = None
    relation: Literal["allergy", "family-history", "contraindication"] | None


class Demographic(Strict):
    """The patient's sex."""

    op: Literal["demographic"]
    sex: Literal["female", "male"]


class Ask(Strict):
    """A question for a person."""

    op: Literal["ask"]
    question: str
    label: str | None = None


Rule = Annotated[
    Logic | Count | If | Measure | Ratio | Change | Grade | Finding | Present | Demographic | Ask,
    Field(discriminator="op"),
]


class Trial(Strict):
    """Which trial, to the byte."""

    id: str
    title: str
    digest: Digest
    source: str | None = None
    version: str | None = None
    healthy_volunteers: str | None = None


class Criterion(Strict):
    """A criterion: what was written and what it means."""

    id: str
    section: Literal["inclusion", "exclusion"]
    sentence: str | None
    note: str | None = None
    line: int
    text: str
    canonical: str
    rule: Rule


class Model(Strict):
    """A trial as `eligo compile` prints it."""

    trial: Trial
    criteria: list[Criterion]

"""What drafting makes of registry text: lines, what each was read as, and the study they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from eligo.rules.model import Rule, Section
from eligo.syntax import nodes as n

Kind = Literal["rule", "question", "heading"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line is no rule: the code and the message of the diagnostic that says so."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as: the rule as written and as meant with its canonical form, or the reason for none."""

    node: n.Rule | None = None
    rule: Rule | None = None
    canonical: str | None = None
    reason: Reason | None = None
    #: the text that was read, where it is not the sentence itself
    text: str = ""


@dataclass(slots=True, eq=False)
class Line:
    """A line of the eligibility text: a bullet, a paragraph or a heading, wrapped lines joined, spaces collapsed.

    ``number`` counts from 1. ``heads`` is the section that the line is the heading of; ``scope`` what the heading above
    limits its section to (``for cohort A``). A ``loose`` line stands below its parent without being set off from it,
    so that nobody knows where the parent's list ends.
    """

    number: int
    text: str
    section: Section | None = None
    bullet: str = ""
    indent: int = 0
    heads: Section | None = None
    scope: str = ""
    loose: bool = False
    #: the line before it in its list ends in a connective that joins both
    is_joined: bool = False
    parent: Line | None = None
    children: list[Line] = field(default_factory=lambda: list["Line"]())

    @property
    def is_parent(self) -> bool:
        """Tell whether the line only says what stands below it."""
        return self.text.endswith(":")


@dataclass(slots=True, eq=False)
class Drafted:
    """A line and what it became. ``items`` are those of a group. ``note`` tells what the line stands below."""

    line: Line
    kind: Kind
    label: str = ""
    reading: Reading = field(default_factory=Reading)
    note: str | None = None
    is_group: bool = False
    items: list[Drafted] = field(default_factory=lambda: list["Drafted"]())


@dataclass(frozen=True, slots=True)
class Study:
    """A registered study; ``text`` is its eligibility criteria as registered. An age of None has no limit."""

    id: str
    text: str
    title: str = ""
    source: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    sex: str | None = None
    healthy_volunteers: bool | None = None
    #: the registry gives ages and sex; of plain text nothing is known
    is_registered: bool = False

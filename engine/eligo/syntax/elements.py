"""What is written in a trial file: its elements, and the `Document` that they make. Equality ignores spans.

Elements stand in file order, comments and blank lines among them, so that the formatter keeps them. What stands in a
criterion or definition is in `nodes`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from eligo.diagnostics import Source, Span
from eligo.syntax.nodes import Clause, Criterion, Length, Node, Number, Remark, Rule, unplaced

Section = Literal["inclusion", "exclusion"]


@dataclass(frozen=True, slots=True)
class Blank(Node):
    """Empty lines, one or more in a row."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """A comment, ``#`` included, on a line of its own or ``trailing`` the element before it on the same line."""

    text: str
    trailing: bool = False


@dataclass(frozen=True, slots=True)
class Unread(Node):
    """Lines that are neither statement, heading nor criterion, or a statement that could not be read: kept as written.

    A document that holds one is ``recovered``.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """``inclusion criteria``."""

    section: Section


@dataclass(frozen=True, slots=True)
class TrialStatement(Node):
    """``trial NCT05019287 "Title"``."""

    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class TextStatement(Node):
    """``source "…"``, ``version "…"``, ``healthy volunteers no``."""

    keyword: Literal["source", "version", "healthy volunteers"]
    text: str


@dataclass(frozen=True, slots=True)
class AgeStatement(Node):
    """``age 25–75 years``: the rule on the measure age that it means; None is no limit (``age N/A``)."""

    rule: Clause | None
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SexStatement(Node):
    """``sex all``, ``sex female``."""

    sex: Literal["all", "female", "male"]


@dataclass(frozen=True, slots=True)
class ResultsStatement(Node):
    """``results within 28 days`` (a length) or ``results of any age`` (None)."""

    within: Length | None


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """``define NAME: rule``."""

    name: str
    rule: Rule | None
    text: str = field(default="", compare=False)
    name_span: Span = unplaced()
    #: comments inside the definition, kept by the formatter
    comments: tuple[Remark, ...] = field(default=(), compare=False)
    #: the rule could not be read; the definition can be shown, never compiled
    broken: bool = False


@dataclass(frozen=True, slots=True)
class ConceptDeclaration(Node):
    """``concept 'NAME': condition, also 'SYNONYM', code snomed:123`` and the forms for the other kinds."""

    name: str
    kind: Literal["condition", "drug", "procedure", "measure", "finding", "scale"]
    synonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    unit: str | None = None
    plausible: tuple[Number, Number] | None = None
    values: tuple[str, ...] = ()
    name_span: Span = unplaced()
    unit_span: Span = unplaced()


Element = (
    Blank | Comment | Unread | Heading | TrialStatement | TextStatement | AgeStatement | SexStatement | ResultsStatement
    | Definition | ConceptDeclaration | Criterion
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A trial file as written. ``recovered``: something in it could not be read; it can be shown, never compiled."""

    source: Source = field(compare=False, repr=False)
    elements: tuple[Element, ...]
    recovered: bool = False

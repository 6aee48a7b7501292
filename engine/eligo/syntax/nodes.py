"""What is written in a criterion: frozen nodes, each with its span. Equality ignores spans.

A rule is a flat `Clause` (parts joined by connectives, each part a row of pieces) or a `Group`; what the pieces
of a part mean together (scope, branches, shared bounds) is settled in `rules`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from eligo.diagnostics import Span

Operator = Literal["<", "<=", ">", ">=", "="]
Connective = Literal["and", "or", "and/or", ",", "/"]
DurationUnit = Literal["hour", "day", "week", "month", "year"]
Limit = Literal["uln", "lln"]
Relation = Literal["now", "ever", "started", "allergy", "family-history", "contraindication"]
Why = Literal["name", "vague", "open-list", "future", "judgement"]
SelectionKind = Literal["any", "highest", "lowest", "earliest", "latest", "mean", "occasions"]
CourseComparison = Literal["at least", "more than", "less than", "at most"]


def unplaced() -> Span:
    """Return the default of a span, which equality ignores: a node that is built rather than read stands nowhere."""
    return field(default=Span(0, 0), compare=False, repr=False, kw_only=True)  # pyright: ignore[reportReturnType] # dataclasses.field is typed by its default


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything written somewhere."""

    span: Span = unplaced()


# --- pieces of a rule ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name: of the vocabulary or the trial (``concepts``: the ids it may mean), or of a definition, or unknown."""

    text: str
    concepts: tuple[str, ...] = ()
    definition: str | None = None
    alias: Name | None = None
    #: only a part of it is written, which a neighbour completes: `atrial or ventricular arrhythmia`
    is_part: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """Words that nothing knows. ``why`` tells apart plain unknown words from vague, open, future and judging ones."""

    text: str
    why: Why = "name"


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number as written (``text``) and its exact value."""

    text: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Amount(Node):
    """A number with its unit as written, or a multiple of a reference limit; ``restated`` is the bracket after it."""

    number: Number
    unit: str | None = None
    relative_to: Limit | None = None
    restated: Amount | None = None
    unit_span: Span = unplaced()


@dataclass(frozen=True, slots=True)
class PairAmount(Node):
    """Two values with one unit for a named pair: ``140/90 mmHg``."""

    first: Number
    second: Number
    unit: str | None = None
    unit_span: Span = unplaced()


@dataclass(frozen=True, slots=True)
class Bound(Node):
    """A comparison and its amount. ``flipped``: written before the measure (``18 ≤ age``), already turned round.

    ``bare``: an amount without any comparison, which is a lost one unless a scale takes it as a level.
    """

    operator: Operator
    amount: Amount | PairAmount | Value
    flipped: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Range(Node):
    """Both bounds, inclusive: ``25–75``, ``between 25 and 75``."""

    low: Amount
    high: Amount


@dataclass(frozen=True, slots=True)
class Value(Node):
    """A bare number, roman numeral, letter or value word: a level of a scale or a value of a finding."""

    text: str


@dataclass(frozen=True, slots=True)
class LevelRange(Node):
    """Levels of a scale from one to another: ``0–1``, ``III to IV``."""

    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class Length(Node):
    """A length of time as written: ``six (6) months``."""

    count: Number
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class Anchor(Node):
    """The date that a window hangs on. ``of`` is the condition of ``diagnosis of X``."""

    name: str
    of: Name | None = None


@dataclass(frozen=True, slots=True)
class Window(Node):
    """When something was. ``form`` tells the constructs apart, which the formatter never exchanges.

    ``past``: in the past N; ``within``: within N [before ANCHOR]; ``ago``: more than / at least N ago (or before
    ANCHOR); ``since``: at least N since (a washout); ``not since``: less than N since (none).
    """

    form: Literal["past", "within", "ago", "since", "not since"]
    length: Length
    anchor: Anchor | None = None
    strict: bool = False
    least: Length | None = None

    @property
    def leads(self) -> bool:
        """Tell whether it stands before the names that it covers."""
        return self.form in ("since", "not since")


@dataclass(frozen=True, slots=True)
class Course(Node):
    """``for at least 3 months``, ``for more than``, ``for less than``."""

    comparison: CourseComparison
    length: Length


@dataclass(frozen=True, slots=True)
class Lead(Node):
    """A lead word, which covers the list of bare names after it.

    ``yields``: a noun such as `treatment with`, which says *now* where no other lead word stands beside it.
    """

    relation: Relation
    text: str = field(default="", compare=False)
    yields: bool = field(default=False, compare=False)

    def takes_in(self, before: Lead) -> bool:
        """Tell whether it says what ``before`` says, and more: ``history of an allergy to`` is an allergy."""
        return self.relation in ("allergy", "family-history") and before.relation in ("now", "ever")


@dataclass(frozen=True, slots=True)
class Started(Node):
    """``diagnosed``, ``started``, ``with onset`` after a name: the window that follows is of its beginning."""


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``no``, ``not``, ``without``, ``absence of``, ``free of``, ``non-``."""


@dataclass(frozen=True, slots=True)
class Selection(Node):
    """Which results count. ``count`` is the N of ``mean of the last N`` and ``on at least N occasions``."""

    kind: SelectionKind
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Context(Node):
    """What a result was taken under (``at rest``), or the method that made it (``by Cockcroft-Gault``)."""

    name: str
    is_method: bool = False


@dataclass(frozen=True, slots=True)
class Change(Node):
    """``increase in``, ``decrease in``, ``change in`` before the measure, ``progression`` after it."""

    direction: Literal["increase", "decrease", "any"]
    after: bool = False


@dataclass(frozen=True, slots=True)
class RatioOf(Node):
    """``ratio of A to B``."""

    first: Name
    second: Name


@dataclass(frozen=True, slots=True)
class Limits(Node):
    """``normal``, ``within normal limits``."""


@dataclass(frozen=True, slots=True)
class Person(Node):
    """A word for people; ``all`` of them is ``sex all``. ``qualifies``: ``for men``, after a rule."""

    who: Literal["male", "female", "adults", "children", "all"]
    qualifies: bool = False


@dataclass(frozen=True, slots=True)
class Ask(Node):
    """A question for a person."""

    question: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Bracket(Node):
    """A rule in brackets."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class Except(Node):
    """``except``, ``other than``, ``excluding``: takes the bare names after it out of those before it."""


@dataclass(frozen=True, slots=True)
class Behind(Node):
    """``history`` or ``allergy`` behind the only name of a rule, which it leads."""

    relation: Relation
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Confirmation(Node):
    """``histologically confirmed``: what no record tells of a condition, and a person is asked; ``text`` as written.

    ``of_person``: ``healthy``, of whoever the rule is about.
    """

    text: str
    of_person: bool = False


ProvisoKind = Literal[
    "confirmed", "criteria", "purpose", "cause", "with", "treatment", "requires", "place", "recovered",
    "ingredients", "similar", "intolerance", "contraindication", "qualifier", "other", "suspected", "treated now",
    "treated",
]  # fmt: skip


_BEFORE_NAME = (
    "similar", "intolerance", "contraindication", "qualifier", "other", "suspected", "treated now", "treated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proviso(Node):
    """``confirmed by biopsy`` behind a name, ``untreated`` before it: what no record tells; ``text`` as written.

    ``of_all``: a qualifier of the noun that leads a list, ``daily use of A or B``.
    """

    kind: ProvisoKind
    text: str
    of_all: bool = False

    @property
    def is_before(self) -> bool:
        """Tell whether it stands before the name that it is of."""
        return self.kind in _BEFORE_NAME


Piece = (
    Name | Unknown | Bound | Range | Value | LevelRange | Window | Course | Lead | Started | Negation | Selection
    | Context | Change | RatioOf | Limits | Person | Ask | Bracket | Except
    | Confirmation | Behind | Proviso
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part(Node):
    """A row of pieces between two connectives."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """Parts and the connectives between them: ``connectives[i]`` stands between part i and part i + 1."""

    parts: tuple[Part, ...]
    connectives: tuple[tuple[Connective, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """``if C then R``, ``if C then R otherwise R``, ``R if C``, ``R unless C``."""

    form: Literal["if-then", "if", "unless"]
    condition: Clause
    rule: Clause
    otherwise: Clause | None = None


@dataclass(frozen=True, slots=True)
class Group(Node):
    """``any of:``, ``at least 2 of:`` and the list below it."""

    kind: Literal["any", "all", "none", "at least", "at most", "exactly"]
    count: int | None
    items: tuple[Criterion, ...]


Rule = Clause | Conditional | Group


@dataclass(frozen=True, slots=True)
class Remark(Node):
    """A comment inside a criterion or definition, ``#`` included, and the part of it that it stands at.

    ``above`` is before the bullet of a group's item, ``end`` after everything; at another place it stands on lines of
    its own before the part, or on the same line ``behind`` it.
    """

    text: str
    place: Literal["above", "sentence", "rule", "note", "end"]
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Criterion(Node):
    """A bullet: its label, protocol sentence, note and rule, each of them optional (but not all)."""

    label: str | None = None
    sentence: str | None = None
    note: str | None = None
    rule: Rule | None = None
    #: the rule as written, whitespace collapsed; of a group its first line
    text: str = field(default="", compare=False)
    #: the rule could not be read; the criterion can be shown, never compiled
    broken: bool = False
    label_span: Span = unplaced()
    sentence_span: Span = unplaced()
    note_span: Span = unplaced()
    rule_span: Span = unplaced()
    #: indentation of the bullet, for nesting and for the formatter
    depth: int = field(default=0, compare=False)
    #: comments inside the criterion, kept by the formatter
    comments: tuple[Remark, ...] = field(default=(), compare=False)

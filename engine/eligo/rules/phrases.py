"""Sort the pieces of a part by what they do: the subject, what is asked of it, and when.

A `Phrase` is one part of a clause with every piece in its slot. Words that nothing knows are refused here, with what
they might have meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from eligo.diagnostics import Span
from eligo.rules.context import Context, Refused, refuse
from eligo.syntax import nodes as n
from eligo.syntax.undecidable import undecidable

#: what stands in each slot, for messages
_SLOTS = {
    "negated": "a negation", "lead": "a lead word", "names": "a name", "bounds": "a comparison", "levels": "a level",
    "window": "a window of time", "course": "a course", "started": "a beginning", "selection": "a choice among results",
    "contexts": "what a result was taken under", "method": "a method", "change": "a change", "ratio": "a ratio",
    "limits": "`normal`", "people": "a word for people", "qualifier": "a word for people", "ask": "a question",
    "bracket": "a bracket", "excepted": "an exception",
}  # fmt: skip


@dataclass
class Phrase:
    """The pieces of one part, each in its slot."""

    span: Span
    negated: bool = False
    lead: n.Lead | None = None
    names: list[n.Name] = field(default_factory=list[n.Name])
    bounds: list[n.Bound | n.Range] = field(default_factory=list["n.Bound | n.Range"])
    levels: list[n.Value | n.LevelRange] = field(default_factory=list["n.Value | n.LevelRange"])
    window: n.Window | None = None
    #: the window stands before the names, and so covers the whole list
    window_leads: bool = False
    course: n.Course | None = None
    started: bool = False
    selection: n.Selection | None = None
    contexts: list[str] = field(default_factory=list[str])
    method: str | None = None
    change: n.Change | None = None
    ratio: n.RatioOf | None = None
    limits: bool = False
    #: what the other bounds of the same measure are written in: `≤ 30 µmol/L, or ≤ 50 if …`
    beside: list[n.Amount] = field(default_factory=list[n.Amount])
    people: list[n.Person] = field(default_factory=list[n.Person])
    qualifier: n.Person | None = None
    ask: n.Ask | None = None
    bracket: n.Bracket | None = None
    excepted: list[n.Name] = field(default_factory=list[n.Name])
    opens_exception: bool = False

    @property
    def compares(self) -> bool:
        """Tell whether a comparison of numbers stands in it."""
        return bool(self.bounds) or self.limits

    @property
    def is_bare_bound(self) -> bool:
        """Tell whether it only bounds: the measure stands before."""
        return self.compares and not (
            self.names or self.ratio or self.people or self.change or self.ask or self.bracket
        )

    @property
    def is_bare_levels(self) -> bool:
        """Tell whether it only names levels: the scale stands before."""
        return bool(self.levels) and not (self.names or self.bounds or self.people or self.lead or self.negated)

    @property
    def has_own_start(self) -> bool:
        """Tell whether a lead word, negation, comparison or bracket of its own keeps it out of the list before it."""
        has_window_first = self.window is not None and self.window_leads
        return bool(
            self.negated or self.lead or self.compares or self.bracket or self.ask or self.people or self.levels
            or self.change or self.ratio or self.selection or has_window_first
        )  # fmt: skip

    def filled(self) -> set[str]:
        """Return the slots that hold something."""
        return {slot for slot in _SLOTS if getattr(self, slot)}


def read_phrase(part: n.Part, context: Context) -> Phrase:
    """Return ``part`` sorted; refuse its unknown words, all of them at once, and pieces that stand twice."""
    unknown = [piece for piece in part.pieces if isinstance(piece, n.Unknown)]
    if unknown:
        raise Refused(*undecidable(unknown, context.suggest))
    _refuse_counted(part.pieces)
    if isinstance(part.pieces[-1], n.Negation):
        raise refuse("E410", "a negation of nothing", part.pieces[-1].span, "write it before what it denies")
    phrase = Phrase(part.span)
    for piece in part.pieces:
        if phrase.opens_exception and not isinstance(piece, n.Name | n.Window | n.Course):
            raise refuse("E410", "only bare names can be excepted", piece.span, "write `unless`, or brackets")
        _sort(piece, phrase)
    if phrase.opens_exception and not phrase.excepted:
        raise refuse("E410", "except what?", phrase.span, "name it, or leave `except` out")
    return phrase


def last_amount(bound: n.Bound | n.Range) -> n.Amount | n.PairAmount | n.Value:
    """Return what ``bound`` is bounded by, the upper end of a range: behind it stands the unit of both."""
    return bound.high if isinstance(bound, n.Range) else bound.amount


def _refuse_counted(pieces: Sequence[n.Piece]) -> None:
    """Refuse ``at least 2 hemoglobin values < 9 g/dL``: the first number counts results, and is no bound on them."""
    at = next((index for index, piece in enumerate(pieces) if isinstance(piece, n.Name)), len(pieces))
    first = next((piece for piece in pieces[:at] if isinstance(piece, n.Bound) and not piece.flipped), None)
    if first is not None and any(isinstance(piece, n.Bound | n.Range) for piece in pieces[at:]):
        raise refuse("E410", "a number of results, or a bound on them?", first.span, "write `on at least 2 occasions`")


def refuse_beside(phrase: Phrase, subject: str, *taken: str) -> None:
    """Refuse what stands beside ``subject`` in a slot other than ``taken``: nothing that is written goes unread."""
    surplus = sorted(phrase.filled() - set(taken))
    if surplus:
        piece: object = getattr(phrase, surplus[0])
        first = cast("list[object]", piece)[0] if isinstance(piece, list) else piece
        raise refuse(
            "E410", f"{_SLOTS[surplus[0]]} does not go with {subject}", getattr(first, "span", phrase.span),
            "leave it out, or split the criterion",
        )  # fmt: skip


def refuse_selection(phrase: Phrase, subject: str, *kinds: n.SelectionKind) -> None:
    """Refuse a choice among results where ``subject`` has none to choose from, other than ``kinds``."""
    if phrase.selection is not None and phrase.selection.kind not in kinds:
        raise refuse("E410", f"there is no choice among results with {subject}", phrase.selection.span, "leave it out")


def _sort(piece: n.Piece, phrase: Phrase) -> None:
    match piece:
        case n.Name():
            (phrase.excepted if phrase.opens_exception else phrase.names).append(piece)
        case n.Bound() | n.Range():
            phrase.bounds.append(piece)
        case n.Value() | n.LevelRange():
            phrase.levels.append(piece)
        case n.Negation():
            _once(phrase.negated, piece)
            phrase.negated = True
        case n.Lead() if phrase.names:
            raise refuse("E410", f"`{piece.text}` stands behind its name", piece.span, "write it before the name")
        case n.Lead():
            phrase.lead = _lead(phrase.lead, piece)
        case n.Window():
            _once(phrase.window, piece)
            phrase.window = piece
            phrase.window_leads = piece.leads or not phrase.names
        case n.Course():
            _once(phrase.course, piece)
            phrase.course = piece
        case n.Started() if phrase.window is not None:
            raise refuse("E410", "a beginning behind its time", piece.span, "write it before the window")
        case n.Started():
            phrase.started = True
        case n.Except():
            phrase.opens_exception = True
        case _:
            _sort_rest(piece, phrase)


def _sort_rest(piece: n.Piece, phrase: Phrase) -> None:
    match piece:
        case n.Selection():
            _once(phrase.selection, piece)
            phrase.selection = piece
        case n.Context(name, is_method):
            if is_method:
                phrase.method = name
            else:
                phrase.contexts.append(name)
        case n.Change():
            _once(phrase.change, piece)
            phrase.change = piece
        case n.RatioOf():
            phrase.ratio = piece
        case n.Limits():
            phrase.limits = True
        case n.Person(_, qualifies):
            if qualifies:
                phrase.qualifier = piece
            else:
                phrase.people.append(piece)
        case n.Ask():
            phrase.ask = piece
        case n.Behind(_, text):
            raise refuse(
                "E410", f"`{text}` behind a name: of how much?", piece.span, "write `history of`, `allergy to`"
            )
        case n.Confirmation(text):
            raise refuse("E410", f"`{text}`: of what?", piece.span, "write it before a list of bare names")
        case n.Proviso(_, text):
            raise refuse("E410", f"`{text}`: of what?", piece.span, "write it beside a single name, or `ask` it")
        case n.Bracket():
            _once(phrase.bracket, piece)
            phrase.bracket = piece
        case _:
            raise AssertionError(piece)


def _lead(before: n.Lead | None, piece: n.Lead) -> n.Lead:
    """``current diagnosis of X`` says *now* twice; two leads that say different things are refused."""
    if before is not None and before.relation != piece.relation and not piece.takes_in(before):
        raise refuse("E410", f"`{piece.text}` stands behind `{before.text}`", piece.span, "keep one of them")
    return piece


def _once(before: object, piece: n.Piece) -> None:
    if before:
        raise refuse(
            "E410", "the same kind of phrase stands twice here", piece.span, "keep one, or split the criterion"
        )

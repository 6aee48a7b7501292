"""Remarks and qualifiers beside a name as questions.

``asthma requiring dialysis`` is *asthma and ask "Does it require dialysis?"*, ``untreated hypertension`` is
*hypertension and ask "Is it untreated?"*. The record holds the condition or the drug, not how it was confirmed, what
it required, what it was for or how it goes. A proviso is of the one name that it stands beside; where it may be of
more or of less, it stays as it is written and no rule takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from eligo.syntax import nodes as n
from eligo.syntax.asking import label_of, question_of

#: kinds that are of the whole list before them, or behind them
_OF_LISTS: frozenset[n.ProvisoKind] = frozenset((
    "recovered", "ingredients", "similar", "intolerance", "contraindication", "suspected", "treated now", "treated",
))  # fmt: skip
#: of these, those that are of what somebody is allergic to
_OF_ALLERGIES: frozenset[n.ProvisoKind] = frozenset(("ingredients", "similar", "intolerance", "contraindication"))
#: kinds that do not narrow, but add what may be instead
_ADDING: frozenset[n.ProvisoKind] = frozenset((*_OF_ALLERGIES, "suspected"))
#: and those that stand before the names of it
_OPENING: frozenset[n.ProvisoKind] = frozenset(("similar", "intolerance", "contraindication"))
#: kinds of which it is not plain, at the end of conditions with lead words of their own, of how many they are
_MAYBE_OF_ALL: frozenset[n.ProvisoKind] = frozenset(("requires", "treatment"))
#: kinds of which it is plain what a time behind them is of
_OF_ANY_TIME: frozenset[n.ProvisoKind] = frozenset(
    ("purpose", "cause", "place", "requires", "treatment", "qualifier", "other")
)
#: what may stand in a part with a proviso, and with one that stands before its name
_BESIDE = (n.Name, n.Lead, n.Negation, n.Selection, n.Window, n.Confirmation, n.Person)
_BESIDE_QUALIFIER = (*_BESIDE, n.Course, n.Started, n.Except, n.Value, n.LevelRange, n.Bound)
#: what a part opens with that no list before it reaches
_OWN_START = (n.Lead, n.Negation, n.Bound, n.Range, n.Value, n.LevelRange, n.Bracket, n.Ask, n.Person, n.Proviso)
_AND: tuple[n.Connective, ...] = ("and",)


def with_provisos(clause: n.Clause) -> n.Clause:
    """Write the provisos of ``clause`` as questions, where what they are of is plain."""
    places = [i for i, part in enumerate(clause.parts) if _provisos(part)]
    if not places:
        return clause
    if any(not proviso.is_before for place in places for proviso in _provisos(clause.parts[place])):
        if places[-1] == len(clause.parts) - 1 and (asked := _with_remarks_apart(clause)) is not clause:
            return asked
        return _with_remarks_inside(clause, places[0]) if len(places) == 1 else clause
    for place in reversed(places):
        clause = _with_qualifiers(clause, place)
    return clause


def _provisos(part: n.Part) -> list[n.Proviso]:
    return [piece for piece in part.pieces if isinstance(piece, n.Proviso)]


def _with_remarks_apart(clause: n.Clause) -> n.Clause:
    """``adults aged 18–65 with asthma requiring tacrolimus``: *and* joins what is no bare name before it."""
    is_apart = len(clause.parts) > 1 and all(
        join == _AND and any(not isinstance(piece, _BESIDE) for piece in part.pieces)
        for join, part in zip(clause.connectives, clause.parts, strict=False)
    )
    if not is_apart:
        return _with_remarks(clause)
    asked = _with_remarks(n.Clause(clause.parts[-1:], (), span=clause.span))
    if any(join != _AND for join in asked.connectives):
        bracket = n.Part((n.Bracket(asked, span=asked.span),), span=asked.span)
        return replace(clause, parts=(*clause.parts[:-1], bracket))
    return replace(
        clause, parts=(*clause.parts[:-1], *asked.parts), connectives=(*clause.connectives, *asked.connectives)
    )


def _with_remarks_inside(clause: n.Clause, place: int) -> n.Clause:
    """``history of pneumonitis that required steroids or current pneumonitis``: between lead words it is plain of what.

    Like a time, a remark is of no name before the last lead word, and of none behind the next.
    """
    is_own = not place or isinstance(clause.parts[place].pieces[0], n.Lead | n.Negation)
    is_denied = any(isinstance(piece, n.Negation) for part in clause.parts for piece in part.pieces)
    if len(clause.parts) == 1 or is_denied or not is_own or not _stands_apart(clause, place, place + 1):
        return clause
    part = clause.parts[place]
    # `asthma or active COPD requiring oxygen`: what is required at the end may be of both
    if place and any(proviso.kind in _MAYBE_OF_ALL for proviso in _provisos(part)):
        return clause
    asked = _with_remarks(n.Clause((part,), (), span=part.span))
    if any(_provisos(named) for named in asked.parts):
        return clause
    bracket = n.Part((n.Bracket(asked, span=part.span),), span=part.span)
    return replace(clause, parts=(*clause.parts[:place], bracket, *clause.parts[place + 1 :]))


def _with_remarks(clause: n.Clause) -> n.Clause:
    """Write the remarks behind the last name of ``clause``, and the qualifiers before it, as questions."""
    last = clause.parts[-1]
    opening = _provisos(clause.parts[0]) if len(clause.parts) > 1 else []
    if any(proviso.kind not in _OPENING for proviso in opening) or any(map(_provisos, clause.parts[1:-1])):
        return clause
    found = [*opening, *_provisos(last)]
    kinds = {proviso.kind for proviso in found}
    parts = (*map(_bare, clause.parts[:-1]), _bare(last))
    pieces = [piece for part in parts for piece in part.pieces]
    may_list = kinds <= _OF_LISTS or (kinds == {"purpose"} and _has_one_lead(parts))
    if not all(isinstance(piece, _BESIDE) for piece in pieces) or not parts[-1].pieces:
        return clause
    if (len(parts) > 1 and not may_list) or not _fit(found, last.pieces, pieces):
        return clause
    connectives = clause.connectives
    if not kinds.isdisjoint(_OF_ALLERGIES) and not _lists_allergies(parts, connectives):
        return clause
    if connectives and connectives[-1] == (",",) and "ingredients" in kinds:
        connectives = (*connectives[:-1], (",", "or"))
    return _asked(replace(clause, parts=parts, connectives=connectives), found, _is_dated(last.pieces))


def _with_qualifiers(clause: n.Clause, place: int) -> n.Clause:
    """Write the qualifiers before the name of part ``place`` as questions, where they are of it alone or of all."""
    part = clause.parts[place]
    found = _provisos(part)
    bare = _denying(_bare(part))
    pieces = bare.pieces
    if any(isinstance(piece, n.Except) for piece in part.pieces[: part.pieces.index(found[-1])]):
        return clause
    is_whole = place == 0 and _is_one_list(clause, found)
    takes_all = is_whole or any(isinstance(piece, n.Except) for piece in pieces)
    end = len(clause.parts) if takes_all else place + 1 + _levels_behind(clause.parts[place + 1 :])
    named = n.Clause((bare, *clause.parts[place + 1 : end]), clause.connectives[place : end - 1], span=clause.span)
    inside = [piece for part in named.parts for piece in part.pieces]
    if not all(isinstance(piece, _BESIDE_QUALIFIER) for piece in inside) or not _fit(found, pieces, inside):
        return clause
    is_of_allergies = any(proviso.kind in _OF_ALLERGIES for proviso in found)
    if is_of_allergies and not _lists_allergies(named.parts, named.connectives):
        return clause
    if place == 0 and end == len(clause.parts):
        return _asked(named, found)
    if not _stands_apart(clause, place, end):
        return clause
    asked = _asked(named, found)
    before, behind = clause.parts[:place], clause.parts[end:]
    joined = (*clause.connectives[:place], *clause.connectives[end - 1 :])
    if all(join == _AND for join in (*joined, *asked.connectives)):
        connectives = (*clause.connectives[:place], *asked.connectives, *clause.connectives[end - 1 :])
        return replace(clause, parts=(*before, *asked.parts, *behind), connectives=connectives)
    bracket = n.Part((n.Bracket(asked, span=part.span),), span=part.span)
    return replace(clause, parts=(*before, bracket, *behind), connectives=joined)


def _levels_behind(parts: tuple[n.Part, ...]) -> int:
    """``heart failure of NYHA class III or IV``: return how many parts only name further levels."""
    are_levels = (all(isinstance(piece, n.Value | n.LevelRange) for piece in part.pieces) for part in parts)
    return sum(takewhile(bool, are_levels))


def _denying(part: n.Part) -> n.Part:
    """``at least 4 weeks since``: write a washout as the negation that it is, *not less than 4 weeks since*."""
    window = next((p for p in part.pieces if isinstance(p, n.Window) and p.form == "since"), None)
    if window is None:
        return part
    inside = replace(window, form="not since", strict=not window.strict)
    pieces = (inside if piece is window else piece for piece in part.pieces)
    return replace(part, pieces=(n.Negation(span=window.span), *pieces))


def _bare(part: n.Part) -> n.Part:
    return replace(part, pieces=tuple(piece for piece in part.pieces if not isinstance(piece, n.Proviso)))


def _is_one_list(clause: n.Clause, found: list[n.Proviso]) -> bool:
    """``known or suspected A or B``, ``untreated atrial or ventricular arrhythmia``: what stands first is of all.

    Of a list a qualifier is only where its names share their words.
    """
    rest = [piece for part in clause.parts[1:] for piece in part.pieces]
    if not all(isinstance(piece, n.Name | n.Window) for piece in rest):
        return False
    names = [piece for part in clause.parts for piece in part.pieces if isinstance(piece, n.Name)]
    is_one_head = sum(not name.is_part for name in names) == 1
    return is_one_head or all(proviso.of_all or proviso.kind in _OF_LISTS for proviso in found)


def _stands_apart(clause: n.Clause, place: int, end: int) -> bool:
    """Tell whether nothing beside the parts from ``place`` to ``end`` reaches into them, or they into it.

    Behind them nothing may go on with a list; before them no lead word, negation or time may cover them.
    """
    first = next(piece for piece in clause.parts[place].pieces if not isinstance(piece, n.Proviso))
    if end < len(clause.parts) and not _starts_anew(clause.parts[end]):
        return False
    before = clause.parts[:place]
    if not before:
        return True
    is_or = clause.connectives[place - 1][-1] == "or"
    lists = [part for part in before if not any(isinstance(piece, _OWN_START) for piece in part.pieces)]
    if lists and not is_or:
        return False
    if isinstance(first, n.Lead | n.Negation):
        return True
    pieces = [piece for part in before for piece in part.pieces]
    covers = any(isinstance(piece, n.Lead | n.Negation) or _leads(piece) for piece in pieces)
    is_timed = any(isinstance(piece, n.Window | n.Course | n.Except) for piece in clause.parts[place].pieces)
    return not covers and not (lists and is_timed)


def _starts_anew(part: n.Part) -> bool:
    """Tell whether ``part`` is no bare name: it has words of its own before the name, or bounds a measure."""
    amounts = [piece.amount for piece in part.pieces if isinstance(piece, n.Bound)]
    return isinstance(part.pieces[0], _OWN_START) or any(_is_measured(amount) for amount in amounts)


def _is_measured(amount: n.Amount | n.PairAmount | n.Value) -> bool:
    """Tell whether ``amount`` bounds a measure, and is no grade of a condition."""
    if isinstance(amount, n.Amount):
        return amount.unit is not None or amount.relative_to is not None
    return isinstance(amount, n.PairAmount)


def _leads(piece: n.Piece) -> bool:
    return isinstance(piece, n.Window) and piece.leads


def _asked(clause: n.Clause, provisos: list[n.Proviso], is_dated: bool = False) -> n.Clause:
    """Join ``clause``, its negation taken out, with the questions; negate the whole.

    ``is_dated`` tells that a time stands behind the remarks, and is of them as well.
    """
    first = clause.parts[0]
    negations = [piece for piece in first.pieces if isinstance(piece, n.Negation)]
    denied = replace(first, pieces=tuple(piece for piece in first.pieces if not isinstance(piece, n.Negation)))
    named = replace(clause, parts=(denied, *clause.parts[1:]))
    is_list = len(named.parts) > 1
    if is_list:
        named = replace(
            clause, parts=(n.Part((n.Bracket(named, span=clause.span),), span=clause.span),), connectives=()
        )
    is_confirmed = any(isinstance(piece, n.Confirmation) for piece in first.pieces)
    asks = [n.Ask(question_of(p, is_list, is_dated), label_of(p, is_confirmed), span=p.span) for p in provisos]
    asked = tuple(n.Part((ask,), span=ask.span) for ask in asks)
    joins: tuple[tuple[n.Connective, ...], ...] = tuple(("or",) if p.kind in _ADDING else ("and",) for p in provisos)
    whole = replace(named, parts=(*named.parts, *asked), connectives=joins)
    if not negations:
        return whole
    return n.Clause(
        (n.Part((negations[0], n.Bracket(whole, span=clause.span)), span=clause.span),), (), span=clause.span
    )


def _fit(provisos: list[n.Proviso], last: tuple[n.Piece, ...], pieces: Sequence[n.Piece]) -> bool:
    """Tell whether the provisos go together, and each with the lead and the time of the names beside it."""
    labels = {label_of(proviso, False) for proviso in provisos}
    kinds: set[n.ProvisoKind] = {proviso.kind for proviso in provisos}
    denials = [piece for piece in pieces if isinstance(piece, n.Negation)]
    is_said_once = len(labels) == len(provisos) and ("suspected" not in kinds or kinds <= _ADDING)
    # `women without asthma`: denied of them, not of whoever is no such woman
    people = [piece for piece in pieces if isinstance(piece, n.Person)]
    if len(denials) > 1 or (denials and people):
        return False
    return is_said_once and all(_fits(kind, last, pieces) for kind in kinds)


def _fits(kind: n.ProvisoKind, last: tuple[n.Piece, ...], pieces: Sequence[n.Piece]) -> bool:
    """Tell whether a proviso of this kind goes with the lead and the time of the names before it."""
    relations = {piece.relation for piece in pieces if isinstance(piece, n.Lead)}
    windows = [piece for piece in pieces if isinstance(piece, n.Window)]
    is_denied = any(isinstance(piece, n.Negation) for piece in pieces)
    if kind in _OF_ALLERGIES:
        return not windows
    if kind in ("treated now", "treated"):
        return not windows and relations <= {"now", "ever"} and not any(isinstance(piece, n.Except) for piece in pieces)
    if kind == "suspected":
        return not any(_leads(window) for window in windows)
    if not relations <= {"now", "ever"}:
        return False
    if kind == "recovered":
        return not is_denied and all(window.form == "since" for window in windows)
    forms = ("past", "within", "not since") if kind in ("qualifier", "other") else ("past", "within")
    is_plain = all(window.form in forms for window in windows)
    return is_plain and (kind in _OF_ANY_TIME or not _is_dated(last))


def _is_dated(pieces: Sequence[n.Piece]) -> bool:
    """``infection requiring dialysis within 4 weeks``: tell whether a time stands behind a remark."""
    return any(isinstance(piece, n.Window) for piece in pieces[_first_remark(pieces) :])


def _lists_allergies(parts: tuple[n.Part, ...], connectives: tuple[tuple[n.Connective, ...], ...]) -> bool:
    """Tell whether all that is listed is what somebody is allergic to, any of it, and no part of it denied."""
    leads = [{piece.relation for piece in part.pieces if isinstance(piece, n.Lead)} for part in parts]
    is_denied_inside = any(isinstance(piece, n.Negation) for part in parts[1:] for piece in part.pieces)
    return (
        leads[0] - {"now", "ever"} == {"allergy"}
        and all(of <= {"allergy"} for of in leads[1:])
        and not is_denied_inside
        and all("and" not in join for join in connectives)
    )


def _has_one_lead(parts: tuple[n.Part, ...]) -> bool:
    """``no prior surgery or chemotherapy for gout``: the words before a list of bare names, so its end, are of all."""
    leads = [[piece for piece in part.pieces if not isinstance(piece, n.Name)] for part in parts]
    return bool(leads[0]) and not any(leads[1:]) and not any(isinstance(piece, n.Window) for piece in leads[0])


def _first_remark(pieces: Sequence[n.Piece]) -> int:
    places = (i for i, piece in enumerate(pieces) if isinstance(piece, n.Proviso) and not piece.is_before)
    return next(places, len(pieces))

"""What stands before a list of names: lead words side by side, and how a condition was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from eligo.syntax import nodes as n
from eligo.syntax.asking import question_of_confirmation

#: the labels of the questions that a confirmation and a word for health are
_LABEL = "confirmed"
_HEALTHY = "healthy"
_AND: tuple[n.Connective, ...] = ("and",)


def plain_leads(pieces: Sequence[n.Piece]) -> list[n.Piece]:
    """Leave out a lead that is a noun beside another lead: ``previous treatment with`` is *previous*.

    A negation behind a lead is of the whole: ``received no chemotherapy`` is *no history of chemotherapy*.
    """
    kept: list[n.Piece] = []
    for piece in pieces:
        before = next((other for other in reversed(kept) if not isinstance(other, n.Selection | n.Proviso)), None)
        if isinstance(before, n.Lead) and isinstance(piece, n.Lead):
            if piece.yields:
                continue
            if before.yields:
                kept.remove(before)
        if kept and isinstance(kept[-1], n.Lead) and isinstance(piece, n.Negation):
            kept.insert(-1, piece)
        else:
            kept.append(piece)
    return kept


def with_lead_in_front(clause: n.Clause) -> n.Clause:
    """Write ``breast cancer history`` as ``history of breast cancer``, where that is the whole: a list has a scope."""
    part = clause.parts[0]
    index = next((i for i, piece in enumerate(part.pieces) if isinstance(piece, n.Behind)), None)
    if index is None or len(clause.parts) > 1:
        return clause
    behind = part.pieces[index]
    assert isinstance(behind, n.Behind)
    front, rest = part.pieces[:index], part.pieces[index + 1 :]
    said = ("now", "ever", behind.relation)
    is_denied = isinstance(front[0], n.Negation) if front else False
    leads = front[is_denied:-1]
    is_said_again = all(isinstance(p, n.Lead) and p.relation in said for p in leads)
    if not front or not isinstance(front[-1], n.Name) or not is_said_again:
        return clause
    lead = n.Lead(behind.relation, behind.text, span=behind.span)
    return replace(clause, parts=(replace(part, pieces=(*front[:is_denied], lead, front[-1], *rest)),))


def with_beginning(clause: n.Clause) -> n.Clause:
    """Write ``diagnosed with asthma in the past 2 weeks`` as ``asthma diagnosed in the past 2 weeks``.

    What is dated is the diagnosis, not how long the condition goes on.
    """
    first, last = clause.parts[0], clause.parts[-1]
    lead = first.pieces[0]
    window = next((i for i, piece in enumerate(last.pieces) if isinstance(piece, n.Window)), None)
    if window is None or not isinstance(lead, n.Lead) or "diagnosed" not in lead.text.lower() or lead.relation != "now":
        return clause
    taken = n.Name | n.Value | n.LevelRange | n.Window
    others = [piece for part in clause.parts for piece in part.pieces if piece is not lead]
    if not all(isinstance(piece, taken) or (isinstance(piece, n.Proviso) and piece.is_before) for piece in others):
        return clause
    dated = (*last.pieces[:window], n.Started(span=lead.span), *last.pieces[window:])
    parts = [*clause.parts[:-1], replace(last, pieces=dated)]
    parts[0] = replace(parts[0], pieces=parts[0].pieces[1:])
    return replace(clause, parts=tuple(parts))


def with_question(clause: n.Clause) -> n.Clause:
    """Write ``histologically confirmed A or B`` as ``(A or B) and ask "Is it histologically confirmed?"``.

    The record holds the condition, not how it was confirmed. Only before a list of names and stages is it plain what
    it is of; anywhere else it stays, and no rule takes it. ``healthy`` is of the person: it goes where all is `and`.
    """
    places = [
        (place, piece)
        for place, part in enumerate(clause.parts)
        for piece in part.pieces
        if isinstance(piece, n.Confirmation)
    ]
    if len(places) != 1:
        return clause
    place, word = places[0]
    return _asking_health(clause, place, word) if word.of_person else _asking_proof(clause, place, word)


def _asking_health(clause: n.Clause, place: int, word: n.Confirmation) -> n.Clause:
    part = clause.parts[place]
    bare = tuple(piece for piece in part.pieces if piece is not word)
    if any(join != _AND for join in clause.connectives) or any(isinstance(p, n.Negation | n.Lead) for p in bare):
        return clause
    kept = (replace(part, pieces=bare),) if bare else ()
    parts = (*clause.parts[:place], *kept, *clause.parts[place + 1 :])
    if not parts:
        return clause
    ask = n.Part((n.Ask("Is the person healthy?", _HEALTHY, span=word.span),), span=word.span)
    return n.Clause((*parts, ask), (_AND,) * len(parts), span=clause.span)


def _asking_proof(clause: n.Clause, place: int, word: n.Confirmation) -> n.Clause:
    named = [replace(clause.parts[place], pieces=tuple(p for p in clause.parts[place].pieces if p is not word))]
    if not _are_names(named[0].pieces):
        return clause
    for join, part in zip(clause.connectives[place:], clause.parts[place + 1 :], strict=True):
        is_apart = "and" in join and any(isinstance(piece, n.Value | n.LevelRange) for piece in part.pieces)
        if is_apart or not _are_names(part.pieces):
            break
        named.append(part)
    end = place + len(named)
    inside = clause.connectives[place : end - 1]
    outside = (*clause.connectives[:place], *clause.connectives[end - 1 :])
    if any(join != _AND for join in outside):
        return clause
    ask = n.Part((n.Ask(question_of_confirmation(word.text), _LABEL, span=word.span),), span=word.span)
    listed = n.Clause(tuple(named), inside, span=named[0].span.to(named[-1].span))
    whole = n.Part((n.Bracket(listed, span=listed.span),), span=listed.span) if inside else named[0]
    parts = (*clause.parts[:place], whole, ask, *clause.parts[end:])
    return n.Clause(parts, (_AND,) * (len(parts) - 1), span=clause.span)


def _are_names(pieces: Sequence[n.Piece]) -> bool:
    """Tell whether ``pieces`` are a name, a stage or both, with or without the word that it goes on."""
    leads = takewhile(lambda piece: isinstance(piece, n.Lead) and piece.relation == "now", pieces)
    named = pieces[len(list(leads)) :]
    return bool(named) and all(isinstance(piece, n.Name | n.Value | n.LevelRange) for piece in named)

"""What stands before a list of names: lead words side by side, and how a condition was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eligo.syntax import nodes as n

#: the label of the question that a confirmation is
_LABEL = "confirmed"


def plain_leads(pieces: Sequence[n.Piece]) -> list[n.Piece]:
    """Leave out a lead that is a noun beside another lead: ``previous treatment with`` is *previous*.

    A negation behind a lead is of the whole: ``received no chemotherapy`` is *no history of chemotherapy*.
    """
    kept: list[n.Piece] = []
    for piece in pieces:
        before = next((other for other in reversed(kept) if not isinstance(other, n.Selection)), None)
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
    is_said_again = all(isinstance(p, n.Lead) and p.relation in ("now", behind.relation) for p in front[:-1])
    if not front or not isinstance(front[-1], n.Name) or not is_said_again:
        return clause
    lead = n.Lead(behind.relation, behind.text, span=behind.span)
    return replace(clause, parts=(replace(part, pieces=(lead, front[-1], *rest)),))


def with_question(clause: n.Clause) -> n.Clause:
    """Write ``histologically confirmed A or B`` as ``(A or B) and ask "Is it histologically confirmed?"``.

    The record holds the condition, not how it was confirmed. Only where the word opens a list of names is it plain
    what it is of; anywhere else it stays, and no rule takes it.
    """
    first, *others = clause.parts
    opens = [piece for piece in first.pieces if isinstance(piece, n.Confirmation)]
    bare = [piece for piece in first.pieces if not isinstance(piece, n.Confirmation)]
    if len(opens) != 1 or not _are_names(bare) or not all(_are_names(part.pieces) for part in others):
        return clause
    ask = n.Part((n.Ask(_question(opens[0].text), _LABEL, span=opens[0].span),), span=opens[0].span)
    named = replace(first, pieces=tuple(bare))
    if others:
        listed = n.Bracket(replace(clause, parts=(named, *others)), span=clause.span)
        named = n.Part((listed,), span=clause.span)
    return n.Clause((named, ask), (("and",),), span=clause.span)


def _are_names(pieces: Sequence[n.Piece]) -> bool:
    """Tell whether ``pieces`` are one name, with or without the word that it goes on."""
    *leads, last = pieces or (None,)
    return isinstance(last, n.Name) and all(isinstance(p, n.Lead) and p.relation == "now" for p in leads)


def _question(text: str) -> str:
    words = " ".join(text.lower().split())
    return f"Is there {words} it?" if words.endswith(" of") else f"Is it {words}?"

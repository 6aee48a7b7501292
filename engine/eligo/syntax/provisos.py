"""Remarks behind a name as questions: ``asthma requiring dialysis`` is *asthma and ask "Does it require dialysis?"*.

The record holds the condition or the drug, not how it was confirmed, what it required or what it was for. A proviso is
of the one name that it stands behind; where a list, a course or an exception stands beside it, it stays as it is
written and no rule takes it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from eligo.syntax import nodes as n

_REQUIRES = re.compile(r"(?:(?:that|which|who) )?(?:currently )?(requir|need)\w*", re.IGNORECASE)
_OR = re.compile(r"[\s,/]*(?:(?:and/)?or\b)?\s*(?:to\b)?\s*", re.IGNORECASE)
_AS = re.compile(r"(?:as|which was|that was|has been|was) (?=[a-z]+(?:ed|en|own)\b)", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"(?:[a-z]+(?:ed|en)|shown) (?:by|on|with|using|through|via|in|according|based|per|at)\b", re.IGNORECASE
)
_OPENED = re.compile(r"(?:as|by|via|per|using|based on|according to|in accordance|on|with)\b", re.IGNORECASE)
_VERBS = {"involving": "involve", "affecting": "affect"}
#: kinds that are of the whole list before them
_OF_LISTS: frozenset[n.ProvisoKind] = frozenset(("recovered", "ingredients"))
_BESIDE = (n.Name, n.Lead, n.Negation, n.Selection, n.Window, n.Confirmation, n.Person)


def with_provisos(clause: n.Clause) -> n.Clause:
    """Write the provisos of ``clause`` as questions, where what they are of is plain."""
    if any(isinstance(piece, n.Proviso) for piece in clause.parts[-1].pieces) and _is_apart(clause):
        asked = with_provisos(n.Clause(clause.parts[-1:], (), span=clause.span))
        return replace(
            clause, parts=(*clause.parts[:-1], *asked.parts), connectives=(*clause.connectives, *asked.connectives)
        )
    found = [piece for part in clause.parts for piece in part.pieces if isinstance(piece, n.Proviso)]
    if not found or any(isinstance(p, n.Proviso) for part in clause.parts[:-1] for p in part.pieces):
        return clause
    kinds: set[n.ProvisoKind] = {proviso.kind for proviso in found}
    last = clause.parts[-1].pieces
    bare = tuple(piece for piece in last if not isinstance(piece, n.Proviso))
    parts = (*clause.parts[:-1], replace(clause.parts[-1], pieces=bare))
    pieces = [piece for part in parts for piece in part.pieces]
    may_list = kinds <= _OF_LISTS or (kinds == {"purpose"} and _has_one_lead(parts))
    if len(found) > len(kinds) or not all(isinstance(piece, _BESIDE) for piece in pieces) or not bare:
        return clause
    if (len(parts) > 1 and not may_list) or not all(_fits(kind, last, pieces) for kind in kinds):
        return clause
    connectives = clause.connectives
    if connectives and connectives[-1] == (",",) and "ingredients" in kinds:
        connectives = (*connectives[:-1], (",", "or"))
    return _asked(replace(clause, parts=parts, connectives=connectives), found)


def _is_apart(clause: n.Clause) -> bool:
    """``adults aged 18–65 with asthma requiring tacrolimus``: *and* joins what is no bare name before it."""
    return len(clause.parts) > 1 and all(
        join == ("and",) and any(not isinstance(piece, _BESIDE) for piece in part.pieces)
        for join, part in zip(clause.connectives, clause.parts, strict=False)
    )


def _asked(clause: n.Clause, provisos: list[n.Proviso]) -> n.Clause:
    """Join ``clause``, its negation taken out, with the questions; negate the whole."""
    first = clause.parts[0]
    negations = [piece for piece in first.pieces if isinstance(piece, n.Negation)]
    denied = replace(first, pieces=tuple(piece for piece in first.pieces if not isinstance(piece, n.Negation)))
    named = replace(clause, parts=(denied, *clause.parts[1:]))
    if len(named.parts) > 1:
        named = replace(
            clause, parts=(n.Part((n.Bracket(named, span=clause.span),), span=clause.span),), connectives=()
        )
    asked = tuple(n.Part((n.Ask(_question(p), p.kind, span=p.span),), span=p.span) for p in provisos)
    joins: tuple[tuple[n.Connective, ...], ...] = tuple(
        ("or",) if p.kind == "ingredients" else ("and",) for p in provisos
    )
    whole = replace(named, parts=(*named.parts, *asked), connectives=joins)
    if not negations:
        return whole
    return n.Clause(
        (n.Part((negations[0], n.Bracket(whole, span=clause.span)), span=clause.span),), (), span=clause.span
    )


def _fits(kind: n.ProvisoKind, last: tuple[n.Piece, ...], pieces: list[n.Piece]) -> bool:
    """Tell whether a proviso of this kind goes with the lead and the time of the names before it."""
    relations = {piece.relation for piece in pieces if isinstance(piece, n.Lead)}
    windows = [piece for piece in pieces if isinstance(piece, n.Window)]
    is_denied = any(isinstance(piece, n.Negation) for piece in pieces)
    if kind == "ingredients":
        return relations == {"allergy"} and not windows
    if not relations <= {"now", "ever"}:
        return False
    if kind == "recovered":
        return not is_denied and all(window.form == "since" for window in windows)
    is_plain = all(window.form in ("past", "within") and not window.leads for window in windows)
    # `infection requiring dialysis within 4 weeks`: when was it required?
    is_behind = any(isinstance(piece, n.Window) for piece in last[_first_proviso(last) :])
    return is_plain and (kind in ("purpose", "cause", "place") or not is_behind)


def _has_one_lead(parts: tuple[n.Part, ...]) -> bool:
    """``no prior surgery or chemotherapy for gout``: the words before a list of bare names, so its end, are of all."""
    leads = [[piece for piece in part.pieces if not isinstance(piece, n.Name)] for part in parts]
    return bool(leads[0]) and not any(leads[1:]) and not any(isinstance(piece, n.Window) for piece in leads[0])


def _first_proviso(pieces: tuple[n.Piece, ...]) -> int:
    return next(index for index, piece in enumerate(pieces) if isinstance(piece, n.Proviso))


def _question(proviso: n.Proviso) -> str:
    """Return what is asked of a person, in the words of the sentence."""
    text = proviso.text
    words = " ".join((text[1:-1] if text[0] in "([" else text).split())
    match proviso.kind:
        case "requires":
            opening = _REQUIRES.match(words)
            assert opening is not None
            verb = "require" if opening[1].lower() == "requir" else "need"
            does = "Did" if opening.group().lower().endswith(("required", "needed")) else "Does"
            return f"{does} it {verb}{words[opening.end() :]}?"
        case "purpose" | "cause" | "treatment":
            return f"Is it {words}?"
        case "place":
            verb, _, rest = words.partition(" ")
            return f"Does it {_VERBS[verb.lower()]} {rest}?" if verb.lower() in _VERBS else f"Is it {words}?"
        case "recovered":
            return "Has the patient recovered from it?"
        case "ingredients":
            return f"Is there an allergy to {words[_OR.match(words).end() :]}?"  # type: ignore[union-attr] # may be empty
        case _:
            words = _AS.sub("", words, count=1)
            if _PARTICIPLE.match(words) and not words.lower().startswith("based"):
                return f"Is it {words}?"
            told = "diagnosed" if proviso.kind == "criteria" else "confirmed"
            return f"Is it {told} {words}?" if _OPENED.match(words) else f"Is it {told} by {words}?"

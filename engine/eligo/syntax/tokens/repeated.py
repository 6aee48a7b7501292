"""Names of measures and scales said twice in one part: ``performance status 0–2 on the ECOG scale``."""

from __future__ import annotations

from lark import Token

from eligo.syntax.tokens.opening import JOINS
from eligo.syntax.tokens.scanner import COMPARATORS, NUMERIC, Lexed

#: what stands before the second name where it says again what the bound before it is of
_BEHIND = NUMERIC | {"LEVEL", "NAME", "ALIAS", "LPAR", "OR_MORE", "OR_LESS"}
#: what follows it there; another bound would be of its own
_BEFORE = JOINS | {"RPAR", "IF", "FOR_MALE", "FOR_FEMALE", "WITHIN", "IN_THE_PAST", "ALIAS"}


def say_names_once(lexed: Lexed) -> None:
    """Leave out the second of two names in one part that share a meaning, and give it to the first alone.

    The second stands behind the bound (``ECOG 0–1 performance status``), in a bracket of its own (``performance status
    ≤ 2 (ECOG)``), or beside the first (``performance status of ECOG 0–2``).
    """
    tokens = lexed.tokens
    first: Token | None = None
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type in JOINS:
            first = None
        elif token.type == "NAME" and token.start_pos in lexed.numbers_named:
            if first is not None and (end := _end_of_repetition(lexed, first, index)):
                is_bracketed = tokens[index - 1].type == "LPAR"
                del tokens[index - is_bracketed : end]
                continue
            if first is not None and _repeats_ahead(lexed, first, index):
                start = tokens.index(first)
                end = start + 1 + (tokens[start + 1].type == "ALIAS")
                del tokens[start:end]
                index -= end - start
            first = token
        index += 1


def _shared(lexed: Lexed, first: Token, second: Token) -> tuple[str, ...]:
    known = lexed.concepts[second.start_pos or 0]
    return tuple(id for id in lexed.concepts[first.start_pos or 0] if id in known)


def _end_of_repetition(lexed: Lexed, first: Token, index: int) -> int | None:
    """Return where the name at ``index`` ends, its brackets included, where it only names ``first`` again."""
    tokens = lexed.tokens
    shared = _shared(lexed, first, tokens[index])
    before = tokens[index - 1].type
    following = tokens[index + 1].type if index + 1 < len(tokens) else ""
    if not shared or before not in _BEHIND:
        return None
    is_bracketed = before == "LPAR"
    if is_bracketed != (following == "RPAR") or (before not in ("NAME", "ALIAS") and following not in _BEFORE | {""}):
        return None
    lexed.concepts[first.start_pos or 0] = shared
    return index + 1 + is_bracketed + (following == "ALIAS")


def _repeats_ahead(lexed: Lexed, first: Token, index: int) -> bool:
    """``BMI: 18 ≤ BMI ≤ 30``: the second stands between its bounds, so the first is the one to leave out."""
    tokens = lexed.tokens
    start = tokens.index(first) + 1
    kinds = [token.type for token in tokens[start:index] if token.type != "ALIAS"]
    is_bound = len(kinds) in (2, 3) and kinds[0] == "NUMBER" and kinds[-1] in COMPARATORS
    return is_bound and bool(_shared(lexed, first, tokens[index]))

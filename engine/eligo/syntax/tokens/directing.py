"""Words that say which way a bound points, beside that bound: ``elevated ALT > 3 × ULN``, ``LVEF reduced to < 40%``.

Alone such a word is vague. Where the bound itself points the same way it says in numbers what the word says; where it
points the other way (``elevated creatinine < 2 mg/dL``) the word stays, and keeps the sentence a question.
"""

from __future__ import annotations

from lark import Token

from eligo.syntax.tokens.opening import JOINS
from eligo.syntax.tokens.scanner import Lexed

_UP = frozenset((
    "elevated", "increased", "raised", "high", "prolonged", "elevation", "elevations", "elevation of",
    "elevations of", "elevation in", "elevations in", "prolongation of", "prolongation of the", "prolongation",
    "elevated levels of", "increased levels of", "high levels of", "elevated level of",
))  # fmt: skip
_DOWN = frozenset(("low", "reduced", "decreased", "low levels of", "decreased levels of", "low level of"))
#: people of an age that registries leave open
_AGE_GROUPS = frozenset((
    "adolescents", "adolescent", "elderly", "older", "young", "younger", "teenagers", "newborns", "newborn", "neonates",
    "neonate", "toddlers", "geriatric", "seniors",
))  # fmt: skip
_GROUPS = frozenset(("ADULTS", "CHILDREN"))
_OF_AGES = frozenset((
    "OLD", "BETWEEN_AGES", "BETWEEN", "AND_INSIDE", "NUMBER", "TIME_UNIT", "TO", "DASH", "GE", "GT", "LE", "LT",
    "OR_MORE", "OR_LESS", "NAME",
))  # fmt: skip
_DIRECTIONS = {"GT": _UP, "GE": _UP, "LT": _DOWN, "LE": _DOWN}
_VAGUE = frozenset(("VAGUE", "UNKNOWN", "VALUE"))
_BETWEEN = _GROUPS | {"PERSONS", "COMMA", "MALE", "FEMALE"}


def is_direction(text: str) -> bool:
    """Tell whether ``text`` is such a word."""
    return text.lower() in _UP or text.lower() in _DOWN


def may_be_dropped(text: str) -> bool:
    """Tell whether ``text``, which nothing knows, may say nothing beside the bound that follows it."""
    return is_direction(text) or text.lower() in _AGE_GROUPS


def drop_directions(lexed: Lexed) -> None:
    """Drop the words beside a measure that its bound says in numbers."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.type not in _VAGUE or not is_direction(str(token)):
            continue
        bound = index + 1 if _is_measure(lexed, index - 1) else _behind_measures(lexed, index + 1)
        leads_there = bound < len(tokens) and tokens[bound].type == "TO"
        comparator = tokens[bound + leads_there].type if bound + leads_there < len(tokens) else ""
        if str(token).lower() in _DIRECTIONS.get(comparator, ()):
            if leads_there:
                del tokens[bound]
            del tokens[index]


def _behind_measures(lexed: Lexed, first: int) -> int:
    """Return where the measures end that are named from ``first`` on: ``ALT, AST or bilirubin``; the end if none is."""
    tokens = lexed.tokens
    place = first
    while _is_measure(lexed, place):
        place += 1
        while place < len(tokens) and tokens[place].type == "ALIAS":
            place += 1
        joined = place
        while joined < len(tokens) and tokens[joined].type in JOINS:
            joined += 1
        if joined == place or not _is_measure(lexed, joined):
            return place
        place = joined
    return len(tokens)


def _is_measure(lexed: Lexed, place: int) -> bool:
    if not 0 <= place < len(lexed.tokens):
        return False
    token: Token = lexed.tokens[place]
    if token.type == "ALIAS":
        return _is_measure(lexed, place - 1)
    return token.type == "NAME" and (token.start_pos or 0) in lexed.numbers_named - lexed.scales_named


def drop_age_groups(lexed: Lexed) -> None:
    """``adolescents aged 12 to 17 years``, ``elderly (≥ 65 years)``: the age behind such a word says whom it means."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 2, -1, -1):
        if tokens[index].type not in _VAGUE or str(tokens[index]).lower() not in _AGE_GROUPS:
            continue
        if index and tokens[index - 1].type in JOINS and (index < 2 or tokens[index - 2].type not in _GROUPS):
            continue
        bound = index + 1
        while bound < len(tokens) and tokens[bound].type in _BETWEEN:
            bound += 1
        inside = bound < len(tokens) and tokens[bound].type == "LPAR"
        end = bound + inside
        while end < len(tokens) and tokens[end].type in _OF_AGES:
            end += 1
        says = {token.type for token in tokens[bound + inside : end]}
        is_age = "OLD" in says or "BETWEEN_AGES" in says or any(_is_age(lexed, i) for i in range(bound + inside, end))
        is_closed = end < len(tokens) and tokens[end].type == "RPAR"
        is_bare = index == 0 and "NAME" not in says and "TIME_UNIT" in says and end + inside == len(tokens)
        if not (is_age or is_bare) or "NUMBER" not in says or (inside and not is_closed):
            continue
        if inside:
            del tokens[end], tokens[bound]
        # `children and adolescents aged 6 to 17 years`
        joins = index > 1 and tokens[index - 1].type in JOINS and tokens[index - 2].type in _GROUPS
        del tokens[index - 2 * joins : index + 1]


def _is_age(lexed: Lexed, place: int) -> bool:
    token: Token = lexed.tokens[place]
    return token.type == "NAME" and lexed.concepts.get(token.start_pos or 0) == ("age",)

"""Brackets that group nothing: a bound in brackets behind its measure, the age of people, the bound of a branch."""

from __future__ import annotations

import re

from lark import Token

from eligo.syntax.tokens.scanner import COMPARATORS, NUMERIC, Lexed

PEOPLE = frozenset(("MALE", "FEMALE", "ADULTS", "CHILDREN"))
#: a name that ends in the word for people: ``postmenopausal women``, or is one: ``outpatients``
OF_PEOPLE = re.compile(
    r"(?: (?:(?:wo)?m[ea]n|(?:fe)?males?|patients|subjects|participants)|\b(?:in|out)-?patients|smokers)$",
    re.IGNORECASE,
)
NAMED = frozenset(("NAME", "ALIAS"))
OPENS_WINDOW = frozenset(("IN_THE_PAST", "WITHIN"))
JOINS = frozenset(("AND", "OR", "COMMA", "SLASH"))
_LIMITS = frozenset(("ULN", "LLN"))
BOUND = COMPARATORS | NUMERIC | _LIMITS | frozenset((
    "TIMES", "TO", "DASH", "BETWEEN", "AND_INSIDE", "OR_MORE", "OR_LESS", "LEVEL", "PAIR_SLASH",
))  # fmt: skip
_AGE = BOUND | {"OLD", "BETWEEN_AGES", "AND"}


def open_brackets(lexed: Lexed) -> None:
    """Leave out the brackets round what stands as plainly without them."""
    tokens = lexed.tokens
    for first in range(len(tokens) - 1, 0, -1):
        if tokens[first].type != "LPAR":
            continue
        last = next((i for i in range(first + 1, len(tokens)) if tokens[i].type in ("LPAR", "RPAR")), None)
        if last is None or tokens[last].type == "LPAR":
            continue
        inner = tokens[first + 1 : last]
        if _groups_nothing(lexed, first, inner):
            tokens[first : last + 1] = inner
        elif last == len(tokens) - 1 and _is_branch(tokens[first - 1], inner):
            join = [] if inner[0].type == "OR" else [tokens[first].update(type="OR")]
            tokens[first : last + 1] = [*join, *inner]


def _groups_nothing(lexed: Lexed, first: int, inner: list[Token]) -> bool:
    before = lexed.tokens[first - 1]
    return (
        _is_bound_of(lexed, first, inner)
        or _is_level_of(lexed, first, inner)
        or _is_age_of(before, inner)
        or (_is_window_of(before, inner) and JOINS.isdisjoint(token.type for token in lexed.tokens[:first]))
    )


def _is_window_of(before: Token, inner: list[Token]) -> bool:
    """``≥ 9 g/dL (within 14 days before enrolment)``: a window alone, behind a bound or a value.

    Behind several comparisons nobody knows of which it is.
    """
    kinds = [token.type for token in inner]
    opens = kinds[0] in ("WITHIN", "IN_THE_PAST") or (kinds[0] in ("LE", "LT") and "BEFORE" in kinds)
    closed = {"WITHIN", "IN_THE_PAST", "LE", "LT", "NUMBER", "TIME_UNIT", "BEFORE", "OF"}
    is_window = opens and all(kind in closed or kind.startswith("ANCHOR") for kind in kinds)
    return is_window and before.type in NUMERIC | _LIMITS | {"VALUE", "LEVEL", "OR_MORE", "OR_LESS"}


def _is_bound_of(lexed: Lexed, first: int, inner: list[Token]) -> bool:
    """``Karnofsky (≥ 70)``: a bound alone, behind a name."""
    return lexed.tokens[first - 1].type in ("NAME", "ALIAS") and all(token.type in BOUND for token in inner)


def _is_level_of(lexed: Lexed, first: int, inner: list[Token]) -> bool:
    """``heart failure (NYHA class III or IV)``: levels of one scale, behind a name that is perhaps its disease."""
    of_scale = [token for token in inner if token.type == "NAME"]
    levels = {"LEVEL", "NUMBER", "OR", "AND", "COMMA", "TO", "DASH", *COMPARATORS, "OR_MORE", "OR_LESS"}
    return (
        lexed.tokens[first - 1].type in ("NAME", "ALIAS")
        and inner[0].type == "NAME"
        and len(of_scale) == 1
        and (any(token.type == "LEVEL" for token in inner) or inner[0].start_pos in lexed.scales_named)
        and all(token.type in levels for token in inner[1:])
    )


def _is_age_of(before: Token, inner: list[Token]) -> bool:
    """``adults (18 years or older)``: an age alone, behind a word for people."""
    return before.type in PEOPLE and all(token.type in _AGE or str(token).lower() == "age" for token in inner)


def _is_branch(before: Token, inner: list[Token]) -> bool:
    """``≤ 2.5 × ULN (≤ 5 × ULN if liver metastases)``: another bound of the same measure, under a condition."""
    bound = inner[1:] if inner[0].type == "OR" else inner
    condition = next((i for i, token in enumerate(bound) if token.type == "IF"), None)
    if condition is None or before.type not in NUMERIC | _LIMITS | {"OR_MORE", "OR_LESS"}:
        return False
    return bound[0].type in BOUND and all(token.type in BOUND for token in bound[:condition])

"""Bounds set in their plain order: multiples, names said once, branches, the window of a single bound."""

from __future__ import annotations

from lark import Token

from eligo.syntax.tokens.branching import settle_branches
from eligo.syntax.tokens.opening import BOUND, JOINS, OPENS_WINDOW
from eligo.syntax.tokens.repeated import say_names_once
from eligo.syntax.tokens.scanner import COMPARATORS, NUMERIC, Lexed

_ENDS_ITEM = frozenset(("UNIT", "ULN", "LLN", "NUMBER"))
_LINES = frozenset(("prior_lines_of_therapy", "prior_lines_of_chemotherapy"))
_OF_WINDOW = OPENS_WINDOW | {"NUMBER", "TIME_UNIT", "BEFORE", "OF", "COMMA", "LE", "LT"}
#: what may end a bound
_CLOSES = NUMERIC | {"OR_MORE", "OR_LESS", "ULN", "LLN", "LEVEL", "NORMAL"}


def settle_bounds(lexed: Lexed) -> None:
    """Set the bounds of a rule in the order in which the grammar reads them."""
    _say_multiples(lexed.tokens)
    _count_lines(lexed)
    _last_for(lexed)
    _part_items(lexed)
    say_names_once(lexed)
    settle_branches(lexed)
    _join_last_window(lexed.tokens)


def _say_multiples(tokens: list[Token]) -> None:
    """``1.5 ULN`` is a multiple, ``2 times normal`` one of the upper limit, which ``above normal`` is compared with.

    The sign of ``= 18–30`` says nothing.
    """
    for index in range(len(tokens) - 1, 0, -1):
        before, token = tokens[index - 1], tokens[index]
        if before.type == "NUMBER" and token.type in ("ULN", "LLN"):
            tokens.insert(index, token.update(type="TIMES"))
        is_compared = before.type in ("GT", "LE") and not token.lower().startswith(("within", "in "))
        if token.type == "NORMAL" and (before.type == "TIMES" or is_compared):
            tokens[index] = token.update(type="ULN")
        if before.type == "EQ" and token.type == "NUMBER" and _is_range(tokens[index : index + 4]):
            del tokens[index - 1]


def _count_lines(lexed: Lexed) -> None:
    """``received at least 2 prior lines of therapy``: what is counted lies in the past, so a lead says nothing."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].type == "NAME" and set(lexed.concepts[tokens[index].start_pos or 0]) <= _LINES:
            start = index
            while start and tokens[start - 1].type in BOUND:
                start -= 1
            if start < index and start and tokens[start - 1].type in ("LEAD_EVER", "LEAD_NOW"):
                del tokens[start - 1]


def _last_for(lexed: Lexed) -> None:
    """``duration of diabetes ≥ 5 years``: a course; ``survival for more than 3 months``: a bound of a measure."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 1, 0, -1):
        before, token = tokens[index - 1], tokens[index]
        if token.type == "FOR" and before.type == "NAME" and before.start_pos in lexed.numbers_named:
            del tokens[index]
    kinds = [token.type for token in tokens]
    if kinds.count("DURATION") == 1:
        names = [token for token in tokens if token.type == "NAME"]
        rest = [token for token in tokens if token.type not in ("DURATION", "NAME", "ALIAS")]
        is_length = [token.type for token in rest[1:]] == ["NUMBER", "TIME_UNIT"] and rest[0].type in COMPARATORS
        if is_length and len(names) == 1 and names[0].start_pos not in lexed.numbers_named:
            tokens[:] = [names[0], rest[0].update(type="FOR"), *rest]
    for index, token in enumerate(tokens):
        if token.type == "DURATION":
            tokens[index] = token.update(type="UNKNOWN")


def _part_items(lexed: Lexed) -> None:
    """``ALT ≤ 3 × ULN creatinine ≤ 1.5 mg/dL``: behind the bound of one measure begins the comparison of another."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 2, 1, -1):
        before, token = tokens[index - 1], tokens[index]
        following = tokens[index + 1 + (tokens[index + 1].type == "ALIAS") :][:1]
        is_next = token.type == "NAME" and token.start_pos in lexed.numbers_named and before.type in _ENDS_ITEM
        if is_next and following and following[0].type in COMPARATORS and _is_whole(lexed, index):
            tokens.insert(index, token.update(type="COMMA", value=","))


def _is_whole(lexed: Lexed, end: int) -> bool:
    """Tell whether a name and its bound, sign first, end before ``end``."""
    start = end
    while start and lexed.tokens[start - 1].type in BOUND:
        start -= 1
    is_signed = start < end and lexed.tokens[start].type in COMPARATORS
    return is_signed and start > 0 and lexed.tokens[start - 1].type in ("NAME", "ALIAS")


def _is_range(tokens: list[Token]) -> bool:
    kinds = [token.type for token in tokens if token.type not in ("UNIT", "TIME_UNIT")]
    return kinds[:3] in (["NUMBER", "DASH", "NUMBER"], ["NUMBER", "TO", "NUMBER"])


def _join_last_window(tokens: list[Token]) -> None:
    """``≥ 9 g/dL, obtained within 14 days before enrolment``: the comma before the window of a single bound."""
    for index in range(len(tokens) - 2, 0, -1):
        token, following = tokens[index], tokens[index + 1]
        if token.type == "COMMA":
            is_alone = not any(other.type in JOINS or other.type == "LPAR" for other in tokens[:index])
            kinds = {other.type for other in tokens[index:]}
            is_window = "TIME_UNIT" in kinds and (following.type in OPENS_WINDOW or "BEFORE" in kinds)
            if is_alone and is_window and tokens[index - 1].type in _CLOSES:
                del tokens[index]
            return
        if token.type not in _OF_WINDOW and not token.type.startswith("ANCHOR"):
            return

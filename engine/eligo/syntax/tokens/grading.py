"""A disease and the levels of its scale: the marks between them, and the words that the levels explain."""

from __future__ import annotations

from eligo.syntax.tokens.opening import JOINS, NAMED
from eligo.syntax.tokens.scanner import COMPARATORS, Lexed

#: what the levels of a scale are written with
_OF_LEVELS = COMPARATORS | {"LEVEL", "NUMBER", "OR", "AND", "COMMA", "SLASH", "TO", "DASH", "OR_MORE", "OR_LESS"}
#: how bad a disease is, which levels in brackets say exactly
_SEVERITY = frozenset(("severe", "moderate", "mild", "moderate to severe", "mild to moderate"))


def join_scales(lexed: Lexed) -> None:
    """``heart failure, NYHA class III or IV``, ``diarrhea - grade 2``: the mark only sets the scale apart.

    Whether the scale is of that disease is told later; where a name follows the levels, they are perhaps of it.
    """
    tokens = lexed.tokens
    for index in range(len(tokens) - 2, 0, -1):
        mark, before, scale = tokens[index], tokens[index - 1], tokens[index + 1]
        is_mark = str(mark) == "," or (mark.type == "UNKNOWN" and str(mark) in ("–", "—"))
        if not is_mark or before.type not in NAMED or scale.start_pos not in lexed.scales_named:
            continue
        if before.start_pos in lexed.numbers_named:
            continue
        end = next((i for i in range(index + 2, len(tokens)) if tokens[i].type not in _OF_LEVELS), len(tokens))
        has_level = any(token.type in ("LEVEL", "NUMBER") for token in tokens[index + 2 : end])
        is_open = end < len(tokens) and tokens[end].type in NAMED and tokens[end - 1].type not in JOINS
        if has_level and not is_open:
            del tokens[index]


def say_severity_in_levels(lexed: Lexed) -> None:
    """``severe liver disease (Child-Pugh class C)``: the bracket says what `severe` means; elsewhere it is vague.

    So it does in ``severe (grade 3 or 4) diarrhea``.
    """
    tokens = lexed.tokens
    for first in range(len(tokens) - 1, 0, -1):
        if tokens[first].type != "LPAR" or not _are_levels(lexed, first):
            continue
        is_before_name = tokens[first - 1].type == "VAGUE"
        last = first - 1 if is_before_name else _before_name(lexed, first)
        start = last + 1
        while start and _is_severity(lexed, start - 1):
            start -= 1
        if start > last or tokens[start].type != "VAGUE":
            continue
        if is_before_name:
            end = next(i for i in range(first, len(tokens)) if tokens[i].type == "RPAR")
            if end + 1 == len(tokens) or tokens[end + 1].type not in NAMED:
                continue
            del tokens[end], tokens[first]
        del tokens[start : last + 1]


def _are_levels(lexed: Lexed, first: int) -> bool:
    """Tell whether the bracket at ``first`` holds a scale and its levels, and nothing else."""
    tokens = lexed.tokens
    end = next((i for i in range(first, len(tokens)) if tokens[i].type == "RPAR"), first)
    inner = tokens[first + 1 : end]
    scales = [token for token in inner if token.type == "NAME"]
    is_of_scale = len(scales) == 1 and scales[0].start_pos in lexed.scales_named
    has_level = any(token.type in ("LEVEL", "NUMBER") for token in inner)
    return is_of_scale and has_level and all(token.type in _OF_LEVELS for token in inner if token not in scales)


def _before_name(lexed: Lexed, first: int) -> int:
    """Return the place before the name that ends at ``first``."""
    place = first - 1
    while place > 0 and lexed.tokens[place].type == "ALIAS":
        place -= 1
    return place - 1 if lexed.tokens[place].type == "NAME" else first


def _is_severity(lexed: Lexed, place: int) -> bool:
    """``moderate or severe``: such a word, or what joins two of them."""
    token = lexed.tokens[place]
    if token.type == "VAGUE":
        return str(token).lower() in _SEVERITY
    joined = token.type in ("OR", "TO", "SLASH", "AND")
    return joined and place > 0 and lexed.tokens[place - 1].type == lexed.tokens[place + 1].type == "VAGUE"

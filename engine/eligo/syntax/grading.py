"""What stands between a disease and its scale and joins nothing: a comma, a dash."""

from __future__ import annotations

from eligo.syntax.scanner import COMPARATORS, Lexed

_NAMED = frozenset(("NAME", "ALIAS"))
#: what the levels of a scale are written with
_OF_LEVELS = COMPARATORS | {"LEVEL", "NUMBER", "OR", "AND", "COMMA", "SLASH", "TO", "DASH", "OR_MORE", "OR_LESS"}
_JOINS = frozenset(("OR", "AND", "COMMA", "SLASH"))


def join_scales(lexed: Lexed) -> None:
    """``heart failure, NYHA class III or IV``, ``diarrhea - grade 2``: the mark only sets the scale apart.

    Whether the scale is of that disease is told later; where a name follows the levels, they are perhaps of it.
    """
    tokens = lexed.tokens
    for index in range(len(tokens) - 2, 0, -1):
        mark, before, scale = tokens[index], tokens[index - 1], tokens[index + 1]
        is_mark = str(mark) == "," or (mark.type == "UNKNOWN" and str(mark) in ("–", "—"))
        if not is_mark or before.type not in _NAMED or scale.start_pos not in lexed.scales_named:
            continue
        if before.start_pos in lexed.numbers_named:
            continue
        end = next((i for i in range(index + 2, len(tokens)) if tokens[i].type not in _OF_LEVELS), len(tokens))
        has_level = any(token.type in ("LEVEL", "NUMBER") for token in tokens[index + 2 : end])
        is_open = end < len(tokens) and tokens[end].type in _NAMED and tokens[end - 1].type not in _JOINS
        if has_level and not is_open:
            del tokens[index]

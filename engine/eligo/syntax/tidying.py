"""What the tokens of a whole rule tell about one of them: read left to right, they cannot show it."""

from __future__ import annotations

from lark import Token

COMPARATORS = frozenset(("GE", "LE", "GT", "LT", "EQ"))
NUMERIC = frozenset(("NUMBER", "UNIT", "TIME_UNIT"))
_FLIPPABLE = COMPARATORS - {"EQ"}
#: words that say how a clause goes on: a comma before them joins nothing
_AFTER_COMMA = frozenset(("EXCEPT", "UNLESS", "IF", "THEN", "OTHERWISE"))
_CONNECTIVES = frozenset(("AND", "OR", "COMMA", "SLASH"))
_OPENS_WINDOW = frozenset(("IN_THE_PAST", "WITHIN"))
_OF_WINDOW = _OPENS_WINDOW | {"NUMBER", "TIME_UNIT", "BEFORE", "OF", "COMMA"}
#: what shows on either side of `with` that it joins two conditions
_CLOSES_COMPARISON = NUMERIC | {"OLD", "OR_MORE", "OR_LESS", "ULN", "LLN", "LEVEL", "VALUE", "NORMAL"}
_OPENS_CONDITION = frozenset(("NO", "LEAD_EVER", "VALUE"))
_ASKED = COMPARATORS | {"BETWEEN", "NUMBER", "LEVEL", "VALUE", "NORMAL"}


def tidy(tokens: list[Token]) -> None:
    """Mark comparisons written before their measure, set nouns behind their bound, drop signs that join nothing."""
    while tokens and tokens[0].type == "COMMA":
        del tokens[0]
    while tokens and (tokens[-1].type == "COMMA" or tokens[-1] == "."):
        tokens.pop()
    _open_last_bracket(tokens)
    _join_first_window(tokens)
    _settle_with(tokens)
    _join_without(tokens)
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index].type in _AFTER_COMMA and tokens[index - 1].type == "COMMA":
            del tokens[index - 1]
    for index, token in enumerate(tokens):
        if token.type in _FLIPPABLE and _compares_name_after(tokens, index):
            tokens[index] = token.update(type=f"FLIPPED_{token.type}")
        if token.type == "OLD" and index + 1 < len(tokens) and tokens[index + 1].type in ("OR_MORE", "OR_LESS"):
            tokens[index], tokens[index + 1] = tokens[index + 1], token


def _open_last_bracket(tokens: list[Token]) -> None:
    """``malignancy (except melanoma)``, ``asthma (within the past year)``: at the end such a bracket groups nothing.

    A window may be of one of several names, so it is freed only behind a single one.
    """
    kinds = [token.type for token in tokens]
    if kinds.count("LPAR") != 1 or kinds.count("RPAR") != 1:
        return
    start, end = kinds.index("LPAR"), kinds.index("RPAR")
    opens = kinds[start + 1] if start + 1 < len(kinds) else ""
    is_alone = not _CONNECTIVES & set(kinds[:start]) and end == len(kinds) - 1
    is_last = all(kind in _OF_WINDOW or kind.startswith("ANCHOR") for kind in kinds[end + 1 :])
    if (opens == "EXCEPT" and is_last) or (opens in _OPENS_WINDOW and is_alone):
        del tokens[end], tokens[start]


def _join_first_window(tokens: list[Token]) -> None:
    """``in the past 6 months, A or B``: the comma behind a window that opens a rule joins nothing."""
    for index, token in enumerate(tokens):
        if token.type == "COMMA" and index and tokens[0].type in _OPENS_WINDOW:
            del tokens[index]
            return
        if token.type not in _OF_WINDOW and not token.type.startswith("ANCHOR"):
            return


def _settle_with(tokens: list[Token]) -> None:
    """``diabetes with HbA1c > 9%``, ``aged 18–75 with asthma``: beside a comparison, a value or a lead `with` is *and*.

    Between two names it may make one thing of them (``diabetes with nephropathy``), and is not understood.
    """
    for index, token in enumerate(tokens):
        if token.type == "JOINS_WITH":
            before = tokens[index - 1].type
            is_and = before in _CLOSES_COMPARISON or _opens_condition(tokens[index + 1 : index + 4])
            tokens[index] = token.update(type="AND" if is_and else "UNKNOWN")


def _join_without(tokens: list[Token]) -> None:
    """``asthma without COPD`` is *asthma and no COPD*: behind a name the word also joins."""
    for index in range(len(tokens) - 1, 0, -1):
        is_behind_name = tokens[index - 1].type in ("NAME", "ALIAS")
        if tokens[index].type == "NO" and str(tokens[index]).lower().startswith("without") and is_behind_name:
            tokens.insert(index, tokens[index].update(type="AND"))


def _opens_condition(tokens: list[Token]) -> bool:
    kinds = [token.type for token in tokens if token.type != "ALIAS"] + ["", ""]
    return kinds[0] in _OPENS_CONDITION or (kinds[0] == "NAME" and kinds[1] in _ASKED)


def _compares_name_after(tokens: list[Token], index: int) -> bool:
    before = tokens[index - 1].type if index else ""
    after = tokens[index + 1].type if index + 1 < len(tokens) else ""
    return before in NUMERIC and after in ("NAME", "DEFINED") and _starts_comparison(tokens, index - 1)


def _starts_comparison(tokens: list[Token], index: int) -> bool:
    while index >= 0 and tokens[index].type in NUMERIC:
        index -= 1
    return index < 0 or tokens[index].type not in COMPARATORS

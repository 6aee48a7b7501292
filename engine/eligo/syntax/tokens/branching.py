"""Bounds that hold for some people only, set in the one order that a branch has: ``bound or bound if condition``."""

from __future__ import annotations

from lark import Token

from eligo.syntax.tokens.opening import BOUND, JOINS, NAMED
from eligo.syntax.tokens.scanner import COMPARATORS, Lexed

#: what stands between the names of a list that shares a bound
_BETWEEN = NAMED | JOINS
_CONDITION = NAMED | {"NO", "LEAD_NAMED", "LEAD_NOW", "OR", "VALUE"}
#: a bound with its value in another unit
_WHOLE_BOUND = BOUND | {"RESTATED", "RPAR"}
_OF_MEN = frozenset(("MALE", "FOR_MALE"))
_OF_WOMEN = frozenset(("FEMALE", "FOR_FEMALE"))


def settle_branches(lexed: Lexed) -> None:
    """Set each branch behind the bound that it is an exception of."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].type == "IF_NO":
            tokens[index : index + 1] = [tokens[index].update(type="IF"), tokens[index].update(type="NO")]
    _settle_exceptions(lexed)
    _free_last_bracket(tokens)
    _condition_last(tokens)
    _drop_opposite(lexed)
    _name_last_condition(tokens)
    _drop_names(lexed)
    _compare_branch(tokens)
    _sexes_last(tokens)


def _settle_exceptions(lexed: Lexed) -> None:
    """``≤ 1.5 × ULN, except patients with Gilbert syndrome``: behind a bound an exception exempts people.

    With a bound of its own (``, who must have ≤ 3 mg/dL``) it is a branch.
    """
    tokens = lexed.tokens
    start = next((i for i, token in enumerate(tokens) if token.type in ("EXCEPT", "UNLESS")), 0)
    if not start:
        return
    is_bracketed = tokens[start - 1].type == "LPAR" and tokens[-1].type == "RPAR"
    rest = tokens[start + 1 : len(tokens) - is_bracketed]
    before = start - 1 - (tokens[start - 1].type in ("LPAR", "COMMA"))
    is_of_people = tokens[start].type == "UNLESS" or _are_people_named(tokens[start : start + 2])
    if rest and rest[0].type == "IF":
        del rest[0]
    end = 0
    while end < len(rest) and rest[end].type in _CONDITION and not _is_compared(lexed, rest, end):
        end += 1
    named, bound = rest[:end], rest[end:]
    while bound and bound[0].type in JOINS:
        del bound[0]
    if not is_of_people or before < 0 or not _is_bounded(lexed, before) or not named or named[-1].type not in NAMED:
        return
    if not bound:
        tokens[before + 1 :] = [tokens[start].update(type="UNLESS"), *named]
    elif all(token.type in BOUND | NAMED for token in bound) and bound[-1].type in BOUND:
        tokens[before + 1 :] = [tokens[start].update(type="OR"), *bound, tokens[start].update(type="IF"), *named]


def _are_people_named(tokens: list[Token]) -> bool:
    """``except patients with asthma``: tell whether `if`, or words that are passed over, stand behind `except`."""
    except_, following = tokens[0], tokens[-1]
    return following.type == "IF" or (following.start_pos or 0) - (except_.end_pos or 0) > len(" the ")


def _is_bounded(lexed: Lexed, last: int) -> bool:
    """Tell whether the bound of a measure ends here; a length of time may be a window."""
    names = [token for token in lexed.tokens[: last + 1] if token.type == "NAME"]
    is_measured = bool(names) and names[-1].start_pos in lexed.numbers_named
    return is_measured and lexed.tokens[last].type in _WHOLE_BOUND - {"TIME_UNIT"}


def _is_compared(lexed: Lexed, tokens: list[Token], index: int) -> bool:
    """Tell whether a measure is named here, and no condition."""
    return tokens[index].type == "NAME" and tokens[index].start_pos in lexed.numbers_named


def _free_last_bracket(tokens: list[Token]) -> None:
    """``≤ 3 × ULN (AST and ALT ≤ 5 × ULN if liver metastases)``: a branch in a bracket at the end of the rule."""
    if not tokens or tokens[-1].type != "RPAR":
        return
    start = next((i for i in range(len(tokens) - 2, -1, -1) if tokens[i].type in ("LPAR", "RPAR")), 0)
    inner = tokens[start + 1 : -1]
    kinds = [token.type for token in inner]
    if not start or tokens[start].type != "LPAR" or tokens[start - 1].type not in BOUND or "IF" not in kinds:
        return
    if not all(kind in BOUND | _CONDITION | JOINS | {"IF"} for kind in kinds) or BOUND.isdisjoint(kinds):
        return
    join = [] if kinds[0] == "OR" else [tokens[start].update(type="OR")]
    tokens[start:] = [*join, *inner]


def _condition_last(tokens: list[Token]) -> None:
    """``or, if liver metastases, ≤ 5 × ULN``: set the condition behind its bound, at the end of the rule."""
    where = [index for index, token in enumerate(tokens) if token.type == "IF"]
    if not where or not where[-1] or tokens[where[-1] - 1].type not in JOINS:
        return
    start = where[-1]
    end = start + 1
    while end < len(tokens) and tokens[end].type in _CONDITION and not _names_compared(tokens, end):
        end += 1
    rest = tokens[end + (end < len(tokens) and tokens[end].type == "COMMA") :]
    is_bound = bool(rest) and all(token.type in BOUND | _BETWEEN for token in rest) and rest[-1].type in BOUND
    if end == start + 1 or not is_bound:
        return
    before = start - 1
    while before and tokens[before - 1].type in JOINS:
        before -= 1
    tokens[before:] = [tokens[start - 1].update(type="OR"), *rest, *tokens[start:end]]


def _names_compared(tokens: list[Token], index: int) -> bool:
    """Tell whether the names from ``index`` on are those of a comparison, no condition: ``, ALT ≤ 5 × ULN``."""
    return tokens[index].type == "NAME" and index > 0 and tokens[index - 1].type == "COMMA"


def _drop_opposite(lexed: Lexed) -> None:
    """``≤ 3 × ULN if no liver metastases or ≤ 5 × ULN if liver metastases``: the first condition says nothing more."""
    tokens = lexed.tokens
    where = [index for index, token in enumerate(tokens) if token.type == "IF"]
    if len(where) != 2:
        return
    first, second = where
    join = next((i for i in range(first, second) if tokens[i].type in JOINS), second)
    denied = [token for token in tokens[first + 1 : join] if token.type != "LEAD_NAMED"]
    named = [token for token in tokens[second + 1 :] if token.type != "LEAD_NAMED"]
    if [token.type for token in denied] != ["NO", "NAME"] or [token.type for token in named] != ["NAME"]:
        return
    if lexed.concepts[denied[1].start_pos or 0] == lexed.concepts[named[0].start_pos or 0]:
        tokens[join] = tokens[join].update(type="OR")
        del tokens[first:join]


def _name_last_condition(tokens: list[Token]) -> None:
    """``≤ 1.5 × ULN or ≤ 3 × ULN (patients with Gilbert syndrome)``: the bracket tells whose the second bound is."""
    opens = [index for index, token in enumerate(tokens) if token.type == "LPAR"]
    if len(opens) != 1 or tokens[-1].type != "RPAR":
        return
    named = tokens[opens[0] + 1 : -1]
    start = _before(tokens, opens[0], BOUND)
    is_second = 1 < start < opens[0] and tokens[start - 1].type == "OR" and tokens[start - 2].type in BOUND
    if is_second and named and named[-1].type == "NAME" and all(token.type in _CONDITION for token in named):
        tokens[opens[0] :] = [tokens[opens[0]].update(type="IF"), *named]


def _drop_names(lexed: Lexed) -> None:
    """``AST and ALT ≤ 3 × ULN, or AST and ALT ≤ 5 × ULN if …``: the branch is of the same measures, named again."""
    tokens = lexed.tokens
    condition = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].type == "IF"), 0)
    start = _before(tokens, condition, BOUND)
    names = _before(tokens, start, NAMED | {"AND", "SLASH"})
    if not (names < start < condition) or tokens[names - 1].type not in ("OR", "COMMA"):
        return
    bound = names - 1
    while bound and tokens[bound - 1].type in JOINS:
        bound -= 1
    first = _before(tokens, _before(tokens, bound, BOUND), _BETWEEN)
    again = _meanings(lexed, tokens[names:start])
    if _before(tokens, bound, BOUND) < bound and again and again == _meanings(lexed, tokens[first:bound]):
        tokens[bound:start] = [tokens[names - 1].update(type="OR")]


def _before(tokens: list[Token], end: int, kinds: frozenset[str]) -> int:
    """Return where the run of tokens of these kinds that ends before ``end`` begins."""
    while end and tokens[end - 1].type in kinds:
        end -= 1
    return end


def _meanings(lexed: Lexed, tokens: list[Token]) -> set[tuple[str, ...]]:
    return {lexed.concepts.get(token.start_pos or 0, ()) for token in tokens if token.type == "NAME"}


def _compare_branch(tokens: list[Token]) -> None:
    """``≤ 3 × ULN (5 × ULN if liver metastases)``: the branch compares as the bound before it does."""
    condition = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].type == "IF"), 0)
    start = _before(tokens, condition, BOUND - COMPARATORS)
    if not 1 < start < condition or tokens[start - 1].type != "OR" or tokens[start].type != "NUMBER":
        return
    bound = _before(tokens, start - 1, BOUND - COMPARATORS)
    if bound < start - 1 and bound and tokens[bound - 1].type in COMPARATORS:
        tokens.insert(start, tokens[bound - 1])


def _sexes_last(tokens: list[Token]) -> None:
    """``hemoglobin for men ≥ 13 g/dL and women ≥ 12 g/dL``: each bound before the people that it is of."""
    name = 1 + (len(tokens) > 1 and tokens[1].type == "ALIAS")
    kinds = [token.type for token in tokens]
    if not kinds or kinds[0] != "NAME" or len(kinds) <= name or kinds[name] not in _OF_MEN | _OF_WOMEN:
        return
    end = name + 1
    while end < len(kinds) and kinds[end] in _WHOLE_BOUND:
        end += 1
    others = _OF_WOMEN if kinds[name] in _OF_MEN else _OF_MEN
    second = end
    while second < len(kinds) and kinds[second] in JOINS:
        second += 1
    if end == name + 1 or second == end or second >= len(kinds) or kinds[second] not in others:
        return
    rest = tokens[second + 1 :]
    if rest and all(token.type in _WHOLE_BOUND for token in rest):
        people = [tokens[at].update(type=_qualifier(kinds[at])) for at in (name, second)]
        join = tokens[end].update(type="OR")
        tokens[name:] = [*tokens[name + 1 : end], people[0], join, *rest, people[1]]


def _qualifier(kind: str) -> str:
    return "FOR_MALE" if kind in _OF_MEN else "FOR_FEMALE"

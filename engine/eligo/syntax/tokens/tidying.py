"""What the tokens of a whole rule tell about one of them: read left to right, they cannot show it."""

from __future__ import annotations

import re

from lark import Token

from eligo.syntax.tokens.bounding import settle_bounds
from eligo.syntax.tokens.directing import drop_age_groups, drop_directions
from eligo.syntax.tokens.grading import join_scales, say_severity_in_levels
from eligo.syntax.tokens.opening import BOUND, JOINS, OPENS_WINDOW, PEOPLE, open_brackets
from eligo.syntax.tokens.peopling import join_people
from eligo.syntax.tokens.scanner import COMPARATORS, NUMERIC, Lexed

_FLIPPABLE = COMPARATORS - {"EQ"}
#: words that say how a clause goes on: a comma before them joins nothing
_AFTER_COMMA = frozenset(("EXCEPT", "UNLESS", "IF", "THEN", "OTHERWISE"))
_OPENS_AGE = COMPARATORS | {"OLD", "NUMBER", "BETWEEN", "BETWEEN_AGES"}
_AGES = (("age",), ("gestational_age",))
#: comparison words that are of an age, and what stands before them where nothing else is compared
_OF_AGE = re.compile(r"old(?:er)?\b|young|age of", re.IGNORECASE)
_BEFORE_AGE = frozenset(("", "AND", "OR", "COMMA", "LPAR", "NO", "IF"))
#: what stands before a ratio
_OPENS_RATIO = frozenset(("", "AND", "OR", "COMMA", "LPAR", "NO", "IF", "THEN", "OTHERWISE", "UNLESS"))
_OF_WINDOW = OPENS_WINDOW | {"NUMBER", "TIME_UNIT", "BEFORE", "OF", "COMMA"}
#: what shows on either side of `with` that it joins two conditions
_CLOSES_COMPARISON = NUMERIC | {"OLD", "OR_MORE", "OR_LESS", "ULN", "LLN", "LEVEL", "VALUE", "NORMAL"}
_OPENS_CONDITION = frozenset(("NO", "LEAD_EVER", "VALUE"))
#: stays in hospital, which nobody has *of* something
_STAYS = (("hospitalization",), ("icu_admission",))
_ASKED = COMPARATORS | {"BETWEEN", "NUMBER", "LEVEL", "VALUE", "NORMAL"}


def tidy(lexed: Lexed) -> None:
    """Mark comparisons written before their measure, set nouns behind their bound, drop signs that join nothing."""
    tokens = lexed.tokens
    while tokens and (tokens[-1].type == "COMMA" or tokens[-1] == "."):
        tokens.pop()
    while tokens and tokens[0].type == "COMMA":
        del tokens[0]
    _leave_uncounted(tokens)
    _drop_empty_brackets(tokens)
    settle_bounds(lexed)
    say_severity_in_levels(lexed)
    _open_last_bracket(tokens)
    open_brackets(lexed)
    drop_directions(lexed)
    drop_age_groups(lexed)
    join_scales(lexed)
    join_people(lexed)
    _apart_from_health(tokens)
    _let_age_follow(lexed)
    _join_first_window(tokens)
    _settle_with(lexed)
    _join_without(tokens)
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index - 1].type == "COMMA" and (tokens[index].type in _AFTER_COMMA or _after_people(tokens, index)):
            del tokens[index - 1]
    _drop_idle_commas(tokens)
    _settle_diagnosed(tokens)
    _drop_second_direction(tokens)
    _name_age(lexed)
    _say_age_once(lexed)
    _ratio_first(tokens)
    _name_first(lexed)
    _scale_first(lexed)
    for index, token in enumerate(tokens):
        if token.type in _FLIPPABLE and _compares_name_after(tokens, index):
            tokens[index] = token.update(type=f"FLIPPED_{token.type}")
        if token.type == "OLD" and index + 1 < len(tokens) and tokens[index + 1].type in ("OR_MORE", "OR_LESS"):
            tokens[index], tokens[index + 1] = tokens[index + 1], token


def _apart_from_health(tokens: list[Token]) -> None:
    """``healthy, obese men``, ``aged 18 to 45, in good health``: the comma beside it only sets the word apart."""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].type == "HEALTHY":
            if index + 1 < len(tokens) and tokens[index + 1].type == "COMMA":
                del tokens[index + 1]
            if index and tokens[index - 1].type == "COMMA":
                tokens[index - 1] = tokens[index - 1].update(type="AND")


def _leave_uncounted(tokens: list[Token]) -> None:
    """``within days of surgery``: of how many? Only one of a unit needs no number (`in the past week`)."""
    for index in range(1, len(tokens)):
        token = tokens[index]
        if token.type == "TIME_UNIT" and token.lower().endswith("s") and tokens[index - 1].type in OPENS_WINDOW:
            tokens[index] = token.update(type="VAGUE")


def _drop_empty_brackets(tokens: list[Token]) -> None:
    """``(men and women)``: in this bracket is nothing but words that are passed over."""
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index - 1].type == "LPAR" and tokens[index].type == "RPAR":
            del tokens[index - 1 : index + 1]


def _let_age_follow(lexed: Lexed) -> None:
    """``18 years old to less than 65 years``, ``18 years old ≤ age``: the first `old` says what a later word says."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 3, 0, -1):
        if tokens[index].type != "OLD" or tokens[index - 1].type != "TIME_UNIT":
            continue
        following = tokens[index + 1 :]
        if following[0].type in ("TO", "DASH"):
            bound = next((i for i, token in enumerate(following) if i and token.type == "TIME_UNIT"), None)
            if bound is not None and all(token.type in BOUND for token in following[:bound]):
                tokens.insert(index + bound + 2, tokens[index])
                del tokens[index]
        elif following[0].type in _FLIPPABLE and lexed.concepts.get(following[1].start_pos or 0) == ("age",):
            del tokens[index]


def _drop_idle_commas(tokens: list[Token]) -> None:
    """Drop what joins nothing: ``active, viral hepatitis``, ``stroke, within a year``, ``within 2 weeks prior``."""
    ends = [token.type for token in tokens[-4:]]
    if ends[:1] + ends[2:3] == ["WITHIN", "TIME_UNIT"] and str(tokens[-1]).lower() in ("before", "prior", "previously"):
        tokens.pop()
    for index in range(len(tokens) - 2, 0, -1):
        if tokens[index].type != "COMMA":
            continue
        rest = tokens[index + 1 :]
        is_window = rest[0].type in OPENS_WINDOW and all(
            token.type in _OF_WINDOW - {"COMMA"} or token.type.startswith("ANCHOR") for token in rest
        )
        is_lead = tokens[index - 1].type.startswith("LEAD") and rest[0].type == "NAME"
        # behind a branch the window may be of its bounds
        is_branch = any(token.type == "IF" for token in tokens[:index])
        if is_lead or (is_window and not is_branch and tokens[index - 1].type in ("NAME", "ALIAS")):
            del tokens[index]


def _settle_diagnosed(tokens: list[Token]) -> None:
    """``diagnosed asthma`` is asthma; with a time beside it, that is when it began."""
    if any(token.type in OPENS_WINDOW | {"SINCE", "AGO", "BEFORE", "FOR"} for token in tokens):
        return
    for index, token in enumerate(tokens[:-1]):
        before = tokens[index - 1].type if index else ""
        is_adjective = before not in ("NAME", "ALIAS", "DEFINED") and tokens[index + 1].type == "NAME"
        if token.type == "STARTED" and str(token).lower() == "diagnosed" and is_adjective:
            tokens[index] = token.update(type="LEAD_NAMED")


def _drop_second_direction(tokens: list[Token]) -> None:
    """``at least 18 years or older``: what the comparison has said already."""
    for index in range(len(tokens) - 1, 1, -1):
        said = {"OR_MORE": "GE", "OR_LESS": "LE"}.get(tokens[index].type)
        start = index
        while said and start and tokens[start - 1].type in NUMERIC | {"OLD"}:
            start -= 1
        if said and start < index and start and tokens[start - 1].type == said:
            del tokens[index]


def _open_last_bracket(tokens: list[Token]) -> None:
    """``malignancy (except melanoma)``, ``asthma (within the past year)``: at the end such a bracket groups nothing.

    A window may be of one of several names, so it is freed only behind a single one.
    """
    kinds = [token.type for token in tokens]
    if kinds.count("LPAR") != 1 or kinds.count("RPAR") != 1:
        return
    start, end = kinds.index("LPAR"), kinds.index("RPAR")
    opens = kinds[start + 1] if start + 1 < len(kinds) else ""
    is_alone = not JOINS & set(kinds[:start]) and end == len(kinds) - 1
    is_last = all(kind in _OF_WINDOW or kind.startswith("ANCHOR") for kind in kinds[end + 1 :])
    if (opens == "EXCEPT" and is_last) or (opens in OPENS_WINDOW and is_alone):
        del tokens[end], tokens[start]


def _after_people(tokens: list[Token], index: int) -> bool:
    """``women, aged 18 to 65``: the comma between people and their age joins nothing."""
    opens_age = tokens[index].type in _OPENS_AGE or str(tokens[index]).lower() == "age"
    return index >= 2 and tokens[index - 2].type in PEOPLE and opens_age


def _name_age(lexed: Lexed) -> None:
    """``older than 18``, ``under the age of 18``: the comparison says that it is of the age."""
    tokens = lexed.tokens
    for index, token in enumerate(tokens):
        if token.type == "OLD" or lexed.concepts.get(token.start_pos or 0) == ("age",):
            return
        before = tokens[index - 1].type if index else ""
        if token.type in _FLIPPABLE and _OF_AGE.search(token) and before in PEOPLE | _BEFORE_AGE:
            tokens.insert(index, token.update(type="OLD"))
            return


def _ratio_first(tokens: list[Token]) -> None:
    """``AST/ALT ratio`` is *ratio of AST to ALT*; where the word stands behind anything else it is not understood."""
    for index, token in enumerate(tokens):
        if token.type != "RATIO_BEHIND":
            continue
        first, join, second = tokens[index - 3 : index] if index >= 3 else [token] * 3
        before = tokens[index - 4].type if index >= 4 else ""
        is_of_two = first.type == second.type == "NAME" and join.type in ("SLASH", "TO") and before in _OPENS_RATIO
        if is_of_two:
            tokens[index - 3 : index + 1] = [token.update(type="RATIO_OF"), first, join.update(type="TO"), second]
        else:
            tokens[index] = token.update(type="UNKNOWN")


def _say_age_once(lexed: Lexed) -> None:
    """``age ≥ 18 years old``, ``gestational age ≥ 22 weeks of gestation``: the second name says nothing."""
    named = False
    kept: list[Token] = []
    for token in lexed.tokens:
        concept = lexed.concepts.get(token.start_pos or 0)
        is_age = token.type in ("OLD", "BETWEEN_AGES") or concept in _AGES
        if token.type in JOINS:
            named = False
        if named and (token.type == "OLD" or concept == ("gestational_age",)):
            continue
        named = named or is_age
        kept.append(token)
    lexed.tokens[:] = kept


def _name_first(lexed: Lexed) -> None:
    """``score of 23 or lower on the MMSE``: set the name before its bound."""
    tokens = lexed.tokens
    for index, token in enumerate(tokens[1:-1], start=1):
        if token != "on" or token.type != "LEAD_NOW" or lexed.numbers_named.isdisjoint((tokens[index + 1].start_pos,)):
            continue
        start, end = index, index + 2
        while start and tokens[start - 1].type in BOUND:
            start -= 1
        if end < len(tokens) and tokens[end].type == "ALIAS":
            end += 1
        if start < index and (not start or tokens[start - 1].type in JOINS):
            tokens[start:end] = [*tokens[index + 1 : end], *tokens[start:index]]


def _scale_first(lexed: Lexed) -> None:
    """``neuropathy ≥ grade 2``: set the scale before the comparison with its level."""
    tokens = lexed.tokens
    for index in range(len(tokens) - 2):
        comparison, scale, level = tokens[index : index + 3]
        if comparison.type in _FLIPPABLE and scale.type == "NAME" and level.type in ("LEVEL", "NUMBER"):
            before = tokens[index - 1].type if index else ""
            if scale.start_pos in lexed.numbers_named and before not in NUMERIC:
                tokens[index : index + 2] = [scale, comparison]


def _join_first_window(tokens: list[Token]) -> None:
    """``in the past 6 months, A or B``: the comma behind a window that opens a rule joins nothing."""
    for index, token in enumerate(tokens):
        if token.type == "COMMA" and index and tokens[0].type in OPENS_WINDOW:
            del tokens[index]
            return
        if token.type not in _OF_WINDOW and not token.type.startswith("ANCHOR"):
            return


def _settle_with(lexed: Lexed) -> None:
    """``diabetes with HbA1c > 9%``, ``aged 18–75 with asthma``: beside a comparison, a value or a lead `with` is *and*.

    So it is behind a stay in hospital: ``hospitalized with pneumonia``.

    Between two names it may make one thing of them (``diabetes with nephropathy``), and is not understood.
    """
    tokens = lexed.tokens
    for index, token in enumerate(tokens):
        if token.type == "JOINS_WITH":
            before = tokens[index - 1]
            is_and = _reaches_no_further(tokens[:index]) and (
                before.type in _CLOSES_COMPARISON
                or lexed.concepts.get(before.start_pos or 0) in _STAYS
                or _opens_condition(tokens[index + 1 : index + 4])
            )
            tokens[index] = token.update(type="AND" if is_and else "UNKNOWN")


def _reaches_no_further(before: list[Token]) -> bool:
    """``no heart failure with LVEF < 40%``: the negation, like a history, may be of both."""
    return not any(token.type in ("NO", "LEAD_EVER", "LEAD_STARTED", "LEAD_FAMILY_HISTORY") for token in before)


def _join_without(tokens: list[Token]) -> None:
    """``asthma without COPD`` is *asthma and no COPD*: behind a name the word also joins.

    ``no asthma without COPD`` denies the whole of it.
    """
    for index in range(len(tokens) - 1, 0, -1):
        is_behind_name = tokens[index - 1].type in ("NAME", "ALIAS")
        is_without = tokens[index].type == "NO" and str(tokens[index]).lower().startswith("without")
        if is_without and is_behind_name and _reaches_no_further(tokens[:index]):
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

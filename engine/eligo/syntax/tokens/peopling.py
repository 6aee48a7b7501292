"""Words for people that say nothing themselves, and what stands on either side of them."""

from __future__ import annotations

from lark import Token

from eligo.syntax.tokens.opening import BOUND, NAMED, OF_PEOPLE
from eligo.syntax.tokens.scanner import COMPARATORS, Lexed

#: what closes an age or the levels of a scale
_COMPARED = frozenset(("OLD", "NUMBER", "TIME_UNIT", "LEVEL", "OR_MORE", "OR_LESS"))
#: what opens a condition of its own behind people
_OPENS = frozenset(("CONFIRMED", "NO", "LEAD_NOW", "LEAD_NAMED", "LEAD_EVER"))
#: pregnancies, of which weeks of gestation may be asked
_PREGNANT = frozenset((("pregnancy",), ("singleton_pregnancy",), ("multiple_pregnancy",), ("twin_pregnancy",)))
_OPENS_AGE = frozenset(("OLD", "BETWEEN_AGES"))
_SEXES = frozenset(("MALE", "FEMALE", "ADULTS", "CHILDREN"))
#: a negation, a history and a window may reach over the people
_REACHES = frozenset((
    "NO", "LEAD_EVER", "LEAD_STARTED", "LEAD_FAMILY_HISTORY", "WITHIN", "IN_THE_PAST", "FOR", "EXCEPT", "IF", "UNLESS",
))  # fmt: skip


def join_people(lexed: Lexed) -> None:
    """``asthma patients aged 18 to 65``, ``age 18 to 65 patients with asthma``: both are asked of the same people.

    Elsewhere the word says nothing and goes.
    """
    tokens = lexed.tokens
    for index in range(len(tokens) - 1, -1, -1):
        is_named = tokens[index].type == "NAME" and OF_PEOPLE.search(str(tokens[index]))
        if is_named or tokens[index].type == "NOT_PREGNANT":
            _join_named_people(lexed, index)
        if tokens[index].type == "NAME" and lexed.concepts.get(tokens[index].start_pos or 0) in _PREGNANT:
            _join_weeks(lexed, index)
        if tokens[index].type in _SEXES:
            _join_people_of_name(lexed, index)
        if tokens[index].type != "PERSONS":
            continue
        before, after = tokens[:index], tokens[index + 1 :]
        is_join = bool(after) and (_is_condition_before(lexed, before, after) or _is_age_before(lexed, before, after))
        if is_join and _REACHES.isdisjoint(token.type for token in before):
            tokens[index] = tokens[index].update(type="AND")
        else:
            del tokens[index]


def _join_named_people(lexed: Lexed, index: int) -> None:
    """``postmenopausal women, 50 to 85 years of age``: such a name ends in the word for people."""
    tokens = lexed.tokens
    is_comma = index + 1 < len(tokens) and tokens[index + 1].type == "COMMA"
    after = tokens[index + 1 + is_comma :]
    if after and _says_age(lexed, after) and _REACHES.isdisjoint(token.type for token in tokens[:index]):
        place = after[0].start_pos
        tokens[index + 1 : index + 1 + is_comma] = [Token("AND", "", start_pos=place, end_pos=place)]


def _join_weeks(lexed: Lexed, index: int) -> None:
    """``pregnant women between 18 and 24 weeks of gestation``: both are asked of the same people."""
    tokens = lexed.tokens
    first = index + 1
    while first < len(tokens) and tokens[first].type == "ALIAS":
        first += 1
    end = first
    while end < len(tokens) and tokens[end].type in BOUND:
        end += 1
    is_weeks = first < end < len(tokens) and lexed.concepts.get(tokens[end].start_pos or 0) == ("gestational_age",)
    if is_weeks and _REACHES.isdisjoint(token.type for token in tokens[:index]):
        place = tokens[first].start_pos
        tokens.insert(first, Token("AND", "", start_pos=place, end_pos=place))


def _join_people_of_name(lexed: Lexed, index: int) -> None:
    """``obese women aged 18 to 65``: a condition right before people and their age is theirs."""
    tokens = lexed.tokens
    before, after = tokens[:index], tokens[index + 1 :]
    if not before or not after or not _is_condition_before(lexed, before, after):
        return
    if _REACHES.isdisjoint(token.type for token in before):
        place = tokens[index].start_pos
        tokens.insert(index, Token("AND", "", start_pos=place, end_pos=place))


def _is_condition_before(lexed: Lexed, before: list[Token], after: list[Token]) -> bool:
    """``asthma patients aged 18``: a condition, and behind the people their age."""
    if before[-1].type not in NAMED or before[-1].start_pos in lexed.numbers_named:
        return False
    return _says_age(lexed, after)


def _says_age(lexed: Lexed, after: list[Token]) -> bool:
    first = after[0]
    if first.type in ("ADULTS", "CHILDREN"):
        return True
    if first.type in _OPENS_AGE or _is_age(lexed, first):
        return True
    if first.type not in COMPARATORS | {"NUMBER", "BETWEEN"}:
        return False
    kinds = [token.type for token in after]
    named = next((i for i, kind in enumerate(kinds) if kind in ("NAME", "OLD")), len(kinds))
    return named < len(kinds) and kinds[named] == "OLD"


def _is_age(lexed: Lexed, token: Token) -> bool:
    return lexed.concepts.get(token.start_pos or 0) == ("age",)


def _is_age_before(lexed: Lexed, before: list[Token], after: list[Token]) -> bool:
    """``age 18–75 patients with asthma``, ``ASA I–III patients undergoing surgery``."""
    if before[-1].type not in _COMPARED:
        return False
    is_level = any(token.type == "LEVEL" for token in before)
    if not is_level and not any(token.type in _OPENS_AGE or _is_age(lexed, token) for token in before):
        return False
    is_condition = after[0].type in NAMED and after[0].start_pos not in lexed.numbers_named
    return is_condition or after[0].type in _OPENS

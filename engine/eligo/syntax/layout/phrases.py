"""Small closed phrases of the layout: the first line of a group, and a length of time."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

from eligo.syntax.nodes import DurationUnit, Length, Number
from eligo.syntax.tokens.numerals import number_at

GroupKind = Literal["any", "all", "none", "at least", "at most", "exactly"]

_FLAGS = re.IGNORECASE | re.ASCII
#: what stands between the quantifier and the colon
_LISTED = (
    r"(?: of(?: the| these)?(?: following)?| the following| following| these)"
    r"(?: (?:criteria|criterion|conditions?|items?))? ?:"
)
#: quantifiers without a number; a closed list
_PLAIN: tuple[tuple[re.Pattern[str], GroupKind], ...] = (
    (re.compile(r"(?:any(?: one)?|(?:any )?(?:one|1) or more|either)" + _LISTED, _FLAGS), "any"),
    (re.compile(r"(?:all|each)" + _LISTED, _FLAGS), "all"),
    (re.compile(r"(?:none|not any)" + _LISTED, _FLAGS), "none"),
)
#: quantifiers with a number: the words before it, those behind it, the kind, and what is added; a closed list
_COUNTED: tuple[tuple[re.Pattern[str], re.Pattern[str], GroupKind, int], ...] = tuple(
    (re.compile(before, _FLAGS), re.compile(behind + _LISTED, _FLAGS), cast("GroupKind", kind), add)
    for before, behind, kind, add in (
        (r"(?:at least |no fewer than |not less than |(?:a )?minimum of |≥ ?|>= ?|=> ?)", "", "at least", 0),
        (r"", r" or more", "at least", 0),
        (r"(?:more than |> ?)", "", "at least", 1),
        (r"(?:at most |no more than |not more than |(?:a )?maximum of |≤ ?|<= ?|=< ?)", "", "at most", 0),
        (r"", r" or (?:fewer|less)", "at most", 0),
        (r"(?:fewer than |less than |< ?)", "", "at most", -1),
        (r"exactly ", "", "exactly", 0),
    )
)
#: longer lines are sentences
_GROUP_AT_MOST = 80
_LENGTH_AT_MOST = 40
_UNIT = re.compile(r"[ -]?(?P<unit>hour|day|week|month|year)s?", _FLAGS)


class GroupLine(NamedTuple):
    """What the first line of a group says: ``at least 2 of:``. ``number`` is None for any, all and none."""

    kind: GroupKind
    number: int | None


def read_group_line(line: str) -> GroupLine | None:
    """Return what ``line`` (cleaned, with its colon) says of the list below it, or None where it opens no group.

    >>> read_group_line("One or more of the following:"), read_group_line("≥ two of:")
    (GroupLine(kind='any', number=None), GroupLine(kind='at least', number=2))
    """
    if len(line) > _GROUP_AT_MOST:
        return None
    for pattern, kind in _PLAIN:
        if pattern.fullmatch(line):
            return GroupLine(kind, None)
    for before, behind, kind, add in _COUNTED:
        head = before.match(line)
        number = number_at(line, head.end()) if head else None
        if number and behind.fullmatch(line, number[0]):
            value = number[1]
            whole = value.denominator == 1 and value >= 0 and value + add >= 0
            return GroupLine(kind, int(value) + add) if whole else None
    return None


def print_group_line(kind: GroupKind, number: int | None) -> str:
    """Return the canonical first line of a group."""
    return f"{kind} of:" if number is None else f"{kind} {number} of:"


def read_length(text: str) -> Length | None:
    """Return the length of time that ``text`` is, or None: ``28 days``, ``six (6) months``. Its span is left open."""
    number = number_at(text, 0) if len(text) <= _LENGTH_AT_MOST else None
    found = _UNIT.fullmatch(text, number[0]) if number else None
    if number is None or found is None or number[1] <= 0:
        return None
    digits = str(number[1]) if number[1].denominator == 1 else text[: number[0]]
    return Length(Number(digits, number[1]), cast("DurationUnit", found["unit"].lower()))


def print_length(length: Length) -> str:
    """Return the canonical text of a length: ``28 days``."""
    return f"{length.count.text} {length.unit}{'' if length.count.value == 1 else 's'}"

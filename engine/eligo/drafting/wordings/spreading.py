"""Heads that every item of the list below them takes on: ``History of:``, ``Within 4 weeks of enrolment:``."""

from __future__ import annotations

import re

from eligo.rules.model import Section
from eligo.syntax.snippet import clean
from eligo.syntax.tokens.known_names import Names
from eligo.syntax.tokens.lexer import tokens_of

_HEAD_AT_MOST = 160
#: what a head says of the list itself; any of it excludes
_LISTED = re.compile(
    r"\b(?:(?:any|one)(?: or more)? of )?(?:the |these )?following(?: (?:medical |clinical )?(?:conditions?|diseases?"
    r"|disorders?|events?|drugs?|medications?|treatments?|therapies|procedures?|criteria))?\b",
    re.IGNORECASE,
)
_OF_TIME = frozenset(("IN_THE_PAST", "WITHIN", "NUMBER", "TIME_UNIT", "BEFORE", "OF"))


def spread(head: str, section: Section | None, names: Names) -> str | None:
    """Return the words of ``head`` that each item below it takes on, or None where it is no such head.

    Only in an exclusion, where each item excludes: an inclusion may need all of them, or one. Every word has to be a
    lead word, a window, or one that says nothing.
    """
    if section != "exclusion" or len(head) > _HEAD_AT_MOST:
        return None
    words = " ".join(_LISTED.sub(" ", head.rstrip(" :")).split())
    kinds = [token.type for token in tokens_of(clean(words).text, names).tokens]
    leads = [kind for kind in kinds if kind.startswith("LEAD")]
    rest = [kind for kind in kinds if not kind.startswith(("LEAD", "ANCHOR")) and kind != "ANY_RESULT"]
    is_spread = bool(kinds) and (bool(leads) or "TIME_UNIT" in kinds) and set(rest) <= _OF_TIME
    return words if is_spread else None

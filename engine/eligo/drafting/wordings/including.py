"""Conditions of an exclusion that its sentence counts among others: ``liver disease, including hepatitis B and NASH``.

`including` opens a list without an end (LANGUAGE §4), but a closed list of conditions behind it, to the end of the
sentence, only says what is counted in: either excludes. Of drugs and procedures it may say what the first was given
with, and an inclusion may need what is listed.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Any, Present, Rule
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Condition

TRIGGERS = triggers("including")
_INCLUDING = re.compile(
    r"(?P<head>[^():;]+?),?\s*(?P<open>\()?\s*including,?\s+(?P<list>[^():;]+?)(?(open)\s*\))", re.IGNORECASE
)
_JOIN = re.compile(r"\s*(?:,\s*(?:and/or\s|and\s|or\s)?|\s(?:and/or|and|or)\s)\s*", re.IGNORECASE)


def counted_in(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the words before `including`, and the sentence with `or` in its place; None where it lists anything else.

    >>> from eligo.vocabulary.loading import load_vocabulary
    >>> counted_in("liver disease, including hepatitis B and cirrhosis", load_vocabulary())
    ('liver disease', 'liver disease or hepatitis B or cirrhosis')
    """
    found = _INCLUDING.fullmatch(text)
    if found is None:
        return None
    listed = _JOIN.split(found["list"].strip())
    if not all(_is_condition(name, vocabulary) for name in listed):
        return None
    return found["head"], " or ".join((found["head"], *listed))


def _is_condition(name: str, vocabulary: Vocabulary) -> bool:
    meanings = [vocabulary.concepts[id] for id in vocabulary.index.exact(name)]
    return bool(meanings) and all(isinstance(meaning, Condition) for meaning in meanings)


def may_count_in(rule: Rule | None, vocabulary: Vocabulary) -> bool:
    """Tell whether what stands before `including` is conditions alone, with no time of their own."""
    if isinstance(rule, Any):
        return all(may_count_in(part, vocabulary) for part in rule.of)
    return (
        isinstance(rule, Present)
        and rule.when in ("now", "ever")
        and rule.relation is None
        and rule.for_at_least is rule.for_more_than is rule.for_less_than is None
        and not rule.exceptions
        and all(isinstance(vocabulary.concepts[id], Condition) for id in rule.concepts)
    )

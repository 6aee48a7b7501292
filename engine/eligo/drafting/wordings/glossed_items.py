"""States that an item of a sentence explains in numbers: ``heart failure or severe anemia (hemoglobin < 8 g/dL)``.

The same closed list of states as where the whole sentence is one (``glosses``); the numbers then stand for the words
before them, back to the last comma or connective, and everything else of the sentence stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from eligo.drafting.wordings.glosses import Gloss, names_state_of, state_explained, states_named
from eligo.rules.model import Section

_BRACKET = re.compile(r"\s*[(\[](?P<inner>(?:[^()\[\]]|[(\[][^()\[\]]*[)\]])+)[)\]]")
#: only numbers explain anything
_NUMBER = re.compile(r"\d")
#: where an item may begin
_BEGINS = re.compile(r"^|[,;:]\s+|\b(?:and/or|or|and)\s+", re.IGNORECASE)
#: words before an item that perhaps reach into it, of which its numbers would lose their meaning
_REACHING = re.compile(
    r"\b(?:no|not|none|non|nor|neither|without|absence|free|lack|history|prior|previous|previously|past|former|ever"
    r"|except|exception|excluding|exclusion|apart|other|unless|if|when|allerg\w+|hypersensitivity|family|risk|due"
    r"|caused|secondary|because|related|induced|associated|resulting|between|during|since)\b",
    re.IGNORECASE,
)


class GlossedItems(NamedTuple):
    """A sentence with numbers in the place of the states that they explain, and those glosses."""

    text: str
    glosses: tuple[Gloss, ...]


def glossed_items(text: str, section: Section | None) -> GlossedItems | None:
    """Return ``text`` with the states of its items in numbers, or None where it explains none.

    >>> glossed_items("heart failure or severe anemia (hemoglobin < 8 g/dL)", "exclusion").text
    'heart failure or (hemoglobin < 8 g/dL)'
    """
    written, told, end = "", list[Gloss](), 0
    for bracket in _BRACKET.finditer(text):
        before = text[end : bracket.start()]
        is_plain = _NUMBER.search(bracket["inner"]) and not _REACHING.search(text, 0, bracket.start())
        found = _head(before, bracket["inner"], section) if is_plain else None
        if found is not None:
            start, values = found
            if _names_again(written + before[:start], values):
                return None
            told.append(values)
            written += f"{before[:start]}({values.text})"
        else:
            written += text[end : bracket.end()]
        end = bracket.end()
    return GlossedItems(written + text[end:], tuple(told)) if told else None


def _head(before: str, inner: str, section: Section | None) -> tuple[int, Gloss] | None:
    """Return where the state begins that ``inner`` explains, the nearest beginning first, and the gloss."""
    for start in reversed([found.end() for found in _BEGINS.finditer(before)]):
        if states := states_named(before[start:], section):
            values = state_explained(inner, states)
            return (start, values) if values else None
    return None


def _names_again(before: str, values: Gloss) -> bool:
    """`kidney disease or abnormal renal function (…)`: perhaps both are explained, so nobody knows."""
    explained = frozenset[str]().union(*values.states)
    return names_state_of(re.sub(r"\([^()]*\)", "", before), explained)

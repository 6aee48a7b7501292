"""Names that share a word with their neighbour in a list: ``renal or hepatic disease``, ``hepatitis B or C``.

Such a name is taken where the whole of it is known to the vocabulary, and the words written of it are no name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from eligo.vocabulary.names import NameIndex, Word

#: what stands between two items of a list
_JOIN = re.compile(r"\s*(?:,\s*(?:and/or|and|or)\s|,|/|\s(?:and/or|and|or|&)\s)\s*", re.IGNORECASE)
#: words of one item that are written, and items before the one that holds the shared words
_WORDS = 3
_ITEMS = 5
#: of all the words of the name behind them: `benign or malignant liver tumors` is no `benign tumor`
_OF_ALL = frozenset(("benign", "malignant", "primary", "secondary", "acute", "chronic", "acquired", "congenital"))


class Shared(NamedTuple):
    """A name of which a part stands in a neighbour: its meanings, where what is written of it ends, and all of it."""

    meanings: tuple[str, ...]
    end: int
    text: str


def before_head(text: str, words: list[Word], first: int, names: NameIndex) -> Shared | None:
    """Return the name that begins at ``words[first]`` and ends in a later item: `renal or hepatic disease`.

    Where the first word fits the later name too, it may be meant of both: `chronic liver or kidney disease`.
    """
    longest = names.longest_from(words[first].key)
    for last in reversed(range(first, min(first + _WORDS, first + longest - 1, len(words)))):
        for head in _heads(text, words, first, last, names, _ITEMS) if _is_one(text, words, first, last) else ():
            if words[first].key in _OF_ALL and len(head.key.split()) < len(head.item.split()) - 1:
                continue
            if meanings := names.of_key(f"{_key(words, first, last)} {head.key}"):
                is_shared = last > first and names.of_key(head.item) and names.of_key(f"{words[first].key} {head.item}")
                whole = f"{text[words[first].start : words[last].end]} {text[head.start : head.end]}"
                return None if is_shared else Shared(meanings, words[last].end, whole)
    return None


class _Head(NamedTuple):
    """Words at the end of a list that its items may share: their keys, those of the item they end, their place."""

    key: str
    item: str
    start: int
    end: int


def _heads(text: str, words: list[Word], first: int, last: int, names: NameIndex, items: int) -> Iterator[_Head]:
    """Yield what the items may share of the list whose first begins at ``words[first]``, behind ``words[last]``."""
    join = _JOIN.match(text, words[last].end)
    start = next((i for i in range(last + 1, min(last + 4, len(words))) if join and words[i].start == join.end()), None)
    if start is None or not items:
        return
    longest = names.longest_from(words[start].key)
    for end in range(start, min(start + _WORDS, start + longest - 1, len(words))):
        if _is_one(text, words, start, end):
            item = _key(words, start, end)
            heads = _heads(text, words, start, end, names, items - 1)
            yield from (head for head in heads if names.of_key(f"{item} {head.key}"))
    front = _key(words, first, last - 1)
    for end in reversed(range(start, min(start + _WORDS + 1, len(words)))):
        item = _key(words, start, end)
        if _is_one(text, words, start, end) and (names.of_key(item) or names.of_key(f"{front} {item}")):
            for i in range(start + 1, end + 1):
                yield _Head(_key(words, i, end), item, words[i].start, words[end].end)


def _key(words: list[Word], first: int, last: int) -> str:
    """Return what the name of these words is found by."""
    return " ".join(word.key for word in words[first : last + 1])


def _is_one(text: str, words: list[Word], first: int, last: int) -> bool:
    """Tell whether nothing but spaces and hyphens stands between these words."""
    between = (text[words[index].end : words[index + 1].start] for index in range(first, last))
    return all(not gap.strip(" -‐‑") for gap in between)


def behind_front(before: str, text: str, words: list[Word], first: int, names: NameIndex) -> Shared | None:
    """Return the name that begins as ``before`` does: ``C`` of `hepatitis B or C`."""
    front = before.split()
    for last in reversed(range(first, min(first + _WORDS, len(words)))):
        written = text[words[first].start : words[last].end]
        for count in reversed(range(1, len(front))):
            whole = " ".join((*front[:count], written))
            if _is_one(text, words, first, last) and (meanings := names.exact(whole)):
                return Shared(meanings, words[last].end, whole)
    return None

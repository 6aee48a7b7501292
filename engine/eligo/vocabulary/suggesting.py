"""What a misspelt name may have been meant as. Suggestions only: spelling cannot decide meaning."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

#: how alike two spellings must be to be worth showing, by `SequenceMatcher.ratio`
_ALIKE = 0.72


def nearest(text: str, spellings: Iterable[tuple[str, tuple[str, ...]]], n: int) -> list[str]:
    """Return the first names of up to ``n`` rows that hold a spelling near ``text``, nearest first.

    ``spellings`` are rows of an id and the names of a concept, the preferred one first.
    """
    wanted = " ".join(text.lower().split())
    if not wanted:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best: dict[str, float] = {}
    for _, names in spellings:
        score = max((_likeness(matcher, wanted, name.lower()) for name in names), default=0.0)
        if score >= _ALIKE:
            best[names[0]] = max(score, best.get(names[0], 0.0))
    return sorted(best, key=lambda name: (-best[name], name))[:n]


def _likeness(matcher: SequenceMatcher[str], wanted: str, name: str) -> float:
    shorter, longer = sorted((len(wanted), len(name)))
    if shorter * 2 < (longer + shorter) * _ALIKE:
        return 0.0
    matcher.set_seq1(name)
    if matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()

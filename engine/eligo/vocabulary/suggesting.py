"""What a misspelt name may have been meant as. Suggestions only: spelling cannot decide meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

#: how alike two spellings must be to be worth showing, by `SequenceMatcher.ratio`
_ALIKE = 0.72
#: so many spellings, those that share most pairs of letters, are compared in full
_CANDIDATES = 40


class NearNames:
    """Finds the names nearest to a misspelt one: an index of pairs of letters picks those worth comparing."""

    def __init__(self, spellings: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Index rows of an id and the names of a concept, the preferred one first."""
        #: a spelling, the preferred name of what it is of, and how many pairs of letters it has
        self._names: list[tuple[str, str, int]] = []
        self._with_pair: dict[str, list[int]] = {}
        for _, names in spellings:
            for name in names:
                pairs = _pairs(name.lower())
                for pair in pairs:
                    self._with_pair.setdefault(pair, []).append(len(self._names))
                self._names.append((name, names[0], len(pairs)))

    def nearest(self, text: str, n: int) -> list[str]:
        """Return names of up to ``n`` concepts with a spelling near ``text``, nearest first.

        A concept goes by its preferred name where this is near too, else by the spelling that is: `dairy`, not `milk`.
        """
        wanted = " ".join(text.lower().split())
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)

        def likeness(name: str) -> float:
            matcher.set_seq1(name.lower())
            return matcher.ratio()

        best: dict[str, tuple[float, str]] = {}
        for index in self._candidates(_pairs(wanted)):
            name, preferred, _ = self._names[index]
            score = likeness(name)
            if score >= _ALIKE and score > best.get(preferred, (0.0, ""))[0]:
                best[preferred] = score, preferred if likeness(preferred) >= _ALIKE else name
        return [name for _, name in sorted(best.values(), key=lambda near: (-near[0], near[1]))[:n]]

    def _candidates(self, pairs: frozenset[str]) -> list[int]:
        shared = Counter(index for pair in pairs for index in self._with_pair.get(pair, ()))
        names = self._names

        def likeness(index: int) -> tuple[float, int]:
            return -2 * shared[index] / (len(pairs) + names[index][2]), index

        return sorted(shared, key=likeness)[:_CANDIDATES]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(first + second for first, second in pairwise(text))

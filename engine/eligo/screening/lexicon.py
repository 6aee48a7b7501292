"""What screening keeps of a vocabulary: how units fit measures, looked up once for all patients."""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, between, to_measure
from eligo.vocabulary.model import Finding, Measure


class Lexicon:
    """Serves one vocabulary."""

    __slots__ = ("_between", "_findings", "_fits", "_sure", "vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Serve ``vocabulary``."""
        self.vocabulary = vocabulary
        self._fits: dict[tuple[str, Unit], Fit | None] = {}
        self._between: dict[tuple[str, Unit, Unit], Fit | None] = {}
        self._sure: dict[str, tuple[int, int]] = {}
        self._findings: dict[str, Finding | None] = {}

    def fit(self, measure: Measure, unit: Unit) -> Fit | None:
        """Return how a value in ``unit`` becomes one in ``measure.unit``, None where it cannot."""
        key = (measure.id, unit)
        try:
            return self._fits[key]
        except KeyError:
            fit = to_measure(measure, unit)
            found = self._fits[key] = fit if isinstance(fit, Fit) else None
            return found

    def surely_believable(self, measure: Measure, value: Interval) -> bool:
        """Tell at low cost whether both ends of ``value`` lie well inside what can be believed."""
        low, high = value.low, value.high
        if low is None or high is None:
            return False
        sure = self._sure.get(measure.id)
        if sure is None:
            least, most = measure.plausible or (None, None)
            # whole numbers inside the bounds: comparing them with the parts of a fraction is cheap
            sure = self._sure[measure.id] = (0, -1) if least is None or most is None else (ceil(least), floor(most))
        least, most = sure
        return low.numerator >= least * low.denominator and high.numerator <= most * high.denominator

    def between(self, measure: Measure, source: Unit, target: Unit) -> Fit | None:
        """Return how a value in ``source`` becomes one in ``target``, None where it cannot."""
        key = (measure.id, source, target)
        try:
            return self._between[key]
        except KeyError:
            fit = between(measure, source, target)
            found = self._between[key] = fit if isinstance(fit, Fit) else None
            return found

    def telling_finding(self, id: str) -> Finding | None:
        """Return the finding ``id`` where it says something of a condition."""
        try:
            return self._findings[id]
        except KeyError:
            concept = self.vocabulary.concepts[id]
            tells = isinstance(concept, Finding) and (concept.implies is not None or bool(concept.suggests))
            found = self._findings[id] = concept if isinstance(concept, Finding) and tells else None
            return found


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Return the lexicon of ``vocabulary``, kept for the last few vocabularies."""
    for lexicon in _KEPT:
        if lexicon.vocabulary is vocabulary:
            return lexicon
    lexicon = Lexicon(vocabulary)
    _KEPT.insert(0, lexicon)
    del _KEPT[_MOST:]
    return lexicon


_KEPT: list[Lexicon] = []
_MOST: Final = 8

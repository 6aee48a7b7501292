"""What screening keeps of a vocabulary: how units fit measures, looked up once for all patients."""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, between, is_plausible, to_measure
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

    def believable(self, measure: Measure, value: Interval) -> bool:
        """Tell whether some number of ``value``, in the measure's unit, can be believed."""
        if measure.plausible is None:
            return True
        low, high = value.low, value.high
        sure = self._sure.get(measure.id)
        if sure is None:
            # whole numbers inside the bounds: comparing them with the parts of a fraction is cheap
            sure = self._sure[measure.id] = (ceil(measure.plausible[0]), floor(measure.plausible[1]))
        least, most = sure
        if low is not None and high is not None:
            if low.numerator >= least * low.denominator and high.numerator <= most * high.denominator:
                return True
            if low == high:
                return is_plausible(measure, low)
        if measure.can_be_zero and value.contains(0):
            return True
        return value.intersection(Interval(*measure.plausible)) is not None

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

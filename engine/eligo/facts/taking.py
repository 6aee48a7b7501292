"""How the values of a measure are taken that are written in some unit, worked out once for each unit."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit, known_unit
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, to_measure, variant_of
from eligo.vocabulary.model import Measure

_INFINITE: Final = float("inf")
#: floats this much nearer than the bounds are surely inside them
_MARGIN: Final = 1e-9


class Taking(Struct, frozen=True):
    """What a unit as written makes of the values of a measure.

    ``measure`` is the measure itself, or the one that the unit makes of it (FEV1 in % predicted). ``problem``: the unit
    is missing, cannot be read, or measures something else. ``existing`` and ``believable`` are the values that there
    can be at all and those that can be believed, in ``unit``; a float between ``low`` and ``high`` surely is of them.
    """

    measure: Measure
    unit: Unit | None
    problem: Literal["missing", "unreadable", "unfit"] | None = None
    existing: Interval | None = None
    believable: Interval | None = None
    low: float = -_INFINITE
    high: float = _INFINITE

    def believes(self, value: Interval) -> bool:
        """Tell whether some part of ``value`` can be believed."""
        if self.believable is None or value.intersection(self.believable) is not None:
            return True
        return self.measure.can_be_zero and value.contains(0)

    def bounded(self, value: Interval) -> Interval:
        """Return ``value`` with an infinite end at what can exist at all (LANGUAGE §3.3)."""
        if self.existing is None or (value.low is not None and value.high is not None):
            return value
        return value.intersection(self.existing) or value


def taking_of(vocabulary: Vocabulary, measure: Measure, text: str | None) -> Taking:
    """Return how a value of ``measure`` in the unit ``text`` is taken; None is no unit."""
    if text is None:
        if not measure.has_natural_unit:
            return Taking(measure, None, "missing")
        return _bounds(measure, None, measure.unit)
    unit = known_unit(text)
    if unit is None and measure.has_natural_unit and measure in vocabulary.find(text):
        unit = measure.unit  # `1.2 INR`
    if unit is None:
        return Taking(measure, None, "unreadable")
    variant = variant_of(measure, unit)
    if variant is not None:
        measure = vocabulary.measure(variant)
    if not isinstance(to_measure(measure, unit), Fit):
        return Taking(measure, unit, "unfit")
    return _bounds(measure, unit, unit)


def _bounds(measure: Measure, written: Unit | None, unit: Unit) -> Taking:
    fit = to_measure(measure, unit)
    assert isinstance(fit, Fit)  # asked before, or the measure's own unit
    back = fit.conversion.inverse()
    existing = back(Interval(measure.least, measure.greatest))
    if measure.plausible is None:
        return Taking(measure, written, existing=existing)
    first, last = sorted(back(end) for end in measure.plausible)
    low, high = float(first), float(last)
    sure = low + abs(low) * _MARGIN, high - abs(high) * _MARGIN
    return Taking(measure, written, None, existing, Interval(first, last), *sure)

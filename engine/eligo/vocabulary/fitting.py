"""How a value in some unit becomes one in a measure's unit, or why not; and which unit makes a value believable."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from eligo.quantities.conversion import IDENTITY, Affine, conversion
from eligo.quantities.dimension import Dimension
from eligo.quantities.units import Unit
from eligo.vocabulary.model import Measure

#: amounts in a volume that only an analyte's own factor joins: what is counted differs, the volume does not
_AMOUNTS = ("mass", "substance")
#: equivalents in a UCUM code; UCUM makes them moles, but how many depends on the valence
_EQUIVALENTS = re.compile(r"(?<![A-Za-z\[{])[munpk]?eq(?![A-Za-z])")
#: by which units are confounded most often
_TENS = (10, 100, 1000)
#: rates, of which the dimension says nothing either: beats, becquerels, µg/kg/min
_RATE = Dimension({"time": -1})


class Fit(Struct, frozen=True):
    """``conversion`` takes a value in the one unit to the other; round to ``precision`` decimals where declared."""

    conversion: Affine
    precision: int | None = None


class Misfit(Struct, frozen=True):
    """Why a unit does not fit: E301 another dimension, E302 another kind, E312 a conversion that does not exist."""

    code: Literal["E301", "E302", "E312"]
    message: str
    help: str


def to_measure(measure: Measure, unit: Unit) -> Fit | Misfit:
    """Return how a value in ``unit`` becomes one in ``measure.unit``, or why it cannot."""
    return _into(measure, unit) or _misfit(measure, unit)


def between(measure: Measure, source: Unit, target: Unit) -> Fit | Misfit:
    """Return how a value of ``measure`` in ``source`` becomes one in ``target``, or why it cannot.

    Exact wherever no rounding is declared. Comparing in the rule's unit and not by way of ``measure.unit`` matters for
    HbA1c, whose two published maps are no exact inverses: 47 and 48 mmol/mol are both 6.5 %.
    """
    for unit in (source, target):
        if _into(measure, unit) is None:
            return _misfit(measure, unit)
    family, other_family = _family(measure, source), _family(measure, target)
    if family == other_family:
        return Fit(conversion(source, target) or IDENTITY)
    first, last = to_measure(measure, source), _out_of(measure, target, other_family)
    assert isinstance(first, Fit)  # _into found it above
    precision = first.precision if last.precision is None else last.precision
    return Fit(first.conversion.then(last.conversion), precision)


def variant_of(measure: Measure, unit: Unit) -> str | None:
    """Return the id of the measure that ``measure`` is when its value is in ``unit``: FEV1 in % predicted."""
    return next((id for other, id in measure.variants if _alike(unit, other)), None)


def is_count(unit: Unit) -> bool:
    """Tell whether ``unit`` counts things in a volume: ×10⁹/L, /mm³."""
    return unit.tag is None and dict(unit.dimension) == {"length": -3}


def is_plausible(measure: Measure, value: Fraction) -> bool:
    """Tell whether ``value``, in ``measure.unit``, can be believed."""
    if measure.plausible is None or (measure.can_be_zero and value == 0):
        return True
    return measure.plausible[0] <= value <= measure.plausible[1]


def plausible_elsewhere(measure: Measure, value: Fraction, unit: Unit) -> tuple[Unit, ...]:
    """Return the units in which ``value``, written in ``unit``, would be believable, powers of ten first.

    Empty where it can be believed as it stands, where ``unit`` does not fit, and where no other unit that the measure
    lists makes it believable, at most a factor of 1000 away.
    """
    written = _into(measure, unit)
    if written is None or is_plausible(measure, written.conversion(value)):
        return ()
    found: list[tuple[bool, Fraction, Unit]] = []
    for other in dict.fromkeys((measure.unit, *measure.units, *(unit for unit, _, _ in measure.conversions))):
        fit = _into(measure, other)
        if fit is None or other == unit or not is_plausible(measure, fit.conversion(value)):
            continue
        factor = _factor(written.conversion.scale, fit.conversion.scale)
        if factor <= 1000:
            found.append((factor not in _TENS, factor, other))
    return tuple(other for *_, other in sorted(found, key=lambda row: row[:2]))


def words_for(measure: Measure) -> str:
    """Return what ``measure`` measures, in words: ``a flow (volume/time)``."""
    return _a(measure.family or measure.unit.words())


@lru_cache(maxsize=1024)
def counts_equivalents(unit: Unit) -> bool:
    """Tell whether ``unit`` counts equivalents (mEq/L), which are moles times the valence of the analyte."""
    return _EQUIVALENTS.search(unit.code) is not None


def _factor(one: Fraction, other: Fraction) -> Fraction:
    ratio = abs(one / other)
    return ratio if ratio >= 1 else 1 / ratio


def _into(measure: Measure, unit: Unit) -> Fit | None:
    for other, affine, precision in measure.conversions:
        if _alike(unit, other):
            first = conversion(unit, other)
            return None if first is None else Fit(first.then(affine), precision)
    straight = conversion(unit, measure.unit) if _is_own(measure, unit) else None
    return None if straight is None else Fit(straight)


def _out_of(measure: Measure, target: Unit, family: int) -> Fit:
    """Return how a value in ``measure.unit`` becomes one in ``target``, which belongs to ``family``."""
    if family < 0:
        return Fit(conversion(measure.unit, target) or IDENTITY)
    other, affine, _ = measure.conversions[family]
    last = conversion(other, target) or IDENTITY
    for published, back, precision in measure.returns:
        if published == other:
            return Fit(back.then(last), precision)
    return Fit(affine.inverse().then(last))


def _family(measure: Measure, unit: Unit) -> int:
    """Return the index of the conversion that ``unit`` takes; -1 where it needs none."""
    return next((index for index, (other, _, _) in enumerate(measure.conversions) if _alike(unit, other)), -1)


def _is_own(measure: Measure, unit: Unit) -> bool:
    if not _is_counted(measure.unit):
        return counts_equivalents(unit) == counts_equivalents(measure.unit)
    return unit.code in {measure.unit.code, *(other.code for other in measure.units)}


def _is_counted(unit: Unit) -> bool:
    """Tell whether ``unit`` is a bare number or a rate, of which dimension says too little: %, 1, mg/g, /min."""
    return unit.tag is None and (not unit.dimension or unit.dimension == _RATE)


def _alike(unit: Unit, other: Unit) -> bool:
    """Tell whether ``unit`` is of the family of ``other``: of bare numbers only the same unit is."""
    if _is_counted(other):
        return unit.code == other.code and unit.tag == other.tag
    same = unit.dimension == other.dimension and unit.tag == other.tag
    return same and counts_equivalents(unit) == counts_equivalents(other)


def _misfit(measure: Measure, unit: Unit) -> Misfit:
    recorded = f"{measure.name} is {words_for(measure)}, recorded in {_listed(measure)}"
    for other, reason in measure.refusals:
        if _alike(unit, other):
            message = f"`{_shown(unit)}` of {measure.name} cannot be converted to {_shown(measure.unit)}"
            return Misfit("E312", message, f"{reason}; write it in {_listed(measure)}")
    if unit.dimension == measure.unit.dimension and not counts_equivalents(unit):
        message = f"`{_shown(unit)}` is another kind of quantity than {measure.name}"
        return Misfit("E302", message, f"{recorded}; `{_shown(unit)}` is {_a(unit.words())}")
    if counts_equivalents(unit) or _joined_by_factor(unit.dimension, measure.unit.dimension):
        message = f"`{_shown(unit)}` of {measure.name} cannot be converted to {_shown(measure.unit)}"
        kind = "an amount of equivalents" if counts_equivalents(unit) else _a(unit.words())
        help_ = f"{recorded}; `{_shown(unit)}` is {kind}, and no factor of this analyte joins the two"
        return Misfit("E312", message, help_)
    message = f"`{_shown(unit)}` does not measure {measure.name}"
    return Misfit("E301", message, f"{recorded}; `{_shown(unit)}` is {_a(unit.words())}")


def _joined_by_factor(one: Dimension, other: Dimension) -> bool:
    """Tell whether both are an amount in a volume, so that a factor could exist for some analyte."""
    amounts = [_amount(dimension) for dimension in (one, other)]
    return None not in amounts


def _amount(dimension: Dimension) -> str | None:
    """Return what is counted in a litre by ``dimension``: mass, substance, an arbitrary unit, or things."""
    powers = dict(dimension)
    if powers.pop("length", 0) != -3:
        return None
    if not powers:
        return "number"
    base, power = next(iter(powers.items()))
    return base if len(powers) == 1 and power == 1 and (base in _AMOUNTS or base.startswith("[")) else None


def _listed(measure: Measure) -> str:
    units = dict.fromkeys((measure.unit, *measure.units, *(unit for unit, _, _ in measure.conversions)))
    shown = list(dict.fromkeys(_shown(unit) for unit in units))[:4]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _shown(unit: Unit) -> str:
    return unit.display or unit.code


def _a(words: str) -> str:
    if words.startswith(("a ", "an ")):
        return words
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"

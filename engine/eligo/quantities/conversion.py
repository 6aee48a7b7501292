"""Exact conversion between units."""

from __future__ import annotations

from fractions import Fraction
from typing import overload

from msgspec import Struct

from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit


class Affine(Struct, frozen=True):
    """The exact map ``value × scale + shift``; ``scale`` is never 0.

    >>> Affine(Fraction(9, 5), Fraction(32))(Fraction(38))
    Fraction(502, 5)
    """

    scale: Fraction
    shift: Fraction = Fraction(0)

    @overload
    def __call__(self, value: Fraction) -> Fraction: ...
    @overload
    def __call__(self, value: Interval) -> Interval: ...
    def __call__(self, value: Fraction | Interval) -> Fraction | Interval:
        """Return what ``value`` becomes; a negative scale turns an interval round."""
        if self is IDENTITY:
            return value
        if isinstance(value, Interval):
            return value.mapped(self.scale, self.shift)
        return value * self.scale + self.shift

    def inverse(self) -> Affine:
        """Return the map back."""
        return Affine(1 / self.scale, -self.shift / self.scale)

    def then(self, next: Affine) -> Affine:
        """Return this map followed by ``next``."""
        return Affine(self.scale * next.scale, self.shift * next.scale + next.shift)


IDENTITY = Affine(Fraction(1))


def conversion(source: Unit, target: Unit) -> Affine | None:
    """Return the exact map from a value in ``source`` to one in ``target``, or None where there is none.

    There is none where the dimensions differ, and none where the tags differ: an indexed clearance is no clearance,
    FEU are no DDU. Whether a measure knows more (a molar factor) is the vocabulary's to say.
    """
    if source is target:
        return IDENTITY
    if source.dimension != target.dimension or source.tag != target.tag:
        return None
    return Affine(source.factor / target.factor, (source.offset - target.offset) / target.factor)

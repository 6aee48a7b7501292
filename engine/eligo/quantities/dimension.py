"""What a unit measures: base quantities and their powers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

#: the base quantities, in the order in which a dimension lists them; arbitrary units ([IU]) are bases of their own
BASES = ("length", "mass", "time", "temperature", "substance", "angle", "current", "luminosity")
_ORDER = {base: index for index, base in enumerate(BASES)}


class Dimension(Mapping[str, int]):
    """A frozen mapping of base quantity to integer power; powers of zero are left out.

    Mole is a base of its own (``substance``), not a number: UCUM's choice would let mol/L convert to /L.

    >>> dict(Dimension({"length": -3, "mass": 1, "time": 0}))
    {'length': -3, 'mass': 1}
    """

    __slots__ = ("_hash", "powers")
    powers: tuple[tuple[str, int], ...]

    def __init__(self, powers: Mapping[str, int] | Iterable[tuple[str, int]] = ()) -> None:
        """Keep the powers that are not zero, in a fixed order."""
        pairs = [(base, power) for base, power in dict(powers).items() if power]
        pairs.sort(key=lambda pair: (_ORDER.get(pair[0], len(BASES)), pair[0]))
        self.powers = tuple(pairs)
        self._hash = hash(self.powers)

    def __getitem__(self, base: str) -> int:
        for known, power in self.powers:
            if known == base:
                return power
        raise KeyError(base)

    def __iter__(self) -> Iterator[str]:
        return (base for base, _ in self.powers)

    def __len__(self) -> int:
        return len(self.powers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dimension) and self.powers == other.powers

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Dimension({dict(self.powers)})"

    def __reduce__(self) -> tuple[type[Dimension], tuple[tuple[tuple[str, int], ...]]]:
        return Dimension, (self.powers,)

    def times(self, other: Dimension, power: int = 1) -> Dimension:
        """Return the dimension of this × ``other`` to ``power``."""
        product = dict(self.powers)
        for base, exponent in other.powers:
            product[base] = product.get(base, 0) + exponent * power
        return Dimension(product)


DIMENSIONLESS = Dimension()

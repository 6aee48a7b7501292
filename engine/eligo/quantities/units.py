"""Units of measurement: exact factors to base units, and the two spellings of each, for machines and for people."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from eligo.quantities.canonical import Parts, canonical_code, display_of, parts_of
from eligo.quantities.dimension import DIMENSIONLESS, Dimension
from eligo.quantities.problems import QuantityError, UnitError, shown
from eligo.quantities.spelling import close_spellings, lost_exponent, normalised, spelled
from eligo.quantities.table import table
from eligo.quantities.ucum import Component, UcumSyntaxError, parse_ucum

__all__ = ["ONE", "Dimension", "QuantityError", "Unit", "UnitError", "known_unit", "parse_unit"]

#: longer text is no unit; the cap keeps hostile text cheap
LONGEST = 200


class Unit(Struct, frozen=True, eq=False):
    """A unit. Units are interned: the same code is the same object, so equality and hash are those of identity.

    ``code`` is the canonical UCUM code (``10*9/L``), ``display`` what clinicians print (``×10⁹/L``; empty for the
    number one), and both are read back as this unit. A value × ``factor`` + ``offset`` is the value in base units
    (metre, gram, second, kelvin, mole, radian, ampere, candela, and each arbitrary unit). ``tag`` is what the unit says
    beyond its dimension; units of different tags do not convert.
    """

    code: str
    display: str
    factor: Fraction
    offset: Fraction
    dimension: Dimension
    tag: str | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by value, so that reading a cache needs no table; the copy is interned again."""
        return _interned, (self.code, self.display, self.factor, self.offset, self.dimension, self.tag)

    def __copy__(self) -> Unit:
        return self

    def __deepcopy__(self, _: object) -> Unit:
        return self

    def __repr__(self) -> str:
        return f"Unit({self.code!r})"

    def __str__(self) -> str:
        return self.display

    def words(self) -> str:
        """Return what it measures: ``a mass concentration (mass/volume)``."""
        by_meaning = _words()
        found = by_meaning.get((self.dimension, self.tag)) or by_meaning.get((self.dimension, None))
        named = found or f"a quantity of dimension {_powers(self.dimension)}"
        return named if self.tag is None or (self.dimension, self.tag) in by_meaning else f"{named}, {self.tag}"


_UNITS: dict[str, Unit] = {}


def _interned(
    code: str, display: str, factor: Fraction, offset: Fraction, dimension: Dimension, tag: str | None
) -> Unit:
    unit = _UNITS.get(code)
    if unit is None:
        unit = _UNITS.setdefault(code, Unit(code, display, factor, offset, dimension, tag))
    return unit


def parse_unit(text: str) -> Unit:
    """Return the unit that ``text`` is, as clinicians write it or as a UCUM code.

    Raises `UnitError`: E303 where it is no unit (``help`` names near ones), E305 where a power of ten lost its mark.

    >>> [parse_unit(t).code for t in ("mg/dl", "K/uL", "x 10^9/L", "mm Hg", "µg/24 h")]
    ['mg/dL', '10*3/uL', '10*9/L', 'mm[Hg]', 'ug/(24.h)']
    """
    if len(text) > LONGEST:
        raise UnitError("E303", f"{shown(text)} is no unit", "a unit has at most 200 characters")
    found = _parsed(text)
    if found is None:
        raise UnitError(*_problem(text))
    return found


def known_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` is, or None where it is none.

    For patient data, whose messages name no near units: to look for them takes a hundred times as long as to read.
    """
    return _parsed(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=8192)
def _parsed(text: str) -> Unit | None:
    plain = normalised(text)
    if lost_exponent(plain):
        return None
    components = _components(plain)
    return None if components is None else _unit(parts_of(components))


@lru_cache(maxsize=512)
def _problem(text: str) -> tuple[str, str, str]:
    """Return the code, the message and the help of text that is no unit."""
    plain = normalised(text)
    if mended := lost_exponent(plain):
        return "E305", f"{shown(text)} has lost the mark of its exponent", f"did you mean `{mended}`?"
    return "E303", f"{shown(text)} is no unit that is known", _remedy(plain)


def _components(plain: str) -> tuple[Component, ...] | None:
    code = spelled(plain)
    try:
        return parse_ucum(plain.replace("·", ".") if code is None else code)
    except UcumSyntaxError:
        return None


def _remedy(plain: str) -> str:
    near = close_spellings(plain) if 0 < len(plain) <= 40 else []
    if near:
        return "did you mean " + " or ".join(f"`{spelling}`" for spelling in near) + "?"
    return "write it as laboratories print it (`mg/dL`, `×10^9/L`, `mmHg`) or as a UCUM code"


def _unit(parts: Parts) -> Unit:
    written = canonical_code(parts)
    # a code that clinicians mean otherwise (C coulomb, u atomic mass unit) is set apart from their spelling
    code = written if _read_back(written) == written else f"1.{written}"
    known = _UNITS.get(code)
    if known is not None:
        return known
    factor, dimension = _measure(parts.components)
    display = display_of(parts)
    # what would be read as another unit is shown by its code
    if display and _read_back(display) != written:
        display = code
    return _interned(code, display, factor, _offset(parts.components), dimension, parts.tag)


def _read_back(display: str) -> str | None:
    components = _components(normalised(display))
    return None if components is None else canonical_code(parts_of(components))


def _measure(components: tuple[Component, ...]) -> tuple[Fraction, Dimension]:
    factor, dimension = Fraction(1), DIMENSIONLESS
    for component in components:
        scale = component.scale
        if component.atom is not None:
            of_atom, dimension_of_atom = _atom_measure(component.atom.code)
            scale *= of_atom
            dimension = dimension.times(dimension_of_atom, component.power)
        factor *= scale**component.power
    return factor, dimension


@lru_cache(maxsize=512)
def _atom_measure(code: str) -> tuple[Fraction, Dimension]:
    """Return the factor and the dimension of an atom, from its definition all the way down to base units."""
    atom = table().atoms[code]
    if atom.definition is None:
        return Fraction(1), Dimension({atom.base or code: 1})
    value, unit = atom.definition
    factor, dimension = _measure(parse_ucum(unit))
    return value * factor, dimension


def _offset(components: tuple[Component, ...]) -> Fraction:
    """Return the kelvin of the nought of a temperature scale; in a product a degree is a difference."""
    match components:
        case (Component(power=1, atom=atom),) if atom is not None and atom.zero:
            return atom.zero * _atom_measure(atom.code)[0]
        case _:
            return Fraction(0)


@lru_cache(maxsize=1)
def _words() -> dict[tuple[Dimension, str | None], str]:
    units = ((parse_unit(code), words) for code, words in table().words.items())
    return {(unit.dimension, unit.tag): words for unit, words in units}


def _powers(dimension: Dimension) -> str:
    return "·".join(base if power == 1 else f"{base}^{power}" for base, power in dimension.items())


ONE = _interned("1", "", Fraction(1), Fraction(0), DIMENSIONLESS, None)

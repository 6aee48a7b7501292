"""Pint as a second opinion on units, for checks and tests; the only module that imports it.

Pint never sees a text: it is given the components of a unit that the closed grammar has read, each by the name that
Pint's own definitions have for the same unit. It answers in its base units (SI, with the gram for the kilogram).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from eligo.quantities.dimension import Dimension
from eligo.quantities.table import table
from eligo.quantities.ucum import parse_ucum
from eligo.quantities.units import Unit

#: atoms that Pint's default definitions have under a name of their own, with the same meaning and the same value
PINT_NAMES: dict[str, str] = {
    "m": "meter", "s": "second", "g": "gram", "K": "kelvin", "mol": "mole", "A": "ampere", "cd": "candela",
    "rad": "radian", "sr": "steradian", "Hz": "hertz", "N": "newton", "Pa": "pascal", "J": "joule", "W": "watt",
    "C": "coulomb", "V": "volt", "F": "farad", "Ohm": "ohm", "S": "siemens", "Wb": "weber", "T": "tesla",
    "H": "henry", "lm": "lumen", "lx": "lux", "Gy": "gray", "Sv": "sievert", "kat": "katal", "L": "liter",
    "ar": "are", "min": "minute", "h": "hour", "d": "day", "wk": "week", "a": "year", "mo": "month",
    "t": "metric_ton", "bar": "bar", "eV": "electron_volt", "deg": "degree", "[in_i]": "inch", "[ft_i]": "foot",
    "[yd_i]": "yard", "[mi_i]": "mile", "[nmi_i]": "nautical_mile", "[lb_av]": "pound", "[oz_av]": "ounce",
    "[stone_av]": "stone", "[gr]": "grain", "[oz_tr]": "troy_ounce", "[gal_us]": "gallon", "[qt_us]": "quart",
    "[pt_us]": "pint", "[foz_us]": "fluid_ounce", "[cup_us]": "cup", "[tbs_us]": "tablespoon",
    "[tsp_us]": "teaspoon", "[gal_br]": "imperial_gallon", "[psi]": "pound_force_per_square_inch",
    "atm": "standard_atmosphere", "att": "technical_atmosphere", "dyn": "dyne", "erg": "erg", "P": "poise",
    "St": "stokes", "Ci": "curie", "R": "roentgen", "RAD": "rads", "REM": "rem", "cal": "calorie",
    "U": "enzyme_unit", "Ao": "angstrom", "b": "barn", "[c]": "speed_of_light", "[e]": "elementary_charge",
    "[h]": "planck_constant", "[k]": "boltzmann_constant", "[g]": "standard_gravity", "[ly]": "light_year",
    "[acr_us]": "acre", "[degR]": "degree_Rankine", "[S]": "svedberg", "tex": "tex", "[den]": "denier",
    "bit": "bit", "By": "byte",
}  # fmt: skip
_BASES = {
    "[length]": "length",
    "[mass]": "mass",
    "[time]": "time",
    "[temperature]": "temperature",
    "[substance]": "substance",
    "[current]": "current",
    "[luminosity]": "luminosity",
}


def pint_measure(unit: Unit) -> tuple[float, Dimension] | None:
    """Return the factor to base units and the dimension of ``unit`` by Pint, or None where Pint has no such unit.

    Pint counts angles as numbers, so the dimension holds none. The factor is a float and that of a difference (a degree
    Fahrenheit is 5/9 K). An atom that Pint lacks (IU, mm[Hg] by UCUM's value) makes the answer None.
    """
    components = parse_ucum(unit.code)
    factor, dimension = 1.0, Dimension()
    for component in components:
        scale = float(component.scale)
        if component.atom is not None and component.atom.code == "10*":
            scale *= 10.0
        elif component.atom is not None:
            found = _pint_atom(component.atom.code)
            if found is None:
                return None
            scale *= found[0]
            dimension = dimension.times(found[1], component.power)
        factor *= scale**component.power
    return factor, dimension


@lru_cache(maxsize=512)
def _pint_atom(code: str) -> tuple[float, Dimension] | None:
    name = PINT_NAMES.get(table().atoms[code].code)
    if name is None:
        return None
    quantity = _pint_registry().Quantity(1.0, name).to_root_units()
    powers = {_BASES[base]: int(power) for base, power in quantity.dimensionality.items() if base in _BASES}
    return float(quantity.magnitude), Dimension(powers)


@lru_cache(maxsize=1)
def _pint_registry() -> Any:
    import pint  # costs a third of a second: only who asks pays

    return cast(Any, pint.UnitRegistry())  # pint is typed in part only

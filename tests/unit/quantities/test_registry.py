"""Pint as an independent judge of every unit that it knows."""

from __future__ import annotations

import subprocess
import sys

import pytest

from eligo.quantities.dimension import Dimension
from eligo.quantities.registry import PINT_NAMES, pint_measure
from eligo.quantities.table import table
from eligo.quantities.units import Unit, parse_unit


def _without_angle(dimension: Dimension) -> Dimension:
    return Dimension({base: power for base, power in dimension.items() if base != "angle"})


def _agrees(unit: Unit) -> bool:
    found = pint_measure(unit)
    if found is None:
        return False
    factor, dimension = found
    assert dimension == _without_angle(unit.dimension), unit
    # the mean year, π and the calorie of Pint are floats
    assert factor == pytest.approx(float(unit.factor), rel=1e-9), unit
    return True


def test_pint_agrees_on_every_atom_it_knows() -> None:
    assert set(PINT_NAMES) <= set(table().atoms)
    assert all(_agrees(parse_unit(f"1.{code}")) for code in PINT_NAMES)


def test_pint_agrees_on_every_clinical_spelling_it_can_judge() -> None:
    known = table()
    codes = {*known.spellings.values(), *known.whole.values(), *known.words}
    judged = [code for code in sorted(codes) if _agrees(parse_unit(code))]
    assert len(judged) > 70


def test_pint_has_no_unit_of_its_own_for_some() -> None:
    assert pint_measure(parse_unit("[IU]/L")) is None
    assert pint_measure(parse_unit("10*9/L")) == (pytest.approx(1e12), Dimension({"length": -3}))


def test_pint_is_imported_only_when_it_is_asked() -> None:
    program = "import sys; import eligo.quantities.registry as r; assert 'pint' not in sys.modules"
    path = "import sys; sys.path[:0] = " + repr([p for p in sys.path if p]) + "; "
    subprocess.run([sys.executable, "-c", path + program], check=True, timeout=60)

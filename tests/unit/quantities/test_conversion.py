"""Exact maps between units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eligo.quantities.conversion import IDENTITY, Affine, conversion
from eligo.quantities.interval import Interval
from eligo.quantities.units import parse_unit


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("1.5", "mg/dL", "g/L", "0.015"),
        ("90", "%", "1", "0.9"),
        ("250", "10*9/L", "/uL", "250000"),
        ("250", "K/uL", "10*9/L", "250"),
        ("38", "°C", "°F", "100.4"),
        ("100.4", "°F", "°C", "38"),
        ("110", "lb", "kg", "49.8951607"),
        ("1", "ukat/L", "U/L", "60"),
        ("3", "g/24 h", "mg/day", "3000"),
        ("2", "drinks/day", "drinks/week", "14"),
    ],
)
def test_value_converts_exactly_there_and_back(value: str, source: str, target: str, result: str) -> None:
    there = conversion(parse_unit(source), parse_unit(target))
    back = conversion(parse_unit(target), parse_unit(source))
    assert there is not None and back is not None
    assert there(Fraction(value)) == Fraction(result)
    assert back(Fraction(result)) == Fraction(value)
    assert there.inverse() == back
    assert there.then(back) == IDENTITY


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("mg/dL", "mmol/L"),
        ("IU/L", "U/L"),
        ("IU/L", "[PFU]/L"),
        ("mL/min", "mL/min/1.73m2"),
        ("ug/mL FEU", "ug/mL DDU"),
        ("ug/mL FEU", "ug/mL"),
        ("%", "% predicted"),
        ("mol/L", "/L"),
        ("mEq/L", "mmol/L"),
        ("copies/mL", "IU/mL"),
        ("copies/mL", "log10 copies/mL"),
        ("[pH]", "1"),
        ("dB[SPL]", "dB"),
        ("Sv", "Gy"),
    ],
)
def test_what_only_looks_alike_does_not_convert(source: str, target: str) -> None:
    assert conversion(parse_unit(source), parse_unit(target)) is None
    assert conversion(parse_unit(target), parse_unit(source)) is None


def test_unit_converts_into_itself_by_identity() -> None:
    unit = parse_unit("mg/dL")
    assert conversion(unit, unit) is IDENTITY
    assert Affine(Fraction(1), Fraction(1)) != IDENTITY


def test_interval_keeps_its_open_end_and_turns_round_under_a_negative_scale() -> None:
    below_five = Interval(Fraction(0), Fraction(5), high_open=True)
    assert Affine(Fraction(2), Fraction(1))(below_five) == Interval(Fraction(1), Fraction(11), high_open=True)
    assert Affine(Fraction(-1))(below_five) == Interval(Fraction(-5), Fraction(0), low_open=True)

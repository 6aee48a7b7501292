"""What a text is as a unit or a quantity, and what it is in another unit: the object of ``eligo unit``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eligo.quantities.conversion import Affine, conversion
from eligo.quantities.interval import Interval
from eligo.quantities.numbers import decimal_text
from eligo.quantities.problems import QuantityError, UnitError, shown
from eligo.quantities.units import ONE, Unit, parse_unit
from eligo.quantities.values import parse_value

#: the exact map from one unit to another, or None where there is none
Convert = Callable[[Unit, Unit], Affine | None]


def unit_answer(
    text: str, value: str | None = None, to: str | None = None, *, convert: Convert = conversion
) -> dict[str, Any]:
    """Return the object of FORMATS §5 for ``text``, which is a unit, or a quantity where ``value`` is not given.

    ``to`` asks for the value in another unit. ``convert`` knows the conversions: those between units alone by default;
    a measure's own (molar factors, HbA1c) are given by the caller. Never raises: what is wrong is in ``error``, whose
    ``help`` says what to write instead. ``valid`` speaks of ``text`` alone. The result is exact where its decimals
    end, else it has 15 significant digits; a value such as ``<5`` gives ``<13.2``.

    >>> answer = unit_answer("10*9/L", "250", "/uL")
    >>> answer["unit"], answer["dimension"], answer["result"]
    ('10*9/L', {'length': -3}, '250000')
    """
    answer: dict[str, Any] = {
        "text": text,
        "valid": False,
        "unit": None,
        "dimension": None,
        "result": None,
        "error": None,
    }
    try:
        unit, amount = _read(text, quantity_allowed=value is None)
        answer |= {"valid": True, "unit": unit.code, "dimension": dict(unit.dimension)}
        if value is not None:
            amount = _value(value)
        if to is not None:
            affine = _conversion(unit, parse_unit(to), convert)
            amount = amount and affine(amount)
        answer["result"] = None if amount is None else _interval_text(amount)
    except QuantityError as problem:
        answer["error"] = {"code": problem.code, "message": problem.message, "help": problem.help}
    return answer


def _read(text: str, *, quantity_allowed: bool) -> tuple[Unit, Interval | None]:
    """Return the unit that ``text`` is, or the unit and the value of a quantity."""
    try:
        return parse_unit(text), None
    except UnitError as no_unit:
        if not quantity_allowed or no_unit.code != "E303":
            raise
        try:
            amount, unit = parse_value(text)
        except QuantityError:
            raise no_unit from None
    return ONE if unit is None else parse_unit(unit), amount


def _value(text: str) -> Interval:
    amount, unit = parse_value(text)
    if unit is not None:
        raise QuantityError("E306", f"{shown(text)} is no number", "the value has no unit of its own")
    return amount


def _conversion(source: Unit, target: Unit, convert: Convert) -> Affine:
    """Return the map; raises `QuantityError`: E301 where the dimensions differ, E302 where the kinds do."""
    affine = convert(source, target)
    if affine is not None:
        return affine
    sides = f"`{source.code}` is {source.words()}, `{target.code}` is {target.words()}"
    if source.dimension != target.dimension:
        remedy = "name a unit of the same dimension, or the measure (`--of`) whose own factor joins the two"
        raise QuantityError("E301", f"{sides}: they do not convert", remedy)
    raise QuantityError("E302", f"{sides}: the same dimension, but not the same kind", "name a unit of the same kind")


def _interval_text(amount: Interval) -> str:
    low = None if amount.low is None else decimal_text(amount.low)
    high = None if amount.high is None else decimal_text(amount.high)
    if low is None:
        return f"{'<' if amount.high_open else '≤'}{high}"
    if high is None:
        return f"{'>' if amount.low_open else '≥'}{low}"
    return low if amount.is_point else f"{low}–{high}"

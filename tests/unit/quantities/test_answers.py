"""The object of ``eligo unit``."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eligo.quantities.answers import unit_answer
from eligo.quantities.conversion import Affine
from eligo.quantities.units import Unit


@pytest.mark.parametrize(
    ("text", "value", "to", "unit", "result"),
    [
        ("10*9/L", "250", "/uL", "10*9/L", "250000"),
        ("mg/dl", None, None, "mg/dL", None),
        ("mg/dl", None, "g/L", "mg/dL", None),
        ("mg/dl", "1.5", None, "mg/dL", "1.5"),
        ("[in_i]", "6.3", "cm", "[in_i]", "16.002"),
        ("kPa", "40", "mmHg", "kPa", "300.025502167684"),
        ("1.5 mg/dL", None, "g/L", "mg/dL", "0.015"),
        ("<5 mg/L", None, "mg/dL", "mg/L", "<0.5"),
        ("<=5 mg/L", None, None, "mg/L", "≤5"),
        (">5 mg/L", None, None, "mg/L", ">5"),
        ("≥ 5 mg/L", None, None, "mg/L", "≥5"),
        ("5-6 mg/L", None, None, "mg/L", "5–6"),
        ("1,500", None, None, "1", "1500"),
        ("38", "1", None, "38", "1"),
    ],
)
def test_unit_or_quantity(text: str, value: str | None, to: str | None, unit: str, result: str | None) -> None:
    answer = unit_answer(text, value, to)
    assert answer["error"] is None
    assert (answer["text"], answer["valid"], answer["unit"]) == (text, True, unit)
    assert answer["result"] == result


def test_shape_is_that_of_the_format() -> None:
    assert unit_answer("10*9/L", "250", "/uL") == {
        "text": "10*9/L",
        "valid": True,
        "unit": "10*9/L",
        "dimension": {"length": -3},
        "result": "250000",
        "error": None,
    }


@pytest.mark.parametrize(
    ("text", "value", "to", "valid", "code", "message"),
    [
        ("mgg/dL", None, None, False, "E303", "`mgg/dL` is no unit that is known"),
        ("x109/L", None, None, False, "E305", "`x109/L` has lost the mark of its exponent"),
        ("5 mgg/dL", None, None, False, "E303", "`mgg/dL` is no unit that is known"),
        ("5 mg/dL", "7", None, False, "E303", "`5 mg/dL` is no unit that is known"),
        ("mg/dL", "many", None, True, "E306", "the value is no number"),
        ("mg/dL", "5 mg", None, True, "E306", "`5 mg` is no number"),
        ("mg/dL", "5", "mgg", True, "E303", "`mgg` is no unit that is known"),
        (
            "mg/dL",
            "15",
            "mL/min",
            True,
            "E301",
            "`mg/dL` is a mass concentration (mass/volume), `mL/min` is a flow (volume/time): they do not convert",
        ),
        (
            "mL/min",
            "15",
            "mL/min/1.73m2",
            True,
            "E302",
            "`mL/min` is a flow (volume/time), `mL/min/{1.73_m2}` is a flow indexed to body surface (volume/time per"
            " 1.73 m²): the same dimension, but not the same kind",
        ),
    ],
)
def test_error_is_in_the_answer(
    text: str, value: str | None, to: str | None, valid: bool, code: str, message: str
) -> None:
    answer = unit_answer(text, value, to)
    assert (answer["valid"], answer["result"]) == (valid, None)
    assert (answer["error"]["code"], answer["error"]["message"]) == (code, message)
    assert answer["error"]["help"]


def test_measure_brings_its_own_conversion() -> None:
    def creatinine(source: Unit, target: Unit) -> Affine | None:
        return Affine(Fraction("88.4")) if (source.code, target.code) == ("mg/dL", "umol/L") else None

    assert unit_answer("mg/dL", "1.5", "µmol/L", convert=creatinine)["result"] == "132.6"

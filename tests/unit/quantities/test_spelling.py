"""Clinical spellings that are read, and texts that are left alone."""

from __future__ import annotations

import pytest

from eligo.quantities.spelling import close_spellings, lost_exponent, normalised, spelled


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("×10⁹ / L", "×10^9 / L"),
        ("10 ⁹/L", "10^9/L"),
        ("10⁻³", "10^-3"),
        ("kg/m²", "kg/m2"),
        ("µg", "ug"),
        ("μg", "ug"),
        ("mg\u00a0/\u2009dL", "mg / dL"),
        ("H₂O", "H2O"),
        ("５", "５"),
        ("％", "%"),
        ("º", "°"),
        ("mg∕dL", "mg/dL"),
        ("pack–years", "pack-years"),
    ],
)
def test_signs_that_are_one_are_written_as_one(text: str, plain: str) -> None:
    assert normalised(text) == plain


@pytest.mark.parametrize(
    "text",
    ["", "furlong", "mg/furlong", "furlong/mg", "/", "x 10^9 furlongs/L", "furlong daily", "24 furlongs/h", "(furlong)",
     "mg·furlong", "10^9 of nothing", "g/12h"],
)  # fmt: skip
def test_what_is_no_spelling_is_left_to_the_grammar(text: str) -> None:
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mg/24-hour", "mg/(24.h)"),
        ("mL/min/(1.73 m2)", "mL/min/{1.73_m2}"),
        ("10^6 copies/mL", "10*6.{copies}/mL"),
        ("X 10^9/L", "10*9/L"),
        ("10·L/min", "10.L/min"),
        ("mg a day", "mg/d"),
    ],
)
def test_parts_are_joined_into_a_code(text: str, code: str) -> None:
    assert spelled(text) == code


@pytest.mark.parametrize("text", ["100/L", "10/L", "10^9/L", "10*9/L", "108/L", "mg/dL", "10*3/ul", "109"])
def test_exponent_is_lost_only_where_a_power_was_likely(text: str) -> None:
    assert (lost_exponent(text) is None) == (text != "109")


def test_near_spellings_are_none_for_long_or_twice_wrong_text() -> None:
    assert close_spellings("zzzzzzzzzzz/qqqqqqqqqq") == []
    assert close_spellings("z" * 39) == []
    assert "mg/dL" in close_spellings("mg/dK")

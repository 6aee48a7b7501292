"""Values of facts as laboratories write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eligo.quantities.interval import Interval
from eligo.quantities.problems import QuantityError
from eligo.quantities.values import parse_value


@pytest.mark.parametrize(
    ("text", "low", "high", "open_ends", "unit"),
    [
        ("88 %", "88", "88", "", "%"),
        ("88%", "88", "88", "", "%"),
        ("34/min", "34", "34", "", "/min"),
        ("<5 mg/L", None, "5", "high", "mg/L"),
        ("< 5", None, "5", "high", None),
        ("<=10", None, "10", "", None),
        ("≤10 U/L", None, "10", "", "U/L"),
        ("≥ 3", "3", None, "", None),
        (">100,000/µL", "100000", None, "low", "/µL"),
        ("1.2-1.5 mg/dL", "1.2", "1.5", "", "mg/dL"),
        ("10–20", "10", "20", "", None),
        ("10 to 20 mmHg", "10", "20", "", "mmHg"),
        ("<50 x 10^9/L", None, "50", "high", "x 10^9/L"),
        ("250 ×10⁹/L", "250", "250", "", "×10⁹/L"),
        ("100 000/mm3", "100000", "100000", "", "/mm3"),
        ("-2.5", "-2.5", "-2.5", "", None),
        ("−2.5 mmol/L", "-2.5", "-2.5", "", "mmol/L"),
        ("1e3 copies/mL", "1000", "1000", "", "copies/mL"),
        ("10^4 copies/mL", "10000", "10000", "", "copies/mL"),
        ("1.5 109/L", "1.5", "1.5", "", "109/L"),
        ("54 years", "54", "54", "", "years"),
        ("12.4 ml / min", "12.4", "12.4", "", "ml / min"),
    ],
)
def test_value_and_unit(text: str, low: str | None, high: str | None, open_ends: str, unit: str | None) -> None:
    expected = Interval(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        open_ends == "low",
        open_ends == "high",
    )
    assert parse_value(text) == (expected, unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E306"),
        ("positive", "E306"),
        ("1,5 mg/dL", "E306"),
        ("1.2.3", "E306"),
        ("1,500,0", "E306"),
        ("20-10", "E306"),
        ("<10-20", "E306"),
        ("<<5", "E306"),
        ("9" * 400, "E306"),
        ("\ud800", "E306"),
        ("100 109/L", "E305"),
        ("1.5-100 109/L", "E305"),
    ],
)
def test_what_is_no_value_is_refused_without_repeating_it(text: str, code: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_value(text)
    assert caught.value.code == code
    assert not text or text not in caught.value.message

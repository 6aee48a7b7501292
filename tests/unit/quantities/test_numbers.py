"""Numbers as written, exact, and their decimals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eligo.quantities.numbers import NumberError, decimal_text, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("7.50", "7.5"),
        (".5", "0.5"),
        ("0.1", "1/10"),
        ("1,500", "1500"),
        ("65,000", "65000"),
        ("1,234,567.5", "1234567.5"),
        ("1 500", "1500"),
        ("100\u00a0000", "100000"),
        ("10\u2009000", "10000"),
        ("-3", "-3"),
        ("−3.5", "-3.5"),
        ("+3", "3"),
        ("1e3", "1000"),
        ("2.5E-3", "0.0025"),
        ("10^4", "10000"),
        ("10⁴", "10000"),
        ("10¹²", "1e12"),
        (" 8 ", "8"),
        ("six", "6"),
        ("Twenty-One", "21"),
        ("twenty one", "21"),
        ("hundred", "100"),
        ("one hundred", "100"),
        ("six (6)", "6"),
        ("twenty-eight (28)", "28"),
    ],
)
def test_number_is_read_exactly(text: str, value: str) -> None:
    assert parse_number(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        (
            "1,5",
            "`1,5` may have its comma for decimals or for thousands",
            "write `1.5`, or group all thousands by three",
        ),
        ("100,00", "`100,00` may have its comma for decimals or for thousands", None),
        ("1,500,0", "`1,500,0` may have its comma for decimals or for thousands", "write a point for decimals"),
        ("1.500,0", "`1.500,0` may have its comma for decimals or for thousands", "write a point for decimals"),
        ("six (7)", "`six (7)` is no number", "write digits, such as `1500`, `1,500` or `1.5`"),
        ("sixty-ish (60)", "`sixty-ish (60)` is no number", None),
        ("many", "`many` is no number", None),
        ("", "`` is no number", None),
        ("1.2.3", "`1.2.3` is no number", None),
        ("NaN", "`NaN` is no number", None),
        ("٣", "`٣` is no number", None),
        ("1e999999", "`1e999999` is no number", None),
        ("9**9**9", "`9**9**9` is no number", None),
        ("9" * 101, "`" + "9" * 40 + "…` is no number", "a number has at most 100 characters"),
        ("a, b", "`a, b` is no number", None),
    ],
)
def test_what_is_no_number_says_why(text: str, message: str, help: str | None) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert (caught.value.code, caught.value.message) == ("E306", message)
    assert help is None or caught.value.help == help


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(1326, 10), "132.6"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 1000), "0.001"),
        (Fraction(250000), "250000"),
        (Fraction(1, 3), "0.333333333333333"),
        (Fraction(2, 3), "0.666666666666667"),
        (Fraction(-200, 3), "-66.6666666666667"),
        (Fraction(10**20, 3), "33333333333333300000"),
        (Fraction(10**15 * 3 - 1, 3 * 10**15), "1"),
        (Fraction(1, 3 * 10**90), "3.33333333333333E-91"),
        (Fraction(10**90), "1E+90"),
        (Fraction(1, 2**90), "0.000000000000000000000000000807793566946316"),
        (Fraction(99999999999999995, 3 * 10**10), "3333333.33333333"),
        (Fraction(1, 7**20), "0.0000000000000000125325428941968"),
    ],
)
def test_decimals_are_exact_where_they_end(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text

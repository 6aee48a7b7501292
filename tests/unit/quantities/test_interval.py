"""Intervals: comparison in three values, and exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eligo.quantities.interval import Interval, hull, rounded


def of(text: str) -> Interval:
    """Read ``[1,5)``; ``∞`` is infinite."""
    low, high = text[1:-1].split(",")
    return Interval(
        None if "∞" in low else Fraction(low),
        None if "∞" in high else Fraction(high),
        text[0] == "(",
        text[-1] == ")",
    )


@pytest.mark.parametrize(
    ("interval", "bound", "below", "at_most", "above", "at_least"),
    [
        ("[3,3]", 5, 2, 2, 0, 0),
        ("[5,5]", 5, 0, 2, 0, 2),
        ("[7,7]", 5, 0, 0, 2, 2),
        ("[3,7]", 5, 1, 1, 1, 1),
        ("[3,5]", 5, 1, 2, 0, 1),
        ("[3,5)", 5, 2, 2, 0, 0),
        ("[5,7]", 5, 0, 1, 1, 2),
        ("(5,7]", 5, 0, 0, 2, 2),
        ("(-∞,5)", 5, 2, 2, 0, 0),
        ("(-∞,5)", 4, 1, 1, 1, 1),
        ("[5,∞)", 5, 0, 1, 1, 2),
        ("(-∞,∞)", 5, 1, 1, 1, 1),
    ],
)
def test_comparison_is_known_only_where_it_is_so_for_all(
    interval: str, bound: int, below: int, at_most: int, above: int, at_least: int
) -> None:
    one = of(interval)
    limit = Fraction(bound)
    assert one.below(limit, inclusive=False) == below
    assert one.below(limit, inclusive=True) == at_most
    assert one.above(limit, inclusive=False) == above
    assert one.above(limit, inclusive=True) == at_least


@pytest.mark.parametrize("ends", [(5, 3, False, False), (5, 5, True, False), (5, 5, False, True)])
def test_empty_interval_is_refused(ends: tuple[int, int, bool, bool]) -> None:
    low, high, low_open, high_open = ends
    with pytest.raises(ValueError, match="holds at least one number"):
        Interval(Fraction(low), Fraction(high), low_open, high_open)


def test_infinite_end_is_open() -> None:
    assert Interval(None, None) == Interval(None, None, low_open=True, high_open=True)


@pytest.mark.parametrize(
    ("interval", "inside", "outside"),
    [("[1,5)", (1, 3), (0, 5, 6)), ("(1,5]", (2, 5), (1, 6)), ("(-∞,5]", (-9, 5), (6,)), ("[1,∞)", (1, 99), (0,))],
)
def test_contains(interval: str, inside: tuple[int, ...], outside: tuple[int, ...]) -> None:
    assert all(of(interval).contains(value) for value in inside)
    assert not any(of(interval).contains(value) for value in outside)


def test_point() -> None:
    assert Interval.point(3) == of("[3,3]")
    assert Interval.point(3).is_point
    assert not of("[3,4]").is_point
    assert not of("(-∞,∞)").is_point


@pytest.mark.parametrize(
    ("a", "b", "common"),
    [
        ("[1,5]", "[3,9]", "[3,5]"),
        ("[1,5)", "[3,5]", "[3,5)"),
        ("(1,5]", "[1,5]", "(1,5]"),
        ("(-∞,5]", "[3,∞)", "[3,5]"),
        ("(-∞,∞)", "[3,4)", "[3,4)"),
        ("[1,2]", "[3,4]", None),
        ("[1,3)", "[3,4]", None),
    ],
)
def test_intersection(a: str, b: str, common: str | None) -> None:
    expected = None if common is None else of(common)
    assert of(a).intersection(of(b)) == expected
    assert of(b).intersection(of(a)) == expected


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["[1,1]", "[3,3]"], "[1,3]"),
        (["[3,3]", "[1,1]"], "[1,3]"),
        (["(1,3)", "[1,3]"], "[1,3]"),
        (["[1,3]", "(1,3)"], "[1,3]"),
        (["(-∞,3)", "[1,2]"], "(-∞,3)"),
        (["[1,2]", "(0,∞)"], "(0,∞)"),
        (["[1,2]", "(-∞,3)"], "(-∞,3)"),
    ],
)
def test_hull(parts: list[str], whole: str) -> None:
    assert hull(map(of, parts)) == of(whole)


def test_nothing_has_no_hull() -> None:
    with pytest.raises(ValueError, match="no hull"):
        hull([])


@pytest.mark.parametrize(
    ("a", "sign", "b", "result"),
    [
        ("[1,2]", "+", "[10,20)", "[11,22)"),
        ("(-∞,2]", "+", "[1,1]", "(-∞,3]"),
        ("[1,2]", "+", "(0,∞)", "(1,∞)"),
        ("[10,20]", "-", "[1,2)", "(8,19]"),
        ("[10,20]", "-", "(-∞,2]", "[8,∞)"),
        ("[2,3]", "*", "[4,5]", "[8,15]"),
        ("[-2,3]", "*", "[4,5)", "(-10,15)"),
        ("[-2,3]", "*", "[-5,4]", "[-15,12]"),
        ("[0,2]", "*", "(3,5)", "[0,10)"),
        ("(0,2]", "*", "[3,5]", "(0,10]"),
        ("[0,2]", "*", "[3,∞)", "[0,∞)"),
        ("[0,0]", "*", "(-∞,∞)", "[0,0]"),
        ("(0,2]", "*", "[0,1]", "[0,2]"),
        ("[-1,1]", "*", "(-1,1]", "[-1,1]"),
        ("[10,20]", "/", "[2,4]", "[5/2,10]"),
        ("[10,20]", "/", "[2,∞)", "(0,10]"),
        ("[10,20]", "/", "(0,4]", "[5/2,∞)"),
        ("[10,20]", "/", "(2,4)", "(5/2,10)"),
    ],
)
def test_arithmetic_has_exact_ends(a: str, sign: str, b: str, result: str) -> None:
    first, second = of(a), of(b)
    found = {"+": first.__add__, "-": first.__sub__, "*": first.__mul__, "/": first.__truediv__}[sign](second)
    assert found == of(result)


@pytest.mark.parametrize("divisor", ["[0,4]", "[-1,4]", "(-∞,-1]", "(-∞,∞)"])
def test_division_needs_a_divisor_above_zero(divisor: str) -> None:
    with pytest.raises(ZeroDivisionError):
        _ = of("[1,2]") / of(divisor)


def test_negation_and_mapping() -> None:
    assert -of("[1,5)") == of("(-5,-1]")
    assert of("(-∞,5)").mapped(Fraction(-2), Fraction(1)) == of("(-9,∞)")
    assert of("[1,∞)").mapped(Fraction(2)) == of("[2,∞)")


@pytest.mark.parametrize(
    ("interval", "decimals", "result"),
    [
        ("[47.4,47.6]", 0, "[47,48]"),
        ("[47.5,48.5)", 0, "[48,48]"),
        ("[47.5,48.5]", 0, "[48,49]"),
        ("(6.95,7.05)", 1, "[7,7]"),
        ("(-∞,7.04)", 1, "(-∞,7]"),
        ("[7,∞)", 1, "[7,∞)"),
    ],
)
def test_rounding_an_interval_rounds_every_number(interval: str, decimals: int, result: str) -> None:
    assert of(interval).rounded(decimals) == of(result)


@pytest.mark.parametrize(("value", "decimals", "result"), [("2.5", 0, "3"), ("-2.5", 0, "-2"), ("6.949", 1, "6.9")])
def test_halves_are_rounded_upwards(value: str, decimals: int, result: str) -> None:
    assert rounded(Fraction(value), decimals) == Fraction(result)

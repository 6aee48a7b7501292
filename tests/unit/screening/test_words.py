"""Evidence in words."""

from fractions import Fraction

import pytest

from eligo.quantities.dates import parse_duration
from eligo.quantities.interval import Interval
from eligo.quantities.units import parse_unit
from eligo.rules.model import Present, Threshold, Window
from eligo.screening import words
from eligo.screening.bounds import Bound, over, under


def threshold(text: str, *, inclusive: bool = True) -> Threshold:
    return Threshold(Fraction(text), inclusive, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12.4", "12.4"),
        ("1/3", "0.3333"),
        ("100/3", "33.3333"),
        ("1/3000000", "0.0000003333"),
        ("0", "0"),
        ("-1/3", "-0.3333"),
    ],
)
def test_numbers(value: str, text: str) -> None:
    assert words.number(Fraction(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Interval.point(5), "5"),
        (Interval(Fraction(1), Fraction(2)), "1 to 2"),
        (Interval(None, Fraction(2)), "≤2"),
        (Interval(None, Fraction(2), high_open=True), "<2"),
        (Interval(Fraction(2), None), "≥2"),
        (Interval(Fraction(2), None, low_open=True), ">2"),
        (Interval(None, None), "any value"),
    ],
)
def test_extents(value: Interval, text: str) -> None:
    assert words.extent(value) == text


def test_tests_and_margins() -> None:
    one, two = threshold("1.5"), threshold("3", inclusive=False)
    assert words.bounds(one, None, "mg/dL") == "≥ 1.5 mg/dL"
    assert words.bounds(None, two, "%") == "< 3%"
    assert words.bounds(one, two, None) == "≥ 1.5 and < 3"
    assert words.bounds(one, threshold("3"), "/min") == "1.5–3/min"
    bounds = (Bound.of(Fraction(1), True), Bound.of(Fraction(9), True))
    assert words.margin(Interval.point(8), bounds, "mg/dL") == "-1 mg/dL"
    assert words.margin(Interval(Fraction(1), Fraction(2)), bounds, None) is None
    assert words.margin(Interval(None, Fraction(2)), bounds, None) is None


def test_units_and_levels() -> None:
    assert [words.unit_text(unit) for unit in (None, parse_unit("1"), parse_unit("a"), parse_unit("mg/dL"))] == [
        None, None, "years", "mg/dL"
    ]  # fmt: skip
    scale = ("A", "B", "C", "D")
    assert [words.levels(chosen, scale) for chosen in (("A",), ("A", "B"), ("A", "C"))] == ["A", "A–B", "A or C"]


@pytest.mark.parametrize(
    ("start", "end", "anchor", "text"),
    [
        ("P3Y", "P0D", "screening", "in the past 3 years"),
        ("P28D", "P0D", "randomisation", "within 28 days before randomisation"),
        ("P28D", None, "screening", "in the past 28 days"),
        (None, "P6M", "screening", "at least 6 months ago"),
        (None, "P6M", "randomisation", "at least 6 months before randomisation"),
        (None, None, "screening", "at any time"),
        ("P3Y", "P1Y", "screening", "1 year to 3 years ago"),
    ],
)
def test_windows(start: str | None, end: str | None, anchor: str, text: str) -> None:
    durations = [None if length is None else parse_duration(length) for length in (start, end)]
    window = Window(durations[0], durations[1], anchor)
    assert words.window(window) == text
    assert words.presence(Present(("asthma",), when="window", window=window)) == text


def test_bounds_on_what_has_no_end() -> None:
    bound = Bound.of(Fraction(5), True)
    assert (over(Interval(None, Fraction(4)), bound), over(Interval(None, Fraction(6)), bound)) == (0, 1)
    assert (under(Interval(Fraction(6), None), bound), under(Interval(Fraction(4), None), bound)) == (0, 1)
    assert (over(Interval(Fraction(4), None), bound), under(Interval(None, Fraction(6)), bound)) == (1, 1)

"""Properties of quantities: exact, total, and the same whatever way they are written."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from eligo.quantities.conversion import conversion
from eligo.quantities.dates import DateError, Duration, PartialDate, completed, parse_date, parse_duration
from eligo.quantities.durations import DurationUnit
from eligo.quantities.interval import Interval, hull, rounded
from eligo.quantities.numbers import NumberError, decimal_text, parse_number
from eligo.quantities.problems import QuantityError
from eligo.quantities.table import table
from eligo.quantities.units import Unit, UnitError, parse_unit
from eligo.quantities.values import parse_value

_TERMS = sorted({code for code in table().spellings.values() if code != "1"})
_SYMBOLS = sorted(table().atoms)

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=6, allow_nan=False).map(Fraction)
unit_texts = st.text(alphabet="mgLdulkUIEqKMG/.*^()[]{}0123456789 xX×µ%²³⁹-+'°per", max_size=30)
ratios = st.tuples(st.sampled_from(_TERMS), st.sampled_from(_TERMS)).map(lambda pair: parse_unit("/".join(pair)))
units = st.one_of(ratios, st.sampled_from(_TERMS).map(parse_unit))
DURATION_UNITS: tuple[DurationUnit, ...] = ("year", "month", "week", "day", "hour", "minute", "second")
durations = st.builds(Duration, st.integers(0, 500), st.sampled_from(DURATION_UNITS))
moments = st.integers(parse_date("1900").earliest, parse_date("2100").latest)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low = draw(st.none() | numbers)
    high = draw(st.none() | numbers)
    if low is not None and high is not None and low >= high:
        return Interval.point(low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def inside(draw: st.DrawFn, interval: Interval) -> Fraction:
    """Draw a number that belongs to ``interval``."""
    if interval.is_point and interval.low is not None:
        return interval.low
    low = interval.low if interval.low is not None else (interval.high or Fraction(0)) - 50
    high = interval.high if interval.high is not None else low + 100
    share = draw(st.fractions(min_value=0, max_value=1, max_denominator=100))
    value = low + (high - low) * share
    assume(interval.contains(value))
    return value


@given(st.one_of(st.text(max_size=250), unit_texts))
def test_any_text_is_a_unit_or_a_coded_error(text: str) -> None:
    try:
        unit = parse_unit(text)
    except UnitError as error:
        assert error.code in ("E303", "E305")
        assert error.help
    else:
        assert parse_unit(unit.code) is unit
        assert not unit.display or parse_unit(unit.display) is unit
        assert unit.factor > 0


@given(st.lists(st.sampled_from(_SYMBOLS), min_size=1, max_size=4), st.data())
def test_product_of_codes_has_the_product_of_factors(symbols: list[str], data: st.DataObject) -> None:
    powers = [data.draw(st.integers(-3, 3).filter(bool)) for _ in symbols]
    whole = parse_unit("1." + ".".join(f"{s}{p}" for s, p in zip(symbols, powers, strict=True)))
    expected = Fraction(1)
    for symbol, power in zip(symbols, powers, strict=True):
        expected *= parse_unit(f"1.{symbol}1").factor ** power
    assert whole.factor == expected


@given(units, units, decimals)
def test_conversion_is_exact_there_and_back_or_refused_both_ways(source: Unit, target: Unit, value: Fraction) -> None:
    there, back = conversion(source, target), conversion(target, source)
    assert (there is None) == (back is None)
    assert (there is None) == ((source.dimension, source.tag) != (target.dimension, target.tag))
    if there is not None and back is not None:
        assert back(there(value)) == value


@given(intervals(), numbers, st.booleans(), st.data())
def test_answer_of_an_interval_is_that_of_its_numbers(
    interval: Interval, bound: Fraction, inclusive: bool, data: st.DataObject
) -> None:
    below = interval.below(bound, inclusive=inclusive)
    assert interval.above(bound, inclusive=not inclusive) == 2 - below
    value = data.draw(inside(interval))
    holds = value <= bound if inclusive else value < bound
    assert below == 1 or (below == 2) == holds


@given(intervals(), intervals(), st.data())
def test_arithmetic_of_intervals_holds_for_their_numbers(a: Interval, b: Interval, data: st.DataObject) -> None:
    x, y = data.draw(inside(a)), data.draw(inside(b))
    assert (a + b).contains(x + y)
    assert (a - b).contains(x - y)
    assert (a * b).contains(x * y)
    assert hull([a, b]).contains(x) and hull([a, b]).contains(y)
    common = a.intersection(b)
    assert (common is not None and common.contains(x)) == b.contains(x)
    if b.above(Fraction(0), inclusive=False) == 2:
        assert (a / b).contains(x / y)


@given(intervals(), numbers, numbers, st.integers(0, 3), st.data())
def test_maps_of_intervals_hold_for_their_numbers(
    a: Interval, scale: Fraction, shift: Fraction, places: int, data: st.DataObject
) -> None:
    x = data.draw(inside(a))
    assume(scale)
    assert a.mapped(scale, shift).contains(x * scale + shift)
    assert a.rounded(places).contains(rounded(x, places))
    assert abs(rounded(x, places) - x) * 10**places <= Fraction(1, 2)


@given(decimals)
def test_decimal_text_is_read_back_exactly(value: Fraction) -> None:
    assert parse_number(decimal_text(value)) == value
    assert parse_value(decimal_text(value)) == (Interval.point(value), None)


@given(st.fractions())
def test_decimal_text_is_near_to_fifteen_digits(value: Fraction) -> None:
    assert abs(Fraction(decimal_text(value)) - value) <= abs(value) / 10**14


@given(st.integers(0, 10**15))
def test_thousands_may_be_marked(value: int) -> None:
    assert parse_number(f"{value:,}") == parse_number(f"{value:,}".replace(",", " ")) == value


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_a_coded_error(text: str) -> None:
    for read, codes in ((parse_value, ("E306", "E305")), (parse_number, ("E306",))):
        try:
            read(text)
        except QuantityError as error:
            assert error.code in codes


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_coded_error(text: str) -> None:
    for read, code in ((parse_date, "E605"), (parse_duration, "E311")):
        try:
            read(text)
        except DateError as error:
            assert error.code == code


@given(st.datetimes(), st.sampled_from([4, 7, 10, 13, 16, 19, 26]))
def test_date_is_written_as_it_was_read(moment: date, length: int) -> None:
    text = moment.isoformat().ljust(26, "0")[:length] if length < 26 else moment.isoformat()
    partial = parse_date(text)
    assert parse_date(partial.iso()) == partial
    assert partial.earliest <= partial.latest
    assert partial.first_day <= moment.date() <= partial.last_day  # type: ignore[attr-defined]


@given(durations, moments, moments)
def test_shifting_keeps_the_order_of_moments(length: Duration, one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert length.before(first) <= length.before(second)
    assert length.after(first) <= length.after(second)
    assert length.before(first) <= first <= length.after(first)
    assert parse_duration(length.iso()) == length


@given(durations, st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_course_of_whole_days_is_never_unknown(length: Duration, start: date, end: date) -> None:
    assume(length.is_calendar)
    reached = length.reached(PartialDate.of(start), PartialDate.of(end))
    exceeded = length.exceeded(PartialDate.of(start), PartialDate.of(end))
    assert reached in (0, 2)
    assert exceeded <= reached


@given(st.dates(date(1900, 1, 1), date(2000, 1, 1)), st.dates(date(2000, 1, 2), date(2100, 1, 1)))
def test_less_precise_birth_spans_the_age(birth: date, at: date) -> None:
    whole = completed("year", PartialDate.of(birth), at)
    assert whole[0] == whole[1]
    for partial in (PartialDate(birth.year, birth.month), PartialDate(birth.year)):
        low, high = completed("year", partial, at)
        assert low <= whole[0] <= high <= low + 1


def test_number_errors_are_quantity_errors() -> None:
    assert issubclass(NumberError, QuantityError)

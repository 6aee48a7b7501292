"""Lengths of time by the calendar."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from eligo.quantities.dates import DateError, Duration, PartialDate, completed, parse_date, parse_duration
from eligo.quantities.durations import DurationUnit


@pytest.mark.parametrize(
    ("text", "count", "unit", "words"),
    [
        ("P3Y", 3, "year", "3 years"),
        ("P1M", 1, "month", "1 month"),
        ("P5W", 5, "week", "5 weeks"),
        ("P28D", 28, "day", "28 days"),
        ("P0D", 0, "day", "0 days"),
        ("PT48H", 48, "hour", "48 hours"),
        ("PT30M", 30, "minute", "30 minutes"),
        ("PT1S", 1, "second", "1 second"),
    ],
)
def test_duration_keeps_its_unit(text: str, count: int, unit: DurationUnit, words: str) -> None:
    duration = parse_duration(text)
    assert duration == Duration(count, unit)
    assert (duration.iso(), duration.text()) == (text, words)
    assert duration.is_calendar == (unit in ("year", "month", "week", "day"))
    assert parse_duration("-" + text) == duration


@pytest.mark.parametrize("text", ["", "P", "PT", "P1H", "PT1D", "P1.5Y", "P1Y6M", "3 years", "P9999999D", "1" * 10_000])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_duration(text)
    assert caught.value.code == "E311"
    assert caught.value.message.endswith("is no length of time")
    assert caught.value.help == "write it as `P3Y`, `P6M`, `P28D` or `PT48H`"


@pytest.mark.parametrize(
    ("day", "length", "before", "after"),
    [
        ("2021-05-02", "P3Y", "2018-05-02", "2024-05-02"),
        ("2020-02-29", "P1Y", "2019-02-28", "2021-02-28"),
        ("2021-03-31", "P1M", "2021-02-28", "2021-04-30"),
        ("2021-01-15", "P1M", "2020-12-15", "2021-02-15"),
        ("2021-12-31", "P2M", "2021-10-31", "2022-02-28"),
        ("2021-05-02", "P5W", "2021-03-28", "2021-06-06"),
        ("2021-05-02", "P28D", "2021-04-04", "2021-05-30"),
        ("2021-05-02", "PT48H", "2021-04-30", "2021-05-04"),
        ("0001-06-01", "P1Y", "0001-01-01", "0002-06-01"),
        ("0001-06-01", "P200D", "0001-01-01", "0001-12-18"),
    ],
)
def test_same_day_of_another_month_or_its_last(day: str, length: str, before: str, after: str) -> None:
    duration = parse_duration(length)
    moment = parse_date(day).earliest
    assert duration.before(moment) == parse_date(before).earliest
    assert duration.after(moment) == parse_date(after).earliest


def test_end_of_the_calendar_is_kept() -> None:
    last = parse_date("9999-12-31")
    assert parse_duration("P1Y").after(last.earliest) == last.latest
    assert parse_duration("P1D").after(last.earliest) == last.latest


def test_time_of_day_is_kept() -> None:
    moment = parse_date("2021-05-31T08:10").earliest
    assert parse_duration("P3M").before(moment) == parse_date("2021-02-28T08:10").earliest
    assert parse_duration("PT8H").before(moment) == parse_date("2021-05-31T00:10").earliest
    assert parse_duration("PT10M").after(moment) == parse_date("2021-05-31T08:20").earliest


@pytest.mark.parametrize(
    ("length", "start", "end", "reached", "exceeded"),
    [
        ("P3M", "2020-01-10", "2020-04-10", 2, 0),
        ("P3M", "2020-01-10", "2020-04-09", 0, 0),
        ("P3M", "2020-01-10", "2020-04-11", 2, 2),
        ("P3M", "2020-01-10T20:00", "2020-04-10T08:00", 2, 0),
        ("P3M", "2020-01", "2020-04-10", 1, 1),
        ("P3M", "2020-01", "2020-05", 2, 2),
        ("P3M", "2020-01", "2020-03", 0, 0),
        ("P1M", "2021-01-31", "2021-02-28", 2, 0),
        ("P5W", "2021-01-01", "2021-02-05", 2, 0),
        ("PT48H", "2021-01-01T08:00:00", "2021-01-03T08:00:00", 2, 0),
        ("PT48H", "2021-01-01T08:00:00.0", "2021-01-03T08:00:00.0", 2, 0),
        ("PT48H", "2021-01-01", "2021-01-03", 1, 1),
        ("PT48H", "2021-01-01", "2021-01-04", 2, 2),
        ("PT48H", "2021-01-01T08:00", "2021-01-02T08:00", 0, 0),
    ],
)
def test_course_is_counted_by_days_and_hours_by_the_clock(
    length: str, start: str, end: str, reached: int, exceeded: int
) -> None:
    duration = parse_duration(length)
    assert duration.reached(parse_date(start), parse_date(end)) == reached
    assert duration.exceeded(parse_date(start), parse_date(end)) == exceeded


@pytest.mark.parametrize(
    ("count", "unit", "result"),
    [
        ("3", "year", "P3Y"),
        ("1.5", "year", "P18M"),
        ("2.5", "day", "PT60H"),
        ("0.5", "hour", "PT30M"),
        ("3", "month", "P3M"),
    ],
)
def test_count_of_units(count: str, unit: DurationUnit, result: str) -> None:
    assert Duration.of(Fraction(count), unit).iso() == result


@pytest.mark.parametrize(("count", "unit"), [("2.5", "month"), ("1.5", "week"), ("-1", "day"), ("1e9", "day")])
def test_count_that_the_calendar_does_not_know(count: str, unit: DurationUnit) -> None:
    with pytest.raises(DateError) as caught:
        Duration.of(Fraction(count), unit)
    assert (caught.value.code, caught.value.message) == ("E311", f"the calendar has no such number of {unit}s")
    assert caught.value.help == "write a whole number of a lesser unit"


@pytest.mark.parametrize(
    ("birth", "at", "years", "months"),
    [
        ("2000-05-02", "2021-05-02", (21, 21), (252, 252)),
        ("2000-05-03", "2021-05-02", (20, 20), (251, 251)),
        ("2000-02-29", "2021-02-28", (20, 20), (251, 251)),
        ("2000-02-29", "2021-03-01", (21, 21), (252, 252)),
        ("2000-02-29", "2020-02-29", (20, 20), (240, 240)),
        ("2021-01-31", "2021-02-28", (0, 0), (0, 0)),
        ("2021-01-31", "2021-03-01", (0, 0), (1, 1)),
        ("2000-05", "2021-05-15", (20, 21), (251, 252)),
        ("2000", "2021-05-15", (20, 21), (244, 256)),
        ("2021", "2021-05-15", (0, 0), (0, 4)),
    ],
)
def test_age_is_completed_by_the_calendar(birth: str, at: str, years: tuple[int, int], months: tuple[int, int]) -> None:
    day = date.fromisoformat(at)
    assert completed("year", parse_date(birth), day) == years
    assert completed("month", parse_date(birth), day) == months


def test_age_in_weeks_and_days() -> None:
    birth = PartialDate(2021, 5, 2)
    assert completed("week", birth, date(2021, 5, 22)) == (2, 2)
    assert completed("day", birth, date(2021, 5, 22)) == (20, 20)

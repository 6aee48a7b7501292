"""Partial dates: what they may mean, and how they are written."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from eligo.quantities.dates import DAY, DateError, PartialDate, date_of, parse_date, start_of_day


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("2019-03", date(2019, 3, 1), date(2019, 3, 31), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2021-05-02", date(2021, 5, 2), date(2021, 5, 2), "day"),
        ("2021-05-02T08", date(2021, 5, 2), date(2021, 5, 2), "hour"),
        ("2021-05-02T08:10", date(2021, 5, 2), date(2021, 5, 2), "minute"),
        ("2021-05-02T08:10:30", date(2021, 5, 2), date(2021, 5, 2), "second"),
        ("2021-05-02T08:10:30.25", date(2021, 5, 2), date(2021, 5, 2), "microsecond"),
        ("2021-05-02T08:10Z", date(2021, 5, 2), date(2021, 5, 2), "minute"),
        ("2021-05-02T08:10:30-05:30", date(2021, 5, 2), date(2021, 5, 2), "second"),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), "day"),
        ("0001-01-01", date(1, 1, 1), date(1, 1, 1), "day"),
    ],
)
def test_date_spans_what_it_may_mean_and_is_written_back(text: str, first: date, last: date, precision: str) -> None:
    partial = parse_date(text)
    assert (partial.first_day, partial.last_day, partial.precision) == (first, last, precision)
    assert partial.iso() == str(partial) == text
    assert partial.has_time == ("T" in text)
    assert partial.whole_day().iso() == text[:10]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2021-05-02T08:10+02", "2021-05-02T08:10+02:00"),
        ("2021-05-02T08:10+0230", "2021-05-02T08:10+02:30"),
        ("2021-05-02T08:10+00:00", "2021-05-02T08:10Z"),
        ("2021-05-02T08:10:30,123456789", "2021-05-02T08:10:30.123456"),
    ],
)
def test_other_forms_of_iso_are_written_in_one(text: str, written: str) -> None:
    assert parse_date(text).iso() == written


def test_moments_run_to_the_last_microsecond() -> None:
    minute = parse_date("2021-05-02T08:10")
    assert minute.latest == minute.earliest
    assert parse_date("2021-05-02T08").latest - parse_date("2021-05-02T08").earliest == 3_600_000_000 - 1
    second = parse_date("2021-05-02T08:10:05")
    assert second.latest == second.earliest
    exact = parse_date("2021-05-02T08:10:05.5")
    assert exact.latest == exact.earliest
    day = parse_date("2021-05-02")
    assert day.latest + 1 == parse_date("2021-05-03").earliest
    assert (date_of(minute.earliest), start_of_day(minute.earliest)) == (date(2021, 5, 2), day.earliest)
    assert parse_date("2020").latest - parse_date("2020").earliest == 366 * DAY - 1


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-30", "2021-13", "2021-00-10", "0000", "2021-05-02T24:00", "2021-05-02T08:60", "2021-05-02T08:10:60",
        "2021-05-02T08:10+15:00", "2021-05-02T08:10+02:99", "2021-02-29",
    ],
)  # fmt: skip
def test_dates_that_the_calendar_does_not_have(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert (caught.value.code, caught.value.message) == ("E605", "the calendar has no such date")


@pytest.mark.parametrize(
    "text", ["99999", "", "02/05/2021", "2021-5-2", "20210502", "2021-05-02 08:10", "May 2021", "٢٠٢١", "2021-05T08:10"]
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert (caught.value.code, caught.value.message) == ("E605", "the date is not in the form of ISO 8601")
    assert caught.value.help == "write it as `2021`, `2021-05`, `2021-05-02` or `2021-05-02T08:10`"


def test_message_never_repeats_a_date() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("1961-07-44")
    assert "1961" not in f"{caught.value.message} {caught.value.help}".replace("2021", "")


@pytest.mark.parametrize(
    ("text", "offset", "moved"),
    [
        ("2021-05-02T23:30+00:00", 120, "2021-05-03T01:30+02:00"),
        ("2021-05-02T23:30+02:00", 0, "2021-05-02T21:30Z"),
        ("2021-05-02T23+00:00", 90, "2021-05-03T00:30+01:30"),
        ("2021-05-02T23+00:00", 120, "2021-05-03T01+02:00"),
        ("2021-05-02T23:30:15+00:00", 0, "2021-05-02T23:30:15Z"),
        ("2021-05-02T23:30", 120, "2021-05-02T23:30"),
        ("2021-05-02T23:30Z", None, "2021-05-02T23:30Z"),
        ("2021-05-02", 120, "2021-05-02"),
        ("9999-12-31T23:30Z", 120, "9999-12-31T23:30Z"),
        ("0001-01-01T00:30Z", -120, "0001-01-01T00:30Z"),
    ],
)
def test_time_is_taken_to_another_clock_where_both_state_their_offset(
    text: str, offset: int | None, moved: str
) -> None:
    assert parse_date(text).on_clock(offset).iso() == moved


def test_from_the_standard_library() -> None:
    assert PartialDate.of(date(2021, 5, 2)).iso() == "2021-05-02"
    assert PartialDate.of(datetime(2021, 5, 2, 8, 10)).iso() == "2021-05-02T08:10:00"
    shifted = datetime(2021, 5, 2, 8, 10, 0, 5, timezone(timedelta(hours=-5)))
    assert PartialDate.of(shifted).iso() == "2021-05-02T08:10:00.000005-05:00"

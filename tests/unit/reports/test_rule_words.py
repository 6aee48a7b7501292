from fractions import Fraction

import pytest

from eligo.quantities.durations import Duration
from eligo.reports import rule_words
from eligo.reports.time_words import window_words
from eligo.rules import model as m
from eligo.vocabulary.loading import load_vocabulary

MALE, FEMALE = m.Demographic("male"), m.Demographic("female")


def told(rule: m.Rule) -> list[str]:
    return ["  " * line.depth + line.text for line in rule_words.lines(rule, load_vocabulary())]


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (m.All(()), ["Always holds."]),
        (m.Not(MALE), ["Holds when this does not hold:", "  the patient is male"]),
        (
            m.NoneOf((MALE, FEMALE)),
            ["Holds when none of these holds:", "  the patient is male", "  the patient is female"],
        ),
        (m.Count(1, 1, (MALE,)), ["Holds when exactly 1 of these hold:", "  the patient is male"]),
        (m.Count(2, None, (MALE,)), ["Holds when at least 2 of these hold:", "  the patient is male"]),
        (m.Count(1, 2, (MALE,)), ["Holds when at least 1 and at most 2 of these hold:", "  the patient is male"]),
        (
            m.Measure("creatinine", method="x", any_age=True, select=m.Selection("mean_of_last", 3)),
            [
                "Holds when creatinine is any value",
                "  the mean of the last 3 results decides; a result of any age counts",
                "  only as computed by x",
                "  recorded in mg/dL; a result in another unit that fits is converted exactly",
            ],
        ),
        (
            m.Measure(
                "creatinine", low=m.Threshold(Fraction(1), True, "1"), relative_to="lln", select=m.Selection("any")
            ),
            [
                "Holds when creatinine is at least 1 times the lower limit of normal",
                "  the limit is the one of the result's own reference range",
                "  any one result is enough; a result counts for 28 days",
            ],
        ),
        (
            m.Change("creatinine", "any", high=m.Threshold(Fraction(5), True, "5"), relative=True),
            [
                "Holds when creatinine changed by at most 5% of the earlier result",
                "  from any earlier result to the latest",
                "  a result counts for 28 days",
            ],
        ),
        (
            m.Present(("renamed",), for_less_than=Duration(3, "month")),
            [
                "Holds when the patient has renamed on the screening date",
                "  in one course of less than 3 months; gaps of up to 30 days are bridged",
            ],
        ),
    ],
)
def test_a_rule_in_words(rule: m.Rule, lines: list[str]) -> None:
    assert told(rule) == lines


def test_a_bound_above_and_a_bound_below() -> None:
    rule = m.Ratio(("AST", "ALT"), low=m.Threshold(Fraction(1), False, "1"), window=m.Window(Duration(2, "day"), None))
    assert told(rule) == [
        "Holds when the ratio of AST to ALT is above 1",
        "  of two results paired in time, from 2 days before the screening date on (that day included)",
    ]


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (
            m.Window(Duration(3, "year"), Duration(0, "day")),
            "from 3 years before the screening date to that date (both days included)",
        ),
        (
            m.Window(Duration(48, "hour"), Duration(0, "day"), includes="to"),
            "from 48 hours before the screening date to that date (the last moment included, the first not)",
        ),
        (
            m.Window(Duration(6, "month"), Duration(2, "week"), anchor="first dose", includes="from"),
            "from 6 months before the date of first dose to 2 weeks before it (the first day included, the last not)",
        ),
        (
            m.Window(None, Duration(6, "month"), includes="neither"),
            "at any time up to 6 months before the screening date (that day not included)",
        ),
        (m.Window(None, None), "at any time up to the screening date (that day included)"),
        (
            m.Window(Duration(0, "day"), None, anchor="surgery", includes="to"),
            "from the date of surgery on (that day not included)",
        ),
    ],
)
def test_a_window_in_words(window: m.Window, words: str) -> None:
    assert window_words(window) == words

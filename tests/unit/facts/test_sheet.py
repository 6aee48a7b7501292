"""The sheet around the facts: patient, dates, answers, completeness, ranges, and looking up again."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from eligo.diagnostics import FactsError
from eligo.facts import (
    Answer,
    Completeness,
    FactSheet,
    ReferenceRange,
    check_answers,
    is_outdated,
    read_sheet,
    resolve,
    screened_at,
)
from eligo.quantities.dates import parse_date
from eligo.quantities.interval import Interval
from eligo.quantities.units import parse_unit
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Condition, Measure


def warnings(sheet: FactSheet) -> list[tuple[str, str | None]]:
    return [(found.code, found.place) for found in sheet.diagnostics]


def errors(vocabulary: Vocabulary, data: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(FactsError) as caught:
        read_sheet(data, vocabulary, name="p.json")
    return [(found.code, found.place) for found in caught.value.diagnostics]


def test_a_whole_sheet(vocabulary: Vocabulary) -> None:
    sheet = read_sheet(
        """{
          "patient": {"id": "P-017", "birth_date": "1961-07", "sex": "female", "deceased": null},
          "as_of": "2021-05-02",
          "dates": {"enrollment": "2021-05-03", "Symptom onset": "2021-04-20"},
          "facts": [{"name": "creatinine", "value": 1.4, "unit": "mg/dL", "time": "2021-05-01"}],
          "answers": {"consent": true},
          "complete": ["conditions", "medications", "procedures"]
        }""",
        vocabulary,
    )
    assert (sheet.patient_id, sheet.sex, sheet.deceased) == ("P-017", "female", None)
    assert (sheet.birth_date, sheet.as_of) == (parse_date("1961-07"), parse_date("2021-05-02"))
    assert sheet.dates == {"enrolment": parse_date("2021-05-03"), "symptom onset": parse_date("2021-04-20")}
    assert sheet.answers == {"consent": Answer(holds=True)}
    assert [entry.kind for entry in sheet.complete] == ["conditions", "medications", "procedures"]
    assert len(sheet.facts) == 1
    assert not sheet.diagnostics


@pytest.mark.parametrize(
    "data", ["{}", '{"patient": null, "facts": null, "dates": null, "answers": null}', '{"facts": []}']
)
def test_every_field_may_be_left_out(vocabulary: Vocabulary, data: str) -> None:
    assert read_sheet(data, vocabulary) == FactSheet()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("[]", [("E604", "p.json")]),
        ("5", [("E604", "p.json")]),
        ("null", [("E604", "p.json")]),
        ('{"resourceType": "Bundle"}', [("E604", "p.json")]),
        ('{"fact": []}', [("E604", "")]),
        ('{"facts": 5}', [("E604", "facts")]),
        ('{"facts": [5, "x", []]}', [("E604", "facts[0]"), ("E604", "facts[1]"), ("E604", "facts[2]")]),
        ('{"patient": []}', [("E604", "patient")]),
        ('{"patient": {"name": "x"}}', [("E604", "patient")]),
        ('{"patient": {"id": 17}}', [("E604", "patient.id")]),
        ('{"patient": {"sex": "F"}}', [("E604", "patient.sex")]),
        ('{"patient": {"birth_date": "1961-7"}}', [("E605", "patient.birth_date")]),
        ('{"patient": {"deceased": "x"}}', [("E605", "patient.deceased")]),
        ('{"patient": {"deceased": 0}}', [("E604", "patient.deceased")]),
        ('{"as_of": "2021-05"}', [("E605", "as_of")]),
        ('{"as_of": "today"}', [("E605", "as_of")]),
        ('{"as_of": 2021}', [("E604", "as_of")]),
        ('{"as_of": "2021-05", "patient": {"birth_date": "2022"}}', [("E605", "as_of")]),
        ('{"as_of": "2021-05-02", "patient": {"birth_date": "2021-05-03"}}', [("E607", "patient.birth_date")]),
        ('{"as_of": "2021-05-02", "patient": {"birth_date": "1890-05-02"}}', [("E606", "patient.birth_date")]),
        ('{"facts": {"age": "131 years"}}', [("E606", "facts[0]")]),
        ('{"facts": {"age": "1600 months"}}', [("E606", "facts[0]")]),
        ('{"facts": {"age": "-1 years"}}', [("E606", "facts[0]")]),
        ('{"dates": {"enrolment": 5}}', [("E604", "dates[0]")]),
        ('{"dates": {"enrolment": "soon"}}', [("E605", "dates[0]")]),
        ('{"dates": {"enrolment": "2021", "enrollment": "2022"}}', [("E603", "dates[1]")]),
        ('{"answers": {"consent": "yes"}}', [("E604", "answers[0]")]),
        ('{"answers": {"consent": {}}}', [("E604", "answers[0]")]),
        ('{"answers": {"consent": {"holds": "yes"}}}', [("E604", "answers[0].holds")]),
        ('{"answers": {"consent": {"holds": true, "on": "x"}}}', [("E605", "answers[0].on")]),
        ('{"complete": "conditions"}', [("E604", "complete")]),
        ('{"complete": [5, {}]}', [("E604", "complete[0]"), ("E604", "complete[1]")]),
        ('{"complete": [{"of": "conditions", "from": "x"}]}', [("E605", "complete[0].from")]),
        ('{"complete": [{"of": "conditions", "from": "2021", "to": "2020"}]}', [("E605", "complete[0]")]),
        ('{"ranges": [5]}', [("E604", "ranges[0]")]),
        ('{"ranges": [{"high": 40, "unit": "mg/dL"}]}', [("E604", "ranges[0]")]),
        ('{"ranges": [{"name": "creatinine", "unit": "mg/dL"}]}', [("E604", "ranges[0]")]),
        (
            '{"ranges": [{"name": "creatinine", "high": 1, "unit": "mg/dL", "sex": "other"}]}',
            [("E604", "ranges[0].sex")],
        ),
        ('{"ranges": [{"name": "creatinine", "code": "rxnorm:42316", "high": 1}]}', [("E608", "ranges[0]")]),
    ],
)
def test_errors_are_placed(vocabulary: Vocabulary, data: str, expected: list[tuple[str, str]]) -> None:
    assert errors(vocabulary, data) == expected


def test_all_errors_come_at_once(vocabulary: Vocabulary) -> None:
    data = (
        '{"as_of": "x", "patient": {"sex": "F"}, "facts": [{"name": "DVT", "start": "x"}, {"nam": "DVT", "time": "y"}]}'
    )
    assert errors(vocabulary, data) == [
        ("E605", "as_of"),
        ("E605", "facts[0].start"),
        ("E604", "facts[1]"),
        ("E605", "facts[1].time"),
        ("E604", "patient.sex"),
    ]


def test_reading_stops_at_a_thousand_errors(vocabulary: Vocabulary) -> None:
    with pytest.raises(FactsError) as caught:
        read_sheet({"facts": [{"nam": "x"}] * 5000}, vocabulary)
    assert len(caught.value.diagnostics) == 1000
    assert caught.value.diagnostics[-1].notes == ("reading stopped at the 1000th error",)
    assert caught.value.diagnostics[500].help is None


def test_an_unknown_field_is_placed_with_what_belongs_there(vocabulary: Vocabulary) -> None:
    with pytest.raises(FactsError) as caught:
        read_sheet({"facts": [{"name": "DVT", "strat": "2019"}]}, vocabulary)
    (found,) = caught.value.diagnostics
    assert found.message.startswith("the 2nd field is not one that belongs here: `name`, `code`, `value`,")
    assert found.help == "did you mean `start`?"
    with pytest.raises(FactsError) as caught:
        read_sheet({"facts": [{"name": "DVT", "x" * 41: "2019", "relation": "siblings"}], "qqq": 1}, vocabulary)
    top, long, value = sorted(caught.value.diagnostics, key=lambda found: found.place or "")
    assert top.message.startswith("the 2nd field of the sheet is not one that belongs here: `patient`,")
    assert (top.help, long.help, value.help) == (None, None, None)


def test_values_of_a_closed_list_are_shown(vocabulary: Vocabulary) -> None:
    with pytest.raises(FactsError) as caught:
        read_sheet({"facts": [{"name": "DVT", "status": "entered in error"}]}, vocabulary)
    (found,) = caught.value.diagnostics
    assert found.message == (
        "none of the values that stand here: `active`, `resolved`, `planned`, `ordered` or `entered-in-error`"
    )
    assert found.help == "did you mean `entered-in-error`?"


# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("enrolment", "enrolment"), ("Enrollment", "enrolment"), ("study entry", "enrolment"),
        ("randomization", "randomisation"), ("randomisation", "randomisation"), ("first_dose", "first dose"),
        ("onset of symptoms", "symptom onset"), ("informed consent", "consent"), ("baseline", "baseline"),
        ("surgery", "surgery"), ("screening", "screening"), ("diagnosis of DVT", "diagnosis of deep vein thrombosis"),
        ("Diagnosis_of_hepatitis_b", "diagnosis of hepatitis B"), ("diagnosis of HIV", "diagnosis of HIV infection"),
    ],
)  # fmt: skip
def test_anchors_go_by_their_british_names(vocabulary: Vocabulary, written: str, name: str) -> None:
    sheet = read_sheet({"dates": {written: "2021-05"}}, vocabulary)
    assert sheet.dates == {name: parse_date("2021-05")}
    assert not sheet.diagnostics


@pytest.mark.parametrize("written", ["lunch", "diagnosis of lunch", "diagnosis", "diagnosis of MS", "", "x" * 501])
def test_an_unknown_anchor_is_a_warning(vocabulary: Vocabulary, written: str) -> None:
    sheet = read_sheet({"dates": {written: "2021-05"}}, vocabulary)
    assert (sheet.dates, warnings(sheet)) == ({}, [("W601", "dates[0]")])


def test_dates_that_say_nothing_new(vocabulary: Vocabulary) -> None:
    sheet = read_sheet({"dates": {"enrolment": None, "consent": "2021", "informed consent": "2021"}}, vocabulary)
    assert sheet.dates == {"consent": parse_date("2021")}


# --- answers ------------------------------------------------------------------------------------------------------


def test_answers(vocabulary: Vocabulary) -> None:
    full = {"holds": False, "by": "Dr A", "on": "2021-05-02", "source": "form 7", "sentence": "sha256:ab"}
    sheet = read_sheet({"answers": {"a": True, "b": None, "c": full, "d": {"holds": None}}}, vocabulary)
    assert sheet.answers == {
        "a": Answer(holds=True),
        "b": Answer(holds=None),
        "c": Answer(holds=False, by="Dr A", on=parse_date("2021-05-02"), source="form 7", sentence="sha256:ab"),
        "d": Answer(holds=None),
    }
    questions = {"a": "sha256:ab", "b": None, "c": "sha256:cd"}
    assert [(found.code, found.place) for found in check_answers(sheet.answers, questions)] == [
        ("W608", "answers[2]"),
        ("W607", "answers[3]"),
    ]
    assert is_outdated(sheet.answers["c"], "sha256:cd")
    assert not is_outdated(sheet.answers["c"], "sha256:ab")
    assert not is_outdated(sheet.answers["c"], None)


# --- completeness and ranges --------------------------------------------------------------------------------------


def test_completeness(vocabulary: Vocabulary) -> None:
    given = ["Family history", "DVT", "HIV", {"of": "conditions", "from": "2015", "to": "2021-05-02"}, "MS", "lunch"]
    sheet = read_sheet({"complete": given}, vocabulary)
    assert sheet.complete == (
        Completeness(kind="family history"),
        Completeness(concept="dvt"),
        Completeness(concept="hiv_infection"),
        Completeness(concept="hiv_test"),
        Completeness(kind="conditions", start=parse_date("2015"), end=parse_date("2021-05-02")),
    )
    assert warnings(sheet) == [("W601", "complete[4]"), ("W601", "complete[5]")]


def test_ranges(vocabulary: Vocabulary) -> None:
    given = [
        {"name": "creatinine", "low": 0.6, "high": 1.2, "unit": "mg/dL", "sex": "female"},
        {"code": "loinc:2160-0", "high": 106, "unit": "umol/L"},
        {"name": "INR", "high": 1.2},
        {"name": "creatinine", "low": 2, "high": 1, "unit": "mg/dL"},
        {"name": "creatinine", "high": 1},
        {"name": "creatinine", "high": 1, "unit": "mL/min"},
        {"name": "lunch", "high": 1},
        {"name": "DVT", "high": 1},
    ]
    sheet = read_sheet({"ranges": given}, vocabulary)
    low, high = (Interval.point(number) for number in (Fraction("0.6"), Fraction("1.2")))
    assert sheet.ranges == (
        ReferenceRange(concept="creatinine", low=low, high=high, unit=parse_unit("mg/dL"), sex="female"),
        ReferenceRange(concept="creatinine", high=Interval.point(106), unit=parse_unit("umol/L")),
        ReferenceRange(concept="inr", high=high),
    )
    assert warnings(sheet) == [
        ("W605", "ranges[3]"), ("W602", "ranges[4]"), ("W603", "ranges[5]"), ("W601", "ranges[6]"),
        ("W601", "ranges[7]"),
    ]  # fmt: skip


# --- the screening date -------------------------------------------------------------------------------------------


def test_answers_after_the_screening_date_are_warned_of(vocabulary: Vocabulary) -> None:
    answers = {"a": {"holds": True, "on": "2021-05-03"}, "b": {"holds": True, "on": "2021-05"}, "c": True}
    sheet = read_sheet({"as_of": "2021-05-02", "answers": answers}, vocabulary)
    assert warnings(sheet) == [("W604", "answers[0]")]
    assert warnings(screened_at(sheet, "2021-05-03")) == []
    assert warnings(screened_at(sheet, "2021-04-30")) == [("W604", "answers[0]"), ("W604", "answers[1]")]


def test_facts_after_the_screening_date_are_warned_of(vocabulary: Vocabulary) -> None:
    facts = [
        {"name": "DVT", "time": "2021-05-02"},
        {"name": "DVT", "time": "2021-05-03"},
        {"name": "DVT", "start": "2021-05-03"},
        {"name": "DVT", "start": "2021-05"},
        {"name": "DVT", "end": "2021-06"},
        {"name": "DVT", "time": "2021-05-03T00:30+02:00"},
        {"name": "DVT", "present": False},
        {"name": "DVT", "time": "2021-05-03"},
    ]
    sheet = read_sheet({"as_of": "2021-05-02", "facts": facts}, vocabulary)
    late = [("W604", f"facts[{index}]") for index in (1, 2, 5, 7)]
    assert warnings(sheet) == late
    at_night = read_sheet({"as_of": "2021-05-02T23:00Z", "facts": facts}, vocabulary)
    assert warnings(at_night) == [("W604", f"facts[{index}]") for index in (1, 2, 7)]

    assert screened_at(sheet) is sheet
    assert screened_at(sheet, "2021-05-02") is sheet
    later = screened_at(sheet, parse_date("2021-05-03"))
    assert (later.as_of, later.diagnostics) == (parse_date("2021-05-03"), ())
    assert warnings(screened_at(later, "2021-05-02")) == late


@pytest.mark.parametrize(
    ("birth_date", "as_of", "expected"),
    [
        (None, None, [("E609", None)]),
        (None, "2021-05", [("E605", "as_of")]),
        (None, "soon", [("E605", "as_of")]),
        ("2021-06", "2021-05-02", [("E607", "patient.birth_date")]),
        ("2021-05-02T09:00", "2021-05-02T08:00", [("E607", "patient.birth_date")]),
        ("1890-05-02", "2021-05-02", [("E606", "patient.birth_date")]),
        ("1890-05-03", "2021-05-02", []),
        ("1890", "2021-05-02", []),
        ("2021-05-02", "2021-05-02", []),
        ("2021", "2021-05-02", []),
    ],
)
def test_the_screening_date_is_held_against_the_birth_date(
    vocabulary: Vocabulary, birth_date: str | None, as_of: str | None, expected: list[tuple[str, str | None]]
) -> None:
    sheet = read_sheet({"patient": {"birth_date": birth_date}}, vocabulary)
    found: list[tuple[str, str | None]] = []
    try:
        assert screened_at(sheet, as_of).as_of is not None
    except FactsError as error:
        found = [(diagnostic.code, diagnostic.place) for diagnostic in error.diagnostics]
    assert found == expected


# --- looking up again ---------------------------------------------------------------------------------------------


def test_what_a_trial_declares_is_known_afterwards(vocabulary: Vocabulary) -> None:
    sheet = read_sheet(
        {
            "as_of": "2021-05-02",
            "dates": {"diagnosis of moon sickness": "2020", "lunch": "2020"},
            "facts": [
                {"name": "moon dust", "value": "<5 mg/L", "time": "2021-05-03"},
                {"name": "moon sickness", "start": "2020", "status": "active"},
                {"name": "toxicity grade", "value": 3, "of": "moon sickness"},
                {"name": "moon dust", "value": 7},
                {"name": "sun dust", "value": 7, "unit": "gobbledygook"},
                {"name": "creatinine", "value": 1},
            ],
            "complete": ["moon sickness", "sun sickness", "conditions"],
            "ranges": [
                {"name": "moon dust", "high": 5, "unit": "mg/L"},
                {"name": "sun dust", "low": 1, "unit": "mg/L"},
            ],
        },
        vocabulary,
    )
    unit = parse_unit("mg/L")
    extended = vocabulary.extended(
        [
            Measure(id="moon_dust", name="moon dust", kind="measure", unit=unit),
            Condition(id="moon_sickness", name="moon sickness", kind="condition"),
        ]
    )
    again = resolve(sheet, extended)
    assert [fact.concept for fact in again.facts] == [
        "moon_dust", "moon_sickness", "ctcae", "moon_dust", None, "creatinine",
    ]  # fmt: skip
    assert [fact.place for fact in again.facts] == [f"facts[{index}]" for index in range(6)]
    assert (again.facts[0].value, again.facts[0].unit) == (Interval(Fraction("0"), Fraction("5"), high_open=True), unit)
    assert (again.facts[1].start, again.facts[1].status) == (parse_date("2020"), "active")
    assert again.facts[2].of == "moon_sickness"
    assert again.dates == {"diagnosis of moon sickness": parse_date("2020")}
    assert again.complete == (Completeness(kind="conditions"), Completeness(concept="moon_sickness"))
    assert again.ranges == (ReferenceRange(concept="moon_dust", high=Interval.point(5), unit=unit),)
    assert sorted(warnings(again)) == [
        ("W601", "complete[1]"), ("W601", "dates[1]"), ("W601", "facts[4]"), ("W601", "ranges[1]"),
        ("W602", "facts[3]"), ("W602", "facts[5]"), ("W604", "facts[0]"),
    ]  # fmt: skip
    for same, once in ((resolve(again, extended), again), (resolve(sheet, vocabulary), sheet)):
        assert sorted(warnings(same)) == sorted(warnings(once))
        assert replace(same, diagnostics=()) == replace(once, diagnostics=())


def test_a_sheet_with_nothing_unknown_is_the_same_sheet(vocabulary: Vocabulary) -> None:
    sheet = read_sheet({"facts": {"DVT": True}}, vocabulary)
    assert resolve(sheet, vocabulary) is sheet

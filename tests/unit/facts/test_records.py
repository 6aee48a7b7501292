"""Names, codes, levels, findings, presences, and the fields that few records have."""

from typing import Any

import pytest

from eligo.diagnostics import FactsError
from eligo.facts import Fact, FactSheet, read_sheet
from eligo.facts.naming import naming_in
from eligo.quantities.dates import parse_date
from eligo.quantities.interval import Interval
from eligo.vocabulary import Vocabulary


def sheet_of(vocabulary: Vocabulary, *facts: dict[str, Any]) -> FactSheet:
    return read_sheet({"facts": list(facts)}, vocabulary)


def one(vocabulary: Vocabulary, **record: Any) -> Fact:
    (fact,) = sheet_of(vocabulary, record).facts
    return fact


def codes(sheet: FactSheet) -> list[tuple[str, str | None]]:
    return [(diagnostic.code, diagnostic.place) for diagnostic in sheet.diagnostics]


def errors(vocabulary: Vocabulary, *facts: dict[str, Any]) -> list[tuple[str, str | None]]:
    with pytest.raises(FactsError) as caught:
        sheet_of(vocabulary, *facts)
    return [(diagnostic.code, diagnostic.place) for diagnostic in caught.value.diagnostics]


# --- names and codes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "concept"),
    [
        ({"name": "Serum Creatinine", "value": 1, "unit": "mg/dL"}, "creatinine"),
        ({"code": "loinc:2160-0", "value": 1, "unit": "mg/dL"}, "creatinine"),
        ({"code": "LOINC:2160-0", "value": 1, "unit": "mg/dL"}, "creatinine"),
        ({"name": "nobody knows", "code": "loinc:2160-0", "value": 1, "unit": "mg/dL"}, "creatinine"),
        ({"name": "creatinine", "code": "loinc:0-0", "value": 1, "unit": "mg/dL"}, "creatinine"),
        ({"name": "creatinine", "code": "loinc:2160-0", "value": 1, "unit": "mg/dL"}, "creatinine"),
        ({"code": "icd10:I82.401"}, "dvt"),
        # the narrower of the two
        ({"name": "thrombosis", "code": "snomed:128053003"}, "dvt"),
        ({"name": "DVT", "code": "icd10:I82.4"}, "dvt"),
        # a finding and the condition that it implies, a pair and one of it
        ({"name": "HIV infection", "code": "loinc:55277-8", "value": "positive"}, "hiv_test"),
        ({"name": "HIV test", "code": "snomed:86406008", "value": "negative"}, "hiv_test"),
        ({"name": "syphilis", "code": "loinc:20507-0", "value": "positive"}, "rpr"),
        ({"name": "FEV1", "code": "loinc:20150-9", "value": "65 %"}, "fev1_percent"),
        ({"name": "blood pressure", "code": "loinc:8480-6", "value": "120 mmHg"}, "systolic_blood_pressure"),
        # one name, several meanings: the shape tells
        ({"name": "HIV", "value": "positive"}, "hiv_test"),
        ({"name": "HIV", "value": "Negative"}, "hiv_test"),
        ({"name": "HIV", "present": False}, "hiv_infection"),
        ({"name": "HIV", "start": "2019"}, "hiv_infection"),
        ({"name": "HIV"}, "hiv_infection"),
        ({"name": "HIV", "time": "2019"}, "hiv_infection"),
        ({"name": "HIV", "value": "yes"}, "hiv_infection"),
        ({"name": "ASA", "value": 3}, "asa_class"),
        ({"name": "ASA", "start": "2019"}, "aspirin"),
        ({"name": "PT", "value": 12, "unit": "s"}, "prothrombin_time"),
        ({"name": "PT", "value": "12 s"}, "prothrombin_time"),
        # the value of a finding under the name of its condition
        ({"name": "hepatitis B", "value": "negative"}, "hepatitis_b_test"),
        ({"name": "hepatitis B", "value": "positive"}, "hepatitis_b_test"),
        ({"name": "hepatitis B", "value": "no"}, "hepatitis_b"),
    ],
)
def test_a_record_is_of_one_concept(vocabulary: Vocabulary, record: dict[str, Any], concept: str) -> None:
    sheet = sheet_of(vocabulary, record)
    assert [fact.concept for fact in sheet.facts] == [concept]
    assert not sheet.diagnostics


@pytest.mark.parametrize(
    "record",
    [
        {"name": "nobody knows"},
        {"name": "x" * 501},
        {"code": "loinc:0-0"},
        {"code": "x" * 501},
        {"code": "no system"},
        {"name": "nobody knows", "code": "loinc:0-0", "value": 5, "unit": "mg/dL"},
        # several meanings, and the shape does not tell
        {"name": "MS", "start": "2019"},
        {"name": "PT", "value": "done"},
        {"name": "PT"},
        {"name": "PT", "value": 12},
        {"name": "PT", "value": True},
        {"name": "HIV", "value": "borderline"},
    ],
)
def test_what_nothing_knows_is_kept_and_reported_by_place(vocabulary: Vocabulary, record: dict[str, Any]) -> None:
    sheet = sheet_of(vocabulary, {"name": "epilepsy", "present": False}, record)
    assert sheet.facts[1].concept is None
    assert codes(sheet)[-1] == ("W601", "facts[1]")


def test_a_value_of_something_unknown_is_kept(vocabulary: Vocabulary) -> None:
    fact = one(vocabulary, name="unheard of", value="<5 mg/L")
    assert (fact.value, fact.written, fact.unit and fact.unit.code) == (
        Interval(None, parse_number(5), high_open=True), "<5", "mg/L",
    )  # fmt: skip
    assert one(vocabulary, name="unheard of", value="mild").written == "mild"
    assert one(vocabulary, name="unheard of", value=True).present is True
    assert one(vocabulary, name="unheard of", value=5, unit="gobbledygook").unit_problem is True


def parse_number(value: int) -> Any:
    from fractions import Fraction

    return Fraction(value)


def test_a_name_and_a_code_that_disagree_are_an_error(vocabulary: Vocabulary) -> None:
    assert errors(vocabulary, {"name": "creatinine", "code": "snomed:128053003"}) == [("E608", "facts[0]")]
    assert errors(vocabulary, {"name": "thrombosis", "code": "rxnorm:42316"}) == [("E608", "facts[0]")]


@pytest.mark.parametrize("record", [{}, {"name": ""}, {"name": "  ", "code": ""}, {"value": 5}, {"name": None}])
def test_a_fact_needs_a_name_or_a_code(vocabulary: Vocabulary, record: dict[str, Any]) -> None:
    assert errors(vocabulary, record) == [("E604", "facts[0]")]


def test_one_and_all_meanings_of_a_name(vocabulary: Vocabulary) -> None:
    naming = naming_in(vocabulary)
    assert naming_in(vocabulary) is naming
    assert [found and found.id for found in map(naming.one, ("HIV", "DVT", "MS", "PT", "unheard of"))] == [
        "hiv_infection", "dvt", None, None, None,
    ]  # fmt: skip
    assert {concept.id for concept in naming.all_of("HIV")} == {"hiv_infection", "hiv_test"}
    assert naming.all_of("MS") == ()


# --- levels, findings, presences ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("ECOG", 1, "1"), ("ECOG", 1.0, "1"), ("ECOG", "1", "1"), ("NYHA class", "III", "3"),
        ("NYHA class", "class ii", "2"), ("Child-Pugh class", "b", "B"),
        ("SARS-CoV-2 nucleic acid test", "Detected", "positive"), ("SARS-CoV-2 nucleic acid test", True, "positive"),
        ("SARS-CoV-2 nucleic acid test", False, "negative"), ("Karnofsky", "80 %", "80"),
        ("Karnofsky", "80 points", "80"), ("Karnofsky", 80, "80"),
        ("SARS-CoV-2 nucleic acid test", "snomed:260373001", "positive"), ("ascites", "MILD", "mild"),
    ],
)  # fmt: skip
def test_levels_and_values_are_spelled_as_the_vocabulary_does(
    vocabulary: Vocabulary, name: str, value: object, text: str
) -> None:
    sheet = sheet_of(vocabulary, {"name": name, "value": value})
    assert sheet.facts[0].text == text
    assert not sheet.diagnostics


def test_a_level_that_is_a_number_has_its_interval(vocabulary: Vocabulary) -> None:
    assert one(vocabulary, name="ECOG", value=1).value == Interval.point(1)
    assert one(vocabulary, name="NYHA class", value="III").value == Interval.point(3)
    assert one(vocabulary, name="Child-Pugh class", value="B").value is None
    assert one(vocabulary, name="Karnofsky", value=80, unit="%").value == Interval.point(80)
    ranged = one(vocabulary, name="ECOG", value="0-1")
    assert (ranged.text, ranged.value, ranged.written) == (None, Interval(*map(parse_number, (0, 1))), "0-1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ECOG", 9), ("ECOG", 1.5), ("ECOG", "good"), ("ECOG", "> 7"), ("ECOG", "1 mg/dL"), ("ECOG", True),
        ("Child-Pugh class", "< 2"), ("HBsAg", "fine"), ("HBsAg", 3), ("ascites", True),
    ],
)  # fmt: skip
def test_a_value_that_is_no_level_decides_nothing(vocabulary: Vocabulary, name: str, value: object) -> None:
    sheet = sheet_of(vocabulary, {"name": name, "value": value})
    assert codes(sheet) == [("W606", "facts[0]")]
    assert (sheet.facts[0].text, sheet.facts[0].value) == (None, None)
    assert sheet.facts[0].written is not None


def test_a_test_that_decided_nothing_is_no_mistake(vocabulary: Vocabulary) -> None:
    sheet = sheet_of(vocabulary, {"name": "HBsAg", "value": "Equivocal"})
    assert (codes(sheet), sheet.facts[0].text, sheet.facts[0].written) == ([], None, "Equivocal")


def test_a_level_has_no_unit(vocabulary: Vocabulary) -> None:
    assert codes(sheet_of(vocabulary, {"name": "ECOG", "value": 1, "unit": "mg/dL"})) == [("W603", "facts[0]")]
    assert codes(sheet_of(vocabulary, {"name": "ECOG", "value": 1, "unit": "{score}"})) == []
    assert codes(sheet_of(vocabulary, {"name": "ECOG", "unit": "gobbledygook"})) == []


@pytest.mark.parametrize(
    ("name", "value", "present", "unclear"),
    [
        ("deep vein thrombosis", "yes", True, False), ("deep vein thrombosis", "Not  present", False, False),
        ("deep vein thrombosis", True, True, False), ("deep vein thrombosis", False, False, False),
        ("deep vein thrombosis", "severe", None, True), ("deep vein thrombosis", 3, None, True),
        ("tacrolimus", 5, None, False), ("tacrolimus", "5 mg", None, False), ("tacrolimus", 0, None, True),
        ("tacrolimus", "0 mg", None, True), ("tacrolimus", "stopped", None, True), ("syphilis", "positive", None, True),
    ],
)  # fmt: skip
def test_a_value_of_a_presence_is_yes_or_no_or_unclear(
    vocabulary: Vocabulary, name: str, value: object, present: bool | None, unclear: bool
) -> None:
    sheet = sheet_of(vocabulary, {"name": name, "value": value})
    (fact,) = sheet.facts
    assert (fact.present, fact.unclear) == (present, unclear)
    assert codes(sheet) == ([("W606", "facts[0]")] if unclear else [])


def test_present_stands_before_the_value(vocabulary: Vocabulary) -> None:
    assert one(vocabulary, name="DVT", value="yes", present=False).present is False


# --- other fields -------------------------------------------------------------------------------------------------


def test_every_field_is_kept(vocabulary: Vocabulary) -> None:
    record = {
        "name": "DVT", "time": "2021", "start": "2019-03", "end": "2019-09-14", "status": "resolved", "ever": True,
        "relation": "family-history", "context": ["Resting", "on  oxygen"], "method": "Cockcroft Gault", "id": "f7",
        "source": "Observation/7",
    }  # fmt: skip
    fact = one(vocabulary, **record)
    assert (fact.time, fact.start, fact.end) == tuple(map(parse_date, ("2021", "2019-03", "2019-09-14")))
    assert (fact.status, fact.ever, fact.relation) == ("resolved", True, "family-history")
    assert (fact.context, fact.method) == (("at rest", "on oxygen"), "cockcroft-gault")
    assert (fact.id, fact.source, fact.place, fact.name) == ("f7", "Observation/7", "facts[0]", "DVT")
    assert one(vocabulary, name="DVT", method="24 hour urine").method == "24-hour-urine"
    assert one(vocabulary, name="DVT", method="x" * 600).method == "x" * 600


def test_null_is_nothing_stated(vocabulary: Vocabulary) -> None:
    fields = ("unit", "range", "time", "start", "end", "context", "method", "id", "source", "code")
    assert one(vocabulary, name="DVT", **dict.fromkeys(fields)) == one(vocabulary, name="DVT")


@pytest.mark.parametrize("field", ["value", "present", "ever", "status", "relation", "of"])
def test_null_is_refused_where_it_would_leave_a_presence(vocabulary: Vocabulary, field: str) -> None:
    assert errors(vocabulary, {"name": "DVT", field: None}) == [("E604", f"facts[0].{field}")]


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("name", 5, "name"), ("unit", 5, "unit"), ("value", ["5"], "value"), ("value", {"low": 5}, "value"),
        ("range", 5, "range"), ("range", {"low": "5"}, "range.low"), ("range", {"lo": 5}, "range"),
        ("time", 20210502, "time"), ("present", "false", "present"), ("present", 0, "present"), ("ever", 1, "ever"),
        ("status", "gone", "status"), ("status", 1, "status"), ("relation", "cousin", "relation"), ("of", 3, "of"),
        ("context", "at rest", "context"), ("context", [1], "context[0]"), ("method", 1, "method"), ("id", 7, "id"),
    ],
)  # fmt: skip
def test_the_shape_is_strict(vocabulary: Vocabulary, field: str, value: object, place: str) -> None:
    record = {"name": "creatinine", "value": 1, "unit": "mg/dL", field: value}
    assert errors(vocabulary, record) == [("E604", f"facts[0].{place}")]


@pytest.mark.parametrize("text", ["2021-13", "2021-02-30", "02/05/2021", "", "yesterday", "2021-05-02T25:00", "x" * 99])
def test_a_wrong_date_is_an_error(vocabulary: Vocabulary, text: str) -> None:
    for field in ("time", "start", "end"):
        assert errors(vocabulary, {"name": "DVT", field: text}) == [("E605", f"facts[0].{field}")]
    assert errors(vocabulary, {"name": "creatinine", "value": 1, "unit": "mg/dL", "time": text}) == [
        ("E605", "facts[0].time")
    ]


def test_an_end_before_the_start_is_an_error(vocabulary: Vocabulary) -> None:
    assert errors(vocabulary, {"name": "DVT", "start": "2020-02", "end": "2020-01"}) == [("E605", "facts[0]")]
    for start, end in (("2020-02", "2020"), ("2020-02-01T10:00+01:00", "2020-02-01T09:30Z"), ("2020", "2020-01")):
        assert not sheet_of(vocabulary, {"name": "DVT", "start": start, "end": end}).diagnostics
    assert errors(vocabulary, {"name": "DVT", "start": "2020-13", "end": "2020"}) == [("E605", "facts[0].start")]


def test_what_was_entered_in_error_is_dropped_and_counted(vocabulary: Vocabulary) -> None:
    sheet = sheet_of(vocabulary, {"name": "DVT", "status": "entered-in-error"}, {"name": "DVT"})
    assert (len(sheet.facts), sheet.entered_in_error) == (1, 1)


def test_a_grade_is_of_something(vocabulary: Vocabulary) -> None:
    fact = one(vocabulary, name="toxicity grade", value=3, of="neuropathy")
    assert (fact.of, fact.of_name, fact.raw) == ("neuropathy", "neuropathy", None)
    sheet = sheet_of(vocabulary, {"name": "toxicity grade", "value": 3, "of": "unheard of"})
    assert (sheet.facts[0].of, sheet.facts[0].of_name) == (None, "unheard of")
    assert codes(sheet) == [("W601", "facts[0].of")]


def test_the_short_form(vocabulary: Vocabulary) -> None:
    facts = {"creatinine": "1.4 mg/dL", "DVT": False, "HIV": True, "ECOG": 1, "unheard of": "x"}
    sheet = read_sheet({"facts": facts}, vocabulary)
    assert [(f.place, f.concept, f.written, f.present) for f in sheet.facts] == [
        ("facts[0]", "creatinine", "1.4", None),
        ("facts[1]", "dvt", None, False),
        ("facts[2]", "hiv_infection", None, True),
        ("facts[3]", "ecog", "1", None),
        ("facts[4]", None, "x", None),
    ]
    for value in (None, ["x"], {"value": 1}):
        with pytest.raises(FactsError) as caught:
            read_sheet({"facts": {"DVT": value}}, vocabulary)
        assert [(d.code, d.place) for d in caught.value.diagnostics] == [("E604", "facts[0]")]

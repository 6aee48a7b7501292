"""The quick readers make what the reader of every record makes."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligo.facts import read_sheet
from eligo.facts.lane import Lane, lane_of, plain_presence, plain_result, read_records
from eligo.facts.naming import naming_in
from eligo.facts.numbers import NUMBERS
from eligo.facts.problems import Problems
from eligo.facts.reading import Reading
from eligo.facts.records import read_record
from eligo.vocabulary import Vocabulary

NUMBER = st.sampled_from([NUMBERS[text] for text in ("0", "1", "1.4", "30", "30.1", "95", "140", "-1")])
DATE = st.sampled_from(["2021", "2020-05", "2019-05-02", "2021-05-02T08:10Z", "2021-02-30", "", NUMBERS["5"], None, []])
TEXT = st.sampled_from(["a", "", None, NUMBERS["5"]])
NAMES = ("creatinine", "SpO2", "INR", "age", "blood pressure", "FEV1", "DVT", "tacrolimus", "ECOG", "HIV", "PT", "x")
NAME = st.sampled_from([*NAMES, None, NUMBERS["5"]])
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "name": NAME,
        "value": NUMBER | st.sampled_from(["<5 mg/dL", "88 %", "1.4", "140/90 mmHg", "x", True, None, []]),
        "unit": st.sampled_from(["mg/dL", "umol/L", "%", "mmHg", "x", "", None, NUMBERS["5"], []]),
        "range": st.sampled_from([None, {}, {"high": NUMBERS["1.2"]}, {"low": "x"}, {"high": None}, NUMBERS["5"]])
        | st.fixed_dictionaries({"low": NUMBER, "high": NUMBER})
        | st.just({"high": NUMBERS["1.2"], "unit": "mg/dL"}),
        "time": DATE,
        "start": DATE,
        "end": DATE,
        "present": st.sampled_from([True, False, None, NUMBERS["1"]]),
        "ever": st.sampled_from([True, False, None, "x"]),
        "context": st.sampled_from([["at rest"], ["Resting", "fasting"], [], [NUMBERS["5"]], None, "at rest"]),
        "id": TEXT,
        "source": TEXT,
        "status": st.sampled_from(["active", "x"]),
    },
)


def read_slowly(vocabulary: Vocabulary, record: dict[str, Any]) -> Reading:
    reading = Reading(naming_in(vocabulary), Problems())
    read_record(reading, record, "facts[0]")
    return reading


@given(RECORDS)
def test_both_ways_lead_to_the_same_facts(vocabulary: Vocabulary, record: dict[str, Any]) -> None:
    quick = Reading(naming_in(vocabulary), Problems())
    read_records(quick, [deepcopy(record)])
    slow = read_slowly(vocabulary, deepcopy(record))
    assert quick.facts == slow.facts
    assert quick.problems.found == slow.problems.found
    assert (quick.ages, quick.entered_in_error) == (slow.ages, slow.entered_in_error)


@pytest.mark.parametrize(
    "record",
    [
        {"name": "creatinine", "value": NUMBERS["1.4"], "unit": "mg/dL", "time": "2021-05-01"},
        {"name": "creatinine", "value": NUMBERS["1.4"], "unit": "mg/dL", "range": {"high": NUMBERS["1.2"]}},
        {"name": "SpO2", "value": "88 %", "context": ["at rest"], "source": "Observation/1", "id": "f1"},
        {"name": "INR", "value": NUMBERS["1"]},
    ],
)
def test_results_are_read_quickly(vocabulary: Vocabulary, record: dict[str, Any]) -> None:
    lane = lane_of(naming_in(vocabulary))
    assert lane_of(naming_in(vocabulary)) is lane
    fields = plain_result(record, "facts[0]", lane, Reading(lane.naming, Problems()))
    assert fields is not None
    assert fields["written"] in ("1.4", "88", "1")


@pytest.mark.parametrize(
    "record",
    [
        {"name": "DVT"},
        {"name": "DVT", "present": False},
        {"name": "DVT", "start": "2019-03", "end": "2019-09-14", "ever": True, "id": "f1"},
    ],
)
def test_presences_are_read_quickly(vocabulary: Vocabulary, record: dict[str, Any]) -> None:
    lane = lane_of(naming_in(vocabulary))
    assert plain_presence(record, "facts[0]", lane, Reading(lane.naming, Problems())) is not None


def test_what_is_kept_is_bounded(vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("lane", "naming"):
        monkeypatch.setattr(f"eligo.facts.{place}._MOST_KEPT", 3)
    naming = type(naming_in(vocabulary))(vocabulary)
    lane = Lane(naming)
    for number in range(20):
        assert lane.result("creatinine", f"unit {number}") is None
        assert lane.presence(f"name {number}") is None
        assert len(lane.results) <= 3
        assert len(lane.presences) <= 3
        assert len(naming.named) <= 3
        assert len(naming._takings) <= 3


def test_the_vocabularies_that_are_kept_are_few(vocabulary: Vocabulary) -> None:
    from eligo.facts import naming

    others = [vocabulary.extended([]) for _ in range(6)]
    for other in others:
        assert read_sheet({"facts": {"DVT": True}}, other).facts[0].concept == "dvt"
    assert len(naming._KEPT) <= 4

"""No value and no key of the patient is in any diagnostic or exception: canaries in every field."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts import check_answers, read_sheet, resolve, screened_at
from eligo.vocabulary import Vocabulary

CANARY = "Qanary"
NUMBER = 71234567
WRONG = st.sampled_from(
    [CANARY, NUMBER, [CANARY], {CANARY: NUMBER}, None, True, f"{NUMBER} {CANARY}", f"2021-{NUMBER}"]
)
KEYS = (
    "name", "code", "value", "unit", "range", "time", "start", "end", "status", "present", "ever", "relation", "of",
    "context", "method", "id", "source", CANARY, "holds", "by", "on", "sentence", "from", "to", "low", "high", "sex",
    "birth_date", "deceased",
)  # fmt: skip
NODES = st.dictionaries(
    st.sampled_from(KEYS), WRONG | st.dictionaries(st.sampled_from(KEYS), WRONG, max_size=3), max_size=6
)
NAMED = st.builds(
    lambda node, name: {**node, "name": name},
    NODES,
    st.sampled_from(["creatinine", "DVT", "ECOG", "HIV", "age", CANARY]),
)
SHEETS = st.fixed_dictionaries(
    {},
    optional={
        "patient": NODES | WRONG,
        "as_of": WRONG,
        "dates": st.dictionaries(st.sampled_from(["enrolment", "enrollment", CANARY]), WRONG),
        "facts": st.lists(NAMED | NODES | WRONG, max_size=4)
        | st.dictionaries(st.sampled_from(["creatinine", "age", "DVT", CANARY]), WRONG),
        "answers": st.dictionaries(st.sampled_from([CANARY, "a"]), NODES | WRONG),
        "complete": st.lists(NODES | WRONG, max_size=3),
        "ranges": st.lists(NAMED | NODES | WRONG, max_size=3),
        CANARY: WRONG,
    },
)


def assert_private(diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> None:
    for found in diagnostics:
        shown = " ".join(map(str, (found.message, found.help, found.place, *found.notes)))
        assert CANARY.lower() not in shown.lower()
        assert str(NUMBER) not in shown
        assert found.source is None
        assert found.primary is None


@given(SHEETS)
def test_nothing_of_the_patient_is_in_a_message(vocabulary: Vocabulary, sheet: dict[str, Any]) -> None:
    for data in (sheet, json.dumps(sheet)):
        try:
            read = resolve(read_sheet(data, vocabulary), vocabulary)
            assert_private(read.diagnostics)
            assert_private(check_answers(read.answers, {"a": "sha256:x"}))
            assert_private(screened_at(read, "2021-05-02").diagnostics)
        except FactsError as error:
            assert_private(error.diagnostics)
            assert CANARY not in str(error)
            assert error.__cause__ is None


@pytest.mark.parametrize(
    "text",
    [
        '{"Qanary": 71234567,}',
        '{"facts": [{"name": "Qanary", "value": 71234567, "value": 71234567}]}',
        '{"facts": {"Qanary": 71234567, "Qanary": "Qanary"}}',
        '{"patient": {"id": "Qanary',
        '{"patient": {"id": "Qanary\n"}}',
        '{"patient": {"id": "Qanary\\ud800"}}',
        '{"answers": {"Qanary": NaN}}',
        '{"Qanary": 1e71234567}',
        "Qanary",
    ],
)
def test_nothing_of_the_patient_is_in_a_message_about_the_text(vocabulary: Vocabulary, text: str) -> None:
    with pytest.raises(FactsError) as caught:
        read_sheet(text, vocabulary)
    assert_private(caught.value.diagnostics)
    assert CANARY not in str(caught.value)


def test_a_fact_shows_no_raw_record(vocabulary: Vocabulary) -> None:
    fact = read_sheet({"facts": [{"name": "x", "of": CANARY, "value": "y"}]}, vocabulary).facts[0]
    assert fact.raw is not None
    assert "raw" not in repr(fact)

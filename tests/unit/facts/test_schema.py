"""The published schema accepts and refuses what the reader does."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from eligo.diagnostics import FactsError
from eligo.facts import read_sheet
from eligo.facts.schema import Model, patient_schema
from eligo.vocabulary import Vocabulary

#: things that may stand anywhere, most of them in the wrong place
ANYTHING = st.sampled_from([None, True, False, 0, 1.5, "", "x", "2021-05", "2021-02-30", "female", [], ["x"], {}, [1]])
DATES = st.sampled_from(["2021", "2020-05", "2019-05-02", "2021-05-02T08:10Z", None])


def field(plausible: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return mostly what belongs somewhere."""
    return st.integers(0, 19).flatmap(lambda dice: ANYTHING if dice == 0 else plausible)


def objects(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects of some of ``fields``, now and then with one that is none."""
    known = st.fixed_dictionaries({}, optional={name.rstrip("_"): field(value) for name, value in fields.items()})
    return st.builds(lambda node, dice: {**node, "other": 1} if dice == 0 else node, known, st.integers(0, 29))


TEXT = st.sampled_from(["DVT", "creatinine", "x", None])
NUMBERS = st.sampled_from([0, 1, 1.5, 88.4, None])
VALUES = st.sampled_from([0, 1.5, "<5 mg/L", "positive", "1", True, False])
FACTS = objects(
    name=st.sampled_from(["DVT", "creatinine", "HIV", "ECOG", "unheard of", "unheard of"]),
    code=TEXT,
    value=VALUES,
    unit=st.sampled_from(["mg/dL", "x", None]),
    range=objects(low=NUMBERS, high=NUMBERS, unit=TEXT) | st.none(),
    time=DATES,
    start=DATES,
    end=DATES,
    status=st.sampled_from(["active", "resolved", "planned", "ordered", "entered-in-error"]),
    present=st.booleans(),
    ever=st.booleans(),
    relation=st.sampled_from(["allergy", "family-history", "contraindication"]),
    of=st.just("neuropathy"),
    context=st.sampled_from([["at rest"], [], None]),
    method=TEXT,
    id=TEXT,
    source=TEXT,
)
RANGES = objects(
    name=TEXT, code=TEXT, low=NUMBERS, high=NUMBERS, unit=TEXT, sex=st.sampled_from(["female", "male", None])
)
ANSWERS = objects(holds=st.sampled_from([True, False, None]), by=TEXT, on=DATES, source=TEXT, sentence=TEXT)
COMPLETE = st.just("conditions") | st.just("DVT") | objects(of=st.just("findings"), from_=DATES, to=DATES)
SHEETS = objects(
    patient=objects(
        id=TEXT,
        birth_date=DATES,
        sex=st.sampled_from(["female", "male", "other", "unknown", None]),
        deceased=st.sampled_from([True, False, None, "2021-05"]),
    ),
    as_of=st.sampled_from(["2021-05-02", "2021-05-02T10:00", None]),
    dates=st.dictionaries(st.sampled_from(["enrolment", "first dose", "lunch"]), field(DATES), max_size=2),
    facts=st.lists(field(FACTS), max_size=3)
    | st.dictionaries(st.sampled_from(["DVT", "creatinine", "x"]), field(VALUES), max_size=3),
    answers=st.dictionaries(st.text("ab", min_size=1), field(st.none() | st.booleans() | ANSWERS), max_size=2),
    complete=st.lists(field(COMPLETE), max_size=2),
    ranges=st.lists(field(RANGES), max_size=2),
)


@given(SHEETS)
def test_the_reader_and_the_schema_agree(vocabulary: Vocabulary, sheet: dict[str, Any]) -> None:
    try:
        Model.model_validate(sheet)
        fits = True
    except ValidationError:
        fits = False
    codes: set[str] = set()
    try:
        read_sheet(sheet, vocabulary)
    except FactsError as error:
        codes = {found.code for found in error.diagnostics if found.code.startswith("E")}
    # E606 to E608 are of what the fields mean together, of which a schema knows nothing
    assert fits == (not codes & {"E604", "E605"})
    assert codes <= {"E604", "E605", "E606", "E607", "E608"}


@given(SHEETS)
def test_bytes_and_objects_are_read_alike(vocabulary: Vocabulary, sheet: dict[str, Any]) -> None:
    def outcome(data: Any) -> Any:
        try:
            return read_sheet(data, vocabulary)
        except FactsError as error:
            return error.diagnostics

    assert outcome(sheet) == outcome(json.dumps(sheet)) == outcome(json.dumps(sheet).encode())


@pytest.mark.parametrize(
    ("sheet", "fits"),
    [
        ({"as_of": "2021-05-02T08:10+02:00", "facts": [{"name": "DVT", "start": "2019", "end": "2019-03"}]}, True),
        ({"facts": [{"code": "x", "value": "<5 mg/L", "range": {"high": 1}}], "complete": ["x", {"of": "y"}]}, True),
        ({"ranges": [{"name": "x", "low": 1}], "answers": {"a": None, "b": {"holds": None}}}, True),
        ({"as_of": "2021-05"}, False),
        ({"facts": [{"value": 5}]}, False),
        ({"facts": [{"name": " ", "code": ""}]}, False),
        ({"facts": [{"name": "DVT", "start": "2020", "end": "2019"}]}, False),
        ({"ranges": [{"low": 5}]}, False),
        ({"ranges": [{"name": "x"}]}, False),
        ({"complete": [{"of": "x", "from": "2020", "to": "2019"}]}, False),
    ],
)
def test_what_the_schema_accepts(vocabulary: Vocabulary, sheet: dict[str, Any], fits: bool) -> None:
    for read in (Model.model_validate, lambda sheet: read_sheet(sheet, vocabulary)):
        try:
            read(sheet)
            accepted = True
        except (ValidationError, FactsError):
            accepted = False
        assert accepted is fits


@pytest.mark.parametrize("text", ["2021-13", "21", "2021-05-02 08:10", "2021-05-02T08:10+99:00", "٢٠٢١"])
def test_the_schema_refuses_dates_that_are_none(text: str) -> None:
    with pytest.raises(ValidationError):
        Model.model_validate({"as_of": text})


def test_the_published_schema_is_closed_and_says_nothing_by_default() -> None:
    schema = patient_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "patient"
    assert schema["properties"].keys() == {"patient", "as_of", "dates", "facts", "answers", "complete", "ranges"}
    assert all(definition["additionalProperties"] is False for definition in schema["$defs"].values())
    assert '"default"' not in json.dumps(schema)
    assert schema["$defs"]["Fact"]["properties"]["status"]["enum"][-1] == "entered-in-error"


def test_reading_a_sheet_imports_neither_pydantic_nor_pint() -> None:
    code = "import eligo.facts, sys; print({'pydantic', 'pint', 'lark'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"

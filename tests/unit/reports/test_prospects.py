"""What would settle a verdict, near misses and until when it holds, as every report says them."""

from dataclasses import replace
from typing import Any

import pytest

from eligo import load_facts, load_trial, screen
from eligo.reports import render
from eligo.reports.formats.result import Model
from eligo.screening import Screening

TRIAL = load_trial(
    text="""trial T1 "Anaemia"

inclusion criteria

- [age] age 18–65 years
- [hb] "Haemoglobin of at least 10 g/dL"
    hemoglobin ≥ 10 g/dL
- [plt] platelets ≥ 100 × 10^9/L
- [any] any of:
    - AST > 40 U/L
    - ALT > 40 U/L
- [alt] ALT < 100 U/L

exclusion criteria

- [pe] pulmonary embolism in the past 3 years
"""
)
PLATELETS = {"name": "platelets", "value": "210 10^9/L", "time": "2021-04-20"}
ALT = {"name": "ALT", "value": "60 U/L", "time": "2021-05-01"}


def screened(*facts: Any, hb: str = "12 g/dL") -> Screening:
    own = {"name": "hemoglobin", "value": hb, "time": "2021-04-20"}
    patient = {"id": "P-1", "birth_date": "1961-07-03"}
    sheet = {"patient": patient, "as_of": "2021-05-02", "facts": [own, PLATELETS, *facts], "complete": ["conditions"]}
    return screen(TRIAL, load_facts(sheet))


def lines(result: Screening, format_: Any = "text") -> list[str]:
    return [line.strip() for line in render([result], format_).splitlines()]


def test_an_undetermined_patient_has_the_shortest_list() -> None:
    text = lines(screened())
    assert text[text.index("To settle it") + 1] == "1. measure ALT (U/L) [any, alt]"
    assert "AST" not in "".join(text[text.index("To settle it") :])
    assert "To settle any and alt: measure ALT (U/L)" in lines(screened(), "plain")
    assert "<li>measure ALT (U/L) [any, alt]</li>" in lines(screened(), "html")


def test_a_verdict_says_until_when_it_holds_and_what_ends_then() -> None:
    eligible = screened(ALT)
    assert "Holds until 2021-05-18; then hb and plt no longer pass" in lines(eligible)
    assert "Time: the verdict holds until 2021-05-18; then hb and plt no longer pass" in lines(eligible, "plain")
    assert "<p>Holds until 2021-05-18; then hb and plt no longer pass.</p>" in lines(eligible, "html")
    # the age ends only after years: the file says so, the page does not
    assert eligible.criterion("age").valid_until == "2027-07-02"
    assert "2027" not in render([eligible], "text")
    assert lines(eligible).count("until    2021-05-18") == 2
    assert lines(eligible, "plain").count("Passes until: 2021-05-18") == 2
    assert sum("Passes until 2021-05-18, where nothing new" in line for line in lines(eligible, "html")) == 2


@pytest.mark.parametrize(
    ("result", "id", "words"),
    [
        (screened(ALT, hb="9.6 g/dL"), "hb", "hemoglobin 9.6 g/dL on 2021-04-20, below 10 by 0.4"),
        (
            screened(ALT, {"name": "pulmonary embolism", "start": "2018-12-01", "end": "2019-03-31"}),
            "pe",
            "pulmonary embolism 2018-12-01 to 2019-03-31; passes from 2022-04-01",
        ),
    ],
)
def test_a_near_miss_says_by_how_much_and_until_when(result: Screening, id: str, words: str) -> None:
    text = lines(result)
    assert " ".join(" ".join(text[text.index("Near miss") + 1 :]).split()).startswith(f"{id} {words}")
    assert f"Near miss of {id}: {words}" in lines(result, "plain")
    assert f"<li>{id}: {words}</li>" in lines(result, "html")
    assert not any("olds until" in line for line in text)


def test_every_line_fits_80_columns() -> None:
    for result in (screened(), screened(ALT), screened(ALT, hb="9.6 g/dL")):
        assert max(map(len, render([result], "text").splitlines())) <= 80


def test_the_json_fits_its_schema_with_all_of_it() -> None:
    for result in (screened(), screened(ALT), screened(ALT, hb="9.6 g/dL")):
        Model.model_validate(result.model_dump())


def test_an_end_that_no_criterion_brings_is_named_alone() -> None:
    assert "Holds until 2021-05-10" in lines(replace(screened(ALT), criteria=(), valid_until="2021-05-10"))

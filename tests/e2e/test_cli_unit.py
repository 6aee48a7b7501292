import json

import pytest
from support import Eligo


def test_a_unit_in_words(eligo: Eligo) -> None:
    code, out, err = eligo("unit", "mg/dl")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == ["unit       mg/dL", "measures   a mass concentration (mass/volume)"]


def test_a_quantity_is_converted(eligo: Eligo) -> None:
    code, out, _ = eligo("unit", "250 x 10^9/L", "--to", "/uL")
    assert code == 0
    assert "result     250000/µL" in out.splitlines()


def test_mass_and_substance_convert_by_the_factor_of_the_measure(eligo: Eligo) -> None:
    assert "result     132.6 µmol/L" in eligo("unit", "1.5 mg/dL", "--to", "umol/L", "--of", "creatinine").out
    code, out, err = eligo("unit", "1.5 mg/dL", "--to", "umol/L")
    assert (code, out) == (2, "")
    assert err.startswith("error[E301]: ")


@pytest.mark.parametrize(("of", "code"), [("creatinin", "E201"), ("hypertension", "E204")])
def test_a_measure_that_is_none(eligo: Eligo, of: str, code: str) -> None:
    answer = json.loads(eligo("unit", "1.5 mg/dL", "--to", "umol/L", "--of", of, "--format", "json").out)
    assert (answer["valid"], answer["error"]["code"]) == (True, code)


def test_a_unit_alone_is_told_in_the_other(eligo: Eligo) -> None:
    assert "result     1 ×10³/µL = 1000000000/L" in eligo("unit", "10^3/uL", "--to", "/L").out.splitlines()
    assert json.loads(eligo("unit", "10^3/uL", "--to", "/L", "--format", "json").out)["result"] is None


def test_text_that_is_no_unit(eligo: Eligo) -> None:
    code, out, err = eligo("unit", "florbs")
    assert (code, out) == (2, "")
    assert err.startswith("error[E303]: `florbs` is no unit")


def test_json_of_text_that_is_no_unit(eligo: Eligo) -> None:
    code, out, err = eligo("unit", "florbs", "--format", "json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert (answer["valid"], answer["error"]["code"]) == (False, "E303")


def test_json_lines_are_answered_line_by_line(eligo: Eligo) -> None:
    requests = [
        b'{"text": "10*9/L", "value": "250", "to": "/uL", "of": null}',
        b"",
        b'{"text": "florbs"}',
        b"not json",
        b"\xff",
        b"[]",
        b'{"value": "3"}',
        b'{"text": "mg", "unit": "g"}',
        b'{"text": "mg", "to": true}',
        b'{"text": "mg", "value": 2.50, "to": "ug"}',
        b"[" * 100_000,
    ]
    code, out, err = eligo("unit", "-", "--format", "json", stdin=b"\n".join(requests))
    assert (code, err) == (0, "")
    answers = [json.loads(line) for line in out.splitlines()]
    assert answers[0] == {
        "text": "10*9/L",
        "valid": True,
        "unit": "10*9/L",
        "dimension": {"length": -3},
        "result": "250000",
        "error": None,
    }
    errors = [answer["error"] and (answer["error"]["code"], answer["error"]["message"]) for answer in answers[2:]]
    assert errors == [
        ("E601", "the line is no JSON in UTF-8"),
        ("E601", "the line is no JSON in UTF-8"),
        ("E601", "the line is no JSON object"),
        ("E601", "`text` is missing, or no text"),
        ("E601", "the fields are text, value, to, of; 1 other given"),
        ("E601", "`value`, `to` and `of` are texts or null"),
        None,
        ("E601", "the line is no JSON in UTF-8"),
    ]
    assert answers[-2]["result"] == "2500"

"""JSON, strictly: bytes and objects, and what is wrong with them, by place."""

import json
import math
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from support import answered_at_once

from eligo.diagnostics import FactsError
from eligo.facts.json_text import MOST_BYTES, from_object, read_json
from eligo.facts.numbers import NUMBERS, NotANumberError, Number, exact_number
from eligo.facts.problems import Problems, listed, ordinal


def parsed(data: bytes | str) -> tuple[Any, list[tuple[str, str | None]]]:
    problems = Problems()
    tree = read_json(data, "p.json", problems)
    return tree, [(found.code, found.place) for found in problems.found]


def copied(data: dict[Any, Any]) -> tuple[Any, list[tuple[str, str | None]]]:
    problems = Problems()
    tree = from_object(data, "p.json", problems)
    return tree, [(found.code, found.place) for found in problems.found]


def refused(data: bytes | str | dict[Any, Any]) -> tuple[str, str | None, str]:
    problems = Problems()
    with pytest.raises(FactsError) as caught:
        from_object(data, "p.json", problems) if isinstance(data, dict) else read_json(data, "p.json", problems)
    (found,) = caught.value.diagnostics
    return found.code, found.place, found.message


def test_numbers_are_exact() -> None:
    tree, found = parsed(b'{"a": 1.40, "b": -2e-3, "c": 0, "d": 12345678901234567890.5, "e": 1E2, "f": -0}')
    assert [tree[key].exact for key in "abcdef"] == [
        Fraction(7, 5), Fraction(-1, 500), 0, Fraction("12345678901234567890.5"), 100, 0,
    ]  # fmt: skip
    assert [tree[key].text for key in "abc"] == ["1.40", "-2e-3", "0"]
    assert not found


def test_a_number_shows_its_text_only_where_it_is_asked_for() -> None:
    number = NUMBERS["1.40"]
    assert (str(number), repr(number)) == ("1.40", "Number(…)")
    assert number == Number("1.40", Fraction(7, 5))
    assert number != NUMBERS["1.4"]
    assert number != "1.40"
    assert len({number, Number("1.40", Fraction(7, 5))}) == 1


def test_the_memory_of_numbers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = len(NUMBERS) + 2
    monkeypatch.setattr("eligo.facts.numbers._MOST_KEPT", limit)
    for value in range(7_000_000, 7_000_010):
        assert NUMBERS[str(value)].exact == value
        assert len(NUMBERS) <= limit


@pytest.mark.parametrize(
    "text", ["1e61", "1e999999", "1e99999999999999999999", "1e-999999", "0e999999", "9" * 101, "nan"]
)
def test_a_number_that_nothing_measured_has_is_refused_at_once(text: str) -> None:
    with answered_at_once(), pytest.raises(NotANumberError):
        exact_number(text)


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "-Infinity", "1e999999", "1e400", "-1e-400", "9" * 5000, "1." + "0" * 200]
)
def test_numbers_that_are_none_are_placed(text: str) -> None:
    tree, found = parsed(f'{{"facts": [{{"name": "x", "value": {text}, "range": {{"high": {text}}}}}]}}')
    assert found == [("E611", "facts[0].value"), ("E611", "facts[0].range.high")]
    assert tree["facts"][0]["name"] == "x"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"as_of": "2021-05-02", "as_of": "2021-05-03"}', "as_of"),
        ('{"facts": [{"name": "x", "name": "x"}]}', "facts[0].name"),
        ('{"facts": [{"name": "x", "range": {"low": 1, "low": 1}}]}', "facts[0].range.low"),
        ('{"facts": {"x": 1, "y": 2, "x": 3}}', "facts[2]"),
        ('{"answers": {"name": true, "name": false}}', "answers[1]"),
        ('{"dates": {"enrolment": "2021", "enrolment": "2021"}}', "dates[1]"),
        ('{"a": {"b": 1, "b": 2}}', "[0][1]"),
        ('{"x": 1, "\\u0078": 2}', "[1]"),
    ],
)
def test_a_key_that_stands_twice_is_placed_and_never_named(text: str, place: str) -> None:
    _, found = parsed(text)
    assert found == [("E603", place)]


def test_every_problem_is_found_at_once() -> None:
    _, found = parsed('{"facts": [{"value": NaN, "value": 1, "id": "\\ud800"}, {"value": 1e999}]}')
    assert found == [
        ("E611", "facts[0].value"),
        ("E603", "facts[0].value"),
        ("E602", "facts[0].id"),
        ("E611", "facts[1].value"),
    ]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "E601", "p.json:1:1"),
        (b"  \n ", "E601", "p.json:2:2"),
        (b"{", "E601", "p.json:1:2"),
        (b'{"a": 1,}', "E601", "p.json:1:9"),
        (b'{"a" 1}', "E601", "p.json:1:6"),
        (b'{"a": }', "E601", "p.json:1:7"),
        (b'{"a": 1 "b": 2}', "E601", "p.json:1:9"),
        (b'{"a": 1} {}', "E601", "p.json:1:10"),
        (b'{"a": "x\ny"}', "E601", "p.json:1:9"),
        (b'{"a": "x}', "E601", "p.json:1:7"),
        (b'{"a": "\\q"}', "E601", "p.json:1:8"),
        (b"{'a': 1}", "E601", "p.json:1:2"),
        (b'{"a": 01}', "E601", "p.json:1:8"),
        (b"<sheet/>", "E601", "p.json:1:1"),
        (b"\xff\xfe{\x00}\x00", "E602", "p.json"),
        ('{"a": "é"}'.encode("latin-1"), "E602", "p.json"),
        ('{"a": 1}'.encode("utf-16-le"), "E602", "p.json"),
        ('{"a": "\ud800"}', "E602", "p.json"),
        (b"[" * 100_000, "E604", "p.json"),
        (b'{"a":' * 100_000, "E604", "p.json"),
        (b" " * (MOST_BYTES + 1), "E610", "p.json"),
        (" " * (MOST_BYTES + 1), "E610", "p.json"),
        ("é" * (MOST_BYTES // 2 + 1), "E610", "p.json"),
    ],
)
def test_what_cannot_be_read_on(data: bytes | str, code: str, place: str) -> None:
    assert refused(data)[:2] == (code, place)


def test_messages_say_what_is_wrong() -> None:
    assert refused(b"")[2] == "an empty file"
    assert refused(b'{"a": 1 "b": 2}')[2] == "not JSON: a comma or the closing bracket is missing"
    assert refused(b'{"a": "\\q"}')[2] == "not JSON: an escape or a bracket is wrong"


def test_a_byte_order_mark_is_tolerated() -> None:
    assert parsed(b'\xef\xbb\xbf{"a": "x"}') == ({"a": "x"}, [])
    assert parsed('\ufeff{"a": "x"}') == ({"a": "x"}, [])


def test_pairs_of_escapes_are_one_character_and_halves_are_refused() -> None:
    assert parsed('{"a": "\\ud83d\\ude00"}') == ({"a": "😀"}, [])
    assert parsed('{"id": "\\udc00", "\\ud800": [true, null]}')[1] == [("E602", "id"), ("E602", "[1]")]


def test_an_object_is_copied_strictly() -> None:
    given = {"facts": [{"value": 1.1, "n": 3, "d": Decimal("2.50"), "b": True, "z": None}], "as_of": date(2021, 5, 2)}
    tree, found = copied(given)
    assert not found
    assert tree["facts"][0]["value"].exact == Fraction(11, 10)
    assert [tree["facts"][0][key].text for key in "nd"] == ["3", "2.50"]
    assert (tree["facts"][0]["b"], tree["facts"][0]["z"], tree["as_of"]) == (True, None, "2021-05-02")
    assert copied({"time": datetime(2021, 5, 2, 8, 10)})[0]["time"] == "2021-05-02T08:10:00"
    assert copied({"n": NUMBERS["7"], "list": ("a", "b")})[0] == {"n": NUMBERS["7"], "list": ["a", "b"]}
    assert given["facts"][0]["value"] == 1.1  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        ({"facts": [{"value": math.nan}]}, "E611", "facts[0].value"),
        ({"facts": [{"value": math.inf}]}, "E611", "facts[0].value"),
        ({"facts": [{"value": 10**400}]}, "E611", "facts[0].value"),
        ({"facts": [{"value": Decimal("sNaN")}]}, "E611", "facts[0].value"),
        ({"facts": [{"value": 1 + 2j}]}, "E604", "facts[0].value"),
        ({"facts": [{"value": {1, 2}}]}, "E604", "facts[0].value"),
        ({"facts": [{"value": Fraction(1, 3)}]}, "E604", "facts[0].value"),
        ({"facts": [{"value": b"x"}]}, "E604", "facts[0].value"),
        ({3: "x"}, "E604", "[0]"),
        ({"id": "\ud800"}, "E602", "id"),
        ({"\ud800": 1}, "E602", "[0]"),
    ],
)
def test_what_json_has_not_is_placed(data: dict[Any, Any], code: str, place: str) -> None:
    assert copied(data)[1] == [(code, place)]


def test_what_cannot_be_read_is_left_out_and_the_rest_keeps_its_place() -> None:
    tree, found = parsed('{"facts": [NaN, {"value": NaN, "name": "x"}], "x": 1, "x": 2}')
    assert tree == {"facts": [None, {"name": "x"}], "x": NUMBERS["1"]}
    assert len(found) == 3
    tree, found = copied({"facts": [math.nan, {"value": math.nan, "name": "x"}]})
    assert tree == {"facts": [None, {"name": "x"}]}
    assert len(found) == 2


def test_objects_have_limits_too() -> None:
    endless: dict[str, Any] = {}
    endless["facts"] = [endless]
    assert refused(endless)[:2] == ("E604", "p.json")
    assert refused({"id": "x" * MOST_BYTES})[:2] == ("E610", "p.json")
    assert refused({"x" * MOST_BYTES: 1, "y": 2})[:2] == ("E610", "p.json")
    shared = ["x"] * 1000
    assert refused({"facts": [[shared] * 1000]})[:2] == ("E610", "p.json")


def test_a_sheet_of_the_greatest_size_is_read_within_a_second() -> None:
    items = '{"name":"a"},' * ((MOST_BYTES - 100) // 13)
    with answered_at_once():
        tree, _ = parsed(f'{{"facts":[{items}{{"name":"a"}}]}}')
    assert len(tree["facts"]) > 80_000


def test_it_reads_what_the_standard_library_reads() -> None:
    text = '{"a": [1, 2.5, "x", true, false, null, {"b": [[]]}], "é": "\\n\\u00e9"}'

    def plain(node: Any) -> Any:
        if isinstance(node, Number):
            return float(node.exact)
        if isinstance(node, dict):
            return {key: plain(value) for key, value in node.items()}
        return [plain(item) for item in node] if isinstance(node, list) else node

    assert plain(parsed(text)[0]) == json.loads(text)


def test_words_for_lists_and_places() -> None:
    assert listed(["low"]) == "`low`"
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th",
    ]  # fmt: skip

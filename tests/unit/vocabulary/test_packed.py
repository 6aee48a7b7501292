"""A packed map answers alike whether it is searched or laid out."""

from __future__ import annotations

import pickle

import pytest

from eligo.vocabulary.packed import Packed, packed

_TABLE = {f"{word} {number}": f"{number * 7}" for word in ("ab", "abc", "µg", "Ωx", "") for number in range(40)}


def test_searching_and_laying_out_find_the_same() -> None:
    for key, value in _TABLE.items():
        searched = packed(_TABLE)
        assert searched[key] == value
        assert searched.get(key + "!") is None
        assert searched.get(key[:-1] + "!") is None
    often = packed(_TABLE)
    assert [often[key] for _ in range(5) for key in _TABLE] == list(_TABLE.values()) * 5
    assert dict(often) == _TABLE
    assert list(often) == sorted(_TABLE)
    assert len(often) == len(_TABLE)


def test_an_empty_map_holds_nothing() -> None:
    assert packed({}).get("x") is None
    assert dict(packed({})) == {}
    assert "x" not in packed({})


def test_it_is_pickled_as_its_lines() -> None:
    assert pickle.loads(pickle.dumps(packed(_TABLE))) == packed(_TABLE)
    assert packed({"a": "1"}) == Packed("a\t1\n")


@pytest.mark.parametrize("table", [{"a\tb": "1"}, {"a": "1\n2"}])
def test_what_would_break_a_line_is_refused(table: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="holds a tab or a line break"):
        packed(table)

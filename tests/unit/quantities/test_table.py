"""The rows of ``units.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter

from eligo.quantities.table import read_table, table
from eligo.quantities.units import parse_unit
from eligo.resources import data_folder

_TEXT = data_folder("criteria").joinpath("vocabulary", "units.toml").read_text(encoding="utf-8")


def test_every_group_of_atoms_has_a_source() -> None:
    for group in tomllib.loads(_TEXT)["atoms"]:
        assert group["source"].strip(), group["title"]
        assert all(len({"base", "is", "same_as"} & set(row)) == 1 for row in group["units"].values())


def test_no_spelling_is_listed_twice() -> None:
    rows = tomllib.loads(_TEXT)
    for sections in (("terms", "exact"), ("whole",), ("endings",)):
        spellings = Counter(s for section in sections for row in rows[section].values() for s in row)
        assert [s for s, times in spellings.items() if times > 1] == []


def test_every_code_in_the_table_is_a_unit() -> None:
    known = table()
    for code in {*known.spellings.values(), *known.whole.values(), *known.words, *known.annotations}:
        parse_unit(code)
    for (spelling, volume), means in known.over.items():
        assert parse_unit(f"{spelling}/{volume}").code == f"{means}/{volume}"


def test_row_may_be_added() -> None:
    extended = read_table(_TEXT.replace('"mg" = ["mg",', '"mg" = ["mg", "milligrammos",'))
    assert extended.spellings["Milligrammos"] == "mg"

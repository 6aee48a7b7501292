"""A denial that is written together with what it denies."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("Nonsmokers", "no smoking"), ("nonsmoker;", "no smoking"), ("Nonunion", "fracture nonunion")],
)
def test_denied_in_one_word(reader: Reader, text: str, canonical: str) -> None:
    assert reader.read(text, "inclusion").canonical == canonical


def test_an_exclusion_that_begins_with_one(reader: Reader) -> None:
    assert reader.read("Nonsmokers", "exclusion").rule is None

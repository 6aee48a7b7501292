"""Criteria that both sexes meet."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    "text",
    [
        "Male or female patients", "Both genders.", "Men and women;", "Gender: both", "Either sex",
        "no gender restriction",
        "Both sexes (men and women)", "Patients of both sexes", "Females/males",
    ],
)  # fmt: skip
def test_both_sexes(reader: Reader, text: str) -> None:
    assert reader.read(text, "inclusion").canonical == "sex all"
    assert reader.read(text, None).canonical == "sex all"
    assert reader.read(text, "exclusion").canonical != "sex all"


@pytest.mark.parametrize("text", ["Male", "Women", "All", "Both", "Patients", "Male or female with asthma", "Any"])
def test_one_sex_or_none(reader: Reader, text: str) -> None:
    assert reader.read(text, "inclusion").canonical != "sex all"

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


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("18 and over", "age ≥ 18"),
        ("Patients 65 or older.", "age ≥ 65"),
        ("Subjects under 18", "age < 18"),
        ("Over 18", "age > 18"),
        ("8 and over", None),
        ("Over 60", None),
        ("18 to 85", None),
    ],
)
def test_an_age_that_nothing_names(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "inclusion").canonical == canonical

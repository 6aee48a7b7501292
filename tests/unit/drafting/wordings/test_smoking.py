"""How much somebody has smoked."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Smoking history of at least 10 pack-years", "pack-years ≥ 10"),
        (">5 pack-year history of smoking", "pack-years > 5"),
        (
            "Current or ex-smoker with a ≥ 10 pack-year smoking history",
            "(smoking or former smoker) and pack-years ≥ 10",
        ),
        ("Current or former smokers", "smoking or former smoker"),
        ("Smoking more than 10 cigarettes per day", "cigarettes per day > 10"),
        ("≥ 20 cigarettes/day", "cigarettes per day ≥ 20"),
        ("Smoking 10 cigarettes per day", None),
        ("Smoking history of 10 pack-years", None),
        ("Smokers with a long history", None),
    ],
)
def test_pack_years(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "inclusion").canonical == canonical

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


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Who did not receive aspirin", "no history of aspirin"),
        (
            "Patients who did not take aspirin within 3 months before screening",
            "no history of aspirin within 3 months before screening",
        ),
        ("Patient does not smoke", "no smoking"),
        ("Patients who do not speak English or Spanish.", "no English-speaking or Spanish-speaking"),
        ("Patients who do not speak English well", None),
        ("did not tolerate aspirin", None),
        ("does not take aspirin", None),
    ],
)
def test_a_verb_denied(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "inclusion").canonical == canonical

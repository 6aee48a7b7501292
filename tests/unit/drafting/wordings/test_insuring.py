"""Being insured."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Affiliated to a social security scheme", "social security coverage"),
        ("Patient affiliated to or beneficiary of the French social security system", "social security coverage"),
        ("Affiliation to the social security or beneficiary of such a regime", "social security coverage"),
        ("Covered by national health insurance", "national health insurance"),
        ("Member of a health insurance plan or outpatient", "health insurance or outpatient"),
    ],
)
def test_being_insured(reader: Reader, text: str, canonical: str) -> None:
    assert reader.read(text, "inclusion").canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        "Affiliated to a social security scheme or equivalent",
        "Affiliated to a sports club",
        "Valid social security number",
    ],
)
def test_other_memberships_are_asked(reader: Reader, text: str) -> None:
    assert reader.read(text, "inclusion").rule is None


def test_protection_by_law(reader: Reader) -> None:
    text = "Persons under guardianship, curatorship or safeguard of justice"
    assert reader.read(text, "exclusion").canonical == "current guardianship, curatorship or safeguard of justice"
    assert reader.read("Persons deprived of liberty", "exclusion").canonical == "deprivation of liberty"

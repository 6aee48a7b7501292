"""What is asked of women alone."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    "text",
    [
        "Women of childbearing potential must have a negative pregnancy test",
        "Females of childbearing potential (WOCBP): negative pregnancy test",
        "Negative pregnancy test for women of child-bearing age only",
        "A negative pregnancy test is required in women capable of becoming pregnant",
        "Negative pregnancy test (serum or urine) in participants of reproductive potential",
        "For women of childbearing potential, a negative pregnancy test is required",
        "WOCBP require a negative pregnancy test",
        "Negative pregnancy test (females of childbearing potential)",
    ],
)
def test_a_test_is_asked_of_women_of_childbearing_potential_alone(reader: Reader, text: str) -> None:
    read = reader.read(text, "inclusion").canonical
    assert read is not None
    assert read.lower() == "if childbearing potential then negative pregnancy test"
    assert reader.read(text, "exclusion").rule is None


@pytest.mark.parametrize(
    ("section", "text", "canonical"),
    [
        ("inclusion", "Women must have a negative pregnancy test", "if female then negative pregnancy test"),
        ("inclusion", "Female patients must not be pregnant or nursing", "if female then no pregnancy or lactation"),
        ("inclusion", "Women must be postmenopausal", "if female then postmenopausal"),
        ("inclusion", "Not pregnant (for women)", "if female then no pregnancy"),
        (
            "inclusion",
            "Negative pregnancy test in women of childbearing potential within 7 days of enrolment",
            "if childbearing potential then negative pregnancy test within 7 days before enrolment",
        ),
        ("inclusion", "Postmenopausal women", "postmenopausal"),
        ("exclusion", "Females only: pregnant or breastfeeding", "if female then pregnancy or lactation"),
        ("exclusion", "Pregnant or lactating (females)", "if female then pregnancy or lactation"),
        ("exclusion", "Women in the period of lactation", "women with lactation"),
        ("exclusion", "Participants who were pregnant", "pregnancy"),
    ],
)
def test_women_alone(reader: Reader, section: str, text: str, canonical: str) -> None:
    assert reader.read(text, section).canonical == canonical


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("exclusion", "Women must not be pregnant"),
        ("exclusion", "Aspirin during pregnancy"),
        ("inclusion", "Females, postmenopausal"),
        ("exclusion", "Pregnancy (women of childbearing potential)"),
        ("inclusion", "Women must use contraception"),
    ],
)
def test_what_is_not_asked_of_women_alone(reader: Reader, section: str, text: str) -> None:
    assert reader.read(text, section).rule is None

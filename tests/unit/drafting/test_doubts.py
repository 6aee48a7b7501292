"""Rules that their sentence may not mean."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    "text",
    [
        "Autoimmune neutropenia, thrombocytopenia, or hemolytic anemia",
        "Colon polyps or cancer",
        "Sinus bradycardia or tachycardia",
        "Systemic steroids or antibiotics within 30 days",
        "History of gastrointestinal perforation or fistula",
    ],
)
def test_a_word_that_the_next_name_may_share(reader: Reader, text: str) -> None:
    assert reader.read(text, "exclusion").reason is not None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Colon polyps or any cancer", "colon polyp or any malignancy"),
        ("Autoimmune neutropenia or autoimmune hemolytic anemia", None),
        ("Breast cancer or melanoma", None),
        ("Heart failure or arrhythmia", None),
        # the two words are in no name
        ("Sinus bradycardia or asthma", None),
    ],
)
def test_names_of_their_own(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == (canonical or text[0].lower() + text[1:])


def test_what_is_excepted_is_a_kind_of_it(reader: Reader) -> None:
    assert reader.read("history of substance abuse (except painkillers)", "exclusion").rule is None
    assert reader.read("history of breast surgery (except biopsy)", "exclusion").rule is not None

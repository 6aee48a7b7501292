"""Exceptions that hold once they were treated."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "Malignancy within the past 5 years except cured melanoma",
            "(malignancy in the past 5 years except melanoma) or "
            '(malignancy in the past 5 years unless ask [excepted] "Is all of it cured melanoma?")',
        ),
        (
            "History of malignancy (other than curatively treated melanoma) within 5 years",
            "(history of malignancy within 5 years except melanoma) or (history of malignancy within 5 years unless "
            'ask [excepted] "Is all of it curatively treated melanoma?")',
        ),
        (
            "History of other malignancy except excised melanoma",
            '(history of malignancy except melanoma and ask [other] "Is it other than what is under study or was named '
            'before?") or (history of malignancy unless ask [excepted] "Apart from what is under study, is all of it '
            'excised melanoma?")',
        ),
    ],
)
def test_exceptions_once_treated(reader: Reader, text: str, canonical: str) -> None:
    assert reader.read(text, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        "Malignancy except adequately treated melanoma",
        "Malignancy except well-treated melanoma",
        "Malignancy except controlled melanoma",
        "Malignancy except treated",
        "Malignancy except those treated with surgery",
        "Malignancy not cured, except treated melanoma",
    ],
)
def test_other_exceptions_are_asked(reader: Reader, text: str) -> None:
    assert reader.read(text, "exclusion").rule is None


def test_an_inclusion_is_another_matter(reader: Reader) -> None:
    assert reader.read("No malignancy except cured melanoma", "inclusion").rule is None

"""Abbreviations in brackets inside of a name."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Central nervous system (CNS) metastases", "CNS metastases"),
        ("Positive hepatitis B (HBV) surface antigen", "positive HBsAg"),
        ("Tuberculosis (TB) infection", "mycobacterium tuberculosis infection"),
        ("Alkaline phosphatase (AST) more than 3 × ULN", None),
        ("Hepatitis B (HCV) surface antigen", None),
        ("Tuberculosis (TIB) infection", None),
    ],
)
def test_first_letters(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == canonical

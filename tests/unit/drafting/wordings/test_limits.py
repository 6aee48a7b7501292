"""Results that lie outside what is normal."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    "text",
    [
        "TSH outside the normal range", "TSH outside of normal limits", "TSH out of the normal range.",
        "TSH outside the limits of normal", "TSH outside the laboratory's reference range",
    ],
)  # fmt: skip
def test_outside_what_is_normal(reader: Reader, text: str) -> None:
    assert reader.read(text, "exclusion").canonical == "TSH not normal"


@pytest.mark.parametrize(
    "text",
    [
        "TSH or T4 outside the normal range",
        "TSH outside the protocol-specified range",
        "TSH outside 1 to 5 mU/L",
        "TSH pronouncedly outside the normal range",
        "TSH outside the upper limit of normal",
    ],
)
def test_of_which_of_two_or_outside_what(reader: Reader, text: str) -> None:
    assert reader.read(text, "exclusion").rule is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("partial or complete spinal cord injury", "spinal cord injury"),
        ("history of tonsillectomy (partial or total)", "history of tonsillectomy"),
        ("partial spinal cord injury", None),
        ("partial or complete response", None),
    ],
)
def test_in_part_or_in_whole(reader: Reader, text: str, canonical: str | None) -> None:
    assert reader.read(text, "exclusion").canonical == canonical

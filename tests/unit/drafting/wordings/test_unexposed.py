"""Whoever is naive to a treatment never had it; of anything else the word says nothing."""

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("Bevacizumab-naïve", "no history of bevacizumab"),
        ("Subjects are insulin naive", "no history of insulin"),
        ("Naïve to growth hormone therapy", "no history of growth hormone"),
        ("Opioid-naive", None),
        ("Treatment-naive", None),
        ("Asthma-naive", None),
        ("Insulin-naive for 3 months", None),
        ("Naive to whatever", None),
    ],
)
def test_naive_to_a_treatment(reader: Reader, sentence: str, canonical: str | None) -> None:
    assert reader.read(sentence, "inclusion").canonical == canonical

"""Times in another order, or with more words than say anything."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section


@pytest.mark.parametrize(
    ("section", "text", "canonical"),
    [
        (
            "exclusion",
            "Vitreous hemorrhage within 3 months before screening in the study eye",
            'vitreous hemorrhage within 3 months before screening and ask [place] "Is it in the study eye?"',
        ),
        ("exclusion", "Who has been pregnant within the last 6 weeks", "history of pregnancy in the past 6 weeks"),
        (
            "exclusion",
            "Administration of a live, attenuated vaccine within 30 days before enrolment",
            "current live vaccine within 30 days before enrolment",
        ),
    ],
)
def test_times_are_set_in_order(reader: Reader, section: Section, text: str, canonical: str) -> None:
    """Each of these says what its canonical form says."""
    assert reader.read(text, section).canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        "Vitreous hemorrhage or asthma within 3 months before screening in the study eye",
        "Patients who have been somewhere",
    ],
)
def test_what_says_more_stays(reader: Reader, text: str) -> None:
    """What these say the language has no other words for."""
    assert reader.read(text, "exclusion").rule is None

"""Windows that say two things at once: half-lives, a longer time for some, now or then, what must be over."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section

_LIVES = 'ask [half_lives] "Was the last dose within 5 half-lives?"'


@pytest.mark.parametrize(
    ("section", "text", "canonical"),
    [
        (
            "exclusion",
            "Investigational drug within 30 days or 5 half-lives, whichever is longer, before enrolment",
            f"(investigational drug within 30 days before enrolment) or {_LIVES}",
        ),
        (
            "exclusion",
            "Investigational drug within 5 half-lives of the drug or 30 days before enrolment (whichever is shorter)",
            f"(investigational drug within 30 days before enrolment) and {_LIVES}",
        ),
        # within either of them
        (
            "exclusion",
            "Investigational drug within 30 days or 5 half-lives before enrolment",
            f"(investigational drug within 30 days before enrolment) or {_LIVES}",
        ),
        (
            "exclusion",
            "Investigational drug within 30 days or 5 half-lives, whichever is the greater length of time",
            f"(investigational drug within 30 days) or {_LIVES}",
        ),
        (
            "exclusion",
            "Chemotherapy within 4 weeks (6 weeks for nitrosoureas) before enrolment",
            "(chemotherapy within 4 weeks before enrolment) or nitrosourea within 6 weeks before enrolment",
        ),
        (
            "exclusion",
            "Chemotherapy within 4 weeks before enrolment (within 6 weeks for nitrosoureas).",
            "(chemotherapy within 4 weeks before enrolment) or nitrosourea within 6 weeks before enrolment",
        ),
        (
            "inclusion",
            "At least 4 weeks since chemotherapy (6 weeks for nitrosoureas)",
            "at least 4 weeks since chemotherapy and at least 6 weeks since nitrosourea",
        ),
        ("exclusion", "Metformin currently or within 4 weeks", "metformin within 4 weeks"),
        ("exclusion", "Metformin within 4 weeks or ongoing", "metformin within 4 weeks"),
        (
            "inclusion",
            "Radiotherapy must have been completed at least 4 weeks before enrolment",
            "no radiotherapy less than 4 weeks before enrolment",
        ),
        (
            "inclusion",
            "Radiotherapy must be completed more than 4 weeks before enrolment",
            "no radiotherapy within 4 weeks before enrolment",
        ),
        (
            "inclusion",
            "Patients must be off corticosteroids for at least 4 weeks",
            "at least 4 weeks since corticosteroid",
        ),
    ],
)
def test_both_are_said(reader: Reader, section: Section, text: str, canonical: str) -> None:
    assert reader.read(text, section).canonical == canonical


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("exclusion", "Radiotherapy within 2 weeks or metformin within 30 days or 5 half-lives, whichever is longer"),
        ("exclusion", "Metformin within 30 days or 5 half-lives, whichever is longer, before enrolment, or asthma"),
        ("inclusion", "No metformin within 30 days or 5 half-lives, whichever is longer"),
        ("exclusion", "Chemotherapy within 4 weeks (2 weeks for cisplatin) before enrolment"),
        ("exclusion", "Chemotherapy within 4 weeks before enrolment (6 weeks for nitrosoureas) before surgery"),
        ("inclusion", "At least 4 weeks since chemotherapy (2 weeks for cisplatin)"),
        ("exclusion", "Radiotherapy must be completed at least 4 weeks before enrolment"),
        ("inclusion", "Radiotherapy completed at least 4 weeks before enrolment"),
        ("inclusion", "Anticoagulants must be stopped at least 4 weeks before surgery"),
        ("exclusion", "Off corticosteroids for at least 4 weeks"),
        ("exclusion", "Asthma within 4 weeks, stroke within 6 months or ongoing"),
    ],
)
def test_what_is_not_plain_is_asked(reader: Reader, section: Section, text: str) -> None:
    assert reader.read(text, section).rule is None

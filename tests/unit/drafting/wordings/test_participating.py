"""Taking part in another study: which study, when, and what is left as it is written."""

from __future__ import annotations

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Currently enrolled in another clinical trial", "current participation in another clinical trial"),
        ("Patients participating in any other study", "current participation in another study"),
        ("Simultaneous participation in another RCT", "current participation in another randomized trial"),
        ("Inclusion in another trial concurrently", "participation in another clinical trial"),
        ("Has participated in a clinical trial", "history of participation in another clinical trial"),
        (
            "Participated in another drug study within 30 days",
            "history of participation in another drug trial within 30 days",
        ),
        (
            "Participating in another clinical research study within 30 days",
            "participation in another clinical study within 30 days",
        ),
        (
            "Enrolment in any other study with an investigational drug or device",
            "participation in another investigational drug or device trial",
        ),
        (
            "Enrolled in a trial using an investigational product",
            "current participation in another investigational drug trial",
        ),
        ("Previous enrolment in this study", "history of participation in this study"),
        ("Patients already included in the present trial", "history of participation in this study"),
        ("Asthma or participation in another trial", "asthma or participation in another clinical trial"),
    ],
)
def test_taking_part_in_another_study(reader: Reader, text: str, canonical: str) -> None:
    assert reader.read(text, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        "Enrolment in this study",
        "Previously randomised in this study",
        "Participation in another study of weight loss",
        "Participation in another study that may interfere",
        "Participation in another drug study with an investigational agent",
        "Participation in another sleep study",
        "Participated in another trial or used aspirin within 30 days",
        "Used aspirin and participated in another trial within 30 days",
    ],
)
def test_taking_part_in_something_else_is_asked(reader: Reader, text: str) -> None:
    assert reader.read(text, "exclusion").rule is None


def test_the_study_of_an_inclusion_may_be_this_one(reader: Reader) -> None:
    assert reader.read("Participation in a clinical trial", "inclusion").rule is None
    assert reader.read("No participation in another clinical trial", "inclusion").canonical == (
        "no participation in another clinical trial"
    )

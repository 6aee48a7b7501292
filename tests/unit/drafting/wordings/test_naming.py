"""Scales that a sentence names behind their levels."""

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        (
            "Class III or IV congestive heart failure per New York Heart Association",
            "NYHA class III or IV heart failure",
        ),
        ("Heart failure class III or IV as defined by the NYHA", "heart failure NYHA class III or IV"),
        ("Class III congestive heart failure", "NYHA class III heart failure"),
        ("Asthma or heart failure (class III and IV)", "asthma or heart failure NYHA class III and IV"),
        ("Performance status of 0 or 1 on the ECOG performance scale", "ECOG 0 or 1"),
        ("Performance status (PS) 0 or 1 (ECOG)", "ECOG 0 or 1"),
        ("Score of 0 or 1 according to the ECOG performance score", "ECOG 0 or 1"),
        ("Level I or level II on the ASA physical status classification system", "ASA class I or II"),
        (
            "Liver impairment (Class C) as determined by Child-Pugh classification",
            "liver impairment Child-Pugh class C",
        ),
    ],
)
def test_a_scale_behind_its_levels_is_read_before_them(reader: Reader, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    "sentence",
    [
        "Class III recommendations for heart failure",  # a class of recommendations
        "Class II or III (ACC/AHA) heart failure",  # another scale
        "Grade 3 asthma and class II according to the NYHA",  # of which of the two?
        "Class III according to the local board",
    ],
)
def test_a_class_of_something_else_stays_a_question(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "exclusion").rule is None

"""What a section says of everybody in it, said once more at the end of a line."""

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        ("inclusion", "Patients aged 18 years or older will be included in the study", "age ≥ 18 years"),
        ("inclusion", "Adults over 60 years of age are eligible", "adults age > 60 years"),
        ("exclusion", "Patients aged below 18 would be excluded", "age < 18"),
        ("inclusion", "Patients aged below 18 will be excluded", None),
        ("inclusion", "Patients with asthma are eligible", None),  # perhaps only permitted
        ("inclusion", "Age: women over 60 years old", "age female > 60 years"),
        ("inclusion", "Female and male subjects aged 18 years or older", "age ≥ 18 years"),
        ("inclusion", "Men and postmenopausal women", None),  # of both sexes at once is nobody
        ("inclusion", "Men or postmenopausal women", "male or postmenopausal"),
        ("inclusion", "Creatinine ≤ 1.5 × ULN, CTCAE v4.0 grade 1", None),  # a grade of what?
        ("inclusion", "• 18 years of age or older", "age ≥ 18 years"),
        ("inclusion", "II. Age ≥ 18 years", "age ≥ 18 years"),
    ],
)
def test_only_people_of_an_age_are_admitted(
    reader: Reader, section: Section, sentence: str, canonical: str | None
) -> None:
    reading = reader.read(sentence, section)
    assert (reading.canonical if reading.rule is not None else None) == canonical

"""What earlier treatment left behind."""

import pytest

from eligo.drafting.reading import Reader
from eligo.rules.model import Section


@pytest.mark.parametrize(
    ("section", "sentence", "canonical"),
    [
        (
            "inclusion",
            "All toxicities related to prior cancer therapies must have resolved to grade 1 or less",
            "not toxicity of prior cancer treatment grade > 1",
        ),
        (
            "inclusion",
            "Recovered from adverse events due to previous chemotherapy to < grade 2 per CTCAE v5.0",
            "not toxicity of prior chemotherapy grade ≥ 2",
        ),
        (
            "inclusion",
            "Resolution of all acute toxic effects (excluding alopecia) of any prior therapy to NCI CTCAE grade ≤ 1",
            "not acute toxicity of prior treatment other than alopecia grade > 1",
        ),
        (
            "inclusion",
            "Prior treatment-related toxicities must be resolved to grade ≤ 1 prior to randomization",
            "not toxicity of prior treatment grade > 1",
        ),
        (
            "exclusion",
            "Unresolved toxicity of grade 2 or higher from prior anti-tumor therapy, except alopecia",
            "toxicity of prior cancer treatment other than alopecia grade ≥ 2",
        ),
        (
            "exclusion",
            "Patients who have not recovered to grade 0-1 from side effects of previous treatment",
            "toxicity of prior treatment grade > 1",
        ),
    ],
)
def test_the_grade_that_is_too_high(reader: Reader, section: Section, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, section).canonical == canonical


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("inclusion", "All toxicities of prior therapy must have resolved to grade 1 or baseline"),
        ("inclusion", "All clinically significant toxicities of prior therapy must have resolved to grade ≤ 1"),
        ("inclusion", "All toxicities must have resolved to grade ≤ 1"),
        ("inclusion", "All toxicities of prior therapy must have resolved"),
        ("inclusion", "Toxicity of prior therapy, graded"),
        ("inclusion", "Unresolved toxicity from prior therapy > grade 1"),
        ("exclusion", "Recovered from toxicity of prior therapy to grade ≤ 1"),
        ("exclusion", "Toxicity of prior therapy > grade 1 except alopecia, excluding hair loss"),
        (None, "Recovered from toxicity of prior therapy to grade ≤ 1"),
    ],
)
def test_a_word_more_leaves_the_sentence_a_question(reader: Reader, section: Section | None, sentence: str) -> None:
    assert reader.read(sentence, section).rule is None

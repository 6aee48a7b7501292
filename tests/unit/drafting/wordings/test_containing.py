"""What a drug holds stands for the drug, and a person is asked about the rest of it."""

import pytest

from eligo.drafting.reading import Reader

_COMPONENTS = 'ask [ingredients] "Is there an allergy to any of its components?"'
_EXCIPIENTS = 'ask [ingredients] "Is there an allergy to any of its excipients?"'


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("Known hypersensitivity to any component of study medication", f"allergy to study drug or {_COMPONENTS}"),
        ("Allergies to ingredients contained in enoxaparin", f"allergy to enoxaparin or {_COMPONENTS}"),
        (
            "Sensitivity to components of olaparib or niraparib tablets",
            '(allergy to olaparib or niraparib) or ask [ingredients] "Is there an allergy to any of their components?"',
        ),
        (
            "Hypersensitivity to the active substance, or to any of the excipients of Prolia®",
            f"allergy to denosumab or {_EXCIPIENTS}",
        ),
        ("Allergy to the active substance of olaparib or any excipients", f"allergy to olaparib or {_EXCIPIENTS}"),
        ("Allergy to the active ingredients of olaparib", "allergy to olaparib"),
        ("Allergy to any drugs", "drug allergy"),
    ],
)
def test_the_drug_and_what_is_in_it(reader: Reader, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    "sentence",
    [
        "Allergy to the excipients of olaparib",
        "Allergy to inactive ingredients of olaparib",
        "Allergy to components of frobnication",
        "Allergy to some of the components",
        "Reaction to any component of olaparib",
        "Severe allergy to any component of olaparib",
    ],
)
def test_anything_else_stays(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "exclusion").rule is None

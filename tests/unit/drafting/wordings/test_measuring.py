"""Measurable disease that is defined as RECIST defines it is measurable disease; any other definition stays."""

import pytest

from eligo.drafting.reading import Reader


@pytest.mark.parametrize(
    "sentence",
    [
        "Measurable disease, defined as ≥ 1 unidimensionally measurable lesion ≥ 20 mm by conventional techniques OR"
        " ≥ 10 mm by spiral CT scan",
        "Patients must have measurable disease, defined as at least one lesion that can be accurately measured in at"
        " least one dimension (longest diameter to be recorded) as >= 20 mm (>= 2 cm) with conventional techniques or"
        " as >= 10 mm with spiral CT scan",
        "Measurable disease (defined as a lesion with longest diameter ≥ 1.0 cm on CT scan)",
    ],
)
def test_the_usual_definition(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "inclusion").canonical == "measurable disease"


@pytest.mark.parametrize(
    "sentence",
    [
        "Measurable disease, defined as at least one lesion ≥ 30 mm",
        "Measurable disease, defined as at least one lesion ≤ 10 mm",
        "Measurable disease, defined as at least two lesions ≥ 10 mm",
        "Measurable disease, defined as at least one lesion",
        "Measurable disease, defined as at least one irradiated lesion ≥ 10 mm",
        "Patients must not have measurable disease, defined as a lesion ≥ 10 mm",
    ],
)
def test_another_definition(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "inclusion").rule is None

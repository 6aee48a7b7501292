"""FHIR on the command line: a bundle is screened, shown and turned into a fact sheet."""

import gzip
import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from support import Eligo

from eligo.facts import load_facts
from eligo.facts.writing import sheet_json

SAMPLES = Path(__file__).parents[3] / "shared" / "fhir"
samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample bundles are not beside the repository")

BUNDLE: Any = {
    "resourceType": "Bundle",
    "type": "transaction",
    "entry": [
        {
            "fullUrl": "urn:uuid:17",
            "resource": {"resourceType": "Patient", "id": "17", "gender": "male", "birthDate": "1961"},
        },
        {
            "resource": {
                "resourceType": "Observation",
                "id": "o1",
                "status": "final",
                "subject": {"reference": "urn:uuid:17"},
                "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]},
                "effectiveDateTime": "2021-05-01T08:00:00+02:00",
                "valueQuantity": {
                    "value": 1.40,
                    "unit": "mg/dL",
                    "system": "http://unitsofmeasure.org",
                    "code": "mg/dL",
                },
            }
        },
        {
            "resource": {
                "resourceType": "Condition",
                "code": {"coding": [{"system": "http://example.org", "code": "7", "display": "Moon​ sickness"}]},
            }
        },
    ],
}
TRIAL = "inclusion criteria\n\n- [cr] creatinine < 2 mg/dL\n\nexclusion criteria\n\n- [pe] pulmonary embolism\n"


@pytest.fixture(autouse=True)
def files(eligo: Eligo) -> None:
    Path("p.json.gz").write_bytes(gzip.compress(json.dumps(BUNDLE).encode()))
    Path("t.elig").write_text(TRIAL)


def test_a_bundle_is_screened(eligo: Eligo) -> None:
    ran = eligo("screen", "p.json.gz", "t.elig", "--as-of", "2021-05-02", "--format", "json")
    assert ran.code == 0
    result = json.loads(ran.out)
    creatinine, embolism = result["criteria"]
    assert (result["patient"], creatinine["status"], creatinine["because"][0]["source"]) == (
        "17",
        "pass",
        "Observation/o1",
    )
    assert (embolism["status"], embolism["missing"][0]["cause"]) == ("unknown", "missing")


def test_what_is_declared_complete_is_not_where_a_record_is_not_understood(eligo: Eligo) -> None:
    ran = eligo(
        "screen", "-", "t.elig", "--as-of", "2021-05-02", "--format", "json", "--complete", "conditions",
        stdin=json.dumps(BUNDLE).encode(),
    )  # fmt: skip
    assert json.loads(ran.out)["criteria"][1]["missing"][0]["cause"] == "unmapped"
    assert "W620" in ran.err


def test_a_screening_date_is_asked_for(eligo: Eligo) -> None:
    ran = eligo("screen", "p.json.gz", "t.elig")
    assert (ran.code, ran.out) == (2, "")
    assert "E609" in ran.err


def test_a_bundle_becomes_a_fact_sheet(eligo: Eligo) -> None:
    ran = eligo("facts", "p.json.gz", "--as-of", "2021-05-02", "--format", "json")
    assert ran.code == 0
    sheet = json.loads(ran.out)
    assert sheet["facts"][0] == {
        "code": "loinc:2160-0",
        "value": 1.4,
        "unit": "mg/dL",
        "time": "2021-05-01T08:00:00+02:00",
        "source": "Observation/o1",
    }
    Path("sheet.json").write_text(ran.out)
    assert eligo("screen", "sheet.json", "t.elig", "--format", "json").code == 0


def test_what_was_understood(eligo: Eligo) -> None:
    ran = eligo("facts", "p.json.gz", "--format", "text")
    assert ran.out == (
        "2 facts: 1 understood, 1 not\n\n"
        "resources\n"
        "       1 Condition: 1 not understood\n"
        "       1 Observation\n"
        "       1 Patient\n\n"
        "not understood\n"
        "       1 http://example.org|7 Moon sickness\n"
    )


def test_the_only_patient_that_cannot_be_read(eligo: Eligo) -> None:
    Path("bad.json").write_text('{"resourceType": "Bundle", "entry": []}')
    ran = eligo("facts", "bad.json")
    assert (ran.code, ran.out) == (2, "")
    assert "E621" in ran.err
    assert eligo("facts", "p.json.gz", "--as-of", "2021").code == 2


@samples
def test_every_sample_is_read_and_its_sheet_says_the_same() -> None:
    read, mapped, seconds, size = 0, 0, 0.0, 0
    for path in sorted(SAMPLES.glob("*.json.gz")):
        data = gzip.decompress(path.read_bytes())
        start = process_time()
        sheet = load_facts(data)
        seconds += process_time() - start
        size += len(data)
        read += len(sheet.facts)
        mapped += sum(fact.concept is not None for fact in sheet.facts)
        assert sheet.patient_id is not None
        assert sheet.birth_date is not None
        if len(data) < 1 << 20:
            written = load_facts(sheet_json(data).encode())
            assert [fact.concept for fact in written.facts] == [fact.concept for fact in sheet.facts]
            assert [fact.value for fact in written.facts] == [fact.value for fact in sheet.facts]
    assert read > 10_000
    assert mapped > 0.6 * read
    assert seconds / size * 300_000 < 0.05  # 5 ms where nothing else runs

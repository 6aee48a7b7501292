"""Bundles, lines, folders and packed files; what is too large, broken or of several patients."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eligo.diagnostics import FactsError
from eligo.facts import load_facts


def problems(source: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(FactsError) as caught:
        load_facts(source)
    return [(found.code, found.place) for found in caught.value.diagnostics]


def text_of(tree: Any) -> bytes:
    return json.dumps(tree).encode()


@pytest.mark.parametrize(
    "type",
    ["transaction", "batch", "collection", "searchset", "batch-response", "transaction-response", "document", None],
)
def test_bundles_of_every_kind_that_holds_a_patient(make: Any, observe: Any, type: str | None) -> None:
    whole = make(observe("loinc:2160-0", 1.4, "mg/dL"), type=type)
    whole["entry"].append({"response": {"status": "404"}})
    assert [fact.concept for fact in load_facts(whole).facts] == ["creatinine"]


def test_bytes_a_path_an_object_and_a_packed_file_are_the_same(make: Any, observe: Any, tmp_path: Path) -> None:
    whole = make(observe("loinc:2160-0", 1.4, "mg/dL"))
    path, packed = tmp_path / "p.json", tmp_path / "p.json.gz"
    path.write_bytes(text_of(whole))
    packed.write_bytes(gzip.compress(text_of(whole)))
    expected = load_facts(whole)
    for source in (text_of(whole), gzip.compress(text_of(whole)), path, packed, b"\xef\xbb\xbf" + text_of(whole)):
        assert load_facts(source) == expected


def test_a_packed_fact_sheet(tmp_path: Path) -> None:
    packed = tmp_path / "p.json.gz"
    packed.write_bytes(gzip.compress(b'{"patient": {"id": "P-1"}}'))
    assert load_facts(packed).patient_id == "P-1"
    assert load_facts({"patient": {"id": "resourceType"}}).patient_id == "resourceType"
    assert load_facts(b'{"patient": {"id": "resourceType"}}').patient_id == "resourceType"


def test_one_resource_a_line(make: Any, observe: Any, tmp_path: Path) -> None:
    patient, observation = (entry["resource"] for entry in make(observe("loinc:2160-0", 1.4, "mg/dL"))["entry"])
    lines = tmp_path / "all.ndjson"
    lines.write_bytes(text_of(patient) + b"\n\n" + text_of(observation) + b"\r\n")
    (fact,) = load_facts(lines).facts
    assert fact.place == "all.ndjson:3"
    assert load_facts(text_of(patient)).patient_id == "17"


def test_a_folder_of_files_by_type(make: Any, observe: Any, tmp_path: Path) -> None:
    patient, observation = (entry["resource"] for entry in make(observe("loinc:2160-0", 1.4, "mg/dL"))["entry"])
    (tmp_path / "Patient.ndjson").write_bytes(text_of(patient))
    (tmp_path / "Observation.ndjson.gz").write_bytes(gzip.compress(text_of(observation) + b"\n" + text_of(observation)))
    (tmp_path / "README.txt").write_text("resourceType")
    (fact,) = load_facts(tmp_path).facts
    assert fact.place == "Observation.ndjson.gz:2"


def test_a_folder_of_bundles_is_of_one_patient(make: Any, tmp_path: Path) -> None:
    (tmp_path / "hospital.json").write_bytes(
        text_of({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Organization"}}]})
    )
    (tmp_path / "a.json").write_bytes(text_of(make()))
    assert load_facts(tmp_path).patient_id == "17"
    (tmp_path / "b.json").write_bytes(text_of(make(patient={"id": "18"})))
    assert problems(tmp_path) == [("E622", "b.json: Bundle.entry[0]")]


def test_pages_of_a_search_are_one_patient_in_a_folder(make: Any, observe: Any, tmp_path: Path) -> None:
    for number in (1, 2):
        whole = make(observe("loinc:2160-0", number, "mg/dL", id=f"o{number}"), type="searchset")
        whole["link"] = [{"relation": "next", "url": "…"}]
        (tmp_path / f"{number}.json").write_bytes(text_of(whole))
    sheet = load_facts(tmp_path)
    assert len(sheet.facts) == 2
    assert [found.code for found in sheet.diagnostics] == ["W623"]


def test_what_is_no_patient(make: Any, tmp_path: Path) -> None:
    assert problems({"resourceType": "Bundle", "type": "history", "entry": []}) == [("E620", "Bundle.type")]
    assert problems({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Organization"}}]}) == [
        ("E621", "Bundle")
    ]
    assert problems({"resourceType": "Bundle", "entry": {}}) == [("E620", "Bundle.entry")]
    assert problems({"resourceType": "Bundle", "entry": [7]}) == [("E620", "Bundle.entry[0]")]
    assert problems({"resourceType": "Bundle", "entry": [{"resource": []}]}) == [("E620", "Bundle.entry[0]")]
    assert problems(b'{"resourceType": "Patient", "id": "1"}\n[]') == [("E620", "patient.json:2")]
    assert problems(tmp_path) == [("E612", str(tmp_path))]


@pytest.mark.parametrize(
    ("reference", "is_own"),
    [
        ("Patient/17", True),
        ("https://example.org/fhir/Patient/17", True),
        ("Patient/17/_history/2", True),
        ("urn:uuid:17", True),
        ("Patient?identifier=x", True),
        ("#p", True),
        ("Patient/18", False),
        ("urn:uuid:18", False),
    ],
)
def test_whose_record_it_is(make: Any, observe: Any, reference: str, is_own: bool) -> None:
    whole = make(observe("loinc:2160-0", 1.4, "mg/dL", subject={"reference": reference}))
    if is_own:
        assert len(load_facts(whole).facts) == 1
    else:
        assert problems(whole) == [("E623", "Bundle.entry[1]")]


def test_a_record_of_a_device_says_nothing(make: Any, observe: Any) -> None:
    sheet = load_facts(make(observe("loinc:2160-0", 1.4, "mg/dL", subject={"reference": "Device/1"})))
    assert (sheet.facts, sheet.imported.silent) == ((), {"Observation": 1})


def test_strict_json(make: Any) -> None:
    whole = text_of(make())
    twice = whole.replace(b'"gender"', b'"id": "17", "gender"')
    assert problems(twice) == [("E603", "Bundle.entry[0]")]
    assert problems(b'{"resourceType": "Bundle", "resourceType": "Bundle"}') == [("E603", "patient.json:1")]
    assert problems(whole.replace(b'"17"', b"NaN")) == [("E611", "Bundle.entry[0]")]
    assert problems(whole[:-1]) == [("E601", f"patient.json:1:{len(whole)}")]
    assert problems(whole + b"{}")[0][0] == "E601"
    for wrong in (b"NaN", b'{"x": 1, "x": 1}'):  # both wrong and broken off
        assert problems(b'{"resourceType": ' + wrong + b', "y"')[0][0] == "E601"
    assert problems(whole.replace(b"17", b"\xff")) == [("E602", "patient.json")]
    assert problems(whole.replace(b"17", rb"\ud800")) == [("E602", "patient.json")]
    assert problems(b'{"resourceType": ' + b"[" * 100_000) == [("E604", "patient.json")]
    deep: dict[str, Any] = {"resourceType": "Bundle"}
    for _ in range(500):
        deep = {"resourceType": "Bundle", "x": deep}
    assert problems(deep) == [("E604", "patient.json")]
    assert problems({"resourceType": "Bundle", "x": object()}) == [("E604", "patient.json")]


def test_what_unpacks_to_too_much_is_refused_while_unpacking(tmp_path: Path) -> None:
    import tracemalloc

    bomb = gzip.compress(b'{"resourceType": "' + b" " * (1 << 20) * 300, compresslevel=9)
    tracemalloc.start()
    assert problems(bomb) == [("E610", "patient.json")]
    assert tracemalloc.get_traced_memory()[1] < 200 << 20
    tracemalloc.stop()
    assert problems(gzip.compress(b"{}")[:-9]) == [("E624", "patient.json")]
    assert problems(b"\x1f\x8bnonsense") == [("E624", "patient.json")]
    several = gzip.compress(b'{"patient": ') + gzip.compress(b'{"id": "P-1"}}') + b"\0" * 100
    assert load_facts(several).patient_id == "P-1"

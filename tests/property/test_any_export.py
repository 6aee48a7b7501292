"""Whatever stands in an export, every patient and every line of it ends in facts or in a coded message."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from property.strategies import checked

from eligo.diagnostics import FactsError
from eligo.facts.fhir.export import Export
from eligo.vocabulary.loading import load_vocabulary


def _observation(id: str, reference: str) -> dict[str, Any]:
    return {
        "resourceType": "Observation", "id": id, "status": "final", "subject": {"reference": reference},
        "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]}, "effectiveDateTime": "2021-05-01",
        "valueQuantity": {"value": 1.4, "unit": "mg/dL"},
    }  # fmt: skip


LINES = [
    json.dumps(one).encode()
    for one in (
        _observation("o1", "Patient/a"),
        {"resourceType": "Patient", "id": "a", "birthDate": "1961-07-23"},
        {"resourceType": "Patient", "id": "b", "gender": "female"},
        _observation("o2", "https://example.org/Patient/b/_history/1"),
        {"resourceType": "Bundle", "entry": [{"fullUrl": "urn:uuid:c", "resource": {"resourceType": "Patient"}}]},
        _observation("o3", "urn:uuid:c"),
    )
]
PIECES = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [b"[", b"{", b'"', b"\x1e", rb"\ud800", b"null", b"NaN", b"1e999", b"\n", b"\r", b'{"resourceType": "Bundle",']
    ),
)
CHANGES = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 30), PIECES), max_size=3)


@checked(200)
@given(st.permutations(LINES), CHANGES, st.sampled_from([b"\n", b"\r\n", b"\n\n"]))
def test_any_bytes_in_an_export(lines: list[bytes], changes: list[tuple[int, int, bytes]], end: bytes) -> None:
    data = end.join(lines)
    for at, length, piece in changes:
        data = data[:at] + piece + data[at + length :]
    export = Export.of_data(data, "export.ndjson", load_vocabulary())
    export.warnings()
    seen = 0
    for patient in export:
        try:
            sheet, tree = patient.sheet(), patient.tree()
        except FactsError as error:
            assert all(one.code[0] in "EW" and one.place for one in error.diagnostics)
        else:
            assert sheet.patient_id == tree["patient"].get("id")
            seen += 1
    assert changes or seen == 3
    export.close()

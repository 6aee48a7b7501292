"""Lines of files that are longer than one may be."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest

from eligo.facts.fhir import reading
from eligo.facts.fhir.export import Export, Unreadable
from eligo.facts.packing import Line, is_gzip, lines_of, plain
from eligo.vocabulary.loading import load_vocabulary


def test_a_line_that_is_too_long_is_read_over_and_none_is_lost() -> None:
    found = list(lines_of(BytesIO(b"ab\nabcdefgh\n\nabc\nabcdefgh"), 4))
    assert [(line.number, line.at, line.is_whole) for line in found] == [
        (1, 0, True), (2, 3, False), (3, 12, True), (4, 13, True), (5, 17, False),
    ]  # fmt: skip
    assert found[0] == Line(1, 0, b"ab\n", True)


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_file_is_read_as_it_is_written_or_unpacked(tmp_path: Path, is_packed: bool) -> None:
    path = tmp_path / "patients.ndjson"
    path.write_bytes(gzip.compress(b"{}\n") if is_packed else b"{}\n")
    with path.open("rb") as file:
        assert is_gzip(file) == is_packed
        assert plain(file, is_packed=is_packed).read() == b"{}\n"


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_last_line_that_is_too_long_is_an_error_of_the_export(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 60)
    patients = [f'{{"resourceType": "Patient", "id": "p{number}"}}' for number in (1, 2)]
    lines = [*patients, '{"resourceType": "Observation", "note": "' + "x" * 60 + '"}']
    export = Export.of_stream(BytesIO(("\n".join(lines) + end).encode()), "export", load_vocabulary())
    faults = [one.fault for one in export if isinstance(one, Unreadable)]
    export.close()
    assert [(fault.place, fault.code) for fault in faults] == [("export:3", "E610")]

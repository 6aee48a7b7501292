"""FHIR of many patients: bulk exports, pages of a search, bundles of several; `batch`, `screen` and `facts` agree."""

import gzip
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from support import Eligo

from eligo import load_facts
from eligo.diagnostics import FactsError

TRIAL = """\
trial NCT00000001 "A small trial"

inclusion criteria

- [cr] creatinine < 2 mg/dL

exclusion criteria

- [pe] pulmonary embolism
- [drug] tacrolimus in the past 30 days
"""
Node = dict[str, Any]
EMBOLISM, TACROLIMUS = "59282003", "42316"


def _patient(id: str) -> Node:
    return {"resourceType": "Patient", "id": id, "gender": "female", "birthDate": "1961-07-23"}


def _creatinine(id: str, patient: str, value: float = 1.4) -> Node:
    quantity = {"value": value, "unit": "mg/dL", "code": "mg/dL", "system": "http://unitsofmeasure.org"}
    return {
        "resourceType": "Observation", "id": id, "status": "final", "subject": {"reference": f"Patient/{patient}"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]},
        "effectiveDateTime": "2021-05-01", "valueQuantity": quantity,
    }  # fmt: skip


def _embolism(id: str, reference: str | None) -> Node:
    return {
        "resourceType": "Condition", "id": id, "clinicalStatus": {"coding": [{"code": "active"}]},
        "onsetDateTime": "2021-04-01", "code": {"coding": [{"system": "http://snomed.info/sct", "code": EMBOLISM}]},
    } | ({"subject": {"reference": reference}} if reference is not None else {})  # fmt: skip


def _order(id: str, patient: str, medication: str) -> Node:
    return {
        "resourceType": "MedicationRequest", "id": id, "status": "active", "intent": "order",
        "subject": {"reference": f"Patient/{patient}"}, "authoredOn": "2021-04-25",
        "medicationReference": {"reference": f"Medication/{medication}"},
    }  # fmt: skip


MEDICATION: Node = {
    "resourceType": "Medication", "id": "m", "code": {"coding": [
        {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": TACROLIMUS}
    ]},
}  # fmt: skip
FILES: dict[str, list[Node]] = {
    "Condition.0001.ndjson": [_embolism("c2", "https://example.org/fhir/Patient/b/_history/3")],
    "Medication.ndjson": [MEDICATION],
    "MedicationRequest.ndjson": [_order("r1", "c", "m")],
    "Observation.0001.ndjson": [_creatinine("o1", "c"), _creatinine("o2", "a")],
    "Observation.0002.ndjson": [_creatinine("o3", "b"), _creatinine("o4", "a", 1.5)],
    "Organization.ndjson": [{"resourceType": "Organization", "id": "x"}],
    "Patient.ndjson": [_patient("c"), _patient("a"), _patient("b")],
}
ARGUMENTS = ("--trial", "t.elig", "--as-of", "2021-05-02")
COMPLETE = ("--complete", "conditions,medications")


def _text(resources: list[Node]) -> bytes:
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in resources).encode()


def _write(folder: str, files: dict[str, list[Node]]) -> Path:
    path = Path(folder)
    path.mkdir(exist_ok=True)
    for name, resources in files.items():
        path.joinpath(name).write_bytes(_text(resources))
    return path


def _lines(path: str) -> list[Node]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def _batch(eligo: Eligo, *words: str, stdin: bytes = b"") -> tuple[list[Node], str]:
    ran = eligo("batch", *words, *ARGUMENTS, "--out", "out.jsonl", stdin=stdin)
    assert ran.code in (0, 1), ran.err
    return _lines("out.jsonl"), ran.err


def _verdicts(lines: list[Node]) -> list[tuple[str, str]]:
    return [(line["patient"], line["verdict"]) for line in lines]


def _without_prospects(result: Node, line: Node) -> Node:
    """Return what of ``result`` a line of a batch has."""
    criteria = [
        {key: one[key] for key in theirs} for one, theirs in zip(result["criteria"], line["criteria"], strict=True)
    ]
    return {key: result[key] for key in line} | {"criteria": criteria}


@pytest.fixture(autouse=True)
def trial(tmp_path: Path) -> None:
    tmp_path.joinpath("t.elig").write_text(TRIAL)


EXPECTED = [("c", "ineligible"), ("a", "eligible"), ("b", "ineligible")]


def test_every_patient_of_an_export_once_in_the_order_of_their_resources(eligo: Eligo) -> None:
    _write("export", FILES)
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert _verdicts(lines) == EXPECTED
    assert lines[1]["criteria"][0]["because"][0]["place"] == "Observation.0001.ndjson:2"
    assert "W62" not in said
    assert "3 patients" in said


def test_screen_and_facts_agree_with_batch(eligo: Eligo) -> None:
    _write("export", FILES)
    lines, _ = _batch(eligo, "export", *COMPLETE)
    sheets = eligo("facts", "export", *COMPLETE).out
    assert [json.loads(line)["patient"]["id"] for line in sheets.splitlines()] == ["c", "a", "b"]
    Path("sheets.ndjson").write_text(sheets)
    again, _ = _batch(eligo, "sheets.ndjson")
    assert _verdicts(again) == EXPECTED
    for line, sheet in zip(lines, sheets.splitlines(), strict=True):
        id = line["patient"]
        words = ("--patient", id, "--as-of", "2021-05-02", *COMPLETE, "--format", "json")
        result = json.loads(eligo("screen", "export", "t.elig", *words).out)
        assert _without_prospects(result, line) == line
        one = eligo("facts", "export", "--patient", id, *COMPLETE).out
        assert json.loads(one) == json.loads(sheet)


@pytest.mark.parametrize("form", ["gzip", "by type", "glob", "one file", "named files", "standard input"])
def test_the_same_results_however_it_is_laid_out(eligo: Eligo, form: str) -> None:
    folder = _write("export", FILES)
    lines, _ = _batch(eligo, "export", *COMPLETE)
    expected = [(line["patient"], line["verdict"], line["failing"]) for line in lines]
    names, stdin = ["again"], b""
    everything = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    again = Path("again")
    again.mkdir()
    if form == "by type":
        for path in folder.iterdir():
            below = again / path.name.partition(".")[0]
            below.mkdir(exist_ok=True)
            below.joinpath(path.name).write_bytes(path.read_bytes())
    elif form == "one file":
        again.joinpath("all.ndjson.gz").write_bytes(gzip.compress(everything))
        names = ["again/all.ndjson.gz"]
    elif form == "standard input":
        names, stdin = ["-"], everything
    else:
        for path in folder.iterdir():
            again.joinpath(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        if form == "glob":
            names = ["again/*.gz"]
        elif form == "named files":  # as a shell gives them
            names = sorted(map(str, again.iterdir()))
    found, _ = _batch(eligo, *names, *COMPLETE, stdin=stdin)
    assert [(line["patient"], line["verdict"], line["failing"]) for line in found] == expected


def test_what_lists_the_files_of_an_export_is_no_patient(eligo: Eligo) -> None:
    folder = _write("export", FILES)
    manifest = {"transactionTime": "2021-05-02T00:00:00Z", "output": [{"type": "Patient", "url": "…"}], "error": []}
    folder.joinpath("manifest.json").write_text(json.dumps(manifest))
    assert _verdicts(_batch(eligo, "export", *COMPLETE)[0]) == EXPECTED
    assert len(eligo("facts", "export").out.splitlines()) == 3


def test_hospitals_beside_patients_are_no_patients(eligo: Eligo) -> None:
    ward = Path("ward")
    ward.mkdir()
    hospital = _bundle({"resourceType": "Organization", "id": "x"}, {"resourceType": "Location"}, type="transaction")
    ward.joinpath("hospitals.json").write_text(json.dumps(hospital))
    ward.joinpath("p.json").write_text(json.dumps(_bundle(_patient("a"), _creatinine("o1", "a"))))
    ran = eligo("batch", "ward", *ARGUMENTS, "--out", "out.jsonl")
    assert (ran.code, "warning[W811]" in ran.err, "ward/hospitals.json" in ran.err) == (0, True, True)
    assert [line["patient"] for line in _lines("out.jsonl")] == ["a"]
    # what holds a record of somebody, or nothing at all, is a patient that cannot be read
    ward.joinpath("hospitals.json").write_text(json.dumps(_bundle(_creatinine("o1", "a"))))
    ward.joinpath("q.json").write_text(json.dumps(_bundle()))
    lines, _ = _batch(eligo, "ward")
    assert [line.get("error", {}).get("code") for line in lines] == ["E621", None, "E621"]


def test_exports_and_other_patients_side_by_side(eligo: Eligo) -> None:
    _write("here", FILES)
    _write("there", {"Patient.ndjson": [_patient("a")], "Observation.ndjson": [_creatinine("o1", "a", 2.5)]})
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": _patient("z")}]}
    Path("here/z.json").write_text(json.dumps(bundle))
    found = _verdicts(_batch(eligo, "here", "there", *COMPLETE)[0])
    assert found == [*EXPECTED, ("z", "undetermined"), ("a", "ineligible")]


# --- what does not fit


def test_records_of_patients_who_are_not_there_are_counted_and_said(eligo: Eligo) -> None:
    more = {"Observation.0003.ndjson": [_creatinine("o9", "q"), _creatinine("o8", "q")]}
    _write("export", FILES | more | {"Condition.0002.ndjson": [_embolism("c9", "urn:uuid:q")]})
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert _verdicts(lines) == EXPECTED
    assert "warning[W624]" in said
    assert "1 Condition, 2 Observation" in said
    for ran in (eligo("facts", "export", "--patient", "a"), eligo("facts", "export")):
        assert "W624" in ran.err


@pytest.mark.parametrize("reference", [None, "#p", "Patient?identifier=http://example.org|7"])
def test_records_that_may_be_of_anybody_leave_nothing_complete(eligo: Eligo, reference: str | None) -> None:
    _write("export", FILES | {"Condition.0002.ndjson": [_embolism("c9", reference)]})
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert dict(_verdicts(lines))["a"] == "undetermined"
    assert "warning[W625]" in said
    assert "1 Condition" in said
    words = ("--patient", "a", "--as-of", "2021-05-02", *COMPLETE, "--format", "json")
    ran = eligo("screen", "export", "t.elig", *words)
    assert (json.loads(ran.out)["verdict"], "W625" in ran.err) == ("undetermined", True)


def test_the_only_patient_has_what_names_nobody(eligo: Eligo) -> None:
    _write("export", {"Patient.ndjson": [_patient("a")], "Condition.ndjson": [_embolism("c9", None)]})
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert (lines[0]["failing"], "W625" in said) == (["pe"], False)


def test_a_line_that_cannot_be_read_is_one_line_with_its_place(eligo: Eligo) -> None:
    folder = _write("export", FILES)
    with folder.joinpath("Observation.0002.ndjson").open("ab") as file:
        file.write(b'{"resourceType": "Observation", "id": \n[]\n')
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert lines[:2] == [
        {
            "patient": None,
            "place": "export/Observation.0002.ndjson:3",
            "error": {"code": "E601", "message": "not JSON: it breaks off or goes wrong", "at": "1:39"},
        },
        {
            "patient": None,
            "place": "export/Observation.0002.ndjson:4",
            "error": {"code": "E620", "message": "no FHIR resource"},
        },
    ]
    # it may have been a condition: of nobody is silence absence any more
    assert _verdicts(lines[2:]) == [("c", "ineligible"), ("a", "undetermined"), ("b", "ineligible")]
    assert "W625" in said
    assert "2 things that cannot be read" in said
    ran = eligo("facts", "export")
    assert (ran.code, len(ran.out.splitlines())) == (1, 3)
    assert "E601" in ran.err
    assert "Observation.0002.ndjson:3:1:39" in ran.err


def test_a_line_that_cannot_be_read_and_names_a_patient_is_of_this_one(eligo: Eligo) -> None:
    folder = _write("export", FILES)
    broken = _text([_creatinine("o9", "a", 7)])[:-9]
    folder.joinpath("Observation.0003.ndjson").write_bytes(broken)
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert [line.get("verdict") for line in lines] == ["ineligible", None, "ineligible"]
    assert lines[1]["patient"] == "a"
    assert lines[1]["place"] == "export/Patient.ndjson:2"
    assert lines[1]["error"]["code"] == "E601"
    assert lines[1]["error"]["at"].startswith("Observation.0003.ndjson:1:")
    assert "W62" not in said
    words = ("--as-of", "2021-05-02", "--patient")
    assert eligo("screen", "export", "t.elig", *words, "a").code == 2
    assert eligo("screen", "export", "t.elig", *words, "b").code == 0


def test_a_file_that_cannot_be_read_and_names_somebody_else_leaves_the_others_as_they_are(eligo: Eligo) -> None:
    folder = _write("export", FILES)
    folder.joinpath("Observation.0003.ndjson").write_bytes(_text([_creatinine("o9", "q", 7)])[:-9])
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert lines[0]["error"]["code"] == "E601"
    assert _verdicts(lines[1:]) == EXPECTED
    assert "W625" not in said
    # each search has one patient, as an address of a server gives everything of one
    pages = Path("pages")
    pages.mkdir()
    for id in ("a", "b"):
        page = _bundle(_patient(id), _creatinine(f"o{id}", id), type="searchset")
        pages.joinpath(f"{id}.json").write_text(json.dumps(page))
    pages.joinpath("b.json").write_text(pages.joinpath("b.json").read_text()[:-3])
    lines, said = _batch(eligo, "pages", *COMPLETE)
    assert [(line["patient"], line.get("verdict")) for line in lines] == [(None, None), ("a", "eligible")]
    assert "W625" not in said


@pytest.mark.parametrize("cut", [40, 60])
def test_what_is_cut_off_before_it_names_its_patient_may_be_of_anybody(eligo: Eligo, cut: int) -> None:
    folder = _write("export", FILES)
    order = {"encounter": {"reference": "urn:uuid:e-1"}, **_creatinine("o9", "a")}
    folder.joinpath("Observation.0003.ndjson").write_bytes(_text([order])[:cut])
    lines, said = _batch(eligo, "export", *COMPLETE)
    assert lines[0]["error"]["code"] == "E601"
    assert ("W625" in said, dict(_verdicts(lines[1:]))["a"]) == (True, "undetermined")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"birthDate": "1961-13-01"}, "E605"),
        ({"id": "\ud800"}, "E602"),
    ],
)
def test_a_resource_that_is_wrong_is_the_line_of_its_patient(eligo: Eligo, change: Node, code: str) -> None:
    folder = _write("export", FILES)
    people = [_patient("c") | change, _patient("a"), _patient("b")]
    folder.joinpath("Patient.ndjson").write_text("".join(f"{json.dumps(one)}\n" for one in people))
    lines, _ = _batch(eligo, "export")
    assert [line.get("error", {}).get("code") for line in lines] == [code, None, None]
    assert lines[0]["place"] == "export/Patient.ndjson:1"
    assert lines[0]["error"]["at"].startswith("Patient.ndjson:1")


def test_a_key_that_stands_twice_is_the_line_of_its_patient(eligo: Eligo) -> None:
    folder = _write("export", FILES)
    twice = _text([_creatinine("o9", "b")]).replace(b'"status"', b'"status": "final", "status"')
    folder.joinpath("Observation.0003.ndjson").write_bytes(twice)
    lines, _ = _batch(eligo, "export")
    assert [line.get("error", {}).get("code") for line in lines] == [None, None, "E603"]
    assert (lines[2]["patient"], lines[2]["error"]["at"]) == ("b", "Observation.0003.ndjson:1")


def test_a_patient_whom_no_record_can_name(eligo: Eligo) -> None:
    nameless = {key: value for key, value in _patient("").items() if key != "id"}
    _write("export", FILES | {"Patient.ndjson": [_patient("a"), nameless]})
    lines, _ = _batch(eligo, "export")
    assert [line.get("error", {}).get("code") for line in lines] == [None, "E625"]
    _write("alone", {"Patient.ndjson": [nameless]})
    lines, _ = _batch(eligo, "alone")
    assert [line["verdict"] for line in lines] == ["undetermined"]


def test_a_damaged_file_is_a_line_and_the_others_are_read(eligo: Eligo) -> None:
    folder = _write("export", FILES)
    packed = gzip.compress(_text([_creatinine(f"p{n}", "b") for n in range(3000)]))
    folder.joinpath("Observation.0003.ndjson.gz").write_bytes(packed[: len(packed) // 2])
    folder.joinpath("Observation.0004.ndjson").write_bytes(b"\xff\xfe\n")
    lines, _ = _batch(eligo, "export", *COMPLETE)
    assert [line["error"]["code"] for line in lines[:2]] == ["E624", "E602"]
    assert [line["patient"] for line in lines[2:]] == ["c", "a", "b"]


def test_nobody_at_all(eligo: Eligo) -> None:
    _write("export", {"Observation.ndjson": [_creatinine("o1", "a")]})
    lines, said = _batch(eligo, "export")
    assert (lines, "W624" in said) == ([], True)
    ran = eligo("screen", "export", "t.elig", "--as-of", "2021-05-02")
    assert (ran.code, "E621" in ran.err) == (2, True)


def test_which_patient(eligo: Eligo) -> None:
    _write("export", FILES)
    ran = eligo("screen", "export", "t.elig", "--as-of", "2021-05-02")
    assert (ran.code, "E622" in ran.err, "--patient ID" in ran.err) == (2, True, True)
    ran = eligo("screen", "export", "t.elig", "--as-of", "2021-05-02", "--patient", "q")
    assert (ran.code, "E635" in ran.err) == (2, True)
    assert load_facts("export", patient="b").patient_id == "b"
    with pytest.raises(FactsError):
        load_facts("export")


# --- bundles of several


def _bundle(*resources: Node, type: str = "collection", **more: Any) -> Node:
    return {"resourceType": "Bundle", "type": type, "entry": [{"resource": each} for each in resources], **more}


ALL = [resource for resources in FILES.values() for resource in resources]


@pytest.mark.parametrize("type", ["collection", "searchset", "transaction"])
def test_a_bundle_of_several_patients(eligo: Eligo, type: str) -> None:
    Path("b.json").write_text(json.dumps(_bundle(*ALL, type=type), indent=1))
    lines, _ = _batch(eligo, "b.json", *COMPLETE)
    assert _verdicts(lines) == EXPECTED
    sheets = eligo("facts", "b.json", *COMPLETE).out
    assert len(sheets.splitlines()) == 3
    for stdin in (b"", Path("b.json").read_bytes()):
        name = "-" if stdin else "b.json"
        words = ("--as-of", "2021-05-02", *COMPLETE, "--format", "json", "--patient", "b")
        result = json.loads(eligo("screen", name, "t.elig", *words, stdin=stdin).out)
        assert _without_prospects(result, lines[2]) == lines[2]


def test_bundles_of_several_patients_a_line(eligo: Eligo) -> None:
    several, alone = _bundle(*ALL), _bundle(_patient("é"), _creatinine("o1", "é"))
    Path("b.ndjson").write_bytes(_text([alone, several, alone]))
    lines, _ = _batch(eligo, "b.ndjson", *COMPLETE)
    assert [line["patient"] for line in lines] == ["é", "c", "a", "b", "é"]
    wrong = _bundle(*[one | {"birthDate": "x"} if one["id"] == "c" else one for one in ALL])
    Path("b.ndjson").write_bytes(_text([alone, wrong]))
    lines, _ = _batch(eligo, "b.ndjson", *COMPLETE)
    assert lines[1]["place"] == "b.ndjson:2: Bundle.entry[8]"


def test_addresses_of_a_bundle_tell_whose_records_are(eligo: Eligo) -> None:
    entries = [
        {"fullUrl": "urn:uuid:p1", "resource": _patient("1")},
        {"fullUrl": "urn:uuid:p2", "resource": _patient("2")},
        {"resource": _embolism("c", "urn:uuid:p2")},
        {"fullUrl": "urn:uuid:m1", "resource": {key: value for key, value in MEDICATION.items() if key != "id"}},
        {"resource": _order("r", "1", "x") | {"medicationReference": {"reference": "urn:uuid:m1"}}},
    ]
    Path("b.json").write_text(json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}))
    lines, _ = _batch(eligo, "b.json", *COMPLETE)
    assert [(line["patient"], line["failing"]) for line in lines] == [("1", ["drug"]), ("2", ["pe"])]


def test_pages_of_a_search_belong_together(eligo: Eligo) -> None:
    folder = Path("pages")
    folder.mkdir()
    link = [{"relation": "next", "url": "https://example.org/fhir?page=2"}]
    first = _bundle(_patient("a"), _creatinine("o1", "a"), _embolism("c1", "Patient/b"), type="searchset", link=link)
    last = _bundle(_patient("b"), _patient("a"), _creatinine("o2", "b"), type="searchset")
    folder.joinpath("1.json").write_text(json.dumps(first))
    folder.joinpath("2.json").write_text(json.dumps(last))
    lines, said = _batch(eligo, "pages", *COMPLETE)
    assert [(line["patient"], line["failing"]) for line in lines] == [("a", []), ("b", ["pe"])]
    assert "W623" not in said
    folder.joinpath("2.json").unlink()
    lines, said = _batch(eligo, "pages", *COMPLETE)
    assert (lines[0]["verdict"], "W623" in said, "W624" in said) == ("undetermined", True, True)


# --- many of them


def test_a_run_that_was_cut_off_goes_on_to_the_same_bytes(eligo: Eligo) -> None:
    numbers = range(700)
    _write("export", {
        "Observation.ndjson": [_creatinine(f"o{n}", str(n * 7 % 700), n % 4) for n in numbers],
        "Patient.0001.ndjson": [_patient(str(n)) for n in numbers if n % 2],
        "Patient.0002.ndjson": [_patient(str(n)) for n in numbers if not n % 2],
    })  # fmt: skip
    words = ["batch", "export", *ARGUMENTS, "--audit", "audit.jsonl", "--out", "out.jsonl"]
    assert eligo(*words).code == 0
    whole = Path("out.jsonl").read_bytes()
    ids = [json.loads(line)["patient"] for line in whole.splitlines()]
    assert ids == [*map(str, numbers[1::2]), *map(str, numbers[::2])]
    for kept in (0, len(whole) // 3, len(whole) - 1):
        os.truncate("out.jsonl", kept)
        os.truncate("out.jsonl.state", Path("out.jsonl.state").stat().st_size - 5)
        assert eligo(*words, "--jobs", "1", "--resume").code == 0
        assert Path("out.jsonl").read_bytes() == whole
    Path("export/Observation.ndjson").write_bytes(_text([_creatinine("o0", "1", 9)]))
    os.truncate("out.jsonl", len(whole) // 2)
    ran = eligo(*words, "--resume")
    assert (ran.code, "E812" in ran.err) == (2, True)


def test_standard_input_with_a_line_that_cannot_be_read(eligo: Eligo) -> None:
    data = _text(ALL) + b'{"resourceType": "Condition"\n'
    words = ("--patient", "a", "--as-of", "2021-05-02", *COMPLETE, "--format", "json")
    ran = eligo("screen", "-", "t.elig", *words, stdin=data)
    lines, _ = _batch(eligo, "-", *COMPLETE, stdin=data)
    assert (json.loads(ran.out)["verdict"], "W625" in ran.err) == ("undetermined", True)
    assert [line.get("verdict") for line in lines] == [None, "ineligible", "undetermined", "ineligible"]


def test_a_terminal_sees_how_far_the_reading_came(tmp_path: Path) -> None:
    _write(
        str(tmp_path / "export"),
        FILES | {"Condition.0001.ndjson": [_embolism(f"c{n}", "Patient/c") for n in range(1200)]},
    )
    command = [sys.executable, "-m", "eligo", "batch", "export", *ARGUMENTS, "--out", "out.jsonl"]
    master, terminal = pty.openpty()
    with subprocess.Popen(command, cwd=tmp_path, stderr=terminal, stdout=subprocess.PIPE) as run:
        os.close(terminal)
        shown = b""
        with suppress(OSError):  # the terminal is gone with the process
            while part := os.read(master, 4096):
                shown += part
    os.close(master)
    assert run.returncode == 0, shown
    assert b"1,000 resources read" in shown
    assert b"3 patients" in shown

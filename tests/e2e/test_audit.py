"""The audit file: one record a screening, in a chain that shows what was done to it."""

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support import Eligo
from unit.batch.sheets import SECOND, TRIAL, ndjson, patient


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    tmp_path.joinpath("second.elig").write_text(SECOND, encoding="utf-8")
    tmp_path.joinpath("patients.ndjson").write_text(ndjson(range(8), frozenset({5})), encoding="utf-8")
    tmp_path.joinpath("patient.json").write_text(json.dumps(patient(4)), encoding="utf-8")


@pytest.fixture
def audited(eligo: Eligo) -> Path:
    """An audit file with the seven records of a batch."""
    arguments = ["--trial", "trial.elig", "--out", "out.jsonl", "--audit", "audit.jsonl", "--by", "Dr Roe"]
    assert eligo("batch", "patients.ndjson", *arguments).code == 1
    return Path("audit.jsonl")


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _as_in_a_batch(line: str) -> bytes:
    """Return a result as a batch writes it: without what would settle it and until when it holds."""
    result = json.loads(line)
    for key in ("settle", "near_misses", "valid_until"):
        del result[key]
    for criterion in result["criteria"]:
        del criterion["valid_until"]
    return json.dumps(result, ensure_ascii=False).encode()


def _digest(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"


def _breaks(text: str) -> list[tuple[int, str]]:
    found = re.findall(r"error\[E817\]: the record (.*)\n +--> audit\.jsonl:(\d+)", text)
    return [(int(line), what) for what, line in found]


def test_a_batch_records_each_screening(audited: Path) -> None:
    records = _records(audited)
    results = Path("out.jsonl").read_bytes().splitlines()
    screened = [line for line in results if b'"error"' not in line]
    assert [record["number"] for record in records] == list(range(1, 8))
    assert [record["patient"] for record in records] == [f"P-{n}" for n in range(8) if n != 5]
    assert [record["result"] for record in records] == [_digest(line) for line in screened]
    lines = [line for line in Path("patients.ndjson").read_bytes().splitlines() if line.startswith(b'{"')]
    assert [record["data"] for record in records] == [_digest(line) for line in lines]
    first, result = records[0], json.loads(results[0])
    assert first["criteria"] == result["trial"]["digest"] == _digest(Path("trial.elig").read_bytes())
    for name in ("as_of", "engine", "vocabulary", "verdict", "failing", "unknown"):
        assert first[name] == result[name]
    assert (first["event"], first["by"], first["trial"]) == ("screening", "Dr Roe", "NCT00000001")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first["time"])


def test_a_record_holds_a_code_and_no_value_of_the_patient(audited: Path) -> None:
    assert set(_records(audited)[0]) == {
        "number", "time", "by", "event", "patient", "data", "trial", "criteria", "as_of", "engine", "vocabulary",
        "verdict", "failing", "unknown", "result", "previous", "digest",
    }  # fmt: skip
    text = audited.read_text("utf-8")
    assert not re.search(r"1961|creatinine|mg/dL|Observation|thrombosis", text)


def test_screening_appends_a_record_for_each_trial(
    eligo: Eligo, audited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELIGO_AUDIT_BY", "nurse 7")
    before = audited.read_bytes()
    ran = eligo("screen", "patient.json", "trial.elig", "second.elig", "--format", "json", "--audit", "audit.jsonl")
    assert ran.code == 0
    assert audited.read_bytes().startswith(before)
    records = _records(audited)[7:]
    assert [(record["number"], record["trial"], record["by"]) for record in records] == [
        (8, "NCT00000001", "nurse 7"),
        (9, "NCT00000002", "nurse 7"),
    ]
    assert [record["result"] for record in records] == [_digest(_as_in_a_batch(line)) for line in ran.out.splitlines()]
    assert {record["data"] for record in records} == {_digest(Path("patient.json").read_bytes())}
    assert eligo("audit", "verify", "audit.jsonl").code == 0


def test_a_patient_from_standard_input_is_recorded(eligo: Eligo) -> None:
    data = json.dumps(patient(1)).encode()
    assert eligo("screen", "-", "trial.elig", "--audit", "audit.jsonl", stdin=data).code == 0
    assert [(one["patient"], one["data"]) for one in _records(Path("audit.jsonl"))] == [("P-1", None)]


def test_a_chain_that_holds(eligo: Eligo, audited: Path) -> None:
    ran = eligo("audit", "verify", "audit.jsonl")
    last = _records(audited)[-1]["digest"]
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"7 records hold\nlast digest {last}\n")
    assert eligo("audit", "verify", "audit.jsonl", "--last", last).out == f"7 records hold\nlast digest {last}\n"


def test_an_earlier_digest_is_still_there(eligo: Eligo, audited: Path) -> None:
    earlier = _records(audited)[2]["digest"]
    assert eligo("audit", "verify", "audit.jsonl", "--last", earlier).code == 0


def test_an_empty_file_holds(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("audit.jsonl").write_bytes(b"")
    assert eligo("audit", "verify", "audit.jsonl").out.startswith("0 records hold\n")


def test_a_change_of_any_byte_is_found(eligo: Eligo, audited: Path) -> None:
    whole = audited.read_bytes()
    lines = whole.splitlines(keepends=True)
    place = 0
    for number, line in enumerate(lines, start=1):
        for offset in range(0, len(line), 23):
            changed = bytearray(whole)
            changed[place + offset] ^= 1
            audited.write_bytes(changed)
            ran = eligo("audit", "verify", "audit.jsonl")
            assert ran.code == 1
            assert _breaks(ran.err)[0][0] == number, (number, offset)
        place += len(line)


def test_a_record_whose_digest_is_made_to_fit_is_found_in_the_next(eligo: Eligo, audited: Path) -> None:
    records = _records(audited)
    forged = records[3] | {"verdict": "eligible"}
    del forged["digest"]
    forged["digest"] = _digest(json.dumps(forged, ensure_ascii=False).encode() + b"\n")
    lines = audited.read_bytes().splitlines(keepends=True)
    lines[3] = json.dumps(forged, ensure_ascii=False).encode() + b"\n"
    audited.write_bytes(b"".join(lines))
    ran = eligo("audit", "verify", "audit.jsonl")
    assert _breaks(ran.err) == [(5, "does not follow the record before it, which was changed or replaced")]


@pytest.mark.parametrize(
    ("order", "breaks"),
    [
        ([0, 1, 3, 4, 5, 6], [(3, "stands behind a gap: record 3 is missing")]),
        ([0, 4, 5, 6], [(2, "stands behind a gap: records 2 to 4 are missing")]),
        ([1, 2, 3, 4, 5, 6], [(1, "stands behind a gap: record 1 is missing")]),
        (
            [0, 2, 1, 3, 4, 5, 6],
            [
                (2, "stands behind a gap: record 2 is missing"),
                (3, "is record 2, behind record 3: added or moved"),
                (4, "stands behind a gap: record 3 is missing"),
            ],
        ),
        (
            [0, 1, 1, 2, 3, 4, 5, 6],
            [(3, "is record 2, behind record 2: added or moved")],
        ),
    ],
)  # fmt: skip
def test_what_was_removed_moved_or_added(
    eligo: Eligo, audited: Path, order: list[int], breaks: list[tuple[int, str]]
) -> None:
    lines = audited.read_bytes().splitlines(keepends=True)
    audited.write_bytes(b"".join(lines[place] for place in order))
    ran = eligo("audit", "verify", "audit.jsonl")
    assert ran.code == 1
    said = [(line, re.sub(r"^the record ", "", what)) for line, what in _breaks(ran.err)]
    assert said == breaks


@pytest.mark.parametrize("kept", [0, 1, 6])
def test_records_cut_off_at_the_end_show_against_a_digest_that_was_kept(eligo: Eligo, audited: Path, kept: int) -> None:
    lines = audited.read_bytes().splitlines(keepends=True)
    last = _records(audited)[-1]["digest"]
    audited.write_bytes(b"".join(lines[:kept]))
    assert eligo("audit", "verify", "audit.jsonl").code == 0
    ran = eligo("audit", "verify", "audit.jsonl", "--last", last)
    assert ran.code == 1
    assert _breaks(ran.err)[0][0] == kept + 1


def test_a_line_that_is_no_record(eligo: Eligo, audited: Path) -> None:
    lines = audited.read_bytes().splitlines(keepends=True)
    for line in (b"SECRET\n", b"{}\n", b"\xff\n", b"[" * 50_000 + b"\n", b"\n"):
        audited.write_bytes(b"".join([*lines[:2], line, *lines[2:]]))
        ran = eligo("audit", "verify", "audit.jsonl")
        assert (ran.code, _breaks(ran.err)) == (1, [(3, "is not as `--audit` writes it")])
        assert "SECRET" not in ran.err


def test_many_breaks_are_counted(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("audit.jsonl").write_bytes(60 * b"{}\n")
    ran = eligo("audit", "verify", "audit.jsonl")
    assert len(_breaks(ran.err)) == 50
    assert ran.err.endswith("and 10 places more\n")


def test_a_torn_end_is_found_and_taken_off_on_the_record(eligo: Eligo, audited: Path) -> None:
    whole = audited.read_bytes()
    audited.write_bytes(whole[:-40])
    ran = eligo("audit", "verify", "audit.jsonl")
    assert _breaks(ran.err) == [(7, "is torn: the file ends inside it")]
    torn = whole[:-40].rpartition(b"\n")[2]
    assert eligo("screen", "patient.json", "trial.elig", "--audit", "audit.jsonl").code == 0
    assert eligo("audit", "verify", "audit.jsonl").code == 0
    events = [(record["event"], record.get("removed")) for record in _records(audited)[6:]]
    assert events == [("torn record removed", _digest(torn)), ("screening", None)]


def test_nothing_is_appended_to_what_does_not_hold(eligo: Eligo, audited: Path) -> None:
    changed = audited.read_bytes().replace(b'"P-7"', b'"P-8"')
    audited.write_bytes(changed)
    ran = eligo("screen", "patient.json", "trial.elig", "--audit", "audit.jsonl")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[E817]: the last record of the audit file `audit.jsonl` does not hold\n")
    assert audited.read_bytes() == changed


def test_no_result_without_a_record(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("folder").mkdir()
    for command in (
        ["screen", "patient.json", "trial.elig", "--audit", "folder"],
        ["batch", "patients.ndjson", "--trial", "trial.elig", "--out", "o.jsonl", "--audit", "folder"],
    ):
        ran = eligo(*command)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("error[E707]: the audit file `folder` cannot be written\n")
    assert not Path("o.jsonl").exists()


def test_a_file_that_is_not_there(eligo: Eligo) -> None:
    ran = eligo("audit", "verify", "nowhere.jsonl")
    assert ran.code == 2
    assert ran.err.startswith("error[E702]: there is no file `nowhere.jsonl`\n")


_APPENDING = """
import sys
from eligo.batch.audit import append
print("ready", flush=True)
sys.stdin.readline()
for number in range(150):
    append("audit.jsonl", [{"event": sys.argv[1], "turn": number}] * 3, time="2021-05-02T08:10:00Z", by=None)
"""


def test_processes_that_write_at_once_make_one_chain(eligo: Eligo, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _APPENDING]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    runs = [
        subprocess.Popen([*command, name], cwd=tmp_path, env=environment, stdin=-1, stdout=-1, text=True)
        for name in ("a", "b", "c")
    ]
    assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * 3
    for run in runs:  # all are ready: begin at once
        assert run.stdin is not None
        run.stdin.write("\n")
        run.stdin.flush()
    for run in runs:
        run.communicate(timeout=120)
        assert run.returncode == 0
    ran = eligo("audit", "verify", "audit.jsonl")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "1,350 records hold")
    events = [(record["event"], record["turn"]) for record in _records(tmp_path / "audit.jsonl")]
    for name in ("a", "b", "c"):  # each process's own stand in order, three by three
        assert [turn for event, turn in events if event == name] == [turn for turn in range(150) for _ in range(3)]
    assert len({event for event, _ in events[:1200]}) == 3


def test_two_batches_with_one_audit_file(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("many.ndjson").write_text(ndjson(range(1500)))
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "eligo", "batch", "many.ndjson", "--trial", "trial.elig", "--jobs", "1",
             "--out", f"{name}.jsonl", "--audit", "audit.jsonl", "--by", name],
            cwd=tmp_path, stderr=subprocess.DEVNULL,
        )
        for name in ("a", "b")
    ]  # fmt: skip
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert eligo("audit", "verify", "audit.jsonl").out.startswith("3,000 records hold\n")
    records = _records(tmp_path / "audit.jsonl")
    for name in ("a", "b"):
        mine = [record["result"] for record in records if record["by"] == name]
        assert mine == [_digest(line) for line in tmp_path.joinpath(f"{name}.jsonl").read_bytes().splitlines()]

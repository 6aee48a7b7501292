"""`batch`: many patients against one trial or more, in order, whatever happens on the way."""

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support import Eligo
from unit.batch.sheets import SECOND, TRIAL, ndjson, patient

from eligo import load_facts, load_trial, screen
from eligo.batch.audit import verify
from eligo.screening.encoding import screening_object

BUNDLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "id": "F-1", "gender": "female", "birthDate": "1961-07-02"}},
    ],
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    tmp_path.joinpath("second.elig").write_text(SECOND, encoding="utf-8")
    tmp_path.joinpath("patients.ndjson").write_text(ndjson(range(40), frozenset({7})), encoding="utf-8")


def _lines(path: Path | str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "eligo", "batch", *words]


def test_one_line_a_patient_and_trial_in_input_order(eligo: Eligo) -> None:
    ran = eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--trial", "second.elig", "--out", "out.jsonl")
    assert (ran.code, ran.out) == (1, "")
    lines = _lines("out.jsonl")
    assert len(lines) == 39 * 2 + 1
    whole = [line for line in lines if "error" not in line]
    ids = [f"P-{n}" for n in range(40) if n != 7]
    assert [(line["patient"], line["trial"]["id"]) for line in whole] == [
        (id, trial) for id in ids for trial in ("NCT00000001", "NCT00000002")
    ]
    assert lines[14] == {
        "patient": None,
        "place": "patients.ndjson:8",
        "error": {"code": "E601", "message": "not JSON: a field's name in double quotes is missing", "at": "1:2"},
    }


def test_a_line_is_what_screen_gives(eligo: Eligo) -> None:
    eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl")
    result = screen(load_trial("trial.elig"), load_facts(patient(2)))
    line = _lines("out.jsonl")[2]
    assert line == screening_object(result, prospects=False)
    # beside the prospects of the screening it is all that a report of one patient says
    whole = result.model_dump()
    assert {key: whole[key] for key in line if key != "criteria"} == {
        key: line[key] for key in line if key != "criteria"
    }
    assert set(whole) - set(line) == {"settle", "near_misses", "valid_until"}


def test_the_summary_counts_and_names_nobody(eligo: Eligo) -> None:
    ran = eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl")
    verdicts = [line.get("verdict") for line in _lines("out.jsonl")]
    row = next(line for line in ran.err.splitlines() if line.startswith("NCT00000001 "))
    counts = [verdicts.count(verdict) for verdict in ("eligible", "undetermined", "ineligible")]
    assert row.split()[1:] == [str(count) for count in counts]
    assert sum(counts) == sum(verdict is not None for verdict in verdicts) > 0
    assert "1 patient could not be screened (1 E601)" in ran.err
    assert "P-" not in ran.err


def test_two_trials_behind_one_option(eligo: Eligo) -> None:
    eligo("batch", "patients.ndjson", "--trial", "trial.elig", "second.elig", "--out", "out.jsonl")
    assert {line["trial"]["id"] for line in _lines("out.jsonl") if "trial" in line} == {"NCT00000001", "NCT00000002"}


def test_folders_globs_gzip_and_bundles(eligo: Eligo, tmp_path: Path) -> None:
    folder = tmp_path / "ward"
    (folder / "deep").mkdir(parents=True)
    folder.joinpath("b.json").write_text(json.dumps(patient(1)))
    folder.joinpath("deep", "a.ndjson.gz").write_bytes(gzip.compress(ndjson(range(2, 4)).encode()))
    folder.joinpath("a.json").write_text(json.dumps(BUNDLE))
    folder.joinpath("notes.txt").write_text("no patient")
    folder.joinpath("lines.jsonl").write_text(json.dumps(BUNDLE) + "\r\n\n" + json.dumps(patient(5)))
    arguments = ["--trial", "trial.elig", "--as-of", "2021-05-02"]
    assert eligo("batch", "ward", *arguments, "--out", "ward/out.jsonl").code == 0
    assert [line["patient"] for line in _lines("ward/out.jsonl")] == ["F-1", "P-1", "P-2", "P-3", "F-1", "P-5"]
    assert eligo("batch", "ward/*.json", *arguments, "--out", "ward/again.json").code == 0
    assert [line["patient"] for line in _lines("ward/again.json")] == ["F-1", "P-1"]


@pytest.mark.parametrize(
    ("content", "code", "id"),
    [
        (b"\xff\xfe", "E602", None),
        (b'{"patient": {"id": "X"}, "as_of": "2021-13-01"}', "E605", "X"),
        (b'{"patient": {"id": "X"}, "patient": {"id": "Y"}}', "E603", None),
        (b'{"patient": {"id": "X"}}', "E609", "X"),
        (b"[" * 100_000, "E604", None),
        (b'{"patient": {"id": "' + b"X" * 1_100_000 + b'"}}', "E610", "X" * 1_100_000),
    ],
)
def test_a_bad_patient_is_a_line_and_the_next_follows(
    eligo: Eligo, tmp_path: Path, content: bytes, code: str, id: str | None
) -> None:
    tmp_path.joinpath("patients.ndjson").write_bytes(content + b"\n" + ndjson(range(1)).encode())
    assert eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl").code == 1
    first, second = _lines("out.jsonl")
    assert (first["error"]["code"], first["patient"], first["place"]) == (code, id, "patients.ndjson:1")
    assert second["patient"] == "P-0"


def test_a_resource_among_whole_patients_is_no_patient(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("patients.ndjson").write_text(ndjson(range(1)) + '{"resourceType": "Observation"}\n')
    assert eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl").code == 1
    first, second = _lines("out.jsonl")
    assert (first["patient"], second["error"]["code"], second["place"]) == ("P-0", "E813", "patients.ndjson:2")


def test_a_gzip_file_that_breaks_off_keeps_what_came_before(eligo: Eligo, tmp_path: Path) -> None:
    packed = gzip.compress(ndjson(range(3000)).encode())
    tmp_path.joinpath("cut.ndjson.gz").write_bytes(packed[: len(packed) // 2])
    assert eligo("batch", "cut.ndjson.gz", "patients.ndjson", "--trial", "trial.elig", "--out", "o.jsonl").code == 1
    errors = [line["error"]["code"] for line in _lines("o.jsonl") if "error" in line]
    assert errors == ["E624", "E601"]
    assert _lines("o.jsonl")[-1]["patient"] == "P-39"


def test_the_number_of_processes_changes_nothing(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("many.ndjson").write_text(ndjson(range(900), frozenset({3, 500})))
    for jobs in ("1", "2", "3"):
        arguments = ["--trial", "trial.elig", "--jobs", jobs, "--out", f"out{jobs}.jsonl"]
        assert eligo("batch", "many.ndjson", *arguments).code == 1
    assert Path("out1.jsonl").read_bytes() == Path("out2.jsonl").read_bytes() == Path("out3.jsonl").read_bytes()


def test_csv_has_a_row_for_each_pair(eligo: Eligo) -> None:
    eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.csv", "--format", "csv")
    rows = list(csv.DictReader(Path("out.csv").read_text("utf-8").splitlines()))
    assert [row["patient"] for row in rows if not row["error"]] == [f"P-{n}" for n in range(40) if n != 7]
    assert (rows[7]["place"], rows[7]["error"]) == ("patients.ndjson:8", "E601")


def test_standard_input(eligo: Eligo) -> None:
    ran = eligo("batch", "-", "--trial", "trial.elig", "--out", "out.jsonl", stdin=ndjson(range(3)).encode())
    assert (ran.code, [line["patient"] for line in _lines("out.jsonl")]) == (0, ["P-0", "P-1", "P-2"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.ndjson", "--trial", "trial.elig"], "E702"),
        (["no*.ndjson", "--trial", "trial.elig"], "E702"),
        (["empty", "--trial", "trial.elig"], "E702"),
        (["out.jsonl", "--trial", "trial.elig"], "E702"),
        (["patients.ndjson", "--trial", "NCT00000000"], "E701"),
    ],
)
def test_what_stops_a_batch_before_its_first_patient(
    eligo: Eligo, tmp_path: Path, arguments: list[str], code: str
) -> None:
    tmp_path.joinpath("empty").mkdir()
    tmp_path.joinpath("out.jsonl").write_text("")
    ran = eligo("batch", *arguments, "--out", "out.jsonl")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error[{code}]: ")
    assert Path("out.jsonl").read_bytes() == b""


def test_a_trial_with_errors_ends_with_one(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("wrong.elig").write_text("trial X\n\ninclusion criteria\n\n- creatinine < 3 mmHg\n")
    ran = eligo("batch", "patients.ndjson", "--trial", "wrong.elig", "--out", "out.jsonl")
    assert ran.code == 1
    assert "E301" in ran.err
    assert not Path("out.jsonl").exists()


# --- what was written is never lost


def test_results_of_another_kind_are_not_overwritten(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("out.jsonl").write_text("mine")
    for options in ([], ["--resume"]):
        ran = eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl", *options)
        assert (ran.code, Path("out.jsonl").read_text()) == (2, "mine")
    assert not Path("out.jsonl.state").exists()


def test_a_finished_batch_may_be_done_again(eligo: Eligo) -> None:
    arguments = ["batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl"]
    assert eligo(*arguments).code == 1
    before = Path("out.jsonl").read_bytes()
    assert eligo(*arguments).code == 1
    resumed = eligo(*arguments, "--resume")
    assert resumed.code == 1
    assert "40 patients, 1 trial" in resumed.err
    assert Path("out.jsonl").read_bytes() == before


@pytest.mark.parametrize("kept", [0, 1, 1000, 100_000, 250_000])
def test_a_file_cut_anywhere_is_made_whole(eligo: Eligo, tmp_path: Path, kept: int) -> None:
    tmp_path.joinpath("many.ndjson").write_text(ndjson(range(600)))
    arguments = ["batch", "many.ndjson", "--trial", "trial.elig", "--jobs", "1", "--out", "out.jsonl"]
    eligo(*arguments)
    whole = Path("out.jsonl").read_bytes()
    assert len(whole) > 250_000
    os.truncate("out.jsonl", kept)
    os.truncate("out.jsonl.state", Path("out.jsonl.state").stat().st_size - 5)
    assert eligo(*arguments, "--resume").code == 0
    assert Path("out.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("patients", "E812"),
        ("fewer", "E812"),
        ("trial", "E812"),
        ("date", "E812"),
        ("results", "E811"),
        ("state", "E811"),
    ],
)
def test_only_the_same_run_is_resumed(eligo: Eligo, change: str, code: str) -> None:
    arguments = ["batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl"]
    eligo(*arguments)
    if change == "patients":
        Path("patients.ndjson").write_text(ndjson(range(1, 40)))
    elif change == "fewer":
        Path("patients.ndjson").write_text(ndjson(range(20), frozenset({7})))
    elif change == "trial":
        Path("trial.elig").write_text(TRIAL + "\n")
    elif change == "date":
        arguments += ["--as-of", "2021-05-03"]
    elif change == "results":
        Path("out.jsonl").write_bytes(Path("out.jsonl").read_bytes().replace(b"P-3", b"P-9", 1))
    else:
        Path("out.jsonl.state").unlink()
    before = Path("out.jsonl").read_bytes()
    ran = eligo(*arguments, "--resume")
    assert ran.code == 2
    assert ran.err.startswith(f"error[{code}]: ")
    assert Path("out.jsonl").read_bytes() == before


def test_more_patients_at_the_end_are_screened_when_resumed(eligo: Eligo) -> None:
    arguments = ["batch", "patients.ndjson", "--trial", "trial.elig", "--out", "out.jsonl"]
    eligo(*arguments)
    Path("patients.ndjson").write_text(ndjson(range(50), frozenset({7})))
    eligo(*arguments, "--resume")
    eligo(*arguments[:-1], "undisturbed.jsonl")
    assert Path("out.jsonl").read_bytes() == Path("undisturbed.jsonl").read_bytes()


def test_a_run_killed_at_any_moment_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    """Kill -9, at moments spread over the run, five times in a row; what was written stays a prefix.

    The audit file holds through it all, with a record of every result: of those screened again, more than one.
    """
    tmp_path.joinpath("many.ndjson").write_text(ndjson(range(3000), frozenset({17, 1234})))
    words = ["many.ndjson", "--trial", "trial.elig", "--trial", "second.elig", "--jobs", "2"]
    subprocess.run(_command(*words, "--out", "whole.jsonl"), cwd=tmp_path, capture_output=True, check=False)
    whole = tmp_path.joinpath("whole.jsonl").read_bytes()
    assert whole.count(b"\n") == 2998 * 2 + 2
    chance, out, kills = random.Random(4), tmp_path / "out.jsonl", 0
    for _ in range(5):
        size = out.stat().st_size if out.exists() else 0
        command = _command(*words, "--out", "out.jsonl", "--resume", "--audit", "audit.jsonl")
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as run:
            end = time.monotonic() + 60
            while run.poll() is None and (not out.exists() or out.stat().st_size <= size) and time.monotonic() < end:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.3))
            if run.poll() is None:
                run.send_signal(signal.SIGKILL)
                kills += 1
        done = out.read_bytes()
        assert whole.startswith(done)
        assert len(done) >= size
    assert kills > 0
    command = _command(*words, "--out", "out.jsonl", "--resume", "--audit", "audit.jsonl")
    last = subprocess.run(command, cwd=tmp_path, capture_output=True)
    assert (last.returncode, last.stdout) == (1, b"")
    assert out.read_bytes() == whole
    assert b"3,000 patients, 2 trials" in last.stderr
    assert verify(str(tmp_path / "audit.jsonl")).breaks == ()
    recorded = {json.loads(line).get("result") for line in tmp_path.joinpath("audit.jsonl").read_bytes().splitlines()}
    screened = [line for line in whole.splitlines() if b'"error"' not in line]
    assert {f"sha256:{sha256(line).hexdigest()}" for line in screened} <= recorded


def test_two_batches_do_not_write_one_file(tmp_path: Path, eligo: Eligo) -> None:
    tmp_path.joinpath("many.ndjson").write_text(ndjson(range(6000)))
    command = _command("many.ndjson", "--trial", "trial.elig", "--out", "out.jsonl")
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and not tmp_path.joinpath("out.jsonl.state").exists():
            time.sleep(0.005)
        ran = eligo("batch", "many.ndjson", "--trial", "trial.elig", "--out", "out.jsonl", "--resume")
        run.kill()
    assert ran.code == 2
    assert ran.err.startswith("error[E816]: ")

"""Canaries in every field of every patient of a batch: none gets into a message, a progress line, a log or a record."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from support import Eligo
from unit.reports.study_trial import COHORT, THROMBOSIS, TRIAL, UNKNOWN, patient

WORD, NUMBER = "Qanary", 71234567
SHEET = patient("P-1", THROMBOSIS, UNKNOWN) | {
    "dates": {"enrolment": "2021-05-03"},
    "ranges": [{"name": "ALT", "high": 40, "unit": "U/L", "sex": "female"}],
}
BUNDLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {
            "resourceType": "Patient", "id": "F-1", "gender": "female", "birthDate": "1961-07-02",
            "name": [{"family": WORD, "given": [WORD]}], "telecom": [{"value": str(NUMBER)}],
        }},
        {"resource": {
            "resourceType": "Observation", "id": "o1", "status": "final", "effectiveDateTime": "2021-05-01",
            "subject": {"reference": "Patient/F-1"},
            "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0", "display": "Creatinine"}]},
            "valueQuantity": {"value": 0.9, "unit": "mg/dL", "code": "mg/dL", "system": "http://unitsofmeasure.org"},
            "referenceRange": [{"high": {"value": 1.2, "unit": "mg/dL"}}],
        }},
        {"resource": {
            "resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/F-1"},
            "clinicalStatus": {"coding": [{"code": "active"}]}, "onsetDateTime": "2019-03",
            "code": {"coding": [{"system": "http://snomed.info/sct", "code": "128053003"}], "text": "DVT"},
        }},
    ],
}  # fmt: skip


def _mutants(tree: Any) -> Iterator[Any]:
    """Yield ``tree`` with a canary in each of its places in turn: as a word, a number, a list, an object, a key."""
    for path in list(_places(tree)):
        for canary in (WORD, NUMBER, f"{NUMBER} {WORD}", [WORD], {WORD: NUMBER}):
            changed = deepcopy(tree)
            *before, last = path
            parent = changed
            for step in before:
                parent = parent[step]
            parent[last] = canary
            yield changed
            if isinstance(parent, dict):
                parent[last] = tree_at(tree, path)
                parent[f"{last}{WORD}"] = canary
                yield changed


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from _places(inner, (*path, step))


def tree_at(node: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


def _broken(tree: Any) -> Iterator[str]:
    """Yield JSON that breaks off behind canaries, that repeats them, and that is none."""
    text = json.dumps(tree).replace("P-1", WORD)
    yield from (text[: len(text) * part // 12] for part in range(1, 12))
    yield f'{{"{WORD}": {NUMBER}, "{WORD}": {NUMBER}}}'
    yield f'{{"patient": {{"id": "{WORD}", "id": "{WORD}"}}}}'
    yield f"{WORD} {NUMBER}"
    yield f'{{"patient": {{"id": "{WORD}\\ud800"}}}}'
    yield f'{{"{WORD}": NaN}}'


@pytest.fixture
def patients(tmp_path: Path) -> str:
    """Every mutant a line, sheets and bundles, those that are no JSON among them; behind them the usual cohort."""
    trees = [json.dumps(one) for tree in (SHEET, BUNDLE) for one in _mutants(tree)]
    lines = [*trees, *_broken(SHEET), *_broken(BUNDLE), *map(json.dumps, COHORT)]
    assert len(lines) > 1000
    tmp_path.joinpath("patients.ndjson").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    return "patients.ndjson"


def _is_silent(text: str) -> bool:
    return WORD.lower() not in text.lower() and str(NUMBER) not in text.replace(",", "")


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_batch_says_nothing_of_its_patients(eligo: Eligo, patients: str, format: str) -> None:
    arguments = ["--trial", "trial.elig", "--as-of", "2021-05-02", "--audit", "audit.jsonl"]
    ran = eligo("batch", patients, *arguments, "--out", "out", "--format", format)
    assert (ran.code, ran.out) == (1, "")
    assert _is_silent(ran.err)
    assert _is_silent(Path("out.state").read_text("utf-8"))
    failures = 0
    for line in Path("out").read_text("utf-8").splitlines() if format == "jsonl" else ():
        node = json.loads(line)
        if "error" in node:
            failures += 1
            del node["patient"]  # the subject's code, where it can be read
            assert _is_silent(json.dumps(node)), node
    if format == "csv":
        for row in csv.DictReader(io.StringIO(Path("out").read_text("utf-8"), newline="")):
            failures += bool(row["error"])
            del row["patient"]
            assert _is_silent(json.dumps(row)), row
    assert failures > 100


def _export(folder: Path) -> None:
    """Write every mutant of the bundle as a patient of an export, and lines that are no JSON."""
    folder.mkdir()
    with folder.joinpath("all.ndjson").open("w", encoding="utf-8") as file:
        for number, tree in enumerate(_mutants(BUNDLE)):
            entries = tree.get("entry") if isinstance(tree, dict) else None
            for entry in entries if isinstance(entries, list) else ():
                resource = entry.get("resource", entry) if isinstance(entry, dict) else entry
                file.write(json.dumps(resource).replace("F-1", f"F-{number}") + "\n")
        file.writelines(f"{line}\n" for line in (*_broken(SHEET), *_broken(BUNDLE)))


def test_an_export_says_nothing_of_its_patients(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    _export(tmp_path / "export")
    words = ["--trial", "trial.elig", "--as-of", "2021-05-02", "--complete", "conditions"]
    ran = eligo("batch", "export", *words, "--out", "out")
    assert (ran.code, ran.out) == (1, "")
    assert _is_silent(ran.err), ran.err
    assert _is_silent(Path("out.state").read_text("utf-8"))
    failures = [node for line in Path("out").read_text("utf-8").splitlines() if "error" in (node := json.loads(line))]
    assert len({node["error"]["code"] for node in failures}) > 3
    for node in failures:
        del node["patient"]
        assert _is_silent(json.dumps(node)), node
    for arguments in (["facts", "export", "--format", "text", "--check"], ["screen", "export", "trial.elig"]):
        ran = eligo(*arguments)
        assert _is_silent(ran.err), ran.err


def test_records_and_study_files_hold_the_subjects_code_alone(eligo: Eligo, patients: str) -> None:
    arguments = ["--trial", "trial.elig", "--as-of", "2021-05-02", "--audit", "audit.jsonl"]
    eligo("batch", patients, *arguments, "--out", "out.jsonl")
    records = [json.loads(line) for line in Path("audit.jsonl").read_text("utf-8").splitlines()]
    assert len(records) > 100
    for record in records:
        del record["patient"]
        assert _is_silent(json.dumps(record)), record
    for format in ("log", "ie", "ti", "failures"):
        ran = eligo("report", "out.jsonl", "--format", format)
        assert _is_silent(ran.err)
        rows = list(csv.DictReader(io.StringIO(ran.out, newline="")))
        assert rows
        for row in rows:
            row.pop("subject", None)
            row.pop("USUBJID", None)
            assert _is_silent(json.dumps(row)), row


def test_results_cut_off_anywhere_are_not_repeated(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    sheet = patient(WORD, {**THROMBOSIS, "source": WORD})
    line = eligo("screen", "-", "trial.elig", "--format", "json", stdin=json.dumps(sheet).encode()).out
    assert WORD in line
    for part in range(1, 40):
        cut = line[: len(line) * part // 40]
        ran = eligo("report", "-", "--format", "log", stdin=cut.encode())
        assert (ran.code, "E819" in ran.err, _is_silent(ran.err)) == (2, True, True)


def test_the_progress_shows_counts_alone_and_only_on_a_terminal(tmp_path: Path, patients: str) -> None:
    command = [
        sys.executable, "-m", "eligo", "batch", patients, "--trial", "trial.elig", "--as-of", "2021-05-02",
        "--jobs", "1", "--out",
    ]  # fmt: skip
    master, terminal = pty.openpty()
    with subprocess.Popen([*command, "a.jsonl"], cwd=tmp_path, stderr=terminal, stdout=subprocess.PIPE) as run:
        os.close(terminal)
        shown = b"".join(iter(lambda: _read(master), b"")).decode()
        assert run.communicate()[0] == b""
    os.close(master)
    assert run.returncode == 1
    assert "━" in shown
    assert "patients, 1 trial" in shown
    assert _is_silent(shown)
    quiet = subprocess.run([*command, "b.jsonl"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "━" not in quiet.stderr
    assert "\x1b" not in quiet.stderr


def _read(master: int) -> bytes:
    try:
        return os.read(master, 4096)
    except OSError:  # Linux: the other side is closed
        return b""

"""How many patients a batch screens in a second, as a process, on every core.

    python tests/benchmarks/batch.py [--quick]

Fact sheets are 4,000 copies of the example patients with ids of their own, a line each, against one trial. Bundles are
the FHIR samples beside the checkout, where they are there. Each is run three times and the best taken, without the
start of the processes, which is measured with one patient and taken off. *By the clock* is what somebody waits for, and
depends on what else the machine does; *by its work* counts the processor seconds, which a busy machine stretches less,
and holds them against those of reading the same bytes with `json.loads`.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "fhir"
TRIAL = "NCT05019287"
QUICK = "--quick" in sys.argv
RUNS = 1 if QUICK else 3
SHEETS = 500 if QUICK else 4000
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Times(NamedTuple):
    """Seconds by the clock, and processor seconds of this process and those that it waited for."""

    clock: float
    work: float

    def without(self, other: Times) -> Times:
        """Return what is left of these without ``other``."""
        return Times(self.clock - other.clock, self.work - other.work)


def now() -> Times:
    """Return the times so far."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Times(time.perf_counter(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime)


def best(work: Callable[[], Any]) -> Times:
    """Return the shortest clock and the least work of some runs."""
    runs: list[Times] = []
    for _ in range(RUNS):
        start = now()
        work()
        runs.append(now().without(start))
    return Times(min(run.clock for run in runs), min(run.work for run in runs))


def batch(folder: Path, patients: Iterable[str]) -> Times:
    """Return the times of a batch, as a process from its start to its end."""
    command = [sys.executable, "-m", "eligo", "batch", *patients, "--trial", TRIAL, "--as-of", "2021-05-02", "--out"]
    return best(lambda: run([*command, str(folder / "out.jsonl")]))


def run(command: list[str]) -> None:
    """Run ``command``; a patient who could not be read (1) is no failure of the benchmark."""
    code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    assert code in (0, 1), code


def sheets(folder: Path) -> tuple[str, int, bytes]:
    """Write fact sheets, a line each; return the file, their number and their bytes."""
    patients = [json.loads(path.read_bytes()) for path in sorted(ROOT.glob("criteria/patients/*.json"))]
    lines: list[str] = []
    for number in range(SHEETS):
        patient = patients[number % len(patients)]
        lines.append(json.dumps(patient | {"patient": patient["patient"] | {"id": f"P-{number}"}}))
    path = folder / "sheets.ndjson"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path), SHEETS, path.read_bytes()


def row(work: str, count: int, times: Times, plain: Times, reach: str) -> str:
    """Return a line of the table."""
    ratio = f"{times.work / plain.work:.1f}×"
    return f"| {work} | {count / times.clock:,.0f}/s | {CORES * count / times.work:,.0f}/s | {ratio} | {reach} |"


def main() -> None:
    """Print the table."""
    print(f"| batch on {CORES} cores | by the clock | by its work | json.loads | reach |\n|---|---:|---:|---:|---|")
    with TemporaryDirectory() as name:
        folder = Path(name)
        path, count, data = sheets(folder)
        (folder / "one.ndjson").write_bytes(data.splitlines(keepends=True)[0])
        start = batch(folder, [str(folder / "one.ndjson")])
        plain = best(lambda: [json.loads(line) for line in data.splitlines()])
        print(row("fact sheets, NDJSON", count, batch(folder, [path]).without(start), plain, "≥ 2,000/s"))
        bundles = [path for path in sorted(SAMPLES.glob("*.json.gz")) if not path.name.startswith("dense_")]
        if not bundles:
            print("| lean FHIR bundles, gzip | – | the samples are not there | – | ≥ 60/s |")
            return
        many = [str(path) for path in bundles] * (1 if QUICK else 8)
        plain = best(lambda: [json.loads(gzip.decompress(Path(path).read_bytes())) for path in many])
        print(row("lean FHIR bundles, gzip", len(many), batch(folder, many).without(start), plain, "≥ 60/s"))


if __name__ == "__main__":
    main()

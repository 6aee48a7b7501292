"""How many patients a batch screens in a second, as a process, on every core.

    python tests/benchmarks/batch.py [--quick]

Fact sheets are 5,000 copies of the example patients with ids of their own, a line each, against one trial. Bundles are
the FHIR samples beside the checkout, where they are there. A fifth of them and all are run three times each, and the
best taken; what counts is the difference, so that the start of the processes, the same in both, is taken off. *By the
clock* is what somebody waits for, and depends on what else the machine does; *by its work* counts the processor
seconds, which a busy machine stretches less, and holds them against those of reading the same bytes with `json.loads`.
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
SHEETS = 1000 if QUICK else 5000
#: of the patients, those of the shorter run
_FEW = 5
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


def sheets() -> list[bytes]:
    """Return fact sheets, a line each."""
    patients = [json.loads(path.read_bytes()) for path in sorted(ROOT.glob("criteria/patients/*.json"))]
    lines: list[bytes] = []
    for number in range(SHEETS):
        patient = patients[number % len(patients)]
        lines.append(json.dumps(patient | {"patient": patient["patient"] | {"id": f"P-{number}"}}).encode() + b"\n")
    return lines


def row(work: str, count: int, times: Times, plain: Times, reach: str) -> str:
    """Return a line of the table."""
    ratio = f"{times.work / plain.work:.1f}×"
    return f"| {work} | {count / times.clock:,.0f}/s | {CORES * count / times.work:,.0f}/s | {ratio} | {reach} |"


def of_sheets(folder: Path) -> str:
    """Return the line of fact sheets."""
    lines = sheets()
    few = len(lines) // _FEW
    for name, some in (("few", lines[:few]), ("all", lines)):
        (folder / f"{name}.ndjson").write_bytes(b"".join(some))
    times = batch(folder, [str(folder / "all.ndjson")]).without(batch(folder, [str(folder / "few.ndjson")]))
    plain = best(lambda: [json.loads(line) for line in lines[few:]])
    return row("fact sheets, NDJSON", len(lines) - few, times, plain, "≥ 2,000/s")


def of_bundles(folder: Path) -> str:
    """Return the line of FHIR bundles."""
    bundles = [path for path in sorted(SAMPLES.glob("*.json.gz")) if not path.name.startswith("dense_")]
    if not bundles:
        return "| lean FHIR bundles, gzip | – | the samples are not there | – | ≥ 60/s |"
    few = [str(path) for path in bundles] * (1 if QUICK else 2)
    times = batch(folder, few * _FEW).without(batch(folder, few))
    count = len(few) * (_FEW - 1)
    plain = best(lambda: [json.loads(gzip.decompress(Path(path).read_bytes())) for path in few * (_FEW - 1)])
    return row("lean FHIR bundles, gzip", count, times, plain, "≥ 60/s")


def main() -> None:
    """Print the table."""
    print(f"| batch on {CORES} cores | by the clock | by its work | json.loads | reach |\n|---|---:|---:|---:|---|")
    with TemporaryDirectory() as name:
        print(of_sheets(Path(name)))
        print(of_bundles(Path(name)))


if __name__ == "__main__":
    main()

"""The benchmarks of Eligo: one command, ratios within one run.

    python tests/benchmarks/run.py [--quick]

Every row gives what was measured, what it is held against in the same run, the ratio, and what DESIGN asks for. The
machine's absolute speed does not matter, and nothing here is a test: a noisy machine gives noisy ratios.
"""

from __future__ import annotations

import gzip
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "fhir"
PATIENT = ROOT / "criteria" / "patients" / "ineligible.json"
TRIAL = "NCT05019287"
QUICK = "--quick" in sys.argv


class Row(NamedTuple):
    """A line of the table."""

    work: str
    measured: str
    against: str
    ratio: str
    reach: str


def best(work: Callable[[], Any], seconds: float = 1.0) -> float:
    """Return the least CPU seconds of one call, over as many calls as fit: what else runs here only adds to it."""
    seconds = seconds / 5 if QUICK else seconds
    work()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def shown(seconds: float) -> str:
    """Return a time in a readable unit."""
    return f"{seconds * 1e6:,.0f} µs" if seconds < 1e-3 else f"{seconds * 1e3:,.1f} ms"


# --- one patient


def one_patient() -> list[Row]:
    """Screen a patient whose facts are in memory: as a library user calls it, and with the facts indexed before."""
    from eligo import load_facts, load_trial, screen
    from eligo.screening import index, prepare, screen_prepared

    trial, facts = load_trial(TRIAL), load_facts(str(PATIENT))
    prepared, patient = prepare(trial), index(facts, trial.vocabulary)
    ours = best(lambda: screen(trial, facts))
    indexed = best(lambda: screen_prepared(prepared, patient))
    worded = best(lambda: screen(trial, facts).model_dump())
    return [
        Row("screen one patient, facts in memory", shown(ours), "100 µs", f"{ours / 100e-6:.2f}", "≤ 1"),
        Row("… facts indexed", shown(indexed), "100 µs", f"{indexed / 100e-6:.2f}", "≤ 1"),
        Row("… and all evidence put into words (JSON)", shown(worded), "100 µs", f"{worded / 100e-6:.2f}", "–"),
    ]


_TEN = """results of any age

inclusion criteria

- creatinine ≤ 1.5 mg/dL
- hemoglobin ≥ 9 g/dL
- platelets ≥ 100 × 10^9/L
- total bilirubin < 2 mg/dL
- potassium ≥ 3.5 mmol/L
- albumin ≥ 2.5 g/dL

exclusion criteria

- creatinine clearance < 15 mL/min
- respiratory rate > 30/min
- SpO2 ≤ 90%
- systolic blood pressure ≥ 160 mmHg
"""
_VALUES = {
    "creatinine": (1.0, "mg/dL"), "hemoglobin": (12, "g/dL"), "platelets": (220, "10^9/L"),
    "total bilirubin": (0.8, "mg/dL"), "potassium": (4.1, "mmol/L"), "albumin": (4, "g/dL"),
    "creatinine clearance": (90, "mL/min"), "respiratory rate": (16, "/min"), "SpO2": (97, "%"),
    "systolic blood pressure": (124, "mmHg"),
}  # fmt: skip
_CEL = (
    "[creatinine <= 1.5, hemoglobin >= 9.0, platelets >= 100.0, bilirubin < 2.0, potassium >= 3.5, albumin >= 2.5,"
    " !(clearance < 15.0), !(rate > 30.0), !(saturation <= 90.0), !(pressure >= 160.0)]"
)


def ten_numbers() -> Row:
    """Compare ten numeric criteria with the same ten in CEL (Rust), which gives no evidence and knows no units."""
    from eligo import load_facts, load_trial, screen

    trial = load_trial(text=_TEN)
    facts = [{"name": n, "value": v, "unit": u, "time": "2021-05-01"} for n, (v, u) in _VALUES.items()]
    sheet = load_facts({"patient": {"id": "B"}, "as_of": "2021-05-02", "facts": facts})
    ours = best(lambda: screen(trial, sheet))
    try:
        import cel
    except ImportError:
        return Row("ten numeric criteria", shown(ours), "CEL is not installed", "–", "≥ 3 times faster")
    names = ("creatinine", "hemoglobin", "platelets", "bilirubin", "potassium", "albumin", "clearance", "rate",
             "saturation", "pressure")  # fmt: skip
    context = dict(zip(names, (float(value) for value, _ in _VALUES.values()), strict=True))
    programs = [part.strip() for part in _CEL.strip("[]").split(",")]
    theirs = best(lambda: [cel.evaluate(program, context) for program in programs])
    return Row("ten numeric criteria", shown(ours), f"CEL, ten calls {shown(theirs)}", f"{theirs / ours:.1f}×", "≥ 3×")


def fact_sheet() -> Row:
    """Read a fact sheet of 200 facts and screen it."""
    from eligo import load_trial, screen
    from eligo.facts import read_sheet
    from eligo.vocabulary.loading import load_vocabulary

    trial, vocabulary = load_trial(TRIAL), load_vocabulary()
    sheet = json.loads(PATIENT.read_text(encoding="utf-8"))
    base = sheet["facts"]
    sheet["facts"] = [dict(base[i % len(base)], id=f"Observation/{i}") for i in range(200)]
    data = json.dumps(sheet).encode()
    ours = best(lambda: screen(trial, read_sheet(data, vocabulary)))
    plain = best(lambda: json.loads(data, parse_float=Decimal, object_pairs_hook=_unique))
    return Row(
        "fact sheet of 200 facts → result", shown(ours), f"json.loads {shown(plain)}", f"{ours / plain:.1f}×",
        "≤ 1.5 ms and ≤ 3×",
    )  # fmt: skip


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError
    return result


def fhir_bundle() -> list[Row]:
    """Read the sample bundle that is nearest to 300 kB; its time is taken for that size."""
    from eligo import load_facts

    found = [gzip.decompress(path.read_bytes()) for path in SAMPLES.glob("*.json.gz")]
    if not found:
        return []
    data = min(found, key=lambda one: abs(len(one) - 300_000))
    ours = best(lambda: load_facts(data)) * 300_000 / len(data)
    plain = best(lambda: json.loads(data)) * 300_000 / len(data)
    against = f"10 ms (json.loads {shown(plain)})"
    return [Row("FHIR bundle of 300 kB → facts", shown(ours), against, f"{ours / 10e-3:.2f}", "≤ 1")]


# --- compiling


def compile_seed() -> Row:
    """Compile the seed trial with the grammar loaded."""
    from eligo.rules import compile_source, read_trial

    data, name = read_trial(TRIAL)
    ours = best(lambda: compile_source(data, name))
    return Row("compile the seed trial, warm", shown(ours), "20 ms", f"{ours / 20e-3:.2f}", "≤ 1")


def format_hundred() -> Row:
    """Format and check a trial of 100 criteria."""
    from eligo.rules import compile_source, format_text

    lines = [line for line in _TEN.splitlines() if line.startswith("- ")]
    bullets = "\n".join(lines[i % 10].replace("- ", f"- [c{i}] ", 1) for i in range(100))
    text = f"results of any age\n\ninclusion criteria\n\n{bullets}\n"

    def work() -> None:
        format_text(text, "hundred.elig")
        compile_source(text, "hundred.elig")

    ours = best(work)
    return Row("formatter and diagnostics, 100 criteria", shown(ours), "50 ms", f"{ours / 50e-3:.2f}", "≤ 1")


# --- process start


def process(*arguments: str) -> float:
    """Return the median CPU seconds of a process."""
    times: list[float] = []
    for _ in range(3 if QUICK else 9):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def starts() -> list[Row]:
    """Start the command line, warm cache, against `python -c pass`."""
    plain = process("-c", "pass")
    helped = process("-m", "eligo", "--help")
    screened = process("-m", "eligo", "screen", str(PATIENT), TRIAL)
    against = f"python -c pass {shown(plain)}"
    return [
        Row("eligo screen, as a process", shown(screened), against, f"{screened / plain:.1f}×", "≤ 10×"),
        Row("eligo --help", shown(helped), against, f"{helped / plain:.1f}×", "≤ 8×"),
    ]


def main() -> None:
    """Print the table."""
    rows = [*one_patient(), ten_numbers(), fact_sheet(), *fhir_bundle(), compile_seed(), format_hundred(), *starts()]
    print("| work | measured | against | ratio | reach |\n|---|---:|---|---:|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()

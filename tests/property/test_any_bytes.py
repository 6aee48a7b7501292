"""Any bytes end in a coded message, within a second and 256 MB (DESIGN, promise 8)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from property import catalogue as c
from property.strategies import Case, cases, checked
from property.trials import trial_texts
from support import answered_at_once

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts import read_sheet
from eligo.quantities.units import UnitError, parse_unit
from eligo.rules import compile_text, format_text

_ROOT = Path(__file__).resolve().parents[2]
_SECONDS, _MEGABYTES = 1.0, 256
_many = checked(300)
#: pieces that the language gives a meaning to, in any order
_PIECES = (
    "inclusion criteria\n", "exclusion criteria\n", "\n- ", "\n    - ", "[a] ", '"', "'", "(", ")", ":", ",", "#",
    "/", "–", "%", "and", "or", "not", "no", "if", "then", "otherwise", "unless", "except", "any of:",
    "at least 2 of:", "within", "history of", "28 days", "before", "for at least", "3 months", "since", "ago", "≥",
    "<", "=", "18", "1.5", "1,5", "to", "10^9/L", "mg/dL", "× ULN", "creatinine", "hemoglobin", "asthma", "stroke",
    "tacrolimus", "ECOG", "HBsAg", "positive", "age", "male", "ask", "define x:", "concept 'x': condition",
    "increase in", "ratio of", "mean of the last 3", "note", "results within 28 days", "\\", "\0", "🎂",
)  # fmt: skip
soups = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)


def coded(found: list[Diagnostic]) -> None:
    for problem in found:
        assert problem.code[:1] in "EW", problem
        assert problem.code[1:].isdigit(), problem
        assert problem.message, problem


def timed(run: Callable[[], list[Diagnostic]]) -> None:
    with answered_at_once():
        found = run()
    coded(found)


def _compiled(text: str | bytes) -> list[Diagnostic]:
    trial, found = compile_text(text, "any.elig")
    assert trial is not None or any(problem.code.startswith("E") for problem in found)
    return found


def _read(data: bytes | str) -> list[Diagnostic]:
    try:
        return list(read_sheet(data, c.vocabulary()).diagnostics)
    except FactsError as error:
        assert error.diagnostics
        return list(error.diagnostics)


@_many
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300), soups))
def test_any_text_as_criteria(text: str | bytes) -> None:
    timed(lambda: _compiled(text))
    if isinstance(text, str):
        printed, found = format_text(text, "any.elig")
        coded(found)
        again = None if printed is None else format_text(printed, "any.elig")[0]
        assert again == printed
        assert printed is not None or compile_text(text, "any.elig")[0] is None


@_many
@given(trial_texts(2).map(lambda written: written.text()), st.data())
def test_a_trial_with_a_hole_or_a_stain(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    stain = data.draw(st.one_of(st.just(""), st.text(max_size=4), st.sampled_from(_PIECES)))
    timed(lambda: _compiled(text[:start] + stain + text[start + length :]))


@_many
@given(st.one_of(st.text(max_size=250), st.text(alphabet="mgLdulkU/.*^()[]{}0123456789 x×µ%²³⁹-+'°per", max_size=40)))
def test_any_text_as_a_unit(text: str) -> None:
    try:
        parse_unit(text)
    except UnitError as error:
        assert error.code in ("E303", "E305")


_KEYS = (
    "patient", "as_of", "facts", "name", "code", "value", "unit", "time", "start", "end", "range", "low", "high",
    "present", "ever", "status", "relation", "of", "context", "answers", "complete", "dates", "ranges", "id", "sex",
    "birth_date", "x",
)  # fmt: skip
_TEXTS = ("2021-05-02", "2021-13", "female", "mg/dL", "<5 mg/L", "positive", "1e400", "asthma")
_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(_TEXTS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=20,
)


@_many
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300), _values.map(json.dumps)))
def test_any_bytes_as_a_patient(data: bytes | str) -> None:
    timed(lambda: _read(data))


@_many
@given(cases(most=1), st.data())
def test_a_patient_with_a_hole_or_a_stain(case: Case, data: st.DataObject) -> None:
    written = json.dumps(case.sheet, ensure_ascii=False).encode()
    start = data.draw(st.integers(0, len(written)))
    stain = data.draw(st.binary(max_size=3))
    timed(lambda: _read(written[:start] + stain + written[start + data.draw(st.integers(0, 12)) :]))


_MEASURED = """
import sys, time
from pathlib import Path
from eligo.diagnostics import EligoError
from eligo.facts import read_sheet
from eligo.rules import compile_text
from eligo.vocabulary.loading import load_vocabulary

kind, data = sys.argv[1], sys.stdin.buffer.read()
vocabulary = load_vocabulary()
compile_text("- asthma", "warm.elig")
start = time.process_time()
try:
    if kind == "trial":
        codes = {found.code for found in compile_text(data, "big.elig")[1]}
    else:
        codes = {found.code for found in read_sheet(data, vocabulary).diagnostics}
except EligoError as error:
    codes = {found.code for found in error.diagnostics}
spent = time.process_time() - start
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(spent, status["VmHWM"].split()[0], *sorted(codes))
"""


def _of(pattern: str, size: int = 1_048_000) -> bytes:
    return (pattern * (size // len(pattern.encode()))).encode()


_FACT = '{"name": "creatinine", "value": 1.25, "unit": "mg/dL", "time": "2021-05-01"},'
_BIG = {
    "criteria": ("trial", b"inclusion criteria\n" + _of("- creatinine ≤ 1.5 mg/dL within 28 days\n", 1_000_000)),
    "rules": ("trial", b"inclusion criteria\n" + _of("- creatinine ≤ 1.5 mg/dL or hemoglobin ≥ 9 g/dL\n")),
    #: as many as a trial file may hold
    "all rules": ("trial", b"inclusion criteria\n" + b"- creatinine > 1.5 mg/dL or hemoglobin < 9 g/dL\n" * 530),
    "one name": ("trial", b"exclusion criteria\n" + (b"- " + b"HIV or " * 990 + b"HIV\n") * 4),
    "brackets": ("trial", b"exclusion criteria\n" + (b"- " + b"(" * 60 + b"asthma" + b")" * 60 + b"\n") * 80),
    "no, no": ("trial", b"inclusion criteria\n" + (b"- " + b"no asthma or " * 500 + b"no asthma\n") * 5),
    "concepts": ("trial", b"".join(b"concept 'thing %d': condition\n- thing %d\n" % (n, n) for n in range(900))),
    "a rule used": ("trial", b"define big: " + b"asthma or " * 600 + b"epilepsy\n" + b"- not big or big\n" * 1_300),
    "a long rule": ("trial", b"- " + _of("asthma or ")),
    "definitions": ("trial", b"".join(f"define rule {n}: asthma or epilepsy\n".encode() for n in range(20_000))),
    "unknown names": ("trial", _of("- zork syndrome or blarg disease\n")),
    "unclosed groups": ("trial", b"".join(b" " * (2 * n) + b"- any of:\n" for n in range(900))),
    "wrong units": ("trial", _of("- creatinine > 1.5 furlong/fortnight\n")),
    "facts": ("patient", b'{"as_of": "2021-05-02", "facts": [' + _of(_FACT, 1_040_000).rstrip(b",") + b"]}"),
    "unknown facts": ("patient", b'{"facts": [' + _of('{"name": "zork"},').rstrip(b",") + b"]}"),
    "wrong facts": ("patient", b'{"facts": [' + _of('{"nam": 1},').rstrip(b",") + b"]}"),
    "many keys": ("patient", b"{" + b",".join(b'"k%d":%d' % (n, n) for n in range(70_000)) + b"}"),
    "nesting": ("patient", _of("[")),
    "digits": ("patient", b'{"facts": [{"name": "creatinine", "value": ' + b"9" * 1_000_000 + b"}]}"),
    "answers": ("patient", b'{"answers": {' + b",".join(b'"a%d": true' % n for n in range(60_000)) + b"}}"),
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
@pytest.mark.parametrize("name", _BIG)
def test_a_megabyte_takes_a_second_and_256_megabytes(name: str) -> None:
    """Measured in a process of its own, after the vocabulary and the grammar were read, and free of any tracer.

    The peak is that of the process's own memory: `ru_maxrss` begins with the size of the process that started it.
    """
    kind, data = _BIG[name]
    assert len(data) < 1_048_576
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("COV_")}
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURED, kind], input=data, capture_output=True, timeout=120,
        env={**inherited, "PYTHONPATH": str(_ROOT / "engine")}, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()[-500:]
    spent, kilobytes, *codes = ran.stdout.decode().split()
    assert all(code[:1] in "EW" for code in codes)
    assert float(spent) < _SECONDS, f"{spent} s"
    assert int(kilobytes) < _MEGABYTES * 1024, f"{int(kilobytes) // 1024} MB"

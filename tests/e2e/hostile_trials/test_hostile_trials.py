"""Any file ends in a coded message, within a second and without a traceback (DESIGN, promise 8)."""

from __future__ import annotations

import importlib.util
import signal
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import answered_at_once

from eligo.rules import compile_text

_HERE = Path(__file__).parent
_CASES: list[dict[str, Any]] = tomllib.loads((_HERE / "cases.toml").read_text(encoding="utf-8"))["case"]
_SPEC = importlib.util.spec_from_file_location("hostile_trials_generated", _HERE / "generated.py")
assert _SPEC and _SPEC.loader
_GENERATED = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_GENERATED)


def _file(case: dict[str, Any]) -> str | bytes:
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    return _GENERATED.GENERATED[case["generate"]]() if "generate" in case else case["text"]


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load the vocabulary and the grammar before the clock runs."""
    compile_text("- asthma", "warm.elig")


@pytest.fixture
def alarm() -> Iterator[None]:
    """End a test that does not end by itself."""

    def stop(signum: int, frame: object) -> None:
        raise TimeoutError("not done after 10 s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_hostile_trial(case: dict[str, Any]) -> None:
    text = _file(case)
    with answered_at_once():
        trial, found = compile_text(text, "hostile.elig")
    codes = [problem.code for problem in found]
    assert trial is None
    assert case["code"] in codes, codes[:10]
    assert codes.count(case["code"]) == case.get("many", codes.count(case["code"]))
    assert all(len(problem.message) < 300 and problem.message.isprintable() for problem in found)


def test_every_generated_trial_is_used() -> None:
    assert {case["generate"] for case in _CASES if "generate" in case} == set(_GENERATED.GENERATED)


def test_there_are_enough() -> None:
    assert len({case["name"] for case in _CASES}) == len(_CASES) >= 80

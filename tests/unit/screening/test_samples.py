"""The sample cases that are given beside the project, where they are present."""

import json
from pathlib import Path
from typing import Any

import pytest

from eligo.facts import load_facts
from eligo.rules import load_trial
from eligo.rules.model import Trial
from eligo.screening import screen

_CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
if not _CASES.is_dir():
    pytest.skip("no sample cases beside the project", allow_module_level=True)

_FILES = sorted((_CASES / "verdicts").glob("*.elig"))


def check(trial: Trial, case: dict[str, Any]) -> None:
    result = screen(trial, load_facts(case["facts"]), as_of=case["as_of"])
    expect = case["expect"]
    found = {id: result.criterion(id) for id in expect["holds"]}
    assert {id: one.holds for id, one in found.items()} == expect["holds"], case["why"]
    assert {id: one.status for id, one in found.items()} == expect["status"]
    assert result.verdict == expect["verdict"], case["why"]
    for id, cause in expect.get("causes", {}).items():
        assert cause in [missing.cause for missing in result.criterion(id).missing], case["why"]
    json.dumps(result.model_dump())


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_verdicts_of_the_samples(path: Path) -> None:
    trial = load_trial(text=path.read_text(encoding="utf-8"))
    for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
        check(trial, json.loads(line))


def test_the_seed_trial() -> None:
    trial = load_trial("NCT05019287")
    for line in (_CASES / "seed_cases.jsonl").read_text(encoding="utf-8").splitlines():
        check(trial, json.loads(line))

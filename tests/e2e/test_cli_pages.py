"""The pages of the messages of commands: each example gives the message that its page is about, each remedy none."""

import re
from pathlib import Path

import pytest
from support import Eligo

from eligo.diagnostics import pages

TRIAL = 'trial NCT00000700 "Adults"\n\nage ≥ 18 years\n\ninclusion criteria\n'
COMMANDS = ["E701", "E702", "E703", "E704", "E707"]
CASES = ["E705", "E706"]


@pytest.fixture(autouse=True)
def trial(tmp_path: Path) -> None:
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")


def _blocks(code: str, language: str) -> tuple[str, str]:
    example, remedy = re.findall(rf"^```{language}\n(.*?)^```$", pages.page(code), re.MULTILINE | re.DOTALL)
    return example, remedy


def _commands(block: str) -> list[list[str]]:
    return [line.removeprefix("$ eligo ").split() for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("code", COMMANDS)
def test_the_example_prints_what_the_page_shows(eligo: Eligo, code: str) -> None:
    example, _ = _blocks(code, "console")
    *before, last = _commands(example)
    assert [eligo(*arguments).code for arguments in before] == [0] * len(before)
    printed = "".join(line for line in example.splitlines(keepends=True) if not line.startswith("$ "))
    assert printed.startswith(f"error[{code}]: ")
    assert eligo(*last) == (2, "", printed)


@pytest.mark.parametrize("code", COMMANDS)
def test_the_remedy_works(eligo: Eligo, code: str) -> None:
    _, remedy = _blocks(code, "console")
    assert [eligo(*arguments).code for arguments in _commands(remedy)] == [0]


@pytest.mark.parametrize("code", CASES)
def test_cases_of_a_page(eligo: Eligo, tmp_path: Path, code: str) -> None:
    wrong, right = _blocks(code, "toml")
    cases = tmp_path / "trial.cases.toml"
    cases.write_text(wrong, encoding="utf-8")
    ran = eligo("test", "trial.elig")
    assert ran.code == 1
    assert ran.err.startswith(f"error[{code}]: ")
    cases.write_text(right, encoding="utf-8")
    ran = eligo("test", "trial.elig")
    assert (ran.code, ran.err) == (0, "")

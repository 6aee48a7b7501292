"""Promise 7 over registered trials: the canonical form of a line reads back as the same rule and formats to itself.

A sample of the development lines; ``ELIGO_CORPUS=all`` takes all of them, in a few minutes.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from eligo.rules import compile_text, format_text
from eligo.rules.model import Rule

_LINES = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "dev_lines.jsonl"
_SAMPLE = 600
_HEADINGS = {"inclusion": "inclusion criteria\n\n", "exclusion": "exclusion criteria\n\n", "none": ""}


def _trials() -> list[str]:
    """Return lines as trials of one criterion each."""
    lines = [json.loads(line) for line in _LINES.read_text(encoding="utf-8").splitlines()]
    if os.environ.get("ELIGO_CORPUS") != "all":
        lines = random.Random(7).sample(lines, _SAMPLE)
    return [f"{_HEADINGS[line['section']]}- {' '.join(line['text'].split())}\n" for line in lines]


def _rules(text: str) -> list[Rule] | None:
    trial, _ = compile_text(text, "line.elig")
    return None if trial is None else [criterion.rule for criterion in trial.criteria]


def _wrong(text: str) -> str | None:
    """Return what is wrong with the canonical form of ``text``, or None."""
    printed, _ = format_text(text, "line.elig")
    if printed is None:
        return None
    again, _ = format_text(printed, "line.elig")
    if again != printed:
        return f"{text!r} is printed {printed!r}, and that {again!r}"
    rules = _rules(text)
    return f"{text!r} and {printed!r} are two rules" if rules is not None and _rules(printed) != rules else None


@pytest.mark.skipif(not _LINES.exists(), reason="the corpus is not beside the repository")
def test_the_canonical_form_of_a_registered_line_means_the_same() -> None:
    wrong = [problem for text in _trials() if (problem := _wrong(text))]
    assert not wrong, "\n".join(wrong)

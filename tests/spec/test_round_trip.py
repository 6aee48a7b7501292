"""Promise 7 on every specification: the canonical form of a trial compiles to the same rules, and formats to itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from spec_blocks import canonical, sections_of

from eligo.rules import compile_text
from eligo.rules.model import Criterion


def _texts() -> Iterator[object]:
    """Yield the `elig` blocks of all specifications that expect no error, named by their section."""
    for path in sorted(Path(__file__).parent.glob("*.md")):
        for section in sections_of(path.read_text(encoding="utf-8")):
            texts = [content for kind, content in section.blocks if kind == "elig"]
            for number, text in enumerate(texts, start=1):
                if "# error: " not in text:
                    yield pytest.param(text, id=f"{path.stem}: {section.title} ({number})")


def _meaning(criterion: Criterion) -> Criterion:
    """Return ``criterion`` without what depends on how and where it is written."""
    return replace(criterion, text="", line=0)


@pytest.mark.parametrize("text", list(_texts()))
def test_canonical_form_means_the_same(text: str) -> None:
    printed = canonical(text)
    before, after = compile_text(text, "spec.elig")[0], compile_text(printed, "spec.elig")[0]
    assert before is not None
    assert after is not None, printed
    assert list(map(_meaning, after.criteria)) == list(map(_meaning, before.criteria)), printed

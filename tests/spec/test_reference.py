"""Every example of the language reference and of the pages on diagnostics is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spec_blocks import check_diagnostics

from eligo.resources import data_folder
from eligo.rules import compile_text

_BLOCK = re.compile(r"^```elig\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_GRAMMAR = Path(str(data_folder("grammar")))
_REFERENCE = _BLOCK.findall((_GRAMMAR / "REFERENCE.md").read_text(encoding="utf-8"))
#: a file that is not text, or too large to print
_WITHOUT_EXAMPLE = ("E101", "E102", "E109")
_PAGES = sorted((_GRAMMAR / "diagnostics").glob("*.md"))


@pytest.mark.parametrize("example", _REFERENCE, ids=range(1, len(_REFERENCE) + 1))
def test_reference_example(example: str) -> None:
    check_diagnostics(example)


def _examples(page: Path, heading: str) -> list[str]:
    """Return the `elig` blocks of the part of ``page`` under ``heading``."""
    parts = page.read_text(encoding="utf-8").split(f"## {heading}\n")
    return _BLOCK.findall(parts[1].split("\n## ")[0]) if len(parts) > 1 else []


def _codes(example: str) -> set[str]:
    return {diagnostic.code for diagnostic in compile_text(example, "page.elig")[1]}


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_page_example_provokes_its_code(page: Path) -> None:
    """The example of a page gives its code, and what it says to write instead does not."""
    for example in _examples(page, "Example"):
        assert page.stem in _codes(example)
    for example in _examples(page, "What to write instead"):
        assert page.stem not in _codes(example)


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_page_has_its_parts(page: Path) -> None:
    """Every page says what its code means and what to do; pages on the language show an example that is run."""
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.stem}: ")
    assert "## What it means" in text
    assert "## What to write instead" in text
    if page.stem[1] in "12345" and page.stem not in _WITHOUT_EXAMPLE:
        assert _examples(page, "Example")

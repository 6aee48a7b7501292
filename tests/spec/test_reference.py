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
_PAGES = sorted((_GRAMMAR / "diagnostics").glob("*.md"))


@pytest.mark.parametrize("example", _REFERENCE, ids=range(1, len(_REFERENCE) + 1))
def test_reference_example(example: str) -> None:
    check_diagnostics(example)


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_page_example_provokes_its_code(page: Path) -> None:
    """Each `elig` example of a page, where it has one, gives the page's code."""
    for example in _BLOCK.findall(page.read_text(encoding="utf-8")):
        codes = {diagnostic.code for diagnostic in compile_text(example, page.name)[1]}
        assert page.stem in codes


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_page_has_its_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.stem}: ")
    for heading in ("## What it means", "## Example", "## What to write instead"):
        assert heading in text

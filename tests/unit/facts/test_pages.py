"""Every page of a code about patient data provokes that code and no other, and what it says to write is clean."""

import re
from pathlib import Path

import pytest

from eligo.diagnostics import Diagnostic, FactsError, pages
from eligo.facts import check_answers, load_facts, read_sheet, screened_at
from eligo.vocabulary.loading import load_vocabulary

#: those from 20 on are of imports, and tested beside them
CODES = [code for code in pages.codes() if code[1] == "6" and code[2] in "01"]
MILLION = 1_100_000
#: the labels of the trial's questions, and the digest of what each asks
QUESTIONS = {"consent": "sha256:" + "1" * 64}


def sheets_of(page: str, heading: str) -> list[str]:
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```json\n(.*?)^```", section, re.DOTALL | re.MULTILINE)


def codes_of(text: str) -> list[str]:
    """Return the codes that reading ``text``, dating it and holding its answers against a trial bring."""
    found: list[Diagnostic] = []
    try:
        sheet = screened_at(read_sheet(text.replace("…", "x" * MILLION), load_vocabulary()))
        found += [*sheet.diagnostics, *check_answers(sheet.answers, QUESTIONS)]
    except FactsError as error:
        found += error.diagnostics
    return [diagnostic.code for diagnostic in found]


def test_there_is_a_page_for_every_code() -> None:
    assert [*(f"E6{number:02}" for number in range(1, 13)), *(f"W6{number:02}" for number in range(1, 9))] == CODES


@pytest.mark.parametrize("code", [code for code in CODES if code != "E612"])
def test_the_example_provokes_the_code_and_the_remedy_does_not(code: str) -> None:
    page = pages.page(code)
    (example,) = sheets_of(page, "Example")
    assert codes_of(example) == [code]
    for remedy in sheets_of(page, "What to write instead"):
        assert codes_of(remedy) == []


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_parts_in_order(code: str) -> None:
    page = pages.page(code)
    assert page.startswith(f"# {code}: ")
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == ["What it means", "Example", "What to write instead"]


def test_a_missing_file_provokes_its_code(tmp_path: Path) -> None:
    with pytest.raises(FactsError) as caught:
        load_facts(tmp_path / "p-17.json")
    assert [found.code for found in caught.value.diagnostics] == ["E612"]


def test_every_code_that_the_package_emits_has_a_page() -> None:
    import eligo.facts

    sources = "".join(path.read_text() for path in Path(eligo.facts.__file__).parent.glob("*.py"))
    assert set(re.findall(r'"([EW]\d{3})"', sources)) == set(CODES)

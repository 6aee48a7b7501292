"""Every page of a code about imports provokes that code, and what it says to write does not."""

import re
from pathlib import Path

import pytest

from eligo.diagnostics import FactsError, pages
from eligo.facts import load_facts

CODES = [code for code in pages.codes() if code[1] == "6" and code[2] == "2"]


def codes_of(text: str) -> list[str]:
    try:
        return [found.code for found in load_facts(text.encode()).diagnostics]
    except FactsError as error:
        return [found.code for found in error.diagnostics]


def examples(page: str, heading: str) -> list[str]:
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```json\n(.*?)^```", section, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("code", [code for code in CODES if code != "E624"])
def test_the_example_provokes_the_code_and_the_remedy_does_not(code: str) -> None:
    page = pages.page(code)
    (example,) = examples(page, "Example")
    assert code in codes_of(example)
    for remedy in examples(page, "What to write instead"):
        assert codes_of(remedy) == []
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == ["What it means", "Example", "What to write instead"]


def test_every_code_that_the_package_emits_has_a_page() -> None:
    import eligo.facts.fhir

    sources = "".join(path.read_text() for path in Path(eligo.facts.fhir.__file__).parent.glob("*.py"))
    emitted = set(re.findall(r'"([EW]\d{3})"', sources))
    assert emitted <= set(pages.codes())
    assert set(CODES) <= emitted

"""Every page of a code about imports provokes that code, and what it says to write does not."""

import re
from pathlib import Path

import pytest

from eligo.diagnostics import FactsError, pages
from eligo.facts import load_facts
from eligo.facts.patients import open_patients
from eligo.vocabulary.loading import load_vocabulary

CODES = [code for code in pages.codes() if code[1] == "6" and code[2] == "2"]


#: what is said of many patients
OF_MANY = ("E625", "W624", "W625")


def codes_of(text: str, *, has_many: bool) -> list[str]:
    if has_many:
        return codes_of_many(text.encode())
    try:
        return [found.code for found in load_facts(text.encode()).diagnostics]
    except FactsError as error:
        return [found.code for found in error.diagnostics]


def codes_of_many(data: bytes) -> list[str]:
    with open_patients(data, load_vocabulary()) as patients:
        found = patients.warnings()
        for patient in patients:
            try:
                found += [one for one in patient.sheet().diagnostics if one.code != "W620"]
            except FactsError as error:
                found += error.diagnostics
    return [one.code for one in found]


def examples(page: str, heading: str) -> list[str]:
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```json\n(.*?)^```", section, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("code", [code for code in CODES if code != "E624"])
def test_the_example_provokes_the_code_and_the_remedy_does_not(code: str) -> None:
    page = pages.page(code)
    (example,) = examples(page, "Example")
    has_many = code in OF_MANY
    assert code in codes_of(example, has_many=has_many)
    for remedy in examples(page, "What to write instead"):
        assert codes_of(remedy, has_many=has_many) == []
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == ["What it means", "Example", "What to write instead"]


def test_every_code_that_the_package_emits_has_a_page() -> None:
    import eligo.facts.fhir

    sources = "".join(path.read_text() for path in Path(eligo.facts.fhir.__file__).parent.glob("*.py"))
    emitted = set(re.findall(r'"([EW]\d{3})"', sources))
    assert emitted <= set(pages.codes())
    assert set(CODES) <= emitted

"""What is said of a mapping, at its line."""

import re
from collections.abc import Callable

import pytest

from eligo.diagnostics import Diagnostic, pages

Diagnose = Callable[..., list[Diagnostic]]
CODES = [code for code in pages.codes() if code[1:3] == "64"]
COLUMN = '[[column]]\nname = "x"\n'


def shown(one: Diagnostic) -> tuple[str, int, str]:
    assert one.source is not None
    assert one.primary is not None
    line, _ = one.source.position(one.primary.span.start)
    return one.code, line, one.source.text[one.primary.span.start : one.primary.span.end]


@pytest.mark.parametrize(
    ("text", "code", "line", "what", "help_"),
    [
        ('id = "P"\nbirthdate = "S"\n', "E640", 2, '"S"', "`birth_date`"),
        ('id = 3\n', "E640", 1, "3", None),
        ('id = "P"\nrows = "patients"\n', "E640", 2, '"patients"', "'patient' or 'visit'"),
        ('id = "P"\ndate_format = "%d.%m.%Y"\n', "E640", 2, '"%d.%m.%Y"', "DD.MM.YYYY"),
        (f'id = "P"\n{COLUMN}', "E640", 2, "[[column]]", None),
        (f'id = "P"\n{COLUMN}fact = "creatinine"\nanswer = "a"\n', "E640", 2, "[[column]]", None),
        (f'id = "P"\n{COLUMN}fact = "creatinin"\nunit = "mg/dL"\n', "E641", 4, '"creatinin"', "`creatinine`"),
        (f'id = "P"\n{COLUMN}code = "loinc:1-8"\n', "E641", 4, '"loinc:1-8"', None),
        (f'id = "P"\n{COLUMN}fact = "SARS-CoV-2 nucleic acid test"\nvalues = {{ a = "mild" }}\n',
         "E641", 5, None, "positive"),
        (f'id = "P"\n{COLUMN}fact = "warfarin"\nvalues = {{ a = "positive" }}\n', "E641", 5, None, "`true`"),
        ('id = "P"\ncomplete = ["condition"]\n', "E641", 2, '["condition"]', "`conditions`"),
        (f'id = "P"\n{COLUMN}fact = "creatinine"\n', "E642", 3, '"x"', "mg/dL"),
        (f'id = "P"\n{COLUMN}fact = "creatinine"\nunit = "mmHg"\n', "E642", 5, '"mmHg"', None),
        (f'id = "P"\n{COLUMN}fact = "creatinine"\nunit = "foo"\n', "E642", 5, '"foo"', None),
        (f'id = "P"\n{COLUMN}fact = "creatinine"\nunit = "mg/dL"\nholds = "start"\n', "E640", 6, '"start"', None),
        (f'id = "P"\n{COLUMN}fact = "ECOG"\ncomplete = true\n', "E640", 5, "true", None),
        (f'id = "P"\n{COLUMN}fact = "warfarin"\n{COLUMN}fact = "warfarin"\n', "E643", 6, '"x"', None),
        ('id = "P\n', "E640", 1, None, None),
    ],
)  # fmt: skip
def test_places(diagnose: Diagnose, text: str, code: str, line: int, what: str | None, help_: str | None) -> None:
    (one,) = diagnose(text)
    found = shown(one)
    assert found[:2] == (code, line), one
    if what is not None:
        assert found[2] == what
    if help_ is not None:
        assert help_ in (one.help or "")


def test_every_problem_is_told(diagnose: Diagnose) -> None:
    text = f'id = "P"\n{COLUMN}fact = "creatinin"\nunit = "mg/dL"\n[[column]]\nname = "y"\nfact = "warfarinn"\n'
    assert [shown(one)[1] for one in diagnose(text)] == [4, 8]


@pytest.mark.parametrize(
    "data", [b"\xff", b"id = 1\n" * 200_000, b"[[column]]\n" * 3, b"column = 3", b'id = "P"\ncolumn = [1]', b"", b"\0"]
)
def test_what_is_no_mapping(diagnose: Diagnose, data: bytes) -> None:
    from eligo.diagnostics import FactsError
    from eligo.facts.tables.mapping import read_mapping
    from eligo.vocabulary.loading import load_vocabulary

    with pytest.raises(FactsError) as caught:
        read_mapping(data, load_vocabulary())
    assert {found.code for found in caught.value.diagnostics} == {"E640"}


def blocks(code: str, heading: str) -> tuple[str, str | None] | None:
    section = pages.page(code).partition(f"## {heading}\n")[2].partition("\n## ")[0]
    mapping = re.search(r"^```toml\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    table = re.search(r"^```csv\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    return None if mapping is None else (mapping[1], None if table is None else table[1])


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_page_provokes_the_code_and_the_remedy_does_not(diagnose: Diagnose, code: str) -> None:
    example, remedy = blocks(code, "Example"), blocks(code, "What to write instead")
    assert (example is None) == (code in ("W642", "W643"))
    if example is not None and remedy is not None:
        assert {one.code for one in diagnose(*example)} == {code}
        assert diagnose(*remedy) == []
    headings = re.findall(r"^## (.*)$", pages.page(code), re.MULTILINE)
    assert headings == ["What it means", "Example", "What to write instead"]


def test_every_code_that_the_package_emits_has_a_page() -> None:
    from pathlib import Path

    import eligo.facts.tables

    sources = "".join(path.read_text() for path in Path(eligo.facts.tables.__file__).parent.glob("*.py"))
    emitted = set(re.findall(r'"([EW]\d{3})"', sources))
    assert emitted <= set(pages.codes())
    assert set(CODES) <= emitted

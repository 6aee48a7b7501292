"""Registry text to lines: headings, bullets, nesting, wrapped lines, markup."""

import pytest

from eligo.drafting.headings import adds_nothing, group_line, section_heading
from eligo.drafting.outlining import lines_of

XML = """
        Inclusion Criteria:

          -  Age from 18 to 75 years and able to
             walk

          -  Any of the following:

               -  asthma

               -  COPD

        Exclusion Criteria:

        -

        Pregnancy
"""


def shape(text: str) -> list[tuple[str, str | None, int | None]]:
    return [(line.text, line.section, line.parent.number if line.parent else None) for line in lines_of(text)]


def test_registry_xml_is_unwrapped_and_keeps_its_nesting() -> None:
    assert shape(XML) == [
        ("Inclusion Criteria:", "inclusion", None),
        ("Age from 18 to 75 years and able to walk", "inclusion", None),
        ("Any of the following:", "inclusion", None),
        ("asthma", "inclusion", 3),
        ("COPD", "inclusion", 3),
        ("Exclusion Criteria:", "exclusion", None),
        ("Pregnancy", "exclusion", None),
    ]


@pytest.mark.parametrize(
    "bullet",
    [
        "*",
        "-",
        "•",
        "–",
        "1.",
        "1)",
        "(1)",
        "a.",
        "a)",
        "(a)",
        "i.",
        "(ii)",
        "* 1.",
        "1\\.",
        "\\-",
        "1.2.",
        "* ●",
        "12 -",
    ],
)
def test_bullets(bullet: str) -> None:
    (line,) = lines_of(f"{bullet} Asthma")
    assert line.text == "Asthma"


@pytest.mark.parametrize(
    "text", ["18 years or older", "1.5 × ULN", "E. coli infection", "A. baumannii", "i.v. drug use", "-5 °C"]
)
def test_what_is_no_bullet(text: str) -> None:
    assert [line.text for line in lines_of(text)] == [text]


def test_markup_is_undone() -> None:
    (line,) = lines_of("* ALT \\>= 3 &amp;times; ULN\u200b &lt; 5 \\[see\\]\x00\u202e  x")
    assert line.text == "ALT >= 3 × ULN < 5 [see] x"


def test_plain_lines_stay_apart() -> None:
    assert [line.text for line in lines_of("Age over 18\npregnant\nasthma")] == ["Age over 18", "pregnant", "asthma"]


def test_a_wrapped_paragraph_is_joined() -> None:
    text = (
        "Patients who have had a myocardial infarction in the past six months\n"
        "and who are still under treatment with anticoagulants for whatever\n"
        "reason there may be, whether known to the investigator or not, up to\n"
        "the day of screening."
    )
    assert len(lines_of(text)) == 1


def test_styles_of_bullets_nest_without_indentation() -> None:
    lines = lines_of("1. Adequate function:\na. ALT < 40 U/L\nb. AST < 40 U/L\n2. Consent")
    assert [line.parent.number if line.parent else None for line in lines] == [None, 1, 1, None]


def test_a_list_that_only_follows_is_loose() -> None:
    lines = lines_of("One of the following:\nasthma\nCOPD")
    assert [line.loose for line in lines] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "section", "scope", "rest"),
    [
        ("Inclusion Criteria:", "inclusion", "", ""),
        ("KEY EXCLUSION CRITERIA", "exclusion", "", ""),
        ("**Exclusion Criteria**", "exclusion", "", ""),
        ("Non-inclusion criteria:", "exclusion", "", ""),
        ("Exclusion Criteria include the following:", "exclusion", "", ""),
        ("Inclusion Criteria for Cohort A:", "inclusion", "Inclusion Criteria for Cohort A", ""),
        ("Inclusion Criteria: healthy volunteers", "inclusion", "Inclusion Criteria: healthy volunteers", ""),
        ("Inclusion Criteria: age over 18 years", "inclusion", "", "age over 18 years"),
    ],
)
def test_headings_of_sections(text: str, section: str, scope: str, rest: str) -> None:
    heading = section_heading(text, is_bullet=False)
    assert heading is not None
    assert (heading.section, heading.scope, heading.rest) == (section, scope, rest)


@pytest.mark.parametrize(
    "text", ["Does not meet the inclusion criteria", "Patients who meet all inclusion criteria", "Age"]
)
def test_what_is_no_heading(text: str) -> None:
    assert section_heading(text, is_bullet=True) is None


@pytest.mark.parametrize(
    ("text", "section", "kind"),
    [
        ("Any of the following:", None, "any"),
        ("Patients who have any of the following conditions:", "exclusion", "any"),
        ("Must meet all of the following criteria:", "inclusion", "all"),
        ("Subjects with at least 2 of the following risk factors:", "inclusion", "at least"),
        ("Patients with any of the following will be excluded:", "exclusion", "any"),
    ],
)
def test_lines_that_open_a_group(text: str, section: str, kind: str) -> None:
    found = group_line(text, section)  # pyright: ignore[reportArgumentType] # a literal, from a parameter
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "History of any of the following:",
        "Any of the following within 6 months:",
        "Any of the following will be excluded:",
    ],
)
def test_lines_that_say_more_than_a_group(text: str) -> None:
    assert group_line(text, "inclusion") is None


def test_a_heading_adds_nothing_only_in_known_words() -> None:
    assert adds_nothing("Adequate organ function as defined by the following:", "inclusion")
    assert not adds_nothing("Adequate organ function:", "exclusion")
    assert not adds_nothing("Women of childbearing potential:", "inclusion")

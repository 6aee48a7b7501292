"""Headings and header statements, in the forms that protocols and registries print."""

from fractions import Fraction

import pytest
from layout_stub import Read, read, rule_text

from eligo.syntax.elements import (
    AgeStatement,
    Comment,
    ConceptDeclaration,
    Definition,
    Heading,
    ResultsStatement,
    SexStatement,
    TextStatement,
    TrialStatement,
    Unread,
)
from eligo.syntax.nodes import Group, Length, Number


def element(text: str) -> object:
    """Return the single element of ``text``, which reads without problems."""
    result = read(text)
    assert result.codes == []
    (only,) = result.document.elements
    return only


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("inclusion criteria", "inclusion"),
        ("Inclusion Criteria:", "inclusion"),
        ("EXCLUSION CRITERIA", "exclusion"),
        ("Key inclusion criteria", "inclusion"),
        ("Main Inclusion Criteria :", "inclusion"),
        ("Key exclusion criteria include:", "exclusion"),
        ("  Exclusion criteria：", "exclusion"),
        ("- Exclusion Criteria:", "exclusion"),
        ("1. Inclusion criteria", "inclusion"),
        ("Inclusion:", "inclusion"),
        ("Exclusion", "exclusion"),
        ("Non-inclusion criteria:", "exclusion"),
        ("**Inclusion Criteria:**", "inclusion"),
        ("Inclusion criteriä:", "inclusion"),
        ("Inclusion\u00a0Criteria:.", "inclusion"),
    ],
)
def test_headings(line: str, section: str) -> None:
    assert element(line) == Heading("inclusion" if section == "inclusion" else "exclusion")


@pytest.mark.parametrize(
    "line", ["non-exclusion criteria", "inclusion of women", "Inclusion criteria: adults", "inclusion criteria " * 5]
)
def test_what_is_no_heading(line: str) -> None:
    result = read(line)
    assert result.codes == ["E104"]


def test_the_word_alone_is_a_heading_only_at_the_margin() -> None:
    assert read("- a\nExclusion\n- b").codes == []
    assert read("- a\n  exclusion\n- b").criteria[0].text == "a exclusion"
    assert read("- any of:\n    - exclusion criteria").document.elements != (Heading("exclusion"),)


@pytest.mark.parametrize(
    ("line", "node"),
    [
        ("trial NCT05019287", TrialStatement("NCT05019287")),
        ('Trial: NCT05019287 "A \\"B\\" C"', TrialStatement("NCT05019287", 'A "B" C')),
        ('trial NCT1 "over\n  two lines"', TrialStatement("NCT1", "over two lines")),
        ('source "https://x.org/#y"', TextStatement("source", "https://x.org/#y")),
        ('version\n  "v  1"', TextStatement("version", "v  1")),
        ("healthy volunteers no", TextStatement("healthy volunteers", "no")),
        ("Accepts Healthy Volunteers: Accepted", TextStatement("healthy volunteers", "yes")),
        ("sex all", SexStatement("all")),
        ("Sex: ALL", SexStatement("all")),
        ("gender Both", SexStatement("all")),
        ("sex Female", SexStatement("female")),
        ("Sexes Eligible for Study: male", SexStatement("male")),
        ("results of any age", ResultsStatement(None)),
        ("results within 28 days", ResultsStatement(Length(Number("28", Fraction(28)), "day"))),
        ("Results within the last six (6) months", ResultsStatement(Length(Number("6", Fraction(6)), "month"))),
        ("results within the past 1.5 years", ResultsStatement(Length(Number("1.5", Fraction(3, 2)), "year"))),
        ("age N/A", AgeStatement(None)),
        ("age any", AgeStatement(None)),
        ("Ages Eligible for Study: N/A to N/A", AgeStatement(None)),
    ],
)
def test_statements(line: str, node: object) -> None:
    assert element(line) == node


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("age 25–75 years", "age 25–75 years"),
        ("Age: 18 Years and older", "Age 18 Years and older"),
        ("age 25 Years to 75 Years", "age 25 Years to 75 Years"),
        ("age up to 65 years", "age up to 65 years"),
        ("ages N/A to 65 Years", "age up to 65 Years"),
        ("age 18 Years to N/A", "age 18 Years and older"),
        ("Ages Eligible for Study: 18 Years to 75 Years (Adult, Older Adult)", "Age 18 Years to 75 Years"),
        ("age \\> 18\n  years", "age > 18 years"),
    ],
)
def test_ages_are_read_as_rules(line: str, rule: str) -> None:
    statement = element(line)
    assert isinstance(statement, AgeStatement)
    assert rule_text(statement.rule).lower() == rule.lower()


def test_problems_of_an_age_point_into_the_file() -> None:
    result = read("\n  age: N/A to bad years")
    assert (result.codes, result.underlined) == (["E201"], ["age: N/A to bad years"])


@pytest.mark.parametrize(
    "line",
    [
        "trial", 'trial "Title"', "trial NCT1 a title", "source https://x.org", 'version "1" "2"',
        "healthy volunteers maybe",
        "sex", "sex N/A", "sex purple", "results", "results within a while", "results within 0 days",
        "results within 28 days before enrolment", "results within " + "9" * 50 + " days",
        "results within six (7) days",
        "age", "age:",
    ],
)  # fmt: skip
def test_statements_that_cannot_be_read_are_kept(line: str) -> None:
    result = read(line + "  # why\n- a")
    assert result.codes == ["E107"]
    assert result.underlined == [line]
    assert result.problems[0].help
    assert result.document.elements[0] == Unread(line + "  # why")
    assert len(result.criteria) == 1


def test_an_age_that_is_a_group_is_none() -> None:
    from eligo.diagnostics import Source
    from eligo.syntax.layout.reading import read_layout

    _, problems = read_layout(Source("f", "age 18"), lambda snippet: (Group("any", None, ()), []))
    assert [problem.code for problem in problems] == ["E107"]


@pytest.mark.parametrize(
    "statement",
    ["trial A", 'source "x"', 'version "x"', "age 18 years", "sex all", "healthy volunteers no", "results of any age"],
)
def test_a_statement_stands_once(statement: str) -> None:
    result = read(f"{statement}\n{statement}\n- a")
    assert result.codes == ["E110"]
    assert result.problems[0].secondary[0].span.start == 0
    assert result.document.elements[1] == Unread(statement)


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ('source "x\n- a', "E103", '"'),
        ('source\n   "x\n- a', "E103", '"'),
        ("sex all\n   - b\n- a", "E108", "- b"),
        ("concept 'x': condition" + ", code a:b" * 1000 + "\n- a", "E109", None),
        ("defin x: y\n- a", "E104", "defin x: y"),
        ('trial A "\x07"\n- a', "E104", "\x07"),
        ("phase 3\n- a", "E104", "phase 3"),
        ("inclusion criteria for smokers\n- a", "E104", "inclusion criteria for smokers"),
        ("sexual\n- a", "E104", "sexual"),
    ],
)
def test_other_problems(text: str, code: str, underlined: str | None) -> None:
    result = read(text)
    assert result.codes == [code]
    assert underlined is None or result.underlined == [underlined]
    assert len(result.criteria) == 1


def test_help_for_lines_that_are_nothing() -> None:
    helps = [problem.help or "" for problem in read("defin x: y\ninclusion criteria for x\nfoo\n*foo").problems]
    assert helps[0] == "did you mean `define`?"
    assert "alone on its line" in helps[1]
    assert "indented deeper" in helps[2]
    assert "a space behind the bullet" in helps[3]


def test_comments_of_statements() -> None:
    result = read("# one\nsex all  # two\nversion\n  # three\n  'x'\ninclusion criteria # four\n  # five\n- a")
    assert result.document.elements[:3] == (Comment("# one"), SexStatement("all"), Comment("# two", trailing=True))
    assert result.document.elements[4:7] == (Heading("inclusion"), Comment("# four", trailing=True), Comment("# five"))
    kept = read('version  # one\n  # two\n  "x"  # three\n  # four\n').document.elements
    assert kept == (
        TextStatement("version", "x"),
        Comment("# one", trailing=True),
        *map(Comment, ("# two", "# three", "# four")),
    )


@pytest.mark.parametrize(
    ("line", "node"),
    [
        ("concept 'a': condition", ConceptDeclaration("a", "condition")),
        (
            "concept 'a  b': Drug, also 'c', 'd' and 'e', code rxnorm:1, code atc:L01X",
            ConceptDeclaration("a b", "drug", ("c", "d", "e"), ("rxnorm:1", "atc:L01X")),
        ),
        (
            "concept 'Crohn's x' : procedure,\n   also 'Crohn’s y'",
            ConceptDeclaration("Crohn's x", "procedure", ("Crohn's y",)),
        ),
        (
            "concept 'a': measure in mg/dL, plausible -0.5 to 500",
            ConceptDeclaration(
                "a", "measure", unit="mg/dL", plausible=(Number("-0.5", Fraction(-1, 2)), Number("500", Fraction(500)))
            ),
        ),
        ("concept 'a': measure in 10^9/L", ConceptDeclaration("a", "measure", unit="10^9/L")),
        (
            "concept 'a': finding, values 'mild', 'severe'",
            ConceptDeclaration("a", "finding", values=("mild", "severe")),
        ),
        ("concept 'a': finding", ConceptDeclaration("a", "finding")),
        (
            "concept 'a': scale 1 to 5, also 'b'",
            ConceptDeclaration("a", "scale", ("b",), values=("1", "2", "3", "4", "5")),
        ),
        ("concept 'a': scale, values 'I', 'II'", ConceptDeclaration("a", "scale", values=("I", "II"))),
    ],
)
def test_concepts(line: str, node: ConceptDeclaration) -> None:
    assert element(line) == node


@pytest.mark.parametrize(
    ("line", "message", "underlined"),
    [
        ("concept a: condition", "a declaration names its concept in quotes and says of what kind it is", None),
        ("concept 'a': disease", "a declaration names its concept in quotes and says of what kind it is", None),
        (
            "concept 'a': condition in mg/dL",
            "`in mg/dL` is not understood in the declaration of a condition",
            "in mg/dL",
        ),
        ("concept 'a': drug, also b", "`also b` is not understood in the declaration of a drug", "also b"),
        ("concept 'a': drug, code x:1 y", "`y` is not understood in the declaration of a drug", " y"),
        ("concept 'a': measure", "a measure is declared with its unit", "measure"),
        ("concept 'a': scale", "a scale is declared with its levels", "scale"),
        ("concept 'a': scale 5 to 1", "`5 to 1` is no range", "5 to 1"),
        ("concept 'a': scale 1 to 9999", "`1 to 9999` is no range", "1 to 9999"),
        ("concept 'a': finding, values 'x', 'x'", "a value is given twice", "finding"),
        ("concept 'a': measure in g, in mg", "`in mg` is given twice", "in mg"),
        ("concept 'a': measure in g, plausible 1.2.3 to 4", "`plausible 1.2.3 to 4` is no range of numbers", None),
        ("concept 'a': measure in g, plausible 4 to 3", "`plausible 4 to 3` is no range", None),
    ],
)
def test_concept_problems(line: str, message: str, underlined: str | None) -> None:
    result = read(line + "\n- a")
    assert [(problem.code, problem.message) for problem in result.problems] == [("E112", message)]
    assert underlined is None or result.underlined == [underlined]
    assert result.problems[0].help
    assert len(result.criteria) == 1


def test_a_concept_is_declared_once() -> None:
    result: Read = read("concept 'a': drug\nconcept 'A': condition\nconcept 'b': drug")
    assert result.codes == ["E112"]
    assert [type(e) for e in result.document.elements] == [ConceptDeclaration, Unread, ConceptDeclaration]


def test_definitions() -> None:
    result = read("define Crohn's flare: a or b\ndefine 'x': b\ndefine y： c")
    names = [e.name for e in result.document.elements if isinstance(e, Definition)]
    assert (result.codes, names) == ([], ["Crohn's flare", "x", "y"])

import pytest

from eligo.casebook.cases import CaseFile
from eligo.casebook.reading import cases_beside, read_cases
from eligo.diagnostics import Diagnostic

GOOD = """\
# comment
[[case]]
name = "severe"
patient = { birth_date = 1961-03-14, sex = "female" }
as_of = 2021-05-02
facts = { "creatinine clearance" = "12.4 mL/min", ECOG = 1 }
verdict = "ineligible"

[[case]]
name = "exactly 15"
base = "severe"
facts = { "creatinine clearance" = "15 mL/min" }
holds = { crcl = "no" }
"""


def problems(text: str | bytes) -> list[Diagnostic]:
    file, found = read_cases(text if isinstance(text, bytes) else text.encode(), "x.cases.toml")
    assert file is None
    assert {problem.code for problem in found} == {"E705"}
    return found


def good() -> CaseFile:
    file, found = read_cases(GOOD.encode(), "x.cases.toml")
    assert file is not None
    assert found == []
    return file


def test_cases_are_read_in_order_with_their_places() -> None:
    file = good()
    assert [case.name for case in file.cases] == ["severe", "exactly 15"]
    first, second = file.cases
    assert (first.verdict, first.base, first.holds) == ("ineligible", None, {})
    assert (second.verdict, second.base, second.holds) == (None, "severe", {"crcl": "no"})
    assert second.label is not None
    assert file.source.position(second.label.span.start) == (9, 1)


def test_a_case_builds_on_its_base() -> None:
    file = good()
    assert [case.name for case in file.lineage(file.cases[1])] == ["severe", "exactly 15"]


def test_the_cases_stand_beside_the_trial() -> None:
    assert str(cases_beside("a/NCT1.elig")) == "a/NCT1.cases.toml"


def test_a_byte_order_mark_is_allowed() -> None:
    file, _ = read_cases(b"\xef\xbb\xbf" + GOOD.encode(), "x.cases.toml")
    assert file is not None


def test_an_unknown_case_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        good().case("x")


@pytest.mark.parametrize(
    ("text", "message", "help_", "line"),
    [
        (
            '[[case]]\nverdict = "eligible"\n',
            "case 1 has no name",
            'give it one: `name = "clearance of exactly 15"`',
            1,
        ),
        ('[[case]]\nname = " "\n', "case 1 has no name", 'give it one: `name = "clearance of exactly 15"`', 1),
        (
            '[[case]]\nname = "a"\nverdikt = "eligible"\n',
            "case `a` has a field `verdikt`, which cases do not have",
            "did you mean `verdict`?",
            1,
        ),
        (
            '[[case]]\nname = "a"\nzzz = 1\n',
            "case `a` has a field `zzz`, which cases do not have",
            "the fields are name, base, verdict, holds, patient, as_of, dates, facts, answers, complete, ranges",
            1,
        ),
        (
            '[[case]]\nname = "a"\nverdict = "yes"\n',
            "case `a` expects a verdict that there is not",
            "write `eligible`, `ineligible` or `undetermined`",
            1,
        ),
        (
            '[[case]]\nname = "a"\nverdict = ["yes"]\n',
            "case `a` expects a verdict that there is not",
            "write `eligible`, `ineligible` or `undetermined`",
            1,
        ),
        (
            '[[case]]\nname = "a"\nholds = { crcl = true }\n',
            "case `a` expects of `crcl` what it cannot be",
            "write `yes`, `no` or `unknown`",
            1,
        ),
        (
            '[[case]]\nname = "a"\nholds = "no"\n',
            "`holds` of case `a` is not a table",
            'write `holds = { crcl = "no" }`',
            1,
        ),
        ('[[case]]\nname = "a"\nfacts = "x"\n', "`facts` of case `a` is not a table or a list", None, 1),
        ('[[case]]\nname = "a"\ncomplete = "conditions"\n', "`complete` of case `a` is not a list", None, 1),
        ('[[case]]\nname = "a"\nbase = 3\n', "`base` of case `a` is not the name of a case", None, 1),
        (
            '[[case]]\nname = "a"\n\n[[case]]\nname = "a"\n',
            "two cases are called `a`",
            "a case is found by its name; change one",
            4,
        ),
        (
            '[[case]]\nname = "severe"\n\n[[case]]\nname = "b"\nbase = "sever"\n',
            "case `b` builds on `sever`, which is no case",
            "did you mean `severe`?",
            4,
        ),
        (
            '[[case]]\nname = "b"\nbase = "zzz"\n',
            "case `b` builds on `zzz`, which is no case",
            "`base` names another case of this file",
            1,
        ),
        ('[[case]]\nname = "b"\nbase = "b"\n', "case `b` builds on itself", "follow `base` from case to case", 1),
    ],
)
def test_what_is_wrong_with_a_case(text: str, message: str, help_: str | None, line: int) -> None:
    found = problems(text)
    assert (found[0].message, found[0].help) == (message, help_)
    assert found[0].primary is not None
    assert found[0].source is not None
    start, end = found[0].primary.span.start, found[0].primary.span.end
    assert found[0].source.position(start) == (line, 1)
    assert found[0].source.text[start:end] == "[[case]]"


def test_every_problem_is_reported() -> None:
    text = '[[case]]\nname = "a"\nverdict = "x"\nholds = 1\n\n[[case]]\nname = "b"\nbase = "c"\nzzz = 1\n'
    assert len(problems(text)) == 4


def test_a_circle_of_bases_is_reported_for_each_case_in_it() -> None:
    text = '[[case]]\nname = "a"\nbase = "b"\n\n[[case]]\nname = "b"\nbase = "a"\n\n[[case]]\nname = "c"\nbase = "a"\n'
    assert [found.message for found in problems(text)] == [f"case `{name}` builds on itself" for name in "abc"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[case]\nname = 'a'\n", "`case` is one table, not a list of them"),
        ("cases = []\n", "a case file holds `[[case]]` tables, and `cases` is none"),
        (b"\xff\xfe", "the case file is not UTF-8"),
        (b"#" * ((1 << 20) + 1), "a case file has at most 1 MB"),
    ],
)
def test_what_is_wrong_with_a_file(text: str | bytes, message: str) -> None:
    assert problems(text)[0].message == message


def test_text_that_is_not_toml_is_marked_where_it_ends_to_be() -> None:
    (problem,) = problems('[[case]]\nname = "a"\nfacts = {\n')
    assert problem.message == "the case file is not TOML"
    assert problem.primary is not None
    assert problem.source is not None
    assert problem.source.position(problem.primary.span.start)[0] == 3
    assert problem.notes


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = 9999-99-99\n", "a =\n"])
def test_no_text_is_a_traceback(text: str) -> None:
    assert problems(text)[0].message == "the case file is not TOML"


def test_headers_inside_a_text_make_the_places_uncertain() -> None:
    found = problems('[[case]]\nname = """\n[[case]]\n"""\nverdict = "x"\n')
    assert found[0].primary is None

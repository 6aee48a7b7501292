"""Any text is read without an exception, and printing what was read is a fixpoint."""

from hypothesis import example, given
from hypothesis import strategies as st
from layout_stub import printed, read

from eligo.diagnostics import TrialError
from eligo.syntax.layout.reading import decode

_FRAGMENTS = (
    "- ", "* ", "1. ", "[a] ", "[b]", '"', '\\"', "\\", "# c", "\n", "\n", "\n  ", "\n    ", "\n      ", "\t",
    "any of:", "at least 2 of:", 'note "n"', "note ", "foo", "bar", "bad", "inclusion criteria", "Exclusion:", "age 18",
    "sex all", "define x: ", "define ", "'", ":", "•", "\r", "\r\n", " ", "  ", "\u00a0", "concept 'q': condition",
    'trial N "t"', "all of:\n  - foo\n  - bar\n", '- "s"\n    foo\n', "results within 28 days", "\u200b", "＃",
    "“", "-", "\x00", "\x0b",
)  # fmt: skip
_RULES = (
    "foo", "bar baz", '"quote"', "a # b", 'ask "x"', "bad", "5", "x\n        - y", "[q]", 'note "z"', "any of:",
    "all of:", "at least 2 of:", "foo:", "“cur”", "'a # b'", '"s" foo', '"s"', '""', '"s"\n      foo',
    '"long ' + "word " * 40 + '"',
)  # fmt: skip
_HEADERS = (
    "Inclusion criteria", "Exclusion Criteria:", "age 18 years", "sex ALL", 'trial N "t"',
    "results within six (6) months", "concept 'a': scale 1 to 5, also 'b' , 'c'", "define d: ", "define e: any of:",
)  # fmt: skip

_indents = st.sampled_from((0, 0, 2, 4, 4, 6, 8, 10)).map(lambda width: " " * width)
_comments = st.sampled_from(("", "", "", "  # c", " #"))
_bullets = st.sampled_from(("", "- ", "- ", "* ", "1. ", "10. ", "- [l1] ", "- [l2] ", "- [l3] ", "# "))
_lines = st.one_of(
    st.tuples(_indents, _bullets, st.sampled_from(_RULES), _comments).map("".join),
    st.tuples(_indents, st.sampled_from(('note "n"', "# own", "")), _comments).map("".join),
    st.tuples(st.sampled_from(("", "", "  ")), st.sampled_from(_HEADERS), _comments).map("".join),
)
_texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(_FRAGMENTS), max_size=15).map("".join),
    st.lists(_lines, max_size=14).map("\n".join),
)


@given(_texts)
@example('\t  "trial N "t"* \rall of:\n  - foo')
@example("- any of:\n    - x\n  # one\n      # two\n# three\nsex all")
@example('•"\x0b\r"\tnote "n"\xa0')
@example("-\u200b")
def test_printing_is_a_fixpoint(text: str) -> None:
    first = read(text)
    second = read(printed(first))
    assert second.document.elements == first.document.elements
    assert second.document.recovered == first.document.recovered
    assert printed(second) == printed(first)


@given(_texts)
def test_spans_and_codes_are_sound(text: str) -> None:
    result = read(text)
    assert result.document.recovered == bool(result.problems)
    for problem in result.problems:
        assert problem.primary is not None
        for label in (problem.primary, *problem.secondary):
            assert 0 <= label.span.start <= label.span.end <= len(text)
        assert len(problem.message) < 250
    for element in result.document.elements:
        assert 0 <= element.span.start <= element.span.end <= len(text)


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        source = decode(data, "trial.elig")
    except TrialError as error:
        assert [problem.code for problem in error.diagnostics] == ["E101"]
    else:
        assert "\r" not in source.text

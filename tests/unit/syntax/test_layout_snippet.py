"""Rule text is cleaned before it is parsed, and every character knows where it stood."""

import pytest

from eligo.diagnostics import Span
from eligo.syntax.snippet import Snippet, clean

NBSP, THIN, ZERO_WIDTH, BOM = "\u00a0", "\u2009", "\u200b", "\ufeff"


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        (r"RR \>30 times/min", "RR >30 times/min"),
        (r"2.5 \* ULN \[sic\]", "2.5 * ULN [sic]"),
        ("SpO2 ＜ 90％ （at rest）， ： x", "SpO2 < 90% (at rest), : x"),
        ("a ≧ 1 ≦ 2 ﹥ 3 ﹤ 4 ⩾ 5 ⩽ 6", "a ≥ 1 ≤ 2 > 3 < 4 ≥ 5 ≤ 6"),
        ("Crohn’s ‘x’", "Crohn's 'x'"),
        ("“x”", '"x"'),
        ("5 \N{GREEK SMALL LETTER MU}g \N{MICRO SIGN}g", "5 \N{MICRO SIGN}g \N{MICRO SIGN}g"),
        ("25–75 — \N{MINUS SIGN}5", "25–75 — -5"),
        (f"  a{NBSP}b{THIN} \t c\n   d ", "a b c d"),
        (f"cre{ZERO_WIDTH}at{BOM}inine {ZERO_WIDTH} > 1", "creatinine > 1"),
        ("", ""),
        ("a\\", "a\\"),
        (r"a \q", r"a \q"),
    ],
)
def test_cleaned(written: str, cleaned: str) -> None:
    assert clean(written).text == cleaned


def test_quotations_stay_as_they_are_but_for_line_breaks() -> None:
    assert clean('ask "Is  ＜ \\" ‘5’\n    true?"  and').text == 'ask "Is  ＜ \\" ‘5’ true?" and'


def test_offsets_point_into_the_source() -> None:
    source = "- [x] RR \\>30 ／min\n    or　SpO2"
    snippet = clean(source, 6)
    assert snippet.text == "RR >30 /min or SpO2"
    assert len(snippet) == len(snippet.offsets) == 19
    for index, character in enumerate(snippet.text):
        there = source[snippet.offset(index)]
        assert there == character or there in "／\n　"
    start = snippet.text.index("SpO2")
    assert snippet.span(start, start + 4) == Span(source.index("SpO2"), len(source))
    bound = snippet.text.index(">30")
    span = snippet.span(bound, bound + 3)
    assert source[span.start : span.end] == ">30"


def test_offsets_behind_a_folded_quotation() -> None:
    source = 'ask "a\n   b" and c'
    snippet = clean(source)
    assert [source[offset] for offset in snippet.offsets if source[offset] != "\n"] == list('ask "a' + 'b" and c')


def test_spans_of_nothing() -> None:
    snippet = clean("ab", 0)
    assert snippet.span(2, 2) == Span(2, 2)
    assert snippet.span(1, 1) == Span(1, 1)
    assert Snippet("", ()).span(0, 0) == Span(0, 0)


def test_pieces_join_with_a_space() -> None:
    source = "a b\n    # no\n    c"
    joined = Snippet.joined([clean(source, 0, 3), Snippet("", ()), clean(source, 14)])
    assert joined.text == "a b c"
    assert joined.offsets == (0, 1, 2, 3, 17)
    assert (clean("ab") + clean("c"))[1:].text == "bc"
    assert Snippet.written("to ", 7).offsets == (7, 7, 7)
    assert Snippet("  ", (0, 1)).strip() == Snippet("", ())

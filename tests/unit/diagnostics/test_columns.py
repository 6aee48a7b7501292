import pytest

from eligo.diagnostics.columns import display_width, pad, visible, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("creatinine ≥ 1.5 × ULN", "creatinine ≥ 1.5 × ULN"),
        ("a\tb", "a    b"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u00a0b", "a b"),
    ],
)
def test_what_moves_a_terminal_is_made_harmless(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_wide_and_combining_characters_count_by_columns() -> None:
    assert display_width("肺炎 e\u0301") == 6
    assert pad("肺炎", 6) == "肺炎  "


def test_lines_break_between_words_and_hang_below_the_first() -> None:
    assert wrapped("one two three four", 13, "a: ") == ["a: one two", "   three four"]
    assert wrapped("one two three", 9, "a: ", "> ") == ["a: one", "> two", "> three"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrapped("abcdefghij kl", 6, "- ") == ["- abcd", "  efgh", "  ij", "  kl"]


def test_no_line_of_wide_text_is_too_wide() -> None:
    lines = wrapped("严重肺炎患者需要氧疗" * 5, 11, "* ")
    assert all(display_width(line) <= 11 for line in lines)
    assert "".join(line[2:] for line in lines) == "严重肺炎患者需要氧疗" * 5


def test_a_margin_wider_than_the_line_still_ends() -> None:
    assert wrapped("abc", 2, "     ") == ["     a", "     b", "     c"]
    assert wrapped("肺", 2, "     ") == ["     肺"]


def test_empty_text_is_one_line() -> None:
    assert wrapped("", 10, "note: ") == ["note:"]

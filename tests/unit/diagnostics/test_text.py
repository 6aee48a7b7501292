import pytest
from support import Expect

from eligo.diagnostics import Diagnostic, Label, Source, Span, text


def test_two_labels_and_a_remedy(dimension: Diagnostic, expect: Expect) -> None:
    expect("dimension.txt", text.render([dimension]))


def test_labels_over_several_lines(several_lines: Diagnostic, expect: Expect) -> None:
    expect("several_lines.txt", text.render([several_lines]))


def test_problems_without_a_text(in_patient: Diagnostic, bare: Diagnostic, expect: Expect) -> None:
    expect("without_text.txt", text.render([in_patient, bare]))


def test_colour_adds_codes_and_nothing_else(dimension: Diagnostic, several_lines: Diagnostic) -> None:
    import re

    plain = text.render([dimension, several_lines])
    coloured = text.render([dimension, several_lines], colour=True)
    assert "\033[" not in plain
    assert coloured != plain
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == plain


def _excerpt(source: str, *labels: Label, width: int = 60) -> list[str]:
    primary, *secondary = labels
    diagnostic = Diagnostic("E104", "message", primary, tuple(secondary), source=Source("x.elig", source))
    return text.render([diagnostic], width=width).splitlines()[2:-1]


def test_three_labels_hang_from_right_to_left() -> None:
    line = "- RR > 30 and SpO2 < 90"
    labels = (Label(Span(2, 4), "one"), Label(Span(7, 9), "two"), Label(Span(14, 18), "three"))
    assert _excerpt(line, *labels) == [
        "  |",
        "1 | - RR > 30 and SpO2 < 90",
        "  |   ^^   --     ---- three",
        "  |   |    |",
        "  |   |    two",
        "  |   |",
        "  |   one",
        "  |",
    ]


def test_labels_that_overlap_all_hang() -> None:
    lines = _excerpt("- creatinine clearance", Label(Span(13, 22), "inner"), Label(Span(2, 22), "outer"))
    assert lines[2:-1] == [
        "  |   -----------^^^^^^^^^",
        "  |   |          |",
        "  |   |          inner",
        "  |   |",
        "  |   outer",
    ]


def test_a_label_without_text_is_only_underlined() -> None:
    assert _excerpt("- RR > 30", Label(Span(2, 4)))[2] == "  |   ^^"


def test_the_end_of_a_file_can_be_marked() -> None:
    assert (
        _excerpt("- RR >", Label(Span(6, 6), "a number is expected here"))[2] == "  |       ^ a number is expected here"
    )


def test_a_label_that_ends_with_its_line_is_on_that_line_alone() -> None:
    assert _excerpt("- RR\n- pulse", Label(Span(2, 5), "here")) == ["  |", "1 | - RR", "  |   ^^ here", "  |"]


def test_lines_between_two_labels_are_left_out() -> None:
    lines = _excerpt("- RR\n\n- pulse", Label(Span(2, 4), "one"), Label(Span(8, 13), "two"))
    assert lines == ["  |", "1 | - RR", "  |   ^^ one", "...", "3 | - pulse", "  |   ----- two", "  |"]


def test_marks_stand_below_wide_characters_and_tabs() -> None:
    lines = _excerpt("- 肺炎\tbad", Label(Span(5, 8), "here"))
    assert lines[1:3] == ["1 | - 肺炎    bad", "  |           ^^^ here"]


@pytest.mark.parametrize("place", [0, 150, 390])
def test_a_long_line_is_cut_around_its_mark(place: int) -> None:
    line = "word " * (place // 5) + "wrong" + " word" * ((400 - place) // 5)
    lines = _excerpt(line, Label(Span(place, place + 5), "here"))
    assert all(len(line) <= 60 for line in lines)
    column = lines[2].index("^")
    assert lines[1][column : column + 5] == "wrong"


def test_terminal_codes_in_a_file_are_shown_not_sent() -> None:
    assert "\033" not in "".join(_excerpt("- \033[31mRR", Label(Span(2, 3), "here")))


def test_help_wraps_below_itself(dimension: Diagnostic) -> None:
    lines = text.render([dimension], width=60).splitlines()
    help_ = next(index for index, line in enumerate(lines) if "= help:" in line)
    assert lines[help_ + 1].startswith(" " * len("  = help: "))
    assert all(len(line) <= 60 for line in lines[help_:])

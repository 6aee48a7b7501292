"""Bullets, labels, sentences, notes, rules, lists and comments."""

import pytest
from layout_stub import read, rule_text, tree

from eligo.syntax.elements import Blank, Comment, Definition, Heading, Unread
from eligo.syntax.nodes import Criterion, Group, Remark


def only(text: str) -> Criterion:
    """Return the single criterion of ``text``, which reads without problems."""
    result = read(text)
    assert result.codes == []
    (criterion,) = result.criteria
    return criterion


@pytest.mark.parametrize("bullet", ["-", "*", "•", "1.", "12)", "a.", "b)", "iv)", "- -", "- 1."])
def test_bullets(bullet: str) -> None:
    assert tree(only(f"{bullet} asthma")) == "asthma"


def test_a_bullet_needs_a_space_but_the_round_one_does_not() -> None:
    assert tree(only("•asthma")) == "asthma"
    result = read("-asthma")
    assert result.codes == ["E104"]
    assert result.problems[0].help == "put a space behind the bullet: `- `"


@pytest.mark.parametrize(
    "text",
    [
        '- [hb] "Hemoglobin at least 10" hb ≥ 10',
        '- [hb] "Hemoglobin at least 10"\n    hb ≥ 10',
        '- [hb] "Hemoglobin\n    at least 10"\n    hb\n    ≥ 10',
        '  *  [hb]   "Hemoglobin at least 10"\n\n\n\thb ≥ 10',
        '- [hb]\n    "Hemoglobin at least 10"\n    hb ≥ 10',
        '- [hb] "Hemoglobin at least 10"  # trailing\n    # own line\n    hb ≥ 10  # trailing',
        '- [hb] "Hemoglobin\r\n  at least 10"\r\n  hb ≥ 10\r\n',
        '- [hb] "Hemoglobin\r  at least 10"\r  hb ≥ 10\r',
    ],
)
def test_parts_of_a_criterion(text: str) -> None:
    criterion = only(text)
    assert (criterion.label, criterion.sentence, rule_text(criterion.rule)) == (
        "hb",
        "Hemoglobin at least 10",
        "hb ≥ 10",
    )
    assert criterion.text == "hb ≥ 10"


def test_spans_of_the_parts() -> None:
    text = '- [hb] "At least 10"\n    hb\n      ≥ 10\n    note "mine"\n'
    criterion = only(text)
    spans = (criterion.label_span, criterion.sentence_span, criterion.rule_span, criterion.note_span, criterion.span)
    assert [text[span.start : span.end] for span in spans] == [
        "[hb]", '"At least 10"', "hb\n      ≥ 10", 'note "mine"', text[:-1]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quoted", "sentence"),
    [
        (r'"a \"b\" c"', 'a "b" c'),
        ("\"a “b” 'c' # no comment\"", "a “b” 'c' # no comment"),
        (r'"RR \>30 a\\"', r"RR \>30 a\\"),
        ('"a\n  - not a bullet\n\n  b"', "a - not a bullet b"),
        ('"a\nunindented"', "a unindented"),
        ('"two  spaces"', "two  spaces"),
        ('"a\\\n"', "a\\ "),
    ],
)
def test_sentences(quoted: str, sentence: str) -> None:
    criterion = only(f"- {quoted}")
    assert criterion.sentence == sentence
    assert criterion.rule is None


def test_quoted_texts_and_names_in_a_rule_hold_no_comment() -> None:
    result = read("- 'a # b' and Crohn's # c\n- ask \"x # y\"\n- 5' # d\n- 'open # e\n- a 'b c # d\n- '' # f")
    assert [c.text for c in result.criteria] == ["'a # b' and Crohn's", 'ask "x # y"', "5'", "'open", "a 'b c", "''"]


def test_hash_inside_a_word_is_no_comment() -> None:
    assert read("- a#b \\# c").criteria[0].text == "a#b \\# c"


def test_comments_and_where_they_stand() -> None:
    criterion = only(
        '- [x] "s"  # behind the sentence\n'
        "    # before the rule\n"
        "    any of:  # behind the rule\n"
        "      # above a\n"
        "      - a  # behind a\n"
        "        # end of a\n"
        "      - b\n"
        "    # before the note\n"
        '    note "n"  # behind the note\n'
        "    # end\n"
    )
    assert criterion.comments == (
        Remark("# behind the sentence", "sentence", True),
        Remark("# before the rule", "rule"),
        Remark("# behind the rule", "rule", True),
        Remark("# before the note", "note"),
        Remark("# behind the note", "note", True),
        Remark("# end", "end"),
    )
    assert isinstance(criterion.rule, Group)
    assert criterion.rule.items[0].comments == (
        Remark("# above a", "above"),
        Remark("# behind a", "rule", True),
        Remark("# end of a", "end"),
    )
    assert criterion.rule.items[1].comments == ()


def test_comments_before_the_first_part_go_above_the_bullet() -> None:
    result = read("- [x]  # one\n    # two\n    a  # three\n    # four\n    b  # five\n")
    assert result.document.elements == (
        Comment("# one"),
        Comment("# two"),
        Comment("# three"),
        Comment("# four"),
        *result.criteria,
    )
    assert result.criteria[0].comments == (Remark("# five", "rule", True),)


def test_a_comment_that_left_an_item_does_not_return_to_one() -> None:
    result = read("- any of:\n    - a\n  # of the criterion\n      # too\n# of the file\n    # too\n- b")
    assert result.criteria[0].comments == (Remark("# of the criterion", "end"), Remark("# too", "end"))
    assert result.document.elements[1:3] == (Comment("# of the file"), Comment("# too"))


@pytest.mark.parametrize(
    ("line", "kind", "count"),
    [
        ("any of:", "any", None),
        ("all of:", "all", None),
        ("None of :", "none", None),
        ("at least 2 of:", "at least", 2),
        ("at most 1 of:", "at most", 1),
        ("exactly one of:", "exactly", 1),
        ("one or more of the following:", "any", None),
        ("any of the following:", "any", None),
        ("Any of the following conditions:", "any", None),
        ("all of the following criteria:", "all", None),
        ("none of the following:", "none", None),
        ("≥ 2 of the following:", "at least", 2),
        (r"\>= 2 of the following criteria：", "at least", 2),
        ("at least two (2) of the following:", "at least", 2),
        ("2 or more of the following:", "at least", 2),
        ("more than one of the following:", "at least", 2),
        ("no more than 1 of the following:", "at most", 1),
        ("fewer than 3 of:", "at most", 2),
        ("2 or fewer of:", "at most", 2),
    ],
)
def test_groups(line: str, kind: str, count: int | None) -> None:
    rule = only(f"- {line}\n    - a\n    - b").rule
    assert isinstance(rule, Group)
    assert (rule.kind, rule.count, len(rule.items)) == (kind, count, 2)


@pytest.mark.parametrize(
    "line",
    [
        "one of the following:", "both of the following:", "at least two (3) of:", "fewer than 0 of:",
        "at least 1.5 of:", "at least some of:", "patients with:", "x " * 50 + "any of:", "at least 99999 99999 of:",
        "at least 1,5 of:",
    ],
)  # fmt: skip
def test_no_groups(line: str) -> None:
    result = read(f"- {line}\n    - a")
    assert result.codes == ["E108"]
    assert result.problems[0].secondary[0].text == "the list"


def test_nested_groups_with_labels_and_sentences() -> None:
    criterion = only(
        '- [severe] "Severe"\n'
        "    all of:\n"
        "      - a\n"
        "      - any of:\n"
        "          - [b] b\n"
        '          - [q] "a question"\n'
        '          - "c"\n'
        "              c\n"
        "      - d\n"
    )
    assert tree(criterion) == ("all", ["a", ("any", ["b", "? a question", "c"]), "d"])


def test_a_list_may_stand_at_the_column_of_its_group_line() -> None:
    assert tree(only('- "s"\n    any of:\n    - a\n    - b')) == ("any", ["a", "b"])


def test_right_aligned_numbers_line_up() -> None:
    assert tree(only("- any of:\n     9. a\n    10. b")) == ("any", ["a", "b"])


def test_a_definition_with_a_list() -> None:
    result = read(
        "define severe hypoxaemia: any of:  # why\n    # above a\n    - a\n    - b\n    # end\ndefine 'x: y': z"
    )
    first, second = result.document.elements
    assert isinstance(first, Definition) and isinstance(second, Definition)
    assert (first.name, second.name, rule_text(second.rule)) == ("severe hypoxaemia", "x: y", "z")
    assert isinstance(first.rule, Group) and [item.text for item in first.rule.items] == ["a", "b"]
    assert first.comments == (Remark("# why", "rule", True), Remark("# end", "end"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("define x", "a definition needs a colon behind its name"),
        ("define : y", "this is no name"),
        ("define 'a' b: y", "this is no name"),
        ("define 'a: y", "this is no name"),
        ("define a\x7fb: y", "this is no name"),
        ("define " + "a" * 300 + ": y", "a definition needs a colon behind its name"),
        ("define x:", "`x` is defined as nothing"),
        ('define x: y\n    note "n"', "a definition has no note"),
    ],
)
def test_definition_problems(text: str, message: str) -> None:
    result = read(text + "\n- a")
    assert [(p.code, p.message) for p in result.problems] == [("E111", message)]
    assert len(result.criteria) == 1


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ('- "a', "E103", '"'),
        ('- a\n    "b', "E103", '"'),
        ('- ask "b\n    c', "E103", '"'),
        ('- a\n      "b\n    - c\n   "d', "E103", '"'),
        ("-", "E104", "-"),
        ("- [x]", "E104", "- [x]"),
        ('- note "n"', "E104", '- note "n"'),
        ('- ""', "E104", '""'),
        ('- a\n    note "n" b', "E104", "b"),
        ('- "a" "b"', "E104", '"b"'),
        ('define x: "b"', "E104", '"b"'),
        ("- any of:\n    - a\n  and b", "E104", "and b"),
        (r"- \- a", "E104", r"\- a"),
        (r'- "s" Inclusion criteria', "E104", "Inclusion criteria"),
        ("- a\0b", "E104", "\0"),
        ('- "a\x1b[31m"', "E104", "\x1b"),
        ('- a\n    note "\u202e"', "E104", "\u202e"),
        ("- any of: a, b", "E108", "any of: a, b"),
        ("- [x y] a", "E106", "[x y]"),
        ("- [123] a", "E106", "[123]"),
        ("- [x a", "E106", "["),
        ('- "a" [x] b', "E106", "[x] b"),
        ("- [alive] a", "E106", "[alive]"),
        ("- any of:", "E108", "any of:"),
        ("- any of: a, b:", "E108", "any of: a, b:"),
        ('- [x] "s"\n    - a', "E108", '- [x] "s"'),
        ("- a\n    - b", "E108", "a"),
        ("- any of:\n      - a\n    - b", "E105", "- b"),
        ('- a\n    note "m"\n    note "n"', "E110", 'note "n"'),
        ('- a\n    note "m"\n    note "n"\n    note "o"', "E110", 'note "n"'),
        ("- bad", "E201", "bad"),
        ("foo", "E104", "foo"),
    ],
)
def test_problems(text: str, code: str, underlined: str) -> None:
    """Each problem is told once, where it is, with a remedy, and leaves the criterion after it alone."""
    result = read(text + "\n- [good] good")
    assert result.codes == [code]
    assert result.underlined == [underlined]
    assert code == "E201" or result.problems[0].help
    assert result.document.recovered
    good = result.criteria[-1]
    assert (good.label, good.broken, rule_text(good.rule)) == ("good", False, "good")


def test_labels_are_unique_in_the_file() -> None:
    result = read("age 18 years\n- [a] any of:\n    - [b] x\n    - [a] y\n- [age] z\n- [c] z")
    assert result.codes == ["E106", "E106"]
    assert result.underlined == ["[a]", "[age]"]
    label = result.problems[0].secondary[0]
    assert (label.span.start, label.text) == (result.document.source.text.index("[a]"), "given here")


def test_a_header_statement_after_its_label_was_taken() -> None:
    result = read("- [sex] x\nsex all")
    assert result.codes == ["E106"]


def test_label_help_offers_a_label() -> None:
    result = read("- [Informed Consent!] a\n- [42] b")
    assert (result.problems[0].help or "").endswith(": `[informed_consent]`")
    assert (result.problems[1].help or "").endswith("`_` and `-`")


def test_five_bad_criteria_give_five_errors_and_the_good_ones_survive() -> None:
    result = read("\n".join(f"- [bad{n}] bad {n}\n- [good{n}] good {n}" for n in range(5)))
    assert result.codes == ["E201"] * 5
    assert [criterion.broken for criterion in result.criteria] == [True, False] * 5


def test_a_bad_item_leaves_its_group() -> None:
    result = read("- any of:\n    - bad\n    - b\n- all of:\n    - bad\n")
    assert [c.broken for c in result.criteria] == [False, False]
    rule = result.criteria[0].rule
    assert isinstance(rule, Group) and [item.broken for item in rule.items] == [True, False]


def test_headings_end_what_stands_before_them() -> None:
    result = read("- any of:\n    - a\n    Exclusion Criteria:\n    - b\n- Inclusion criteria\n  - c")
    assert result.codes == []
    headings = [e.section for e in result.document.elements if isinstance(e, Heading)]
    assert headings == ["exclusion", "inclusion"]
    assert [tree(criterion) for criterion in result.criteria] == [("any", ["a"]), "b", "c"]


def test_an_open_quotation_ends_at_a_heading_too() -> None:
    result = read('- "a\nKey exclusion criteria:\n- b')
    assert result.codes == ["E103"]
    assert result.document.elements[1:] == (Heading("exclusion"), result.criteria[1])


def test_blank_lines_and_unread_lines_are_kept() -> None:
    result = read("\n\n- a\n\n\n  \t\n- b\n\nfoo\n    bar\n\n")
    assert [e for e in result.document.elements if not isinstance(e, Criterion)] == [
        Blank(3),
        Blank(),
        Unread("foo\n    bar"),
    ]

"""The canonical layout."""

import pytest
from layout_stub import printed, read

CANONICAL = """\
# Comments run to the end of the line.
trial NCT05019287 "Menstrual Blood Stem Cells in \\"Severe\\" Covid-19"
source "https://clinicaltrials.gov/study/NCT05019287"
version "registry record of 2022"  # trailing

age 25–75 years
sex all
healthy volunteers no
results within 28 days

define severe hypoxaemia: SpO2 ≤ 90% at rest or PaO2/FiO2 ≤ 300 mmHg  # why
define marrow failure: any of:
  - platelets < 50
  - haemoglobin < 8
  # end of the definition
concept 'fatigue rating': scale 1 to 5, also 'tiredness', code snomed:1, code snomed:2
concept 'x': measure in mg/dL, plausible 0 to 500
concept 'y': finding, values 'mild', 'severe'
concept 'z': scale, values 'I', 'II'

inclusion criteria

- [consent] "Patients who are willing to participate as subjects in the study by signing the informed content."

- [severe] "Diagnosed with severe pneumonia of COVID: respiratory distress, RR >30 times/min; resting oxygen
    saturation of 90% or less; …"  # behind the sentence
    # before the rule
    all of:  # behind the rule
      # above the item
      - COVID-19 pneumonia  # behind the item
      - any of:
          - RR > 30 times/min
          - [q] "Is it so?"
          - "It is"
              so
          # end of the inner list
    # before the note
    note "As we read it, the three of them are what the protocol calls severe, and nothing else is, whatever the
        ward says"  # behind the note
    # end

- SARS-CoV-2 nucleic acid test positive

exclusion criteria


- [crcl] "Creatinine clearance <15 ml / min"
    creatinine clearance < 15 ml/min
    note "mine"
"""


def test_the_canonical_layout_stays() -> None:
    result = read(CANONICAL)
    assert result.codes == []
    assert printed(result) == CANONICAL


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("", ""),
        ("\n\n# c\n\n\n", "# c\n"),
        ("Key Inclusion Criteria:\n*  a\n2) b", "inclusion criteria\n- a\n- b\n"),
        ('- [x] "s" a # c', '- [x] "s"\n    a  # c\n'),
        ('- [x]\n   note "n"\n   "s"\n   a\n     b', '- [x] "s"\n    a b\n    note "n"\n'),
        (
            "- any of:\n - a\n - any of:\n       - b\n\n\n       - c",
            "- any of:\n    - a\n    - any of:\n        - b\n        - c\n",
        ),
        ("- [x] # c\n    a # d\n    b # e", "# c\n# d\n- [x] a b  # e\n"),
        ('- "s"\n    a # d\n    b # e', '- "s"\n    # d\n    a b  # e\n'),
        ("≥ 2\n", "≥ 2\n"),
        ("- one or more of the following:\n  - a", "- any of:\n    - a\n"),
        ("- ≥ two of the following:\n  - a", "- at least 2 of:\n    - a\n"),
        ("define 'a b': c\ndefine 'a: b': c", "define a b: c\ndefine 'a: b': c\n"),
        ("Sex: ALL\nages N/A\nResults within six (6) weeks", "sex all\nage N/A\nresults within 6 weeks\n"),
        ("Age: 18 Years and older", "age 18 Years and older\n"),
        ("results within 1 day\nresults of any age", "results within 1 day\nresults of any age\n"),
        ('trial NCT1 ""', "trial NCT1\n"),
        ('version # a\n  # b\n  "x"', 'version "x"  # a\n# b\n'),
        ("\u200b- a", "- a\n"),
        ('- "a\r\n  b"\r\n- c', '- "a b"\n- c\n'),
    ],
)
def test_layouts(written: str, canonical: str) -> None:
    first = read(written)
    assert printed(first) == canonical
    second = read(printed(first))
    assert second.document == first.document
    assert printed(second) == printed(first)


def test_an_age_rule_is_printed_behind_its_keyword() -> None:
    from eligo.syntax.layout.printing import print_document

    document = read("age 18–75 years").document
    assert print_document(document, lambda rule, written: "18–75 years") == "age 18–75 years\n"
    assert print_document(document, lambda rule, written: "age 18–75 years") == "age 18–75 years\n"


def test_sentences_are_broken_only_where_reading_joins_them() -> None:
    for sentence in (
        "a  b " * 60,
        "\u00a0".join("word" for _ in range(60)),
        "x" * 300,
        " lead " + "w " * 90,
        "- a\\ " * 60,
    ):
        first = read(f'- "{sentence}"\n  a')
        second = read(printed(first))
        assert first.criteria[0].sentence == sentence
        assert second.document == first.document


def test_broken_parts_are_printed_as_written_at_their_column() -> None:
    text = '  # why\n  * [x]   "s"  # c\n\n\t bad   one\n     # d\n  * any of:\n      * [y] bad\n            two\n'
    text += "      * z\n"
    result = read(text)
    canonical = '# why\n* [x]   "s"  # c\n\n   bad   one\n   # d\n- any of:\n    * [y] bad\n          two\n    - z\n'
    assert printed(result) == canonical
    again = read(canonical)
    assert again.document == result.document
    assert printed(again) == canonical


def test_broken_definitions_and_unread_lines_are_printed_as_written() -> None:
    text = "define x: bad # c\n    # d\nfoo  bar\n   - baz\nsex  purple # e\n"
    result = read(text)
    assert printed(result) == text
    assert read(printed(result)).document == result.document


def test_a_file_with_an_open_quotation_is_printed_as_written() -> None:
    text = '   *  "a\r\n\r\n   *  b'
    result = read(text)
    assert printed(result) == '   *  "a\n\n   *  b\n'

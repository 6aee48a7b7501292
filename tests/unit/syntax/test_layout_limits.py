"""Bytes into text, and the limits on size, length and nesting."""

import pytest
from layout_stub import printed, read
from support import answered_at_once

from eligo.diagnostics import Source, TrialError
from eligo.syntax.elements import Unread
from eligo.syntax.layout.reading import decode


def refused(data: bytes) -> tuple[str, str, int, str]:
    """Return the code, the message, where it points and the help for bytes that cannot be read."""
    with pytest.raises(TrialError) as caught:
        decode(data, "trial.elig")
    (problem,) = caught.value.diagnostics
    assert problem.primary and problem.help and problem.source
    return problem.code, problem.message, problem.primary.span.start, problem.help


def test_text_is_utf8_with_plain_line_ends() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n\xe2\x89\xa5", "t") == Source("t", "a\nb\nc\n≥")


def test_bytes_that_are_not_utf8() -> None:
    code, message, at, _ = refused("≥ 177 µmol".encode() + b"\xb5")
    assert (code, message, at) == ("E101", "this file is not UTF-8: byte 0xb5 at offset 13", 10)
    assert refused(b"\xc3")[:3] == ("E101", "this file is not UTF-8: byte 0xc3 at offset 0", 0)
    assert "UTF-16" in refused("trial".encode("utf-16"))[3]


def test_files_that_are_too_large() -> None:
    assert decode(b" " * 1_048_576, "t").text
    assert refused(b" " * 1_048_577)[:2] == (
        "E102", "this trial file holds 1,048,577 bytes; the limit is 1,048,576 bytes"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("é" * 600_000, "this trial file holds 1,200,000 bytes; the limit is 1,048,576 bytes"),
        ("\n" * 20_001, "this trial file holds 20,001 lines; the limit is 20,000 lines"),
        (
            "- a\n" * 2_001,
            "this trial file holds more than 2,000 criteria and statements; the limit is 2,000",
        ),
        (
            '- "a sentence of many words"\n    (no asthma or hiv)\n' * 1_700,
            "this trial file holds more than 8,000 words and signs in its rules; the limit is 8,000",
        ),
    ],
)
def test_texts_that_are_too_large(text: str, message: str) -> None:
    result = read(text)
    assert [(p.code, p.message) for p in result.problems] == [("E102", message)]
    assert result.document.elements == (Unread(text),)
    assert printed(result).rstrip("\n") == text.rstrip("\n")


def test_lone_surrogates() -> None:
    result = read("- a \ud800")
    assert result.codes == ["E101"]
    assert result.problems[0].message.endswith("at offset 4")


def test_length_of_a_criterion() -> None:
    assert read(f'- "{"é" * 4_094}"').codes == []
    result = read(f'- "{"é" * 4_090}" {"a" * 20}\n- b')
    assert result.codes == ["E109"]
    assert "8,202 bytes" in result.problems[0].message
    assert [criterion.broken for criterion in result.criteria] == [True, False]
    many = "\n".join(f'    - "{"a" * 1000}"' for _ in range(20))
    assert read(f"- any of:\n{many}").codes == []


def nested(depth: int) -> str:
    """Return ``depth`` bullets, each below the one before."""
    return "\n".join("  " * level + ("- any of:" if level < depth - 1 else "- a") for level in range(depth))


def test_nesting() -> None:
    assert read(nested(64)).codes == []
    result = read(nested(65) + "\n- b")
    assert result.codes == ["E105"]
    assert result.document.recovered
    assert len(result.criteria) == 2
    assert read(nested(1000)).codes == ["E105"]


_MANY = 250_000
HOSTILE = {
    "brackets": "- " + "(" * _MANY,
    "quotes": '"' * _MANY,
    "quotes behind a bullet": "- " + '"' * _MANY,
    "escaped quotes": '- "' + '\\"' * _MANY,
    "bullets on one line": "- " * _MANY,
    "bullets": "- \n" * _MANY,
    "open quotations": '- "a\n' * 1_999,
    "open quotations below": '- a\n  "b\n' * 999,
    "nulls": "\0" * _MANY,
    "apostrophes": "- " + " 'a" * _MANY,
    "backslashes": "- " + "\\" * _MANY,
    "spaces": "- a" + " " * _MANY + "b",
    "tabs": "\t" * _MANY,
    "returns": "\r" * _MANY,
    "hashes": " #" * _MANY,
    "labels": "- " + "[" * _MANY,
    "colons": "define " + "a:" * _MANY,
    "names": "concept '" + "'" * _MANY,
    "synonyms": "concept 'a': drug" + ", also 'b'" * 50_000,
    "digits": "age " + "9" * _MANY,
    "digits of a group": "- at least " + "9" * 8_000 + " of:\n  - a",
    "zero width": "\u200b" * _MANY,
    "stairs": "\n".join(" " * step + "- any of:" for step in range(700)),
    "comments down the stairs": "- a\n" + "\n".join(" " * (step % 700) + "#" for step in range(1_400)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_in_time(text: str) -> None:
    """A quarter of a megabyte takes well under a second; what is not linear takes minutes."""
    with answered_at_once():
        result = read(text)
        printed(result)
    assert result.codes or not result.criteria or "#" in text

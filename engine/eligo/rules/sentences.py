"""Compare a protocol sentence with the rule that formalises it (W511)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from eligo.diagnostics import Diagnostic, Label
from eligo.rules.model import Change, Criterion, Measure, Ratio
from eligo.rules.walking import parts_of
from eligo.syntax.tokens.numerals import number_at, value_of

#: words of degree and kind that no rule decides; a sentence that has one says more than its rule
_MORE = re.compile(
    r"\b(?:(?:mild|moderate)(?:\s+(?:to|or)\s+severe)?|severe|recent(?:ly)?|long-term|adequate|significant|uncontrolled"
    r"|requir(?:es|ing)|in the opinion of|such as|e\.g\.|including|refractory|unknown)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def sentence_says_more(criterion: Criterion) -> Iterator[Diagnostic]:
    """Warn where the sentence has a word of degree that the rule lacks, or lacks a number that the rule has.

    A note settles it: the author has said how the sentence was read.
    """
    sentence = criterion.sentence
    if sentence is None or criterion.note is not None or not criterion.text:
        return
    for word in _MORE.finditer(sentence):
        if word.group().lower() not in criterion.text.lower():
            yield _says_more(criterion, f"the sentence says `{word.group()}`, which the rule does not decide")
            return
    said = _numbers_in(sentence)
    for text in _numbers_of(criterion):
        if said and value_of(text) not in said:
            yield _says_more(criterion, f"the rule says `{text}`, the sentence does not")
            return


def _says_more(criterion: Criterion, message: str) -> Diagnostic:
    return Diagnostic("W511", message, Label(criterion.span), help='say how it was read: `note "…"` below the rule')


def _numbers_in(sentence: str) -> set[Fraction]:
    found = {
        value for match in _NUMBER.finditer(sentence) if (value := value_of(match.group().rstrip(","))) is not None
    }
    starts = [match.start() for match in re.finditer(r"\b[A-Za-z]", sentence)]
    return found | {number[1] for start in starts if (number := number_at(sentence, start)) is not None}


def _numbers_of(criterion: Criterion) -> Iterator[str]:
    for part in parts_of(criterion.rule):
        if isinstance(part, Measure | Ratio | Change):
            yield from (bound.text for bound in (part.low, part.high) if bound is not None and bound.text != "1")

"""Sentences that list conditions, each plain by itself: ``Hb ≥ 9 g/dL; ALT ≤ 3 × ULN (≤ 5 × ULN if liver metastases)``.

A list whose items have brackets, branches or alternatives of their own cannot be read from left to right. Here it is
taken apart at its marks, each item is read alone, and the items are put together again in brackets: every inclusion is
needed, any exclusion excludes. A list is left alone wherever a word of one item may reach into another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from eligo.drafting.connectives import connective
from eligo.drafting.model import Reading
from eligo.drafting.wordings.glosses import names_state_of
from eligo.rules.model import Any, Change, Finding, Grade, If, Measure, Not, Present, Ratio, Rule, Section
from eligo.rules.walking import children_of, parts_of

_AT_MOST = 900
_ITEMS_AT_MOST = 16
#: parts of one item at most: `AST, ALT, ALP and bilirubin ≤ 3 × ULN`
_PARTS_AT_MOST = 5
_MARK = re.compile(
    r"\s*(?P<sign>[;,；，])(?=\s)\s*(?:(?P<word>and/or|and|or)\s+)?"
    r"|(?<=[\w)%])\.\s+(?=[A-Z])"
    r"|\s+(?P<alone>and/or|and|or)\s+",
    re.IGNORECASE,
)
#: a full stop that ends no sentence
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|vs|approx|incl|resp|no|dr|st|cf|etc|[a-z]|\d)$", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?:(?:the )?(?:patients?|subjects?|participants?) (?:(?:must|should) )?(?:have|has|be)|their|the|an?)\b ?",
    re.IGNORECASE,
)
#: words with which an item goes on that began before it, or says something of it
_GOES_ON = re.compile(
    r"(?:if|unless|except|otherwise|however|but|where|when|which|who|whose|that|than|then|provided|with|without|in|for|at"
    r"|by|on|as|defined|measured|obtained|calculated|including|excluding|patients?|subjects?|participants?|those)\b",
    re.IGNORECASE,
)
#: of these, those that are lead words of a drug or procedure
_IS_ON = re.compile(r"on (?!the\b|an?\b|this\b|screening\b|day\b)[a-z]", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|except|in|for|with|without|among|when|where)\b", re.IGNORECASE)
#: `…; in patients with asthma`: the condition is of what follows it
_OPENS_WITH_IF = re.compile(r"[;,.]\s*(?:if|in|for|with|without|among|when|where)\b", re.IGNORECASE)
#: `…; for patients with asthma, ≤ 5 × ULN`: a bound of its own sentence, of which of the measures before it?
_OF_NOBODY = re.compile(r"[;.]\s*(?:if|in|for)\b[^,;.<>≤≥]*,?\s*(?:[<>≤≥]|=<)", re.IGNORECASE)
_TIME = re.compile(r"\b(?:within|before|prior|during|after|past|last|previous)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_IN_PARTS = re.compile(r", | (?:and|or|if|unless|except|then|for) ")
_INNER = {"and": re.compile(r"\b(?:and/)?or\b", re.IGNORECASE), "or": re.compile(r"\band(?:/or)?\b", re.IGNORECASE)}
#: one of these stands in whatever bounds a result, which one item of a list has to do
_MAY_COMPARE = re.compile(
    r"[<>≥≤=]|\d ?[-–~] ?\d"
    r"|\b(?:least|most|than|above|below|over|under|between|exceeding|normal|negative|positive|grade|class|stage|to)\b",
    re.IGNORECASE,
)
_COMPARED = Measure | Ratio | Change | Grade | Finding
#: measures of one function: between these alone an `or` behind a comma is of the two
RENAL = frozenset(("creatinine", "creatinine_clearance", "egfr"))


class Mark(NamedTuple):
    """What stands between two parts of a list; ``ends`` where it is a full stop or a semicolon."""

    start: int
    end: int
    word: str
    has_sign: bool
    ends: bool


class Item(NamedTuple):
    """One item of a list as it stands, and what it is read as; ``mark`` is before it."""

    text: str
    reading: Reading
    rule: Rule
    mark: Mark | None

    @property
    def outside(self) -> str:
        """Return the text without what stands in brackets."""
        return _BRACKETS.sub(" ", _BRACKETS.sub(" ", self.text))

    @property
    def is_explained(self) -> bool:
        """Tell whether it names a state that its numbers say: ``anemia (hemoglobin < 9 g/dL)``."""
        return self.compares and self.reading.text != self.text.strip(" .;,")

    @property
    def compares(self) -> bool:
        """Tell whether it bounds a result."""
        return any(isinstance(part, _COMPARED) for part in parts_of(self.rule))


def composed(text: str, section: Section | None, read: Callable[[str], Reading]) -> str | None:
    """Return ``text`` as items joined, those in brackets that have parts; None where it is no list of plain items.

    ``read`` reads one item as if it were a criterion of its own.
    """
    if section is None or len(text) > _AT_MOST or not _MAY_COMPARE.search(text):
        return None
    every = _marks(text)
    usual = connective(section)
    for word in dict.fromkeys((usual, "or")):
        marks = [mark for mark in every if mark.word in ("", word)]
        is_usual = word == usual
        if not 0 < len(marks) < _ITEMS_AT_MOST or not (is_usual or all(mark.word == "or" for mark in marks)):
            continue
        if any(mark.ends and mark.word not in ("", word) for mark in every):
            continue
        for items in _segments(text, marks, read):
            if _are_plain(items, word):
                return f" {word} ".join(_bracketed(item.reading.canonical or "") for item in items)
    return None


def _bracketed(canonical: str) -> str:
    return f"({canonical})" if _IN_PARTS.search(canonical) else canonical


def _marks(text: str) -> list[Mark]:
    """Return the marks of ``text`` outside of its brackets."""
    depth = [0]
    for sign in text:
        depth.append(depth[-1] + (sign in "([") - (sign in ")]"))
    found: list[Mark] = []
    for mark in _MARK.finditer(text):
        is_stop = mark.group().startswith(".")
        if depth[mark.start()] == 0 and not (is_stop and _ABBREVIATED.search(text[: mark.start()])):
            word = (mark["word"] or mark["alone"] or "").lower()
            found.append(
                Mark(mark.start(), mark.end(), word, mark["alone"] is None, is_stop or mark["sign"] in (";", "；"))
            )
    return found


def _segments(text: str, marks: list[Mark], read: Callable[[str], Reading], at: int = 0) -> Iterator[list[Item]]:
    """Yield the ways to take ``text`` apart at ``marks`` into items that each read alone, short items first."""
    before = marks[at - 1] if at else None
    for last in range(at, min(at + _PARTS_AT_MOST, len(marks) + (at > 0))):
        part = text[before.end if before else 0 : marks[last].start if last < len(marks) else len(text)]
        if before and before.ends and (opening := _SENTENCE.match(part)):
            part = part[opening.end() :]
        reading = read(part)
        if reading.rule is None:
            continue
        item = Item(part, reading, reading.rule, before)
        if last == len(marks):
            yield [item]
        else:
            yield from ([item, *rest] for rest in _segments(text, marks, read, last + 1))


def _are_plain(items: list[Item], word: str) -> bool:
    """Tell whether no item says anything of another, so that each means what it means alone."""
    others = [item for item in items if not item.compares and not isinstance(item.rule, Not)]
    if len(others) > 1 or not any(item.compares for item in items) or _names_again(items) or _times_last(items):
        return False
    if any(_is_conditional(item) and _OPENS_WITH_IF.search(item.outside) for item in items):
        return False
    if any(_OF_NOBODY.search(item.outside) for item in items[1:]) or any(map(_shares_exemption, items, items[1:])):
        return False
    if any(_reaches(before) and any(map(_is_reached, items[at:])) for at, before in enumerate(items, start=1)):
        return False
    last = items[-1].mark
    # of an inclusion it is one more thing to be met, whatever it says of the item before it
    is_told = word == "and" or (last is not None and last.word == "or")
    says_or = word == "or" and is_told
    return all(_is_apart(before, item, is_told, says_or) for before, item in pairwise(items)) and all(
        _is_tight(one, item.mark, word) for before, item in pairwise(items) for one in (before, item)
    )


def _names_again(items: list[Item]) -> bool:
    """``platelets ≥ 100 …; platelets ≥ 75 …``: two bounds on one side of one measure are of different people."""
    sides = [set(_sides(item.rule)) for item in items]
    return sum(map(len, sides)) > len(set[tuple[str, str]]().union(*sides))


def _sides(rule: Rule) -> Iterator[tuple[str, str]]:
    for part in parts_of(rule):
        if isinstance(part, Measure):
            yield from ((part.measure, side) for side in ("low", "high") if getattr(part, side) is not None)
        if isinstance(part, Grade):
            yield part.scale, part.of or ""


def _times_last(items: list[Item]) -> bool:
    """``A or B (within 14 days before enrolment)``: tell whether only the last item has a time, so perhaps all have."""
    timed = [_is_timed(item.rule) for item in items]
    return timed[-1] and not all(timed)


def _is_timed(rule: Rule) -> bool:
    return any(isinstance(part, Measure | Ratio) and part.window is not None for part in parts_of(rule))


def _reaches(item: Item) -> bool:
    """Tell whether a history, an allergy or a negation opens the item, which may be of names in later items."""
    said = [part for part in parts_of(item.rule) if isinstance(part, Present)]
    return any(part.when != "now" or part.relation is not None for part in said) or isinstance(item.rule, Not)


def _is_reached(item: Item) -> bool:
    """Tell whether the item names a condition, be it one that its numbers explain, under no lead word of its own."""
    return item.is_explained or (_names(item.rule) and not _reaches(item))


def _names(rule: Rule) -> bool:
    """Tell whether a condition is asked for, and not only as whom a bound is of."""
    if isinstance(rule, If):
        return _names(rule.then) or _names(rule.otherwise)
    return isinstance(rule, Present) or any(_names(part) for part in children_of(rule))


def _is_apart(before: Item, item: Item, is_told: bool, says_or: bool) -> bool:
    """Tell whether nothing of ``item`` may belong to the one before it, nor the other way round."""
    mark = item.mark
    assert mark is not None
    if _GOES_ON.match(item.text) and not _IS_ON.match(item.text):
        return False
    if _is_conditional(item) and not (mark.ends and _keeps(item)):
        return False
    if item.is_explained and _explains_both(before, item):
        return False
    if isinstance(before.rule, Not) and item.compares and not _is_of_time(before.rule.of):
        return False  # `no hypertension; systolic blood pressure > 160 mmHg`: denied as well?
    if mark.ends:
        # `diabetes; HbA1c > 9%`: the second may say of the first which is meant
        return before.compares or not item.compares or mark.word != "" or is_told
    if not before.compares or not item.compares:
        is_joined = mark.word != "" or says_or or isinstance(item.rule, Not) or isinstance(before.rule, Not)
        is_of_all = bool(_TIME.search(item.outside)) and not isinstance(item.rule, Not)
        return is_joined and not is_of_all and not _is_conditional(before)
    if _TIME.search(item.outside):
        return False
    return not _is_conditional(before) or mark.has_sign


def _shares_exemption(before: Item, item: Item) -> bool:
    """``AST ≤ 3 × ULN, ALT ≤ 3 × ULN (≤ 5 × ULN if liver metastases)``: behind equal bounds it may be of both."""
    exempts = any(isinstance(part, If | Present) for part in parts_of(item.rule))
    return exempts and isinstance(before.rule, Measure) and not _values(before.rule).isdisjoint(_values(item.rule))


def _values(rule: Rule) -> set[Fraction]:
    bounds = [bound for part in parts_of(rule) if isinstance(part, Measure) for bound in (part.low, part.high)]
    return {bound.value for bound in bounds if bound is not None}


def _is_of_time(rule: Rule) -> bool:
    return isinstance(rule, Present) and rule.when == "window"


def _explains_both(before: Item, item: Item) -> bool:
    """``overweight or obesity (BMI ≥ 25 kg/m²)``: tell whether the numbers are of the name before them, too."""
    measured = frozenset(part.measure for part in parts_of(item.rule) if isinstance(part, Measure))
    return not before.compares and names_state_of(before.text, measured)


def _is_conditional(item: Item) -> bool:
    """Tell whether a condition stands in the item, outside of brackets, that may be of more than the item."""
    return bool(_IF.search(item.outside)) and not any(isinstance(part, If) for part in parts_of(item.rule))


def _keeps(item: Item) -> bool:
    """``bilirubin ≤ 1.5 × ULN unless Gilbert syndrome``: an exemption is of its own sentence; a condition that opens
    one, or ends it alone, may make it the exception of the sentence before."""
    return bool(re.search(r"\b(?:unless|except)\b", item.outside, re.IGNORECASE))


def _is_tight(item: Item, mark: Mark | None, word: str) -> bool:
    """Tell whether the other connective inside an item joins what nothing else in the list can be joined with."""
    assert mark is not None
    if mark.ends or isinstance(item.rule, Not) or not _INNER[word].search(item.outside):
        return True  # a negation covers its list: `no A or B`
    if not mark.has_sign:
        return False
    parts = parts_of(item.rule)
    measured = [part for part in parts if isinstance(part, Measure)]
    if any(isinstance(part, If) for part in parts) or len({part.measure for part in measured}) == 1:
        return True
    if not isinstance(item.rule, Any) or len(measured) != len(item.rule.of):
        return False
    bounds = {(part.low, part.high, part.unit, part.relative_to) for part in measured}
    return len(bounds) == 1 or {part.measure for part in measured} <= RENAL

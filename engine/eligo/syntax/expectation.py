"""Say in words what the grammar would have taken: a few human classes, never a list of terminals."""

from __future__ import annotations

_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("a name", frozenset(("NAME", "DEFINED"))),
    ("a comparison", frozenset(("GE", "GT", "LE", "LT"))),
    ("a number", frozenset(("NUMBER",))),
    ("a unit", frozenset(("UNIT",))),
    ("a unit of time", frozenset(("TIME_UNIT",))),
    ("`and`, `or` or the end", frozenset(("AND", "OR"))),
    ("`)`", frozenset(("RPAR",))),
    ("`then`", frozenset(("THEN",))),
    ("a question in quotes", frozenset(("STRING",))),
    ("a date to count from, such as `screening` or `randomisation`", frozenset(("ANCHOR_SCREENING",))),
)


def expected_words(accepts: set[str]) -> str:
    """Return what may follow, in words.

    >>> expected_words({"NUMBER", "ULN"})
    'a number'
    """
    named = [words for words, terminals in _CLASSES if terminals & accepts]
    if not named:
        return "something else"
    return named[0] if len(named) == 1 else ", ".join(named[:-1]) + " or " + named[-1]

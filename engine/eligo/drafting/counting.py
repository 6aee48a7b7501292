"""How many lines became what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from eligo.drafting.model import Drafted


def counted(drafted: Iterable[Drafted]) -> str:
    """Return the count in words: ``42 lines: 17 rules, 21 questions, 4 headings``."""
    kinds = Counter(line.kind for line in drafted)
    parts = ", ".join(_number(kinds[kind], kind) for kind in ("rule", "question", "heading"))
    return f"{_number(kinds.total(), 'line')}: {parts}"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

"""The questions that a rule asks of a patient, out of whatever logic holds them together."""

from __future__ import annotations

from collections.abc import Iterator

from eligo.rules.model import Rule
from eligo.rules.walking import children_of


def atoms(rule: Rule) -> Iterator[Rule]:
    """Yield every rule inside ``rule`` that is not made of other rules, in the order in which they are written."""
    children = children_of(rule)
    if not children:
        yield rule
    for child in children:
        yield from atoms(child)

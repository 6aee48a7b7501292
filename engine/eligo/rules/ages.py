"""Ages: the one measure that is often bounded without its name, since nothing else is bounded in years."""

from __future__ import annotations

import re

from eligo.rules.model import Measure, Rule
from eligo.rules.phrases import Phrase, last_amount
from eligo.syntax import nodes as n

#: units in which nothing but an age is bounded without a name
_YEARS = re.compile(r"(?:years?|yrs?\.?)(?: old| of age)?|yo|y\.-?o\.?|y/o")


def is_age(rule: Rule) -> bool:
    """Tell whether ``rule`` bounds the age and nothing else."""
    return isinstance(rule, Measure) and rule.measure == "age"


def is_of_age(phrase: Phrase) -> bool:
    """Tell whether ``phrase`` bounds the age, or does not say what."""
    return [name.concepts for name in phrase.names] in ([], [("age",)])


def units_of(phrase: Phrase) -> list[str]:
    """Return the units of the bounds as written; empty where none is."""
    return [(amount.unit or "") if isinstance(amount, n.Amount) else "-" for amount in map(last_amount, phrase.bounds)]


def says_years(phrase: Phrase) -> bool:
    """``18 years or older`` and ``≥ 18 years`` are of the age: nothing else is bounded in years without a name."""
    units = units_of(phrase)
    return bool(units) and all(_YEARS.fullmatch(unit.lower()) for unit in units)

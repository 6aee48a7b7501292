"""Words for people: their sex, adults and children."""

from __future__ import annotations

from fractions import Fraction

from eligo.quantities.units import parse_unit
from eligo.rules.context import Context
from eligo.rules.model import Demographic, Measure, Rule, Threshold
from eligo.syntax import nodes as n

#: adults are 18 and over, children under 18 (LANGUAGE §2, People)
_ADULT = Fraction(18)


def person_rule(person: n.Person) -> Rule:
    """Return the rule that a word for people is."""
    if person.who in ("male", "female"):
        return Demographic("male" if person.who == "male" else "female")
    years = parse_unit("a")
    if person.who == "adults":
        return Measure("age", low=Threshold(_ADULT, True, "18"), unit=years)
    return Measure("age", high=Threshold(_ADULT, False, "18"), unit=years)


def says_it_already(people: list[n.Person], names: list[n.Name], context: Context) -> bool:
    """Tell whether every name is of what belongs to that sex: ``pregnant women`` is pregnancy."""
    if len(people) != 1 or not names:
        return False
    concepts = [context.vocabulary.concepts[id] for name in names for id in name.concepts]
    return bool(concepts) and all(concept.sex == people[0].who for concept in concepts)

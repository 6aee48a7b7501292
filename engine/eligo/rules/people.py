"""Words for people: their sex, adults and children."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from eligo.quantities.units import parse_unit
from eligo.rules.context import Context
from eligo.rules.model import All, Demographic, Measure, Rule, Threshold
from eligo.rules.ranges import Range
from eligo.syntax import nodes as n

#: adults are 18 and over, children under 18 (LANGUAGE §2, People)
_ADULT = Fraction(18)


def person_rule(person: n.Person) -> Rule:
    """Return the rule that a word for people is."""
    if person.who in ("male", "female"):
        return Demographic("male" if person.who == "male" else "female")
    if person.who == "all":
        return All(())
    years = parse_unit("a")
    if person.who == "adults":
        return Measure("age", low=Threshold(_ADULT, True, "18"), unit=years)
    return Measure("age", high=Threshold(_ADULT, False, "18"), unit=years)


def of_people(people: list[Rule], rule: Rule) -> Rule:
    """Return ``rule`` of these people; ``adults aged 19 to 79`` and ``adults ≤ 75 years`` are one bounded age each."""
    kept: list[Rule] = []
    for person in people:
        bounded = _bounded(person, rule)
        rule = bounded or rule
        kept += [] if bounded else [person]
    return All((*kept, rule)) if kept else rule


def _bounded(person: Rule, rule: Rule) -> Measure | None:
    """Return the age in years that both allow, where the rule bounds it at least as closely as the word for people."""
    if not isinstance(person, Measure) or not isinstance(rule, Measure):
        return None
    if (rule.measure, rule.unit) != (person.measure, person.unit):
        return None
    both = Range.of(person).intersect(Range.of(rule))
    low, high = rule.low or person.low, rule.high or person.high
    joined = replace(rule, low=low, high=high)
    return joined if Range.of(joined) == both and not both.is_empty else None


def says_it_already(people: list[n.Person], names: list[n.Name], context: Context) -> bool:
    """Tell whether every name is of what belongs to that sex: ``pregnant women`` is pregnancy."""
    if len(people) != 1 or not names:
        return False
    concepts = [context.vocabulary.concepts[id] for name in names for id in name.concepts]
    return bool(concepts) and all(concept.sex == people[0].who for concept in concepts)

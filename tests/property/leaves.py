"""The rules of one piece in a compiled trial, and what bears on each of them."""

from __future__ import annotations

from collections.abc import Iterator

from eligo.rules.model import (
    All,
    Any,
    Ask,
    Change,
    Count,
    Demographic,
    Finding,
    Grade,
    If,
    Measure,
    NoneOf,
    Not,
    Present,
    Ratio,
    Rule,
    Trial,
)  # fmt: skip
from eligo.vocabulary import Vocabulary
from eligo.vocabulary import model as v

Leaf = Measure | Ratio | Change | Grade | Finding | Present | Demographic | Ask


def leaves_of(rule: Rule) -> Iterator[Leaf]:
    """Yield the rules of one piece in ``rule``."""
    match rule:
        case All(of=parts) | Any(of=parts) | NoneOf(of=parts) | Count(of=parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(of=part):
            yield from leaves_of(part)
        case If(when=when, then=then, otherwise=otherwise):
            for part in (when, then, otherwise):
                yield from leaves_of(part)
        case _:
            yield rule


def leaves_in(trial: Trial) -> list[Leaf]:
    """Return the rules of one piece in ``trial``."""
    return [leaf for criterion in trial.criteria for leaf in leaves_of(criterion.rule)]


def concepts_of(leaf: Leaf) -> tuple[str, ...]:
    """Return the ids of the concepts that ``leaf`` names."""
    match leaf:
        case Measure(measure=id) | Change(measure=id):
            return (id,)
        case Ratio(of=ids):
            return ids
        case Grade(scale=id, of=of):
            return (id,) if of is None else (id, of)
        case Finding(finding=id):
            return (id,)
        case Present(concepts=ids, exceptions=others):
            return (*ids, *others)
        case _:
            return ()


def bearing_on(rule: Rule, vocabulary: Vocabulary) -> frozenset[str]:
    """Return every concept of which a record bears on ``rule``: its concepts, their members and parents, findings that
    imply or suggest them, conditions that their findings imply, inputs of formulas and what rules a formula out.
    """
    found: set[str] = set()
    waiting = [id for leaf in leaves_of(rule) for id in concepts_of(leaf)]
    while waiting:
        for id in {waiting.pop()}:
            near = vocabulary.members(id) | vocabulary.ancestors(id) | vocabulary.kinds_beside(id)
            found |= near
            for formula in vocabulary.formulas_for(id):
                waiting += [i for i, _ in formula.inputs if i not in found]
                waiting += [i for i in formula.not_during if i not in found]
            concept = vocabulary.concepts[id]
            if isinstance(concept, v.Scale) and concept.follows_from is not None:
                waiting.append(concept.follows_from[0])
            if isinstance(concept, v.Finding) and concept.implies is not None and concept.implies not in found:
                waiting.append(concept.implies)
    for finding in vocabulary.concepts.values():
        if isinstance(finding, v.Finding) and found & {*finding.suggests, finding.implies}:
            found |= vocabulary.members(finding.id) | vocabulary.ancestors(finding.id)
    return frozenset(found)

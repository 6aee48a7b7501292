"""Walk a typed rule."""

from __future__ import annotations

from eligo.rules.model import All, Any, Count, If, NoneOf, Not, Rule


def children_of(rule: Rule) -> tuple[Rule, ...]:
    """Return the rules that ``rule`` is made of."""
    match rule:
        case All(of) | Any(of) | NoneOf(of) | Count(_, _, of):
            return of
        case Not(of):
            return (of,)
        case If(when, then, otherwise):
            return (when, then, otherwise)
        case _:
            return ()


def exceeds(rule: Rule, terms: int) -> bool:
    """Tell whether ``rule``, its definitions written out, has more than ``terms`` parts; looks at no more than that."""
    waiting, seen = [rule], 0
    while waiting and seen <= terms:
        waiting.extend(children_of(waiting.pop()))
        seen += 1
    return seen > terms


def leaves_of(rule: Rule) -> list[Rule]:
    """Return the parts of ``rule`` that have no parts of their own."""
    return [part for part in parts_of(rule) if not children_of(part)]


def parts_of(rule: Rule) -> list[Rule]:
    """Return ``rule`` and every rule inside it, outermost first."""
    found = [rule]
    for part in found:
        found.extend(children_of(part))
    return found

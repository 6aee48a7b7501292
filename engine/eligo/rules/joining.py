"""How the items of a clause are joined: by one connective, branched by sex, under a condition, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from eligo.diagnostics import Span
from eligo.rules.context import Context, refuse
from eligo.rules.model import All, Any, Demographic, Grade, If, Not, Rule
from eligo.rules.phrases import Phrase
from eligo.syntax import nodes as n


@dataclass
class Item:
    """A rule, what it compares (for branches), and the word that joins it to the one before."""

    rule: Rule
    span: Span
    subject: tuple[str, ...] = ()
    bare: bool = False
    qualifier: n.Person | None = None
    join: str = ""
    #: a negation, a history or a grade opens it and may be meant to reach further, or it is names alone
    reach: Literal["negation", "grade", "names", "history"] | None = None
    #: the words that join names inside it
    inner: frozenset[str] = frozenset()
    #: the names compared, how they share the bound, and what was asked of them, for a bare bound that follows
    names: tuple[n.Name, ...] = ()
    shared: tuple[str, ...] = ()
    asked: Phrase | None = None


def join_items(items: list[Item], context: Context) -> Rule:
    """Return the rule that ``items`` make together."""
    _check_reach(items)
    items = _branches(items, context)
    if len(items) == 1:
        return items[0].rule
    joins = {item.join for item in items[1:]}
    inner = {word for item in items for word in item.inner if word != "/"}
    span = items[0].span.to(items[-1].span)
    if len(joins | inner) > 1 or "/" in joins:
        raise refuse(
            "E401", "`and` and `or` stand side by side", span,
            "put brackets round what belongs together, or write `any of:`",
        )  # fmt: skip
    rules = tuple(item.rule for item in items)
    return All(rules) if joins == {"and"} else Any(rules)


def _check_reach(items: list[Item]) -> None:
    """Refuse ``no A or history of B`` and ``grade ≥ 3 A or B``: the negation and the grade may be meant of both."""
    for before, item in pairwise(items):
        if item.join == "or" and before.reach == "negation" and item.reach != "negation":
            raise refuse(
                "E407",
                "does the negation reach this far?",
                item.span,
                "write `and no`, or brackets round what is negated",
            )
        if before.reach == "history" and _is_of_disease(item):
            help_ = "put `history of` behind it, or brackets round what it is of"
            raise refuse("E407", "does the history reach this far?", item.span, help_)
        if {before.reach, item.reach} == {"grade", "names"}:
            span = before.span.to(item.span)
            raise refuse(
                "E407", "is the grade of every name here?", span, "give each its own grade, or write `any of:`"
            )


def _is_of_disease(item: Item) -> bool:
    """``heart failure (NYHA class III)``: tell whether ``item`` names a disease and behind it the scale of it."""
    return isinstance(item.rule, Grade) and len(item.names) > 1 and item.rule.scale not in item.names[0].concepts


def _branches(items: list[Item], context: Context) -> list[Item]:
    """Turn ``… for men or … for women`` into one rule that asks the sex first."""
    result: list[Item] = []
    index = 0
    while index < len(items):
        item = items[index]
        if item.qualifier is None:
            result.append(item)
            index += 1
            continue
        other = items[index + 1] if index + 1 < len(items) else None
        result.append(_by_sex(item, other, len(items), context))
        index += 2 if other is not None else 1
    return result


def _by_sex(item: Item, other: Item | None, count: int, context: Context) -> Item:
    who = item.qualifier
    assert who is not None
    when = Demographic("male" if who.who == "male" else "female")
    if other is not None and other.qualifier is not None and other.qualifier.who != who.who:
        if other.subject == item.subject:
            span, inner = item.span.to(other.span), frozenset((other.join,))
            return Item(If(when, item.rule, other.rule), span, join=item.join, inner=inner)
        raise refuse("E407", "two different measures for men and women", item.span.to(other.span), "use brackets")
    if other is not None or count > 1:
        raise refuse("E407", "of how much of this does it hold?", who.span, "put brackets round what belongs together")
    return Item(conditional(when, item.rule, who.span, context), item.span, join=item.join)


def conditional(when: Rule, then: Rule, span: Span, context: Context) -> Rule:
    """Return ``if when then then``: as an inclusion it exempts the others, as an exclusion it concerns no others."""
    if context.section is None:
        raise refuse(
            "E408", "does this exempt or exclude? no section decides here", span,
            "write it with `otherwise`, or with `or`",
        )  # fmt: skip
    return Any((then, Not(when))) if context.section == "inclusion" else All((when, then))

"""From what is written to what it means: groups, conditions and definitions, down to clauses."""

from __future__ import annotations

from dataclasses import replace

from eligo.diagnostics import Diagnostic, Label, Span
from eligo.rules.clauses import items_of
from eligo.rules.context import Context, Refused, refuse
from eligo.rules.joining import Item, conditional, join_items
from eligo.rules.model import All, Any, Ask, Count, If, NoneOf, Not, Rule
from eligo.rules.walking import exceeds
from eligo.syntax import nodes as n
from eligo.syntax.parser import MAX_TERMS


def resolve_rule(rule: n.Rule, context: Context) -> Rule:
    """Return the typed rule; raises `Refused` where it means nothing plain."""
    if isinstance(rule, n.Group):
        return _group(rule, context)
    if isinstance(rule, n.Conditional):
        return _conditional(rule, context)
    return join_items(items_of(rule, context), context)


# --- groups -------------------------------------------------------------------------------------------------------


def _group(group: n.Group, context: Context) -> Rule:
    """Return a group; in a count and in `none of` no section decides how an item reads."""
    inner = context if group.kind in ("any", "all") else context.without_section()
    rules: list[Rule] = []
    problems: list[Diagnostic] = []
    for position, item in enumerate(group.items, start=1):
        if item.broken:
            continue
        try:
            rules.append(_item(item, position, inner))
        except Refused as refused:
            problems.extend(refused.diagnostics)
    if problems:
        raise Refused(*problems)
    of = tuple(rules)
    if group.kind == "any":
        return Any(of)
    if group.kind == "all":
        return All(of)
    if group.kind == "none":
        return NoneOf(of)
    return _count(group, of)


def _count(group: n.Group, of: tuple[Rule, ...]) -> Count:
    count = group.count or 0
    if count > len(of) and group.kind != "at most":
        raise refuse(
            "E409", f"{count} of {len(of)} can never hold", group.span, "correct the number, or add to the list"
        )
    low = count if group.kind in ("at least", "exactly") else None
    high = count if group.kind in ("at most", "exactly") else None
    return Count(low, high, of)


def _item(item: n.Criterion, position: int, context: Context) -> Rule:
    """Return the rule of an item; without one its sentence is a question under its own label."""
    key = f"{context.key}.{item.label or position}" if context.key else (item.label or str(position))
    if item.rule is None:
        if item.label is None:
            context.warn(
                "W512", "a question without a label is called by its place", item.span, "write `[label]` before it"
            )
        context.questions.append(key)
        return Ask(item.sentence or item.text, key, is_sentence=True)
    return resolve_rule(item.rule, replace(context, key=key) if item.label else context)


# --- conditions ---------------------------------------------------------------------------------------------------


def _conditional(rule: n.Conditional, context: Context) -> Rule:
    condition = join_items(items_of(rule.condition, context.without_section()), context.without_section())
    if rule.otherwise is not None:
        then = join_items(items_of(rule.rule, context), context)
        return If(condition, then, join_items(items_of(rule.otherwise, context), context))
    items = items_of(rule.rule, context)
    if rule.form == "if-then":
        return conditional(condition, join_items(items, context), rule.span, context)
    if rule.form == "if" and (branch := _branch(items, condition, context)):
        return branch
    _check_reach(items, rule)
    body = join_items(items, context)
    if rule.form == "if":
        return conditional(condition, body, rule.span, context)
    return _unless(body, condition, rule, context)


def _branch(items: list[Item], condition: Rule, context: Context) -> Rule | None:
    """``ALT ≤ 3 × ULN, or ≤ 5 × ULN if liver metastases``: the last bound holds for those, the first for the rest."""
    if len(items) < 2 or not items[-1].bare or items[-1].join != "or":
        return None
    usual, special = items[-2], items[-1]
    rule = If(condition, special.rule, usual.rule)
    branch = replace(usual, rule=rule, bare=False, inner=usual.inner | {special.join})
    return join_items([*items[:-2], branch], context)


def _check_reach(items: list[Item], rule: n.Conditional) -> None:
    """Refuse a trailing condition behind comparisons of different measures: does it reach back to the first?"""
    if len({item.subject for item in items if item.subject}) > 1:
        raise refuse(
            "E407",
            f"how far back does this `{rule.form}` reach?",
            rule.condition.span,
            "put brackets round what belongs together",
        )


def _unless(body: Rule, condition: Rule, rule: n.Conditional, context: Context) -> Rule:
    if context.section is None:
        raise refuse(
            "E408", "does this exempt or exclude? no section decides here", rule.condition.span,
            "write it with `or`, or `and no`",
        )  # fmt: skip
    return Any((body, condition)) if context.section == "inclusion" else All((body, Not(condition)))


def check_size(rule: Rule, span: Span) -> None:
    """Refuse a rule of too many terms: definitions of definitions can grow without end."""
    if exceeds(rule, MAX_TERMS):
        raise refuse("E109", f"this has more than {MAX_TERMS:,} terms once its definitions are written out", span)


# --- definitions --------------------------------------------------------------------------------------------------


def resolve_definition(name: n.Name, context: Context) -> Rule:
    """Return the rule that a definition names; refuse one that leads back to itself or could not be read."""
    key = _key(name.definition or name.text)
    definition = context.definitions.get(key)
    if definition is None or definition.rule is None:
        raise refuse("E111", f"the definition of `{name.text}` has an error", name.span, "correct it first")
    if key in context.expanding:
        label = Label(definition.name_span, "defined here")
        raise Refused(
            Diagnostic(
                "E206",
                f"`{definition.name}` is defined by itself",
                Label(name.span),
                (label,),
                help="break the circle: write one of the rules out",
            )
        )
    if key not in context.cache:
        with context.expand(key) as inside:
            rule = resolve_rule(definition.rule, inside)
            check_size(rule, definition.name_span)
            context.cache[key] = rule
    return context.cache[key]


def _key(name: str) -> str:
    return " ".join(name.lower().split())


def definition_key(name: str) -> str:
    """Return what a definition is looked up by."""
    return _key(name)

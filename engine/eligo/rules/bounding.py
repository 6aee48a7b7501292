"""What the bounds of phrases say: their units, which of them go together, and what stands behind the last of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from eligo.diagnostics import Span
from eligo.rules.context import Context, refuse
from eligo.rules.model import All, Any, Finding, Rule
from eligo.rules.phrases import Phrase, last_amount
from eligo.rules.subjects import fits
from eligo.syntax import nodes as n

_NEGATIVE = ("negative",)


def covered(phrase: Phrase, following: Iterable[Phrase]) -> Phrase:
    """``< 8 or > 18 g/dL within 7 days``: what stands behind the last bound of a measure is of its earlier ones too.

    Not where the earlier ones have a time, a context or a method of their own, or where two later ones have.
    """
    later = list(takewhile(lambda other: other.is_bare_bound, following))
    windows = [other.window for other in later if other.window is not None]
    contexts = [other.contexts for other in later if other.contexts]
    methods = [other.method for other in later if other.method is not None]
    return replace(
        phrase,
        window=phrase.window or (windows[0] if len(windows) == 1 else None),
        contexts=phrase.contexts or (contexts[0] if len(contexts) == 1 else []),
        method=phrase.method or (methods[0] if len(methods) == 1 else None),
        beside=[amount for other in later for amount in _amounts(other)],
    )


def as_before(phrase: Phrase, asked: Phrase) -> Phrase:
    """Return a bare bound as asked of the same results as the bound before it."""
    if asked.negated:
        raise refuse("E407", "does the negation reach this far?", phrase.span, "put brackets round what is negated")
    return replace(
        phrase, selection=phrase.selection or asked.selection, contexts=phrase.contexts or asked.contexts,
        method=phrase.method or asked.method, change=asked.change, window=phrase.window or asked.window,
        beside=[*_amounts(asked), *asked.beside],
    )  # fmt: skip


def _amounts(phrase: Phrase) -> list[n.Amount]:
    return [amount for amount in map(last_amount, phrase.bounds) if isinstance(amount, n.Amount)]


def second_bound(phrase: Phrase, following: Phrase) -> bool:
    """Tell whether both only bound, so that the second may be another bound on the first's measure."""
    return not phrase.limits and bool(phrase.bounds) and bool(following.bounds)


def closes_range(phrase: Phrase, following: Phrase) -> bool:
    """``19 and over, under 75``: a bound from below and one from above, with a comma alone between them."""
    sides = [bound.operator[0] for bound in (*phrase.bounds, *following.bounds) if isinstance(bound, n.Bound)]
    return sides == [">", "<"]


def says_unit(phrase: Phrase) -> bool:
    """Tell whether a unit or a limit of the reference range stands behind one of the bounds."""
    amounts = map(last_amount, phrase.bounds)
    return any(not isinstance(amount, n.Amount) or amount.unit or amount.relative_to for amount in amounts)


def opens_values(phrase: Phrase, context: Context) -> bool:
    """``positive HBsAg or HCV antibody``: tell whether a value stands before its test, and so before a list of them."""
    leads = bool(phrase.levels and phrase.names) and phrase.levels[0].span.start < phrase.names[0].span.start
    return leads and phrase.filled() <= {"levels", "names", "negated"} and fits(phrase.names[0], "value", context)


def values_behind(following: Iterable[Phrase], context: Context) -> list[Phrase]:
    """Return the tests behind one, to which the value before it belongs: up to the first that has a time behind it."""
    others: list[Phrase] = []
    for phrase in following:
        is_bare = phrase.filled() <= {"names", "window"} and len(phrase.names) == 1 and not phrase.window_leads
        if not is_bare or not fits(phrase.names[0], "value", context) or (others and others[-1].window):
            break
        others.append(phrase)
    return others


def shared_bound(rules: list[Rule], joins: list[str], span: Span, context: Context) -> Rule:
    """Join rules that share one bound (LANGUAGE §2: an inclusion needs all; with a slash, an exclusion any)."""
    if len(rules) == 1:
        return rules[0]
    kinds = set(joins)
    if kinds == {"or"}:
        if context.section == "inclusion" and all(isinstance(r, Finding) and r.values == _NEGATIVE for r in rules):
            raise refuse("E407", "is one that is negative enough?", span, "write `and`, or `any of:` and a list")
        return Any(tuple(rules))
    if len(kinds) > 1:
        raise refuse("E401", "`and` and `or` stand side by side", span, "write `any of:` or `all of:`")
    if context.section is None:
        raise refuse("E408", "any or all of these? no section decides here", span, "write `any of:` or `all of:`")
    if context.section == "inclusion":
        return All(tuple(rules))
    if kinds == {"/"}:
        return Any(tuple(rules))
    raise refuse("E406", "`and` in an exclusion: any of them or all?", span, "write `or`, or `all of:` and a list")

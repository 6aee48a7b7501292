"""What the bounds of phrases say: their units, which of them go together, and what stands behind the last of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from eligo.rules.context import refuse
from eligo.rules.phrases import Phrase
from eligo.syntax import nodes as n


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
    ends = [bound.high if isinstance(bound, n.Range) else bound.amount for bound in phrase.bounds]
    return [amount for amount in ends if isinstance(amount, n.Amount)]


def second_bound(phrase: Phrase, following: Phrase) -> bool:
    """Tell whether both only bound, so that the second may be another bound on the first's measure."""
    return not phrase.limits and bool(phrase.bounds) and bool(following.bounds)


def closes_range(phrase: Phrase, following: Phrase) -> bool:
    """``19 and over, under 75``: a bound from below and one from above, with a comma alone between them."""
    sides = [bound.operator[0] for bound in (*phrase.bounds, *following.bounds) if isinstance(bound, n.Bound)]
    return sides == [">", "<"]


def says_unit(phrase: Phrase) -> bool:
    """Tell whether a unit or a limit of the reference range stands behind one of the bounds."""
    amounts = (bound.high if isinstance(bound, n.Range) else bound.amount for bound in phrase.bounds)
    return any(not isinstance(amount, n.Amount) or amount.unit or amount.relative_to for amount in amounts)

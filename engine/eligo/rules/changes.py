"""Changes between two results of a measure: ``increase in creatinine ≥ 0.3 mg/dL within 48 hours``."""

from __future__ import annotations

from dataclasses import replace

from eligo.diagnostics import Span
from eligo.quantities.units import parse_unit
from eligo.rules.amounts import Bounds, check_fit, plain_ends, read_unit
from eligo.rules.context import Context, refuse
from eligo.rules.model import Change, Threshold, Within
from eligo.rules.phrases import Phrase, refuse_beside
from eligo.rules.subjects import concept_of
from eligo.rules.times import duration_of, window_of
from eligo.syntax import nodes as n
from eligo.vocabulary import model as v


def as_change(names: list[n.Name], phrase: Phrase, context: Context) -> Phrase:
    """Return ``weight loss > 10%`` as the change that it names; what names none as it is."""
    told = _told(names[0], context) if len(names) == 1 and phrase.bounds and phrase.change is None else None
    return replace(phrase, change=n.Change(told[0], span=names[0].span)) if told else phrase


def _told(name: n.Name, context: Context) -> tuple[v.Direction, str] | None:
    """Return which way which measure changes where ``name`` is so, or None."""
    concepts = [context.vocabulary.concepts[id] for id in name.concepts]
    return next((concept.changes for concept in concepts if isinstance(concept, v.Condition)), None)


def change(name: n.Name, phrase: Phrase, context: Context) -> Change:
    """Return a change between two results; a window without an anchor says how far apart they are."""
    told = _told(name, context)
    concept = context.vocabulary.measure(told[1]) if told else concept_of(name, "number", context)
    if not isinstance(concept, v.Measure) or phrase.change is None:
        raise refuse("E204", f"`{name.text}` is no measure: it has no change in numbers", name.span, "name a measure")
    refuse_beside(phrase, "a change", "negated", "names", "bounds", "window", "qualifier", "change")
    if not phrase.bounds:
        raise refuse("E410", "a change by how much?", phrase.change.span, "give a bound: `≥ 0.3 mg/dL`, `> 50%`")
    relative = _is_percentage(phrase.bounds)
    points = _is_points(phrase.bounds)
    bounds = _change_bounds(phrase.bounds, concept, name.span, context, relative or points)
    window, within = phrase.window, Within()
    if window is not None and window.form == "within" and window.anchor is None:
        least = duration_of(window.least) if window.least else None
        within, window = Within(least, duration_of(window.length)), None
    at = window_of(window, context) if window is not None else context.results_window
    unit = parse_unit("%") if relative or points else bounds.unit
    return Change(
        concept.id, phrase.change.direction, bounds.low, bounds.high, unit, relative, within, at,
        window is None and context.any_age,
    )  # fmt: skip


def _written(bounds: list[n.Bound | n.Range]) -> list[n.Amount]:
    amounts: list[n.Amount] = []
    for bound in bounds:
        written = (bound.low, bound.high) if isinstance(bound, n.Range) else (bound.amount,)
        amounts.extend(amount for amount in written if isinstance(amount, n.Amount))
    return amounts


def _is_percentage(bounds: list[n.Bound | n.Range]) -> bool:
    return any(amount.unit == "%" for amount in _written(bounds))


def _is_points(bounds: list[n.Bound | n.Range]) -> bool:
    return any((amount.unit or "").startswith("percentage point") for amount in _written(bounds))


def _change_bounds(
    written: list[n.Bound | n.Range], concept: v.Measure, subject: Span, context: Context, in_percent: bool
) -> Bounds:
    """Return the thresholds of a change; they are differences, so no plausible range of the measure binds them."""
    low: Threshold | None = None
    high: Threshold | None = None
    unit = None
    for amount, threshold, is_low in plain_ends(written):
        low, high = (threshold, high) if is_low else (low, threshold)
        if not in_percent:
            unit = read_unit(amount) or concept.unit
            check_fit(unit, amount.unit or unit.display, amount.unit_span, concept, subject)
    return Bounds(low, high, unit)

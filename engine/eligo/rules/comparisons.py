"""Comparisons: bounds on measures, levels of scales, values of findings, changes and ratios."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from eligo.diagnostics import Span
from eligo.quantities.units import Unit
from eligo.rules.amounts import Bounds, plain_ends, read_bounds, read_unit
from eligo.rules.changes import as_change, change
from eligo.rules.context import Context, refuse
from eligo.rules.grades import grade, of_its_disease, toxicity
from eligo.rules.model import (
    All,
    Any,
    Finding,
    Measure,
    Ratio,
    Rule,
    Selection,
    Threshold,
)  # fmt: skip
from eligo.rules.phrases import Phrase, last_amount, refuse_beside, refuse_selection
from eligo.rules.scales import finding_values
from eligo.rules.subjects import concept_of, fits
from eligo.rules.timing import TAKEN, timing_of
from eligo.syntax import nodes as n
from eligo.vocabulary import model as v
from eligo.vocabulary.fitting import Fit, to_measure, variant_of

_SELECTIONS = {"mean": "mean_of_last", "occasions": "at_least"}
_LIMIT = Threshold(Fraction(1), True, "1")


def compare(names: list[n.Name], phrase: Phrase, context: Context) -> list[Rule]:
    """Return what ``phrase`` asks of each of ``names``: one rule for each, in order."""
    if len(phrase.names) == 2 and (told := of_its_disease(phrase, context)):
        return [told]
    if len(phrase.names) > 1:
        return [toxicity(phrase, context)]
    phrase = as_change(names, phrase, context)
    if phrase.change is not None:
        return [change(name, phrase, context) for name in names]
    if any(isinstance(b, n.Bound) and isinstance(b.amount, n.PairAmount) for b in phrase.bounds):
        return [_pair(names, phrase, context)]
    return [_single(name, phrase, context) for name in names]


def _single(name: n.Name, phrase: Phrase, context: Context) -> Rule:
    if phrase.limits and fits(name, "value", context):
        phrase = replace(phrase, limits=False, levels=[*phrase.levels, n.Value("normal", span=phrase.span)])
    if phrase.levels and fits(name, "value", context):
        return _finding(name, phrase, context)
    if phrase.levels or (fits(name, "level", context) and not _is_measure(name, context)):
        return grade(name, phrase, context)
    concept = concept_of(name, "number", context)
    assert isinstance(concept, v.Measure)
    return _measure(concept, name.span, phrase, context)


def _is_measure(name: n.Name, context: Context) -> bool:
    return any(isinstance(context.vocabulary.concepts[id], v.Measure) for id in name.concepts)


def _measure(concept: v.Measure, subject: Span, phrase: Phrase, context: Context) -> Rule:
    refuse_beside(phrase, "a comparison", *TAKEN, "limits", "selection", "contexts", "method")
    concept = _variant(concept, phrase, context)
    if concept.pair is not None:
        raise refuse("E411", f"{concept.name} is a pair: which of the two?", subject, "write both: `140/90 mmHg`")
    timing = timing_of(phrase, context, subject, concept.id == "age")
    method = _method(concept, phrase, context)

    def bounded(bounds: Bounds) -> Measure:
        return Measure(
            concept.id, bounds.low, bounds.high, bounds.unit, bounds.relative_to, timing.window,
            tuple(phrase.contexts), method, _selection(phrase), timing.any_age,
        )  # fmt: skip

    if phrase.limits and concept.id == "age":
        raise refuse("E204", "an age has no reference range", subject, "give it in years")
    if phrase.limits:
        low = bounded(Bounds(low=_LIMIT, relative_to="lln"))
        return All((low, bounded(Bounds(high=_LIMIT, relative_to="uln"))))
    if concept.id == "age" and (ends := _ends_apart(phrase.bounds)):
        return All(tuple(bounded(read_bounds([end], concept, subject, context)) for end in ends))
    return bounded(read_bounds(phrase.bounds, concept, subject, context, phrase.beside))


def _ends_apart(bounds: list[n.Bound | n.Range]) -> list[n.Bound | n.Range]:
    """``6 months to 5 years``: return both ends of a range of ages in two units as bounds of their own, or nothing."""
    first = bounds[0]
    if len(bounds) == 1 and isinstance(first, n.Range):
        low, high = first.low, first.high
        bounds = [n.Bound(">=", low, span=low.span), n.Bound("<=", high, span=high.span)]
    amounts = [bound.amount for bound in bounds if isinstance(bound, n.Bound) and isinstance(bound.amount, n.Amount)]
    units = [read_unit(amount) for amount in amounts]
    return bounds if len(amounts) == len(bounds) == 2 and None not in units and units[0] != units[1] else []


def _variant(concept: v.Measure, phrase: Phrase, context: Context) -> v.Measure:
    """``FEV1 < 65% predicted`` is a bound on the per cent predicted, a measure of its own."""
    for bound in phrase.bounds:
        amount = last_amount(bound)
        unit = read_unit(amount) if isinstance(amount, n.Amount) else None
        other = variant_of(concept, unit) if unit is not None else None
        if other is not None:
            return context.vocabulary.measure(other)
        if unit is not None and (computed := _computed(concept, unit, phrase.method, context)):
            return computed
    return concept


def _computed(concept: v.Measure, unit: Unit, method: str | None, context: Context) -> v.Measure | None:
    """``GFR < 50 mL/min by Cockcroft-Gault`` is creatinine clearance: what the method gives, in a unit of its own."""
    given = {formula.gives for formula in context.vocabulary.formulas if formula.method == method and method}
    if len(given) != 1 or concept.id in given or isinstance(to_measure(concept, unit), Fit):
        return None
    other = context.vocabulary.measure(next(iter(given)))
    is_pair = {concept.id, other.id} == {"egfr", "creatinine_clearance"}
    return other if is_pair and isinstance(to_measure(other, unit), Fit) else None


def _method(concept: v.Measure, phrase: Phrase, context: Context) -> str | None:
    if phrase.method is None:
        return None
    known = {formula.method for formula in context.vocabulary.formulas_for(concept.id)}
    if phrase.method not in known:
        raise refuse(
            "E410", f"{concept.name} is not computed by `{phrase.method}`", phrase.span, "leave the method out"
        )
    return phrase.method


def _selection(phrase: Phrase) -> Selection:
    if phrase.selection is None:
        return Selection()
    kind = _SELECTIONS.get(phrase.selection.kind, phrase.selection.kind)
    return Selection(kind, phrase.selection.count)  # type: ignore[arg-type] # the two sets of names are one


def _pair(names: list[n.Name], phrase: Phrase, context: Context) -> Rule:
    """Return a bound on both members of a pair: ``blood pressure < 140/90 mmHg``."""
    measures = _members(names, phrase, context)
    bound = next(b for b in phrase.bounds if isinstance(b, n.Bound))
    amount = bound.amount
    assert isinstance(amount, n.PairAmount)
    if len(phrase.bounds) > 1:
        raise refuse("E410", "a pair takes one bound", phrase.bounds[1].span, "write two criteria")
    if context.section is None:
        raise refuse(
            "E408", "any or all of the pair? no section decides here", bound.span, "write `any of:` or `all of:`"
        )
    if context.section == "inclusion" and bound.operator in (">", ">="):
        raise refuse("E411", "above the pair in any or in both?", bound.span, "write `any of:` or `all of:`")
    rules: list[Rule] = []
    for measure, number in zip(measures, (amount.first, amount.second), strict=True):
        single = n.Amount(number, amount.unit, span=amount.span, unit_span=amount.unit_span)
        one = replace(phrase, bounds=[n.Bound(bound.operator, single, span=bound.span)])
        rules.append(_measure(measure, names[0].span, one, context))
    return All(tuple(rules)) if context.section == "inclusion" else Any(tuple(rules))


def _members(names: list[n.Name], phrase: Phrase, context: Context) -> list[v.Measure]:
    concepts = [concept_of(name, "number", context) for name in names]
    if len(concepts) == 1 and isinstance(concepts[0], v.Measure) and concepts[0].pair:
        return [context.vocabulary.measure(id) for id in concepts[0].pair]
    measures = [concept for concept in concepts if isinstance(concept, v.Measure)]
    if len(measures) != 2:
        raise refuse(
            "E410", f"`{names[0].text}` takes a single value, not a pair", phrase.bounds[0].span, "keep one of them"
        )
    return measures


def _finding(name: n.Name, phrase: Phrase, context: Context) -> Finding:
    concept = concept_of(name, "value", context)
    assert isinstance(concept, v.Finding)
    refuse_beside(phrase, "a finding", *(slot for slot in TAKEN if slot != "bounds"), "levels", "selection")
    refuse_selection(phrase, "a finding", "latest")
    timing = timing_of(phrase, context, name.span)
    return Finding(concept.id, finding_values(phrase.levels, concept), timing.window, timing.any_age)


def ratio(phrase: Phrase, context: Context) -> Ratio:
    """Return a bound on the ratio of two measures."""
    written = phrase.ratio
    assert written is not None
    measures = [concept_of(name, "number", context) for name in (written.first, written.second)]
    if not all(isinstance(measure, v.Measure) for measure in measures):
        raise refuse("E204", "a ratio is of two measures", written.span, "name two measures")
    refuse_beside(phrase, "a ratio", *(slot for slot in TAKEN if slot != "names"), "ratio")
    if not phrase.bounds:
        raise refuse("E410", "a ratio is compared with a number", written.span, "write `> 5` behind it")
    low: Threshold | None = None
    high: Threshold | None = None
    unit = None
    for amount, threshold, is_low in plain_ends(phrase.bounds):
        low, high = (threshold, high) if is_low else (low, threshold)
        unit = read_unit(amount) or unit
    timing = timing_of(phrase, context, written.span)
    ids = (measures[0].id, measures[1].id)
    return Ratio(ids, low, high, unit, timing.window, timing.any_age)

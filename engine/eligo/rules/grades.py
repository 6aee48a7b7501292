"""Levels of a scale, of the disease that it grades, and grades of toxicity."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from eligo.rules.context import Context, Refused, refuse
from eligo.rules.model import All, Grade, Present, Rule
from eligo.rules.phrases import Phrase, refuse_beside, refuse_selection
from eligo.rules.scales import levels_bounded, levels_named
from eligo.rules.subjects import concept_of
from eligo.rules.timing import TAKEN, timing_of
from eligo.syntax import nodes as n
from eligo.vocabulary import Vocabulary
from eligo.vocabulary import model as v


def grade(name: n.Name, phrase: Phrase, context: Context) -> Grade:
    """Return the levels that ``phrase`` asks of a scale."""
    scale = _scale_of(name, phrase, context)
    if phrase.limits:
        raise refuse("E204", f"`{name.text}` has no reference range", name.span, "name its levels")
    refuse_beside(phrase, "a scale", *TAKEN, "levels", "selection")
    refuse_selection(phrase, "a scale", "latest")
    if phrase.levels and phrase.bounds:
        raise refuse("E410", "levels and a bound of one scale stand side by side", phrase.span, "keep one of them")
    levels = levels_named(phrase.levels, scale) if phrase.levels else levels_bounded(phrase.bounds, scale)
    timing = timing_of(phrase, context, name.span)
    return Grade(scale.id, levels, None, timing.window, timing.any_age)


def goes_with(name: n.Name, scale: n.Name, context: Context) -> bool:
    """Tell whether ``scale`` grades ``name``: its own disease or a kind of it, or whatever a toxicity grade is of."""
    if _diseases(name, scale, context):
        return True
    is_toxicity = any(_grades_toxicity(id, context) for id in scale.concepts)
    return is_toxicity and any(_may_be_graded(id, context) for id in name.concepts)


def _diseases(name: n.Name, scale: n.Name, context: Context) -> list[tuple[v.Scale, str]]:
    """Return the scales that ``scale`` may mean, each with the disease of it that ``name`` is."""
    scales = [c for id in scale.concepts if isinstance(c := context.vocabulary.concepts[id], v.Scale)]
    if scales:
        scales += _named_in_part(scale.text, context)
    return [
        (scale, id)
        for scale in scales
        for id in name.concepts
        if any(id == of or of in context.vocabulary.ancestors(id) for of in (*scale.of, *scale.stages))
    ]


def _named_in_part(text: str, context: Context) -> list[v.Scale]:
    """Return the scales whose name ends in ``text``: ``stage 3 chronic kidney disease`` is of *CKD stage*."""
    ending = f" {text.lower()}"
    return [c for c in _scales(context.vocabulary) if (c.of or c.stages) and c.name.lower().endswith(ending)]


@lru_cache(maxsize=8)
def _scales(vocabulary: Vocabulary) -> tuple[v.Scale, ...]:
    return tuple(concept for concept in vocabulary.concepts.values() if isinstance(concept, v.Scale))


def of_its_disease(phrase: Phrase, context: Context) -> Rule | None:
    """``NYHA class III heart failure`` is the class alone, which says the rest; ``stage IV breast cancer`` is both."""
    first, second = phrase.names
    if phrase.selection is not None and phrase.selection.kind == "any":
        # `any stage IV malignancy`: whichever it is of
        phrase = replace(phrase, selection=None)
    for scale, disease in ((first, second), (second, first)):
        found = _diseases(disease, scale, context)
        if found:
            named = replace(scale, concepts=(found[0][0].id,))
            graded = grade(named, replace(phrase, names=[named]), context)
            if found[0][1] in found[0][0].of:
                return graded
            return All((Present((found[0][1],)), graded))
    return None


def toxicity(phrase: Phrase, context: Context) -> Grade:
    """Return a grade *of* something: ``grade ≥ 3 neuropathy``. Any other two names side by side are refused."""
    graded = [name for name in phrase.names if any(_grades_toxicity(id, context) for id in name.concepts)]
    others = [name for name in phrase.names if name not in graded]
    if len(graded) != 1 or len(others) != 1:
        first, second = phrase.names[:2]
        message = f"`{first.text}` and `{second.text}` stand side by side"
        raise refuse("E410", message, second.span, "join them with `and` or `or`")
    if phrase.selection is not None and phrase.selection.kind == "any":
        phrase = replace(phrase, selection=None)
    asked = grade(graded[0], replace(phrase, names=graded), context)
    of = concept_of(others[0], "presence", context).id
    if not _may_be_graded(of, context):
        help_ = "name its scale: `WHO grade 3`"
        raise refuse("E410", f"the grade of `{others[0].text}` is none of toxicity", others[0].span, help_)
    return Grade(asked.scale, asked.levels, of, asked.window, asked.any_age)


def _may_be_graded(id: str, context: Context) -> bool:
    """Tell whether a grade of toxicity may be of the concept ``id``: a condition without grades of another kind."""
    others = {other for scale in _scales(context.vocabulary) if scale.of_toxicity for other in scale.not_of}
    is_condition = isinstance(context.vocabulary.concepts[id], v.Condition)
    return is_condition and others.isdisjoint((id, *context.vocabulary.ancestors(id)))


def _grades_toxicity(id: str, context: Context) -> bool:
    concept = context.vocabulary.concepts[id]
    return isinstance(concept, v.Scale) and concept.of_toxicity


def _scale_of(name: n.Name, phrase: Phrase, context: Context) -> v.Scale:
    """Return the scale that ``name`` means: of a class and its score, the one that has what is asked."""
    scales = [c for id in name.concepts if isinstance(c := context.vocabulary.concepts[id], v.Scale)]
    if len(scales) > 1:
        fitting: list[v.Scale] = []
        for scale in scales:
            try:
                levels_named(phrase.levels, scale) if phrase.levels else levels_bounded(phrase.bounds, scale)
            except Refused:
                continue
            fitting.append(scale)
        if len(fitting) == 1:
            return fitting[0]
    concept = concept_of(name, "level", context)
    assert isinstance(concept, v.Scale)
    return concept

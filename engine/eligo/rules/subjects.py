"""What a name in a rule stands for, decided by what is asked of it: a number, a level, a value, or its presence."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from eligo.diagnostics import Diagnostic, Label
from eligo.rules.context import Context, Refused
from eligo.syntax import nodes as n
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Ambiguity, Concept, Condition, Drug, Finding, Measure, Procedure, Scale
from eligo.vocabulary.names import name_key

Role = Literal["number", "level", "value", "presence"]

_ROLES: dict[Role, tuple[type[Concept], ...]] = {
    "number": (Measure, Scale),
    "level": (Scale,),
    "value": (Finding,),
    "presence": (Condition, Drug, Procedure),
}
_WORDS: dict[Role, str] = {
    "number": "is no measure: no number can be asked of it",
    "level": "is no scale: it has no levels",
    "value": "is no test: it has no values",
    "presence": "is no condition, drug or procedure",
}
_HELP: dict[type[Concept], str] = {
    Measure: "compare it with a number",
    Scale: "name its levels",
    Finding: "say which value: `{} positive`",
    Condition: "name it alone: `{}`",
    Drug: "name it alone: `{}`",
    Procedure: "name it alone: `{}`",
}


def concept_of(name: n.Name, role: Role, context: Context) -> Concept:
    """Return the concept that ``name`` means in ``role``; refuse none, several, and an alias of another concept."""
    concepts = [context.vocabulary.concepts[id] for id in name.concepts]
    fitting = [concept for concept in concepts if isinstance(concept, _ROLES[role])]
    if role == "value" and not fitting:
        fitting = [test for concept in concepts for test in _tests_for(concept.id, context.vocabulary)]
        if len(fitting) == 1:
            return fitting[0]
    if len(fitting) > 1:
        raise _ambiguous(name, fitting)
    if not fitting:
        refuse_abbreviation(name, context)
        raise _wrong_kind(name, concepts, role)
    _check_alias(name, fitting[0], context)
    return fitting[0]


def fits(name: n.Name, role: Role, context: Context) -> bool:
    """Tell whether ``name`` can stand in ``role``."""
    if any(isinstance(context.vocabulary.concepts[id], _ROLES[role]) for id in name.concepts):
        return True
    return role == "value" and any(_tests_for(id, context.vocabulary) for id in name.concepts)


def _tests_for(condition: str, vocabulary: Vocabulary) -> list[Concept]:
    """Return the findings whose positive value the vocabulary equates with ``condition``: `HIV positive`."""
    return [vocabulary.concepts[id] for id in _implying(vocabulary).get(condition, ())]


@lru_cache(maxsize=8)
def _implying(vocabulary: Vocabulary) -> dict[str, list[str]]:
    tests: dict[str, list[str]] = {}
    for id, concept in vocabulary.concepts.items():
        if isinstance(concept, Finding) and concept.implies is not None:
            tests.setdefault(concept.implies, []).append(id)
    return tests


def _ambiguous(name: n.Name, meanings: list[Concept]) -> Refused:
    listed = " or ".join(f"`{concept.name}`" for concept in meanings)
    return Refused(Diagnostic("E202", f"`{name.text}` means several things", Label(name.span), help=f"write {listed}"))


def refuse_abbreviation(name: n.Name, context: Context) -> None:
    """Refuse an abbreviation that nothing beside it tells apart, with all that it may mean: a bare `PT`."""
    ambiguity = _ambiguities(context.vocabulary).get(name_key(name.text))
    if ambiguity is None:
        return
    known = [context.vocabulary.concepts[id].name for id in ambiguity.meanings]
    listed = " or ".join((*(f"`{meaning}`" for meaning in known), *ambiguity.others))
    message = f"`{name.text}` means several things"
    raise Refused(Diagnostic("E202", message, Label(name.span), help=f"say which: {listed}"))


def is_given_or_measured(name: n.Name, context: Context) -> bool:
    """Tell whether ``name`` is a substance that is measured and given, and means nothing else: ``testosterone``."""
    ambiguity = _ambiguities(context.vocabulary).get(name_key(name.text))
    if ambiguity is None or ambiguity.others:
        return False
    concepts = [context.vocabulary.concepts[id] for id in ambiguity.meanings]
    return {type(concept) for concept in concepts} == {Measure, Drug} and len(concepts) == 2


@lru_cache(maxsize=8)
def _ambiguities(vocabulary: Vocabulary) -> dict[tuple[str, ...], Ambiguity]:
    return {name_key(ambiguity.name): ambiguity for ambiguity in vocabulary.ambiguities}


def _wrong_kind(name: n.Name, concepts: list[Concept], role: Role) -> Refused:
    help_ = None
    if concepts:
        first = concepts[0]
        help_ = next((text.format(first.name) for kind, text in _HELP.items() if isinstance(first, kind)), None)
    return Refused(Diagnostic("E204", f"`{name.text}` {_WORDS[role]}", Label(name.span), help=help_))


def _check_alias(name: n.Name, concept: Concept, context: Context) -> None:
    """``deep vein thrombosis (DVT)`` is one name where the bracket may mean it too, an error where it cannot."""
    if name.alias is None or concept.id in name.alias.concepts:
        return
    other = context.vocabulary.concepts[name.alias.concepts[0]]
    if isinstance(other, Measure) and concept.id in (other.pair or ()):
        # `systolic blood pressure (BP)`
        return
    raise Refused(
        Diagnostic(
            "E203",
            f"`{name.alias.text}` is {other.name}, not {concept.name}",
            Label(name.alias.span),
            (Label(name.span, concept.name),),
            help="leave the bracket out, or correct it",
        )
    )

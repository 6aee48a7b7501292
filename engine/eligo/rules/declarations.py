"""A trial's own concepts: `concept 'NAME': …` as concepts of the vocabulary."""

from __future__ import annotations

from fractions import Fraction

from eligo.diagnostics import Diagnostic, Label
from eligo.quantities.dates import parse_duration
from eligo.quantities.units import Unit, UnitError, parse_unit
from eligo.syntax.elements import ConceptDeclaration
from eligo.syntax.words import is_reserved
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Concept, Condition, Drug, Finding, Measure, Procedure, Scale
from eligo.vocabulary.names import NameIndex, name_key

_PLAIN = {"condition": Condition, "drug": Drug, "procedure": Procedure}
#: what the vocabulary says of laboratory results; a trial's own measure is taken for one
_CURRENT_FOR = "P28D"
_NOTHING = NameIndex()


def concept_id(name: str) -> str:
    """Return the id of a declared concept, which no other name has that is found apart from it."""
    return "trial." + "_".join(name_key(name))


def taken_by(name: str, vocabulary: Vocabulary, declared: NameIndex = _NOTHING) -> str | None:
    """Return what has ``name`` already, the vocabulary or the language itself, or None where it is free.

    ``declared`` holds what the trial declared before.
    """
    if vocabulary.find(name) or declared.exact(name):
        return f"the vocabulary has `{name}` already"
    return f"`{name}` is a word of the language" if is_reserved(name) else None


def declare(
    node: ConceptDeclaration, vocabulary: Vocabulary, declared: NameIndex
) -> tuple[Concept | None, list[Diagnostic]]:
    """Return the concept that ``node`` declares, or None and why not: a name that is taken, a unit nothing knows."""
    for name in (node.name, *node.synonyms):
        if taken := taken_by(name, vocabulary, declared):
            help_ = "use it as it is (`eligo vocab find` shows it), or choose another name"
            return None, [Diagnostic("E205", taken, Label(node.name_span), help=help_)]
    if node.kind in _PLAIN:
        build = _PLAIN[node.kind]
        return build(
            id=concept_id(node.name), name=node.name, kind=node.kind, synonyms=node.synonyms, codes=node.codes,
            source="declared by the trial",
        ), []  # fmt: skip
    if node.kind == "measure":
        return _measure(node)
    return _closed(node), []


def _measure(node: ConceptDeclaration) -> tuple[Concept | None, list[Diagnostic]]:
    try:
        unit: Unit = parse_unit(node.unit or "1")
    except UnitError as error:
        return None, [Diagnostic(error.code, error.message, Label(node.unit_span), help=error.help)]
    plausible = (node.plausible[0].value, node.plausible[1].value) if node.plausible else None
    least = Fraction(0) if plausible is None or plausible[0] >= 0 else None
    return Measure(
        id=concept_id(node.name), name=node.name, kind="measure", synonyms=node.synonyms, codes=node.codes, unit=unit,
        plausible=plausible, least=least, current_for=parse_duration(_CURRENT_FOR), has_natural_unit=node.unit is None,
        source="declared by the trial",
    ), []  # fmt: skip


def _closed(node: ConceptDeclaration) -> Concept:
    """Return a scale or a finding: both have a closed set of values."""
    current = parse_duration(_CURRENT_FOR)
    if node.kind == "scale":
        return Scale(
            id=concept_id(node.name), name=node.name, kind="scale", synonyms=node.synonyms, codes=node.codes,
            levels=node.values, current_for=current, source="declared by the trial",
        )  # fmt: skip
    return Finding(
        id=concept_id(node.name), name=node.name, kind="finding", synonyms=node.synonyms, codes=node.codes,
        values=node.values or ("negative", "positive"), current_for=current, source="declared by the trial",
    )  # fmt: skip

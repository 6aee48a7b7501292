"""What a single word or phrase of the grammar means: one row of this table for each terminal of the rule ``word``."""

from __future__ import annotations

from collections.abc import Callable

from lark import Token

from eligo.diagnostics import Span
from eligo.syntax import nodes as n
from eligo.syntax.grammar import phrases
from eligo.syntax.tokens.terminals import atoms_of

#: the canonical spelling of each context and method, which the vocabulary and fact sheets use
CONTEXTS = {
    "AT_REST": "at rest",
    "ON_ROOM_AIR": "on room air",
    "FASTING": "fasting",
    "POST_BRONCHODILATOR": "post-bronchodilator",
    "PRE_BRONCHODILATOR": "pre-bronchodilator",
    "SEATED": "seated",
    "SUPINE": "supine",
    "STANDING": "standing",
}
METHODS = {
    "BY_COCKCROFT_GAULT": "cockcroft-gault",
    "BY_CKD_EPI": "ckd-epi",
    "BY_MDRD": "mdrd",
}
_LEADS: dict[str, n.Relation] = {
    "LEAD_NOW": "now",
    "LEAD_NAMED": "now",
    "LEAD_EVER": "ever",
    "LEAD_STARTED": "started",
    "LEAD_ALLERGY": "allergy",
    "LEAD_FAMILY_HISTORY": "family-history",
    "LEAD_CONTRAINDICATION": "contraindication",
}
_BEHIND: dict[str, n.Relation] = {"HISTORY_BEHIND": "ever", "ALLERGY_BEHIND": "allergy"}
_PROVISOS: dict[str, n.ProvisoKind] = {
    "CONFIRMED_BY": "confirmed",
    "DIAGNOSED_BY": "criteria",
    "PURPOSE": "purpose",
    "CAUSE": "cause",
    "COMPANY": "with",
    "TREATMENT": "treatment",
    "REQUIRED": "requires",
    "PLACE": "place",
    "RECOVERED": "recovered",
    "INGREDIENTS": "ingredients",
    "SIMILAR": "similar",
    "INTOLERANCE": "intolerance",
    "QUALIFIER": "qualifier",
    "ANOTHER": "other",
    "SUSPECTED": "suspected",
    "TREATED_NOW": "treated now",
    "TREATED_EVER": "treated",
    "DISADVISED": "contraindication",
}
#: words before a name that say of it what no record tells, and the tokens that they make there; elsewhere they are none
QUALIFIERS = {
    "QUALIFIES_CONDITION": ("QUALIFIER",),
    "QUALIFIES_TREATMENT": ("QUALIFIER",),
    "ANOTHER": ("ANOTHER",),
    "SUSPECTED": ("SUSPECTED",),
    "TREATED_NOW": ("LEAD_NOW", "TREATED_NOW"),
    "TREATED_EVER": ("LEAD_EVER", "TREATED_EVER"),
    "DISADVISED": ("LEAD_ALLERGY", "DISADVISED"),
}
UNDECIDABLE: dict[str, n.Why] = {
    "UNKNOWN": "name",
    "VAGUE": "vague",
    "OPEN_LIST": "open-list",
    "FUTURE": "future",
    "JUDGEMENT": "judgement",
}
_SIMPLE: dict[str, Callable[[Span], n.Piece]] = {
    "STARTED": lambda span: n.Started(span=span),
    "NO": lambda span: n.Negation(span=span),
    "EXCEPT": lambda span: n.Except(span=span),
    "ANY_RESULT": lambda span: n.Selection("any", span=span),
    "HIGHEST": lambda span: n.Selection("highest", span=span),
    "LOWEST": lambda span: n.Selection("lowest", span=span),
    "EARLIEST": lambda span: n.Selection("earliest", span=span),
    "LATEST": lambda span: n.Selection("latest", span=span),
    "INCREASE_IN": lambda span: n.Change("increase", span=span),
    "DECREASE_IN": lambda span: n.Change("decrease", span=span),
    "CHANGE_IN": lambda span: n.Change("any", span=span),
    "INCREASE": lambda span: n.Change("increase", after=True, span=span),
    "DECREASE": lambda span: n.Change("decrease", after=True, span=span),
    "NORMAL": lambda span: n.Limits(span=span),
    "OLD": lambda span: n.Name("age", ("age",), span=span),
    "HEALTHY": lambda span: n.Confirmation("healthy", of_person=True, span=span),
    "MALE": lambda span: n.Person("male", span=span),
    "FEMALE": lambda span: n.Person("female", span=span),
    "EVERYBODY": lambda span: n.Person("all", span=span),
    "ADULTS": lambda span: n.Person("adults", span=span),
    "CHILDREN": lambda span: n.Person("children", span=span),
    "FOR_MALE": lambda span: n.Person("male", qualifies=True, span=span),
    "FOR_FEMALE": lambda span: n.Person("female", qualifies=True, span=span),
}


def node_of_word(token: Token, span: Span, numbers: list[n.Number]) -> n.Piece:
    """Return the piece that the phrase ``token`` means; ``numbers`` are those written behind it."""
    terminal = token.type
    if terminal in _SIMPLE:
        return _SIMPLE[terminal](span)
    if terminal in _LEADS:
        return n.Lead(_LEADS[terminal], str(token), terminal == "LEAD_NAMED", span=span)
    if terminal in _BEHIND:
        return n.Behind(_BEHIND[terminal], str(token), span=span)
    if terminal == "CONFIRMED":
        return n.Confirmation(str(token), span=span)
    if terminal == "QUALIFIER_OF_ALL":
        return n.Proviso("qualifier", str(token), of_all=True, span=span)
    if terminal in _PROVISOS:
        return n.Proviso(_PROVISOS[terminal], str(token), span=span)
    if terminal in CONTEXTS:
        return n.Context(CONTEXTS[terminal], span=span)
    if terminal in METHODS:
        return n.Context(METHODS[terminal], is_method=True, span=span)
    if terminal in UNDECIDABLE:
        return n.Unknown(str(token), UNDECIDABLE[terminal], span=span)
    kind: n.SelectionKind = "mean" if terminal == "MEAN_OF_LAST" else "occasions"
    return n.Selection(kind, int(numbers[0].value), span=span)


def is_reserved(name: str) -> bool:
    """Tell whether the whole of ``name`` is a phrase of the language with a meaning of its own: ``men``, ``no``.

    Vague words and those that narrow a name may be defined.
    """
    atoms = atoms_of(name)
    phrase = phrases().longest(name, atoms, 0) if atoms else None
    if phrase is None or phrase.end < atoms[-1].end:
        return False
    return not {"VAGUE", *QUALIFIERS}.issuperset(phrase.terminals)

"""The closed lists of the language that a fact sheet may spell in its own way: anchors, contexts, methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from eligo.facts.model import Relation
from eligo.vocabulary.model import Formula
from eligo.vocabulary.names import name_key, words_of

_ANCHORS: Final = {
    "screening": ("screening", "screening visit", "screening date"),
    "enrolment": ("enrolment", "enrollment", "study enrolment", "study enrollment", "study entry", "registration"),
    "randomisation": ("randomisation", "study randomisation"),
    "baseline": ("baseline", "baseline visit"),
    "consent": ("consent", "informed consent", "signing of informed consent"),
    "first dose": (
        "first dose",
        "first dose of study drug",
        "first dose of study treatment",
        "start of study treatment",
    ),
    "surgery": ("surgery", "operation"),
    "symptom onset": ("symptom onset", "onset of symptoms"),
}
_CONTEXTS: Final = {
    "at rest": ("at rest", "resting", "rest", "while resting"),
    "on exertion": ("on exertion", "with exertion", "exertional"),
    "during exercise": ("during exercise",),
    "after exercise": ("after exercise", "post-exercise"),
    "on room air": ("on room air", "room air", "in room air", "breathing room air"),
    "on oxygen": ("on oxygen", "with oxygen", "on O2"),
    "on supplemental oxygen": ("on supplemental oxygen", "supplemental oxygen", "on supplemental O2"),
    "fasting": ("fasting", "fasted"),
    "non-fasting": ("non-fasting", "nonfasting", "not fasting"),
    "postprandial": ("postprandial", "post-prandial"),
    "random": ("random",),
    "post-bronchodilator": ("post-bronchodilator", "postbronchodilator", "after bronchodilator"),
    "pre-bronchodilator": ("pre-bronchodilator", "prebronchodilator", "before bronchodilator"),
    "seated": ("seated", "sitting"),
    "supine": ("supine", "lying"),
    "standing": ("standing",),
}
_RELATIONS: Final[dict[Relation, tuple[str, ...]]] = {
    "allergy": ("allergy to", "allergic to", "hypersensitivity to"),
    "family-history": ("family history of",),
    "contraindication": ("contraindication to",),
}
#: what follows the name of what a patient is allergic to
_ALLERGIES: Final = ("allergy", "hypersensitivity")
#: the anchors in words, for messages
ANCHORS_LISTED: Final = f"the anchors are {', '.join(_ANCHORS)} and diagnosis of a condition"
#: what stands before the condition in an anchor of its own
DIAGNOSIS_OF: Final = "diagnosis of "
#: what stands before the method in a context: `by Cockcroft-Gault`
_BY: Final = "by "
#: a name that is longer is none
LONGEST_NAME: Final = 500


def _by_key(spellings: dict[str, tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    return {name_key(spelling): name for name, row in spellings.items() for spelling in row}


#: the qualifiers that can be asked for, and their alternatives
CONTEXTS: Final = frozenset(_CONTEXTS)
_ANCHOR_KEYS: Final = _by_key(_ANCHORS)
_CONTEXT_KEYS: Final = _by_key(_CONTEXTS)
_DIAGNOSIS: Final = name_key(DIAGNOSIS_OF)
_LEADS: Final[dict[tuple[str, ...], Relation]] = {
    name_key(lead): relation for relation, leads in _RELATIONS.items() for lead in leads
}


def anchor(text: str) -> str | None:
    """Return the anchor of LANGUAGE §2 that ``text`` spells; None where it spells none.

    >>> anchor("Randomization"), anchor("symptom_onset"), anchor("lunch")
    ('randomisation', 'symptom onset', None)
    """
    return _ANCHOR_KEYS.get(name_key(text)) if len(text) <= LONGEST_NAME else None


def diagnosed(text: str) -> str | None:
    """Return the name of the condition where ``text`` is ``diagnosis of X``.

    >>> diagnosed("Diagnosis of multiple myeloma"), diagnosed("diagnosis")
    ('multiple myeloma', None)
    """
    spaced = " ".join(text.replace("_", " ").split())
    lead, condition = spaced[: len(DIAGNOSIS_OF)], spaced[len(DIAGNOSIS_OF) :]
    return condition if condition and name_key(lead) == _DIAGNOSIS and len(text) <= LONGEST_NAME else None


@lru_cache(maxsize=1024)
def context(text: str) -> str:
    """Return the qualifier that ``text`` spells; one that the language does not have is kept as it is, folded.

    >>> context("Resting"), context("on  Oxygen")
    ('at rest', 'on oxygen')
    """
    folded = " ".join(text.lower().split())
    return _CONTEXT_KEYS.get(name_key(text), folded) if len(text) <= LONGEST_NAME else folded


@lru_cache(maxsize=1024)
def qualified(name: str) -> tuple[str, str] | None:
    """Return the name and the qualifier in ``name`` where it begins or ends with one; None where it does not.

    >>> qualified("Fasting plasma glucose"), qualified("SpO2, room air"), qualified("fasting")
    (('plasma glucose', 'fasting'), ('SpO2', 'on room air'), None)
    """
    words = words_of(name) if len(name) <= LONGEST_NAME else []
    keys = tuple(word.key for word in words)
    for count in range(1, len(words)):
        if head := _CONTEXT_KEYS.get(keys[:count]):
            return name[words[count].start : words[-1].end], head
        if tail := _CONTEXT_KEYS.get(keys[count:]):
            return name[: words[count - 1].end], tail
    return None


def related(name: str) -> tuple[str, Relation] | None:
    """Return what ``name`` is of and in which relation; None where it states none.

    >>> related("Allergy to penicillin"), related("penicillin allergy"), related("allergy")
    (('penicillin', 'allergy'), ('penicillin', 'allergy'), None)
    """
    words = words_of(name) if len(name) <= LONGEST_NAME else []
    keys = tuple(word.key for word in words)
    for lead, relation in _LEADS.items():
        if keys[: len(lead)] == lead and len(keys) > len(lead):
            return name[words[len(lead)].start : words[-1].end], relation
    if len(keys) > 1 and keys[-1] in _ALLERGIES:
        return name[: words[-2].end], "allergy"
    return None


def method(text: str, known: Mapping[tuple[str, ...], str]) -> str:
    """Return the method that ``text`` spells: one of ``known``, else as it is, folded (``24-hour-urine``)."""
    folded = "-".join(text.lower().replace("-", " ").split())
    return known.get(name_key(text), folded) if len(text) <= LONGEST_NAME else folded


def method_in(context: str, known: Mapping[tuple[str, ...], str]) -> str | None:
    """Return the method that ``context`` names: ``by …``, or one of ``known``; None where it names none."""
    if context.startswith(_BY):
        return method(context.removeprefix(_BY), known)
    return known.get(name_key(context)) if len(context) <= LONGEST_NAME else None


def methods_of(formulas: Iterable[Formula]) -> dict[tuple[str, ...], str]:
    """Return the methods of ``formulas`` by what they are found by: the method's name and the formula's."""
    return {name_key(name): formula.method for formula in formulas for name in (formula.name, formula.method)}

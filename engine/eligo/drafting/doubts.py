"""Rules that their sentence may not mean: what was read is well formed, and still a question for a person."""

from __future__ import annotations

import re
from itertools import pairwise

from eligo.drafting.model import Reason
from eligo.drafting.wordings.composing import RENAL
from eligo.rules.model import All, Any, Ask, Demographic, Grade, Measure, Present, Rule, Section
from eligo.rules.walking import children_of, leaves_of, parts_of
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, is_plausible, to_measure
from eligo.vocabulary.model import Condition, Drug, Scale

#: `allergy to eggs, soy or peanuts`, of which the first is a condition of its own name
_ALLERGIC_TO = re.compile(r"\b(?:allerg\w+|hypersensitiv\w+) to\b", re.IGNORECASE)
#: what says of a treatment that it goes on
_SAYS_NOW = re.compile(r"\b(?:current|currently|ongoing|concurrent|undergoing|receiving|on|under)\b", re.IGNORECASE)


def doubt_of(rule: Rule, text: str, section: Section | None, vocabulary: Vocabulary) -> Reason | None:
    """Return why ``rule`` may not be what ``text`` says, or None where it surely is."""
    parts = list(parts_of(rule))
    if any(_irradiates_a_place(part, vocabulary) for part in parts) and not _SAYS_NOW.search(text):
        return Reason("E410", "radiotherapy of a place in the body: now, or ever?")
    if _ALLERGIC_TO.search(text) and _takes_an_allergen(rule, vocabulary):
        return Reason("E410", "an allergy to all of these, or to the first of them?")
    if shared := _shared_word(rule, text.lower(), vocabulary):
        return Reason("E410", f"is `{shared}` of the next name too?")
    if any(isinstance(part, Present) and _excepts_another_thing(part, vocabulary) for part in leaves_of(rule)):
        return Reason("E410", "is what is excepted a kind of it?")
    if any(isinstance(part, Grade) and _grades_nothing(part, vocabulary) for part in parts):
        return Reason("E410", "a grade of what?")
    if section == "inclusion" and _lists_renal_last(rule):
        return Reason("E401", "a comma between two conditions: `and` or `or`?")
    if any(isinstance(part, All) and len(_sexes_of(part, vocabulary)) > 1 for part in parts):
        return Reason("E407", "people of both sexes: any of them, or all?")
    if (bound := _unbelievable(parts, vocabulary)) is not None:
        return Reason("E304", f"{bound} cannot be")
    return None


def _grades_nothing(grade: Grade, vocabulary: Vocabulary) -> bool:
    """Tell whether ``grade`` is one of toxicity that names nothing: `creatinine ≤ 1.5 × ULN, grade 1`."""
    scale = vocabulary.concepts[grade.scale]
    return isinstance(scale, Scale) and scale.of_toxicity and grade.of is None


def _irradiates_a_place(part: Rule, vocabulary: Vocabulary) -> bool:
    """Tell whether ``part`` asks for radiotherapy that goes on and for its place: `radiotherapy to the neck`."""
    if not isinstance(part, All) or not any(isinstance(each, Ask) and each.key.endswith("place") for each in part.of):
        return False
    going_on = {id for each in part.of if isinstance(each, Present) and each.when == "now" for id in each.concepts}
    return not going_on.isdisjoint(vocabulary.members("radiotherapy"))


def _shared_word(rule: Rule, text: str, vocabulary: Vocabulary) -> str | None:
    """Return the first word of a name that the next name of its list may share: ``colon polyps or cancer``.

    It may where the two make a name of something else: a colon cancer is not any malignancy.
    """
    for part in leaves_of(rule):
        for one, following in pairwise(part.concepts if isinstance(part, Present) else ()):
            word, _, rest = vocabulary.concepts[one].name.partition(" ")
            if rest and word.lower() in text:
                both = vocabulary.index.exact(f"{word} {vocabulary.concepts[following].name}")
                if both and not {one, following} & set(both):
                    return word
    return None


def _excepts_another_thing(part: Present, vocabulary: Vocabulary) -> bool:
    """``history of substance abuse (except painkillers)``: a drug is no abuse, nor is a disease a treatment."""
    excepted, of = (
        {isinstance(vocabulary.concepts[id], Condition) for id in ids} for ids in (part.exceptions, part.concepts)
    )
    return not excepted <= of


def _takes_an_allergen(rule: Rule, vocabulary: Vocabulary) -> bool:
    """Tell whether ``rule`` holds an allergy that is a condition by name, and a substance that is only taken."""
    plain = [part for part in leaves_of(rule) if isinstance(part, Present) and part.relation is None]
    concepts = [vocabulary.concepts[id] for part in plain for id in part.concepts]
    return any(isinstance(each, Drug) for each in concepts) and any(
        isinstance(each, Condition) and each.name.endswith(" allergy") for each in concepts
    )


def _sexes_of(part: Rule, vocabulary: Vocabulary) -> set[str]:
    """Return the sexes of all that ``part`` asks at once: `men and postmenopausal women` are nobody."""
    if isinstance(part, All):
        return {sex for each in part.of for sex in _sexes_of(each, vocabulary)}
    if isinstance(part, Demographic):
        return {part.sex}
    concepts = part.concepts if isinstance(part, Present) and part.relation is None else ()
    return {sex for id in concepts if (sex := vocabulary.concepts[id].sex)}


def _unbelievable(parts: list[Rule], vocabulary: Vocabulary) -> str | None:
    """Return a bound that no value can be near, as `platelets < 100,000/L`: its unit is a slip of the pen."""
    for part in parts:
        if not isinstance(part, Measure) or part.unit is None or part.measure == "age":
            continue
        measure = vocabulary.measure(part.measure)
        fit = to_measure(measure, part.unit)
        assert isinstance(fit, Fit)  # the rule was compiled
        for threshold in (part.low, part.high):
            if threshold is not None and not is_plausible(measure, fit.conversion(threshold.value)):
                return f"`{threshold.text} {part.unit.display}` of {measure.name}"
    return None


def _lists_renal_last(rule: Rule) -> bool:
    """``platelets …, creatinine ≤ 1.5 × ULN or creatinine clearance ≥ 50 mL/min``: the `or` may be of the last two."""
    measured = [part.measure if isinstance(part, Measure) else "" for part in children_of(rule)]
    return isinstance(rule, Any) and len(measured) > 2 and set(measured[-2:]) <= RENAL and not set(measured) <= RENAL

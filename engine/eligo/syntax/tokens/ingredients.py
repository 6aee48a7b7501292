"""What else somebody may be allergic to, of no name: ``or any of its excipients``, ``or drugs of a similar class``.

A closed list, behind a name in a list of what somebody is allergic to. No record tells, so a person is asked.
"""

from __future__ import annotations

import re

_DRUGS = (
    r"(?:drugs?|products?|formulations?|medications?|vaccines?|preparations?|medicines?|agents?|tablets?|treatments?"
    r"|compounds?|substances?|capsules?)"
)
_OF_STUDY = r"(?:(?:study|trial|investigational|medicinal|drug|test) ){0,2}"
_WHICH = r"(?:(?:any|one|some|either|all|of|the|its|their|other|inactive|active|these|this|a|an) ){0,4}"
_PARTS = (
    r"(?:excipients?|ingredients?|components?|constituents?|additives?|metabolites?)(?: used| contained| present)?"
    rf"(?: (?:of|in) {_WHICH}{_OF_STUDY}{_DRUGS})?"
)
_KIND = r"(?:(?:chemical|biologic|biological|pharmacological|or|and) )*(?:compositions?|structures?|class(?:es)?)"
_ALIKE = (
    rf"{_DRUGS} (?:of|with) (?:an? |the )?(?:similar|same|related) {_KIND}"
    r"|(?:chemically )?(?:similar|related) (?:compounds?|drugs?|substances?)"
    rf"|other {_DRUGS} used in (?:the |this )?(?:study|trial)"
)
INGREDIENTS = re.compile(
    r"\s*(?:(?:,\s*)?(?:and/or|or|/|and(?= (?:its|their)\b))|,)\s*(?:(?:allergy|hypersensitivity) )?(?:to )?"
    rf"{_WHICH}(?:{_PARTS}|{_ALIKE})(?=\s*(?:$|[.;,)/]|(?:and/)?or\b))",
    re.IGNORECASE,
)
#: between the joining word and what it joins
BEFORE_INGREDIENTS = re.compile(
    r"[\s,/]*(?:(?:and/)?or\b|and\b)?\s*(?:(?:allergy|hypersensitivity)\s+)?(?:to\b)?\s*", re.IGNORECASE
)
#: words of such remarks, for whoever asks which words the language knows
INGREDIENT_WORDS = (
    "any", "one", "some", "either", "its", "their", "other", "excipient", "ingredient", "component", "constituent",
    "contained", "additive", "metabolite", "inactive", "these", "this", "used", "present", "product", "formulation",
    "preparation", "medicine", "tablet", "capsule", "substance", "compound", "test", "drug", "similar", "same",
    "related", "chemically", "chemical", "biologic", "biological", "pharmacological", "composition", "structure",
    "class", "classes",
)  # fmt: skip

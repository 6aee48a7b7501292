"""Sentences that are left to a person whatever they say, told by their form alone."""

from __future__ import annotations

import re

from eligo.drafting.headings import TREATMENTS
from eligo.drafting.model import Reason
from eligo.rules.model import Section
from eligo.syntax.layout.parts import CRITERION_AT_MOST
from eligo.syntax.layout.phrases import read_group_line
from eligo.syntax.layout.rows import heading_section, marker_end
from eligo.vocabulary.names import NameIndex, words_of

_JOINS_LAST = re.compile(r"(?P<word>and|or|and/or)\b", re.IGNORECASE)
_BEGINS_WITH_NO = re.compile(
    r"(?:criteria: ?)?(?:patients? |subjects? |participants? )?(?:no|not|none|never|non(?:smok\w+)?)\b", re.IGNORECASE
)
_REQUIRES = re.compile(
    r"\b(?:must|should|shall|(?:is|are|be) required|required (?:to|for|in)|needs? (?:to|not|a|an|the)|no need)\b",
    re.IGNORECASE,
)
#: `women and men (women premenopausal)`
_BOTH_SEXES = re.compile(
    r"(?:(?:wo)?men|(?:fe)?males?)\s*(?:and|or|&|/)\s*(?:(?:wo)?men|(?:fe)?males?)\s*\((?:women|men|females?|males?)\b",
    re.IGNORECASE,
)
#: `1.18 years and older`: the number of the item and an age, run together
_NUMBERED_AGE = re.compile(r"\d{1,2}\.\d{2}(?!\d)\s*(?:-|–|to|years?|y)", re.IGNORECASE)
#: a bound of one year without a name, which is of an age less often than of anything else
_BARE_YEAR = re.compile(
    r"\W*(?:(?:at least|more than|over|less than|under|up to) )?(?:1|one)(?: \(1\))? year", re.IGNORECASE
)
#: `contraindication to MRI or use of aspirin`: perhaps to its use
_USE_OR_AGAINST = re.compile(r"\bcontraindicat\w+ (?:to|for)\b.*\b(?:and|or) (?:the )?use of\b", re.IGNORECASE)
#: `immunocompromised patients and patients on aspirin`: two groups of people
_GROUP = r"(?:patients|subjects|participants|individuals|those)"
_TWO_GROUPS = re.compile(rf"\b{_GROUP}\b.+\band {_GROUP}\b", re.IGNORECASE)
_NO_NUMBER = re.compile(r"\d{40}")


def refusal(text: str, section: Section | None, known: NameIndex) -> Reason | None:
    """Return why ``text`` is left to a person whatever it says; ``known`` are the names of the vocabulary."""
    if not text:
        return Reason("E104", "nothing here can be decided")
    if 4 * len(text) > CRITERION_AT_MOST and len(text.encode("utf-8", "replace")) > CRITERION_AT_MOST:
        return Reason("E109", f"this criterion is longer than {CRITERION_AT_MOST:,} bytes")
    if _NO_NUMBER.search(text):
        return Reason("E104", "no number of a criterion has this many digits")
    if _NUMBERED_AGE.match(text):
        return Reason("E104", "the number of an item and that of an age run together")
    if text.endswith(")") and _BOTH_SEXES.match(text):
        return Reason("E410", "whom the bracket is of is not plain")
    if text.endswith((":", "：")):
        return Reason("E407", "it opens a list that does not follow")
    if section is None and text.lower() in TREATMENTS:
        return Reason("E407", "the head of a list, or a criterion?")
    if _BARE_YEAR.fullmatch(text):
        return Reason("E410", "a year of what: an age, a life expectancy?")
    if _USE_OR_AGAINST.search(text):
        return Reason("E410", "is the use excluded, or a contraindication to it?")
    if joins := _JOINS_LAST.match(text):
        return Reason("E407", f"`{joins['word']}` at its start joins it to the line before")
    if section == "exclusion":
        if _BEGINS_WITH_NO.match(text) and known.longest(text, words_of(text), 0) is None:
            return Reason("E407", "an exclusion that begins with `no`: does presence or absence exclude?")
        if " and " in text and _TWO_GROUPS.search(text):
            return Reason("E406", "two groups of people: is either excluded, or whoever is in both?")
        if found := _REQUIRES.search(text):
            return Reason("E407", f"an exclusion that says `{found.group()}`: is this required or excluded?")
    if text[0] in "\"'[#“”" or marker_end(text, 0) or heading_section(text):
        return Reason("E104", f"a rule cannot begin with `{text[:20]}`")
    opening = read_group_line(text[: text.index(":") + 1]) if ":" in text else None
    if opening is not None and (opening.kind != "any" or section != "exclusion"):
        return Reason("E108", "a list that stands on one line")
    return None

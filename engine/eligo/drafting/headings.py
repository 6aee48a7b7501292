"""Headings of registry text: of sections, of topics, and the lines that open a list; closed lists of words.

A rule below a heading stands for itself only where the heading adds nothing to it. The lists here name the words that
are known to add nothing; below any other words a line stays a question.
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from eligo.rules.model import Section
from eligo.syntax.layout.phrases import GroupLine, read_group_line
from eligo.syntax.layout.rows import heading_section

_SECTION_AT_MOST = 160
_SCOPED = re.compile(
    r"(?P<before>(?:[^\s:]+ ){0,4}?)(?P<section>(?:non[- ]?)?inclusion|exclusion) criteri(?:a|on)\b(?P<after>.*)",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?P<head>(?:key |main |major )?(?:inclusion|exclusion)(?: criteri(?:a|on))?)\s*[:：]\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
#: a line that speaks of criteria, and is no heading of theirs
_SENTENCE = re.compile(r"\b(?:meets?|met|fulfil\w*|not|all|any|the|of|satisf\w+|has|have|per|no)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:cohorts?|arms?|groups?|parts?|phases?|stage|patients?|controls?|volunteers?|donors?|children|adults?"
    r"|substudy|sub-study|strat(?:um|a)|women|men|participants?|subjects?|caregivers?|parents?|for)\b",
    re.IGNORECASE,
)
_EMPTY_SCOPE = re.compile(
    r"(?:s|\W|are|is|include[sd]?|as follows|the following|for (?:(?:all|study) )?(?:patients|participants|subjects)"
    r"|of (?:the )?study|to be met|at screening|for (?:the )?study(?: participation)?|summary|general"
    r"|all (?:groups|cohorts|parts|arms|participants|patients|subjects))*",
    re.IGNORECASE,
)
_EMPTY_BEFORE = frozenset((
    "key", "main", "major", "primary", "principal", "general", "core", "basic", "important", "patient", "patients",
    "subject", "subjects", "participant", "participants", "study", "the", "eligibility", "overall", "common", "trial",
))  # fmt: skip


class SectionHeading(NamedTuple):
    """What a heading of a section says: which one, whom it is limited to, and a criterion on the same line."""

    section: Section
    scope: str = ""
    rest: str = ""


def section_heading(text: str, *, is_bullet: bool) -> SectionHeading | None:
    """Return what ``text`` is the heading of, or None.

    >>> section_heading("Key Inclusion Criteria:", is_bullet=False).section
    'inclusion'
    >>> section_heading("Exclusion criteria (cohort B):", is_bullet=False).scope
    'Exclusion criteria (cohort B)'
    """
    if "clusion" not in text and "CLUSION" not in text:
        return None
    plain = heading_section(text.strip("*_=# -"), bare_word=not is_bullet)
    if plain is not None:
        return SectionHeading(cast("Section", plain))
    inline = _INLINE.fullmatch(text)
    if inline and not is_bullet:
        section: Section = "exclusion" if "exclu" in inline["head"].lower() else "inclusion"
        rest = inline["rest"]
        is_scope = _PEOPLE.search(rest) and len(rest.split()) <= 6 and not re.search(r"\d{2}", rest)
        return SectionHeading(section, text.strip(": ") if is_scope else "", "" if is_scope else rest)
    return _scoped(text, is_bullet=is_bullet) if len(text) <= _SECTION_AT_MOST else None


def _scoped(text: str, *, is_bullet: bool) -> SectionHeading | None:
    found = _SCOPED.fullmatch(text.strip("*_=# "))
    if found is None or (is_bullet and not text.rstrip("*_ ").endswith(":")):
        return None
    before, after = found["before"].strip().lower(), found["after"]
    if _SENTENCE.search(before) or not (text.rstrip("*_ ").endswith(":") or len(after) <= 40):
        return None
    section: Section = "inclusion" if found["section"].lower() == "inclusion" else "exclusion"
    is_plain = set(before.split()) <= _EMPTY_BEFORE and _EMPTY_SCOPE.fullmatch(after)
    return SectionHeading(section, "" if is_plain else text.strip("*_=#: "))


# --- topics -------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+|\d+")
#: `in-patients` are not all patients
_WHOLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
#: words of topics, which say what a list is about
_TOPICS = frozenset((
    "age", "ages", "sex", "gender", "performance", "status", "life", "expectancy", "hematopoietic", "hematologic",
    "haematologic", "hematological", "haematological", "hematology", "haematology", "hepatic", "liver", "renal",
    "kidney", "cardiovascular", "cardiac", "heart", "pulmonary", "lung", "respiratory", "immunologic",
    "neurologic", "gastrointestinal", "endocrine", "metabolic", "bone", "marrow", "reserve", "organ", "organs",
    "function", "functions", "coagulation", "laboratory", "lab", "labs", "test", "tests", "value", "values",
    "parameter", "parameters", "result", "results", "blood", "count", "counts", "chemistry", "biochemistry",
    "biochemical", "serum", "urine", "vital", "signs", "demographics", "demographic", "general", "other",
    "patient", "characteristics", "disease", "menopausal", "cardiology", "nutritional", "nutrition", "physical",
    "examination", "findings", "system", "routine", "clinical", "study", "basic", "information", "peripheral",
    "chemistries", "initial", "biological", "hematopoietic",
))  # fmt: skip
#: words that hold a heading together
_STRUCTURE = frozenset((
    "criteria", "criterion", "the", "following", "follows", "as", "by", "defined", "below", "must", "meet",
    "meets", "met", "have", "has", "had", "having", "with", "patient", "patients", "subject", "subjects", "participant",
    "participants", "who", "that", "are", "is", "be", "were", "will", "include", "includes", "including", "and", "of",
    "at", "screening", "evidenced", "demonstrated", "documented", "indicated", "measured", "determined",
    "meeting", "fulfill", "fulfil", "fulfills", "fulfilling", "satisfy", "satisfying", "these", "requirements",
    "requirement", "required", "should", "study", "eligibility", "eligible", "entered", "entry", "enter", "enroll",
    "enrolled", "enrollment", "enrolment", "included", "participate", "participation", "trial", "for", "to", "this",
    "in", "inclusion", "exclusion", "individual", "individuals", "potential", "order", "they", "you",
    "their", "based", "on", "shown", "confirmed", "obtained", "assessed", "within", "limits", "range", "ranges",
    "levels", "level", "true", "apply", "visit", "baseline", "parts", "people", "persons",
))  # fmt: skip
_OF_INCLUSION = frozenset((
    "all", "each", "adequate", "normal", "acceptable", "sufficient", "good", "satisfactory", "both", "appropriate",
))  # fmt: skip
_OF_EXCLUSION = frozenset((
    "any", "inadequate", "abnormal", "impaired", "insufficient", "poor", "one", "or", "more", "conditions",
    "condition", "diseases", "disorders", "abnormalities", "dysfunction", "reason", "reasons", "presence", "make",
    "from", "we", "health", "medical", "comorbidities", "co-morbidities", "situations", "circumstances",
))  # fmt: skip
#: that what is listed excludes; a heading that turns its list otherwise (`not meeting`) is none of these
_EXCLUDES = re.compile(
    r"\b(?:(?:may|can|must|should|shall|will|do|does|are|is) not (?:be )?(?:to )?(?:be )?(?:eligible|enrolled|included"
    r"|allowed|permitted|accepted|admitted|entered|participate|enter|enroll)"
    r"|not eligible|excluded|ineligible|precludes?)\b"
)
#: `included only if they …`: a condition of taking part, as any criterion is
_CONDITION = re.compile(
    r"\b(?:(?:may|can) (?:only )?be (?=(?:entered|enrolled|included|eligible)\b.*\bif\b)"
    r"|(?<=\w )(?:only )?if (?=they|you|all|any|one|the))"
)
#: `a subject who meets`, `at screening (visit 1)`
_PLAIN = re.compile(
    r"\ban? (?=(?:potential )?(?:individual|participant|subject|patient)\b)|\(?\b(?:visit|day) ?-?\d{1,2}\)?"
)
#: words with which a heading says more than what its list is about
_LOGIC = re.compile(
    r"\b(?:any|one|two|either|or|if|for|when|unless|except|all|both|none|no|not|without|arm|arms|group|groups|cohort"
    r"|cohorts|control|controls|part|parts|phase|stage|volunteers?|donors?|children|adults?|men|women|males?|females?"
    r"|pa?ediatric|strat\w+|prior|previous|history|past|recent|family|allerg\w+|risk|within|before|after|during|least"
    r"|optional|prohibited|excluded?|case|cases|type|step|period|visit|recipients?|high|low|standard)\b",
    re.IGNORECASE,
)
_TOPIC_WORDS = 6
#: a window of the values below a heading, with the words round it
_WITHIN = re.compile(
    r",? ?\(?(?:(?:as|tested|obtained|performed|assessed|measured|taken|collected|determined) )*"
    r"(?:within|no more than|≤|=<) ?(?P<window>\d+ ?(?:days?|weeks?|hours?|months?) (?:of|prior to|before)"
    r" [^():;,]{3,60}?)\)?(?=,|:|$| as (?:defined|evidenced|demonstrated|follows|measured)| defined| measured)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:disease|patient) characteristics ?:?|prior(?: ?/ ?| and | or | )concurrent therapy ?:?", re.IGNORECASE
)
#: topics of the old style that are names as well: below them each line says itself what it asks
TREATMENTS = frozenset((
    "biologic therapy", "chemotherapy", "endocrine therapy", "radiotherapy", "surgery",
))  # fmt: skip
_NOTHING = re.compile(
    r"(?:not (?:specified|applicable|stated|reported|provided)|none(?: specified)?|n/a|NA|nil"
    r"|no (?:specific )?exclusion criteria|no restrictions?"
    r"|(?:please )?see (?:the )?(?:above|below|(?:disease|patient) characteristics|(?:inclusion|exclusion) criteria"
    r"|prior concurrent therapy|chemotherapy|radiotherapy|surgery))[.;]?",
    re.IGNORECASE,
)


def adds_nothing(text: str, section: Section | None) -> bool:
    """Tell whether every word of the heading ``text`` is known to leave alone what the lines below it mean."""
    of_section = _OF_EXCLUSION if section == "exclusion" else _OF_INCLUSION
    plain = _PLAIN.sub(" ", text.lower())
    if section == "exclusion":
        plain = _EXCLUDES.sub(" ", plain)
    words = _WHOLE_WORD.findall(_CONDITION.sub(" ", plain))
    return all(word in _TOPICS or word in _STRUCTURE or word in of_section for word in words)


def window_of(text: str, section: Section | None) -> str:
    """Return the window that a heading puts on the values below it, where it says nothing else; empty where none.

    >>> window_of("Adequate organ function within 14 days prior to registration as defined by:", "inclusion")
    'within 14 days prior to registration'
    """
    found = _WITHIN.search(text)
    if found is None or not adds_nothing(text[: found.start()] + text[found.end() :], section):
        return ""
    return f"within {found['window']}"


def is_topic(text: str) -> bool:
    """Tell whether ``text`` only names what its list is about (``Hepatic:``), so that whole sentences stand alone."""
    words = _WORD.findall(text)
    if is_chapter(text):
        return True
    return 0 < len(words) <= _TOPIC_WORDS and not any(w.isdigit() for w in words) and not _LOGIC.search(text)


def is_chapter(text: str) -> bool:
    """Tell whether ``text`` is a chapter of the registry's old style, whose lines say themselves what they ask."""
    return _CHAPTER.fullmatch(text) is not None


def says_nothing(text: str) -> bool:
    """Tell whether ``text`` only says that nothing is asked here, or that it is elsewhere: ``Not specified``."""
    return _NOTHING.fullmatch(text) is not None


def is_bare_topic(text: str) -> bool:
    """Tell whether ``text`` is a heading though it has no colon: ``Performance status``."""
    if text.lower() in TREATMENTS:
        return True
    words = [word.lower() for word in _WORD.findall(text)]
    is_disease = "disease" in words and "characteristics" not in words
    known = text[-1:].isalnum() and all(word in _TOPICS for word in words)
    return 0 < len(words) <= _TOPIC_WORDS and known and not is_disease


# --- groups -------------------------------------------------------------------------------------------------------

_PEOPLE_WORDS = r"(?:(?:the |all |eligible )?(?:patients?|subjects?|participants?|individuals?|those|persons?|people) )"
_LEAD = re.compile(
    rf"{_PEOPLE_WORDS}?(?:(?:who|that|which) )?(?:(?:must|should|will|may) )?"
    r"(?:(?:have|has|having|had|with|meets?|meeting|fulfil(?:l|ls|ling|s)?|satisfy|satisfies|presents? with|are|is|be"
    r"|showing|presenting(?: with)?|(?:the )?presence of|evidence of"
    r"|(?:(?:have|has|with) )?(?:a )?(?:(?:current|known|documented|established) )?(?:diagnosis of|diagnosed with)) )?"
    r"(?=(?:at least|any|all|none|one|two|three|each|either|≥|>=|\d))",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(
    r" (?:(?:will be|are|is|should be|must be|shall be) )?(?:excluded|not eligible|ineligible|not included)"
    r"(?: (?:from|for) (?:the|this)? ?(?:study|trial|participation|enrollment))?(?= ?:)",
    re.IGNORECASE,
)
_NOUNS = re.compile(
    r"(?<=following) (?:(?:inclusion|exclusion|eligibility|clinical|medical|diagnostic|additional|health|high[- ]risk"
    r"|comorbid|laboratory) )*"
    r"(?:criteria|criterion|conditions?|items?|characteristics|features|diagnoses|diseases|disorders|comorbidities"
    r"|co-morbidities|symptoms|signs|signs or symptoms|symptoms or signs|findings|abnormalities"
    r"|risk factors|factors|events|statements|situations|requirements|malignancies|cancers|tumou?rs"
    r"|tumou?r types|procedures|treatments|therapies|drugs|medications|indications|circumstances|categories)"
    r"(?: (?:is|are) (?:met|present|fulfilled|satisfied|true|applicable|required)| apply| applies)?(?= ?:)",
    re.IGNORECASE,
)
_GROUP_AT_MOST = 160


def group_line(text: str, section: Section | None) -> GroupLine | None:
    """Return what ``text`` says of the list below it where it says no more than that.

    >>> group_line("Patients who have any of the following conditions:", "exclusion").kind
    'any'
    """
    if len(text) > _GROUP_AT_MOST or not text.endswith(":"):
        return None
    if section == "exclusion":
        text = _EXCLUDED.sub("", text)
    lead = _LEAD.match(text)
    plain = text[lead.end() :] if lead else text
    plain = _NOUNS.sub("", plain)
    return read_group_line(plain)

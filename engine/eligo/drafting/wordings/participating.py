"""Taking part in another study, in the words of registries: ``Currently enrolled in any other interventional trial``.

The sentence is written anew with the name that the vocabulary has for it, and read as any other. What kind of study it
is comes from a closed list; a study of anything else (``that may interfere``, ``of a similar drug``) keeps its words.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section

TRIGGERS = triggers(
    "study studies trial trials research rct rcts",
    "participation participating participate participates participated participant participants enrollment enrolment"
    " enrolled enroled inclusion included involvement involved recruitment recruited taking take takes taken took",
)
_NOUN = r"participation|enroll?ment|inclusion|involvement"
_NOW = r"participating|participates?|enroll?ed|included|involved|taking part|takes? part|participants?"
_PAST = (
    r"(?:(?:has|have|having|had|was|were|who) )*(?:(?:previously|already|ever) )?"
    r"(?:participated|taken part|took part|been (?:enroll?ed|included|involved))"
)
#: behind the noun, which study
_STUDY = re.compile(
    rf"(?:(?P<past>{_PAST})|(?P<now>(?:(?:is|are|being|currently|simultaneously|concurrently|actively) )*(?:{_NOW}))"
    rf"|(?P<noun>{_NOUN})) (?:in|into) (?P<other>another|an other|any other|other|a different|different|an?|any)"
    r" (?P<kind>(?:(?:clinical|research|interventional|intervention|investigational|experimental|drug|medication"
    r"|pharmaceutical|medicinal|product|medical|or|device|therapeutic|human|randomi[sz]ed|controlled) )*)"
    r"(?P<study>RCTs?|trials? or stud(?:y|ies)|stud(?:y|ies) or trials?|trials?|stud(?:y|ies)|research)\b"
    r"(?P<of> (?:of|with|using|involving|testing|investigating|evaluating)(?: the use of)? (?:an? |any |another )?"
    r"(?:investigational|experimental) (?:medicinal )?(?:drugs?|medications?|products?|agents?)"
    r"(?P<device> or (?:medical )?devices?)?)?"
    r"(?! (?:of|with|using|involving|testing|investigating|evaluating|for|on|to|that|which|where|whose)\b)",
    re.IGNORECASE,
)
#: this very study, once before
_THIS = re.compile(
    r"(?:(?:was|were|been|has been|have been) )*(?:previous(?:ly)?|prior|already|earlier)(?: been)?"
    rf" (?:{_NOUN}|recruitment|enroll?ed|included|participated|recruited) (?:in|into|to)"
    r" (?:this|the (?:present|current|same)) (?:clinical )?(?:study|trial)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:within|during|prior|before|since|over the|less than|in the (?:last|past|previous|preceding)"
    r"|\d+ (?:day|week|month|year)s?)\b|[<≤]",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:and|or)\b|,", re.IGNORECASE)
_TOGETHER = re.compile(r",? (?:simultaneously|concurrently|currently|at the same time)(?=$|[,;.] ?$)", re.IGNORECASE)
_SIMULTANEOUS = re.compile(r"\b(?:simultaneous|parallel|ongoing|concomitant)(?= participation in)", re.IGNORECASE)
#: by the words before the noun and the noun; a study is not always a trial, and a trial not always of a drug
_KINDS = {
    "study": ("", "research", "human", "human research"),
    "clinical study": ("clinical", "clinical research", "medical", "medical research"),
    "clinical trial": (
        "interventional", "intervention", "interventional clinical", "clinical interventional",
        "interventional research", "clinical intervention",
    ),
    "drug trial": (
        "drug", "clinical drug", "drug clinical", "medication", "clinical medication", "pharmaceutical",
        "interventional drug",
    ),
    "investigational drug trial": (
        "investigational drug", "investigational medication", "investigational medicinal product", "experimental drug",
        "clinical investigational drug", "investigational clinical drug",
    ),
    "drug or device trial": ("drug or device", "drug or medical device"),
    "investigational drug or device trial": (
        "investigational drug or device", "investigational drug or medical device", "investigational product or device",
    ),
    "randomized trial": (
        "randomized", "randomized controlled", "randomized clinical", "randomized controlled clinical",
    ),
    "investigational study": ("investigational", "investigational clinical", "clinical investigational"),
}  # fmt: skip
_KIND_OF = {words: kind for kind, wordings in _KINDS.items() for words in wordings}


def taking_part(text: str, section: Section | None) -> str:
    """Return ``text`` with the vocabulary's name in place of the words for taking part in another study.

    >>> taking_part("Currently enrolled in any other interventional trial", "exclusion")
    'current participation in another clinical trial'
    """
    if same := _THIS.search(text):
        with_ = "with " if text[: same.start()].strip() else ""
        return f"{text[: same.start()]}{with_}history of participation in this study{text[same.end() :]}"
    found = _STUDY.search(text)
    kind = _kind_of(found) if found else None
    if found is None or kind is None or (section != "exclusion" and found["other"].lower() in ("a", "an", "any")):
        return text
    before, behind = text[: found.start()], text[found.end() :]
    is_timed = _TIME.search(behind) is not None
    if is_timed and (_shares(before) or (_JOINS.search(behind) and not _TIME.match(behind.lstrip(" ,(")))):
        return text
    lead = "history of " if found["past"] else "current " if found["now"] and not is_timed else ""
    named = f"{before}{lead}participation in another {kind}{behind}"
    return _SIMULTANEOUS.sub("current", _TOGETHER.sub("", named))


def _shares(before: str) -> bool:
    """Tell whether the time behind may be of what stands ``before`` as well, which has none of its own."""
    return _JOINS.search(before) is not None and _TIME.search(before) is None


def _kind_of(found: re.Match[str]) -> str | None:
    study = found["study"].lower()
    words = "randomized controlled" if study.startswith("rct") else found["kind"].strip().lower()
    kind = _KIND_OF.get(words.replace("randomised", "randomized"))
    if kind in ("study", "clinical study") and study in ("trial", "trials"):
        kind = "clinical trial"
    if found["of"]:
        of_device = "drug or device" if found["device"] else "drug"
        return f"investigational {of_device} trial" if kind in ("study", "clinical study", "clinical trial") else None
    return kind

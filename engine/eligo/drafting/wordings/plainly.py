"""Wordings that registries have for what the language says in fewer words: each a closed form, its effect certain.

A form is looked for where one of its words stands; what it leaves as it was is read as any other text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from eligo.rules.model import Section

_PEOPLE = r"(?:patients?|subjects?|participants?|individuals?|those|persons?|people)"
_HIV = r"(?:HIV|human immunodeficiency virus)"
_ORGAN = (
    r"(?:solid|organ|kidney|renal|heart|cardiac|lung|liver|hepatic|pancrea(?:s|tic)|islet|cell|stem|h(?:a)?ematopoietic|bone"
    r"|marrow|corneal?|intestinal|allogeneic|autologous|multiorgan|double|single)"
)
_CANCER = (
    r"(?:cancer|carcinoma|lymphoma|leuk(?:a)?emia|myeloma|melanoma|sarcoma|mesothelioma|glioma|glioblastoma|tumou?r"
    r"|malignancy|malignancies|NSCLC|(?:ES-)?SCLC|HCC|RCC|AML|CLL)"
)
_HISTOLOGY = r"(?:squamous(?:[ -]cell)?(?: carcinoma)?|adenocarcinoma|adenosquamous(?:[ -]cell)?(?: carcinoma)?)"
_HISTOLOGY_JOIN = re.compile(r",? or |, |/", re.IGNORECASE)
_TRANSPLANT = rf"(?:(?:{_ORGAN})(?:[ -]|, (?:or )?| or |/| and/or ))*transplant(?:ation)?"


class _Form(NamedTuple):
    """``sign``: a word of every text that ``form`` is in, in lower case; ``written``: what the text is then.

    ``demands``: it says what everybody in the trial has to be, so it excludes nobody in an exclusion.
    """

    sign: str
    form: re.Pattern[str]
    written: str | Callable[[re.Match[str]], str]
    demands: bool = False


def _form(sign: str, form: str, written: str | Callable[[re.Match[str]], str], demands: bool = False) -> _Form:
    return _Form(sign, re.compile(form, re.IGNORECASE), written, demands)


def _of_both(found: re.Match[str]) -> str:
    # `… or personal history of gout` goes on with what is no more of the family
    return f"history of {found['what']} or family history of {found['what']}"


def _of_one_organ(found: re.Match[str]) -> str:
    # `squamous, adenocarcinoma, or adenosquamous carcinoma of the cervix`
    kinds = [f"{kind} of the {found['organ']}" for kind in map(_carcinoma, _HISTOLOGY_JOIN.split(found["kinds"]))]
    return f"{', '.join(kinds[:-1])} or {kinds[-1]}"


def _carcinoma(histology: str) -> str:
    first = histology.lower().split("-")[0].split(" ")[0]
    return {"squamous": "squamous cell carcinoma", "adenosquamous": "adenosquamous carcinoma"}.get(
        first, "adenocarcinoma"
    )


_FORMS = (
    _form(
        "family",
        r"^(?:(?:known|documented|positive|any|a|an|has|have|having|patients with|subjects with|participants with) )*"
        r"(?:(?:personal|own|individual)(?: history)?(?: or |/| and/or )family|history (?:or|and/or) family"
        r"|family (?:or|and/or) personal|\(family\)) history of (?P<what>[^:]+)$",
        _of_both,
    ),
    _form(
        "family",
        r"^no (?:known )?(?:personal or family|family or personal) history of (?P<what>(?!.*history)[^:]+)$",
        r"no history of \g<what> and no family history of \g<what>",
    ),
    _form("infectious) ", r"\((?P<word>non-?infectious)\) (?=\w)", r"\g<word> "),
    _form(
        "to any ",
        rf"^(?:{_PEOPLE} with )?(?:known )?(?:allergy|hypersensitivity) to any (?:drug|medication)s?$",
        "drug allergy",
    ),
    _form("be pregnant", r"\bwho (?:is|are) or (?:may|might|could) be pregnant\b", "with known or suspected pregnancy"),
    *(
        _form(sign, rf"\b(?P<is>do|does|did|have|has|is|are|was|were){sign}(?=\w)", r"\g<is> not ")
        for sign in ("n't ", "n’t ")
    ),
    _form(
        "as ",
        r"^(?P<what>(?!.*\b(?:no|not|none|without|never|or|and)\b)[^,;:()]+) as (?:the |their )?"
        r"(?P<only>(?:only|sole) (?:measurable (?:lesion|disease)|manifestation of (?:the )?(?:malignancy|disease)"
        r"|site of (?:the )?(?:metastatic |measurable )?disease|evidence of disease))$",
        r'\g<what> and ask [only] "Is it the \g<only>?"',
    ),
    _form("metastatic setting", r"\bin (?:the|a) metastatic setting\b", "for metastatic disease"),
    _form(
        "positivity",
        r"\b(?:sero-?)?positivity (?:for|to)\b",
        "positive for",
    ),
    _form("positive status", r"(?<=[ -])positive status\b", "positive"),
    # a virus that stays: whoever tested positive is
    _form("testing positive", rf"\b(?:known )?history of testing positive (?:for|to) (?={_HIV}\b)", "positive for "),
    _form("testing positive", r"(?<!history of )\btesting positive (?:for|to)\b", "positive for"),
    _form(
        "recipient",
        rf"^(?:(?:is|are|be|being|has been|a|an|any|{_PEOPLE} who are) )*(?P<what>{_TRANSPLANT}) recipients?"
        r"(?= ?(?:\(|,|;|or\b|$))",
        r"history of \g<what>",
    ),
    _form(
        "recipient",
        rf"^(?:(?:is|are|be|being|a|an|{_PEOPLE} who are) )*recipients? of (?:(?:a|an|any|previous|prior) )*"
        rf"(?={_TRANSPLANT}s?\b)",
        "history of ",
    ),
    _form("serologically", r"\bserologically positive\b", "positive"),
    _form("sero-positive", r"\bsero-positive\b", "positive"),
    # `newly diagnosed patients with gout`: what is said of people is of what they have
    _form(
        "patients",
        r"^(?P<how>newly diagnosed|(?:previously )?untreated|treatment[- ]na[iï]ve|relapsed|refractory|metastatic"
        r"|recurrent)(?: adult)? (?:patients|subjects|participants) with ",
        r"\g<how> ",
    ),
    _form("(type", r" \(type (?:1|I) (?P<join>or|and/or) (?:type )?(?:2|II)\)", r" type 1 \g<join> type 2"),
    _form(
        "for which",
        rf",? for which (?:the )?{_PEOPLE} (?:is|are) (?:currently )?(?:receiving|undergoing|on|under)"
        r" (?:active |any |systemic )?(?:therapy|treatment)\b",
        " under treatment",
    ),
    _form("at any time", r" at any time (?=(?:within|in|during) the (?:last|past|previous)\b|within \d)", " "),
    _form("at any time", r"^(?P<ever>(?:any )?(?:history of|prior|previous) [^,;]+?),? at any time$", r"\g<ever>"),
    _form(
        "detectable viral load",
        rf"\b(?:(?:active|known|current|documented|or) )*{_HIV}(?: \(HIV\))?(?: infection)? with (?:a )?"
        r"(?P<found>(?:un)?detectable) viral load\b",
        r"\g<found> HIV viral load",
    ),
    _form(
        "(active",
        r" ?\(active (?:substance|ingredient)s? or (?:any )?(?:of the )?excipients?\)",
        " or any of its excipients",
    ),
    _form(
        "active",
        r"\bto (?:the |any of the )?active (?:substance|ingredient)s?"
        r"(?=,? (?:or|and/or) (?:to )?(?:(?:any|one|some|of|the|its) )*(?:excipient|component)s?$)",
        "to the study drug",
    ),
    # of a cancer, what is systemic is against it
    _form(
        "systemic",
        rf"\bsystemic (?P<what>therap(?:y|ies)|treatments?) for (?=(?:[\w-]+ ){{0,3}}{_CANCER}\b)",
        r"systemic anticancer \g<what> for ",
    ),
    # `at least 6 months post stroke`
    _form(
        "post",
        r"^(?P<least>(?:at least|more than|longer than|greater than|>|≥|>=|less than|<) ?\d+ (?:day|week|month|year)s?)"
        r" post[ -](?P<what>\w[\w -]*)$",
        r"\g<least> since \g<what>",
    ),
    _form(
        "carcinoma",
        rf"\b(?P<kinds>(?:{_HISTOLOGY}(?:,? or |, |/))+{_HISTOLOGY}) of the (?P<organ>\w+(?: cervix)?)",
        _of_one_organ,
    ),
    # of people without it, it asks nothing
    _form(
        "recovered from",
        rf"^(?:{_PEOPLE} )?(?:(?:must|have|has|are) )*recovered from"
        r" (?:(?:the|effects of|all|any|prior|previous|earlier) )+(?P<what>surger(?:y|ies)|radiotherapy"
        r"|radiation therapy|chemotherapy|immunotherapy|biologic therapy|surgical procedures?|anticancer therapy)$",
        r'if history of \g<what> then ask [recovered] "Has the patient recovered from it?"',
        demands=True,
    ),
    _form("there", r"^there (?:is|are)(?: an?\b)? ", ""),
    _form("twice", r"\btwice (?=(?:the )?(?:upper\b|ULN\b|institutional upper|normal upper))", "2 times "),
)

#: `there is no asthma` as an exclusion: does its presence exclude, or its absence?
_DENIES = re.compile(r"(?:no|not|none|never|without|do not|does not)\b", re.IGNORECASE)


def plainly(text: str, section: Section | None) -> Iterator[str]:
    """Yield ``text`` with each of these wordings that it holds in the words of the language.

    >>> list(plainly("Personal or family history of gout", "exclusion"))
    ['history of gout or family history of gout']
    """
    lower = text.lower()
    for form in _FORMS:
        if form.sign in lower and not (form.demands and section == "exclusion"):
            written, count = form.form.subn(form.written, text, count=1)
            if count and (section != "exclusion" or not _DENIES.match(written)):
                yield written

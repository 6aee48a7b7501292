"""Longer and rarer spellings of what the language has a word for: how a result is made, parts of a limit, topics.

Each is written anew in the word of the language, where nothing else of the sentence changes: ``calculated using the
Cockcroft-Gault (CG) equation`` is ``by Cockcroft-Gault``, ``LVEF … by either echo or a MUGA scan`` ``by ECHO or MUGA``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from eligo.rules.model import Section

_FLAGS = re.IGNORECASE
_HOW = (
    r"(?:as )?(?:(?:calculated|estimated|assessed|determined|measured|derived|documented|evaluated|demonstrated"
    r"|obtained|defined) )?(?:by|using|with|via|per|as per|according to|based on|from|on|through)"
)
_EQUATION = (
    r"(?:[ -](?:glomerular filtration rate|GFR|creatinine clearance))?"
    r"(?: (?:equation|formula|method|estimate|estimation|calculation|value))?"
)
_COCKCROFT = rf"Coc?k?croft(?: ?[-–‑/] ?| and | & | )Gault(?:['’]s)?(?: \(C-?G\))?{_EQUATION}(?: \(C-?G\))?"
_CKD_EPI = (
    r"(?:chronic kidney disease|CKD)[ -]epidemiology(?: collaboration)?,? ?[\[(]?CKD[- ]EPI[\])]?"
    rf"(?: collaboration)?{_EQUATION}"
)
_MDRD = rf"modification of (?:the )?diet in renal disease,? ?[\[(]MDRD[\])]{_EQUATION}"
_ECHO = (
    r"(?:(?:2-?D|two[- ]dimensional|transthoracic|resting|cardiac|baseline|screening|Doppler|color Doppler) )*"
    r"(?:echo ?cardiogra(?:m|phy)s?|echo|TTE)(?: \((?:ECHO|TTE)\))?"
)
_MUGA = (
    r"(?:(?:cardiac|baseline|radioisotope|radionuclide) )*(?:multi(?:ple)?[- ]?gated(?: acquisition| blood pool"
    r"| radionuclide (?:angiography|ventriculography))?(?: scans?| scanning| imaging)?(?: \(MUGA\))?|MUGA)"
    r"(?: scans?| imaging)?"
)
_HEART = rf"(?:an? |the )?(?:{_ECHO}|{_MUGA})(?: assessment| evaluation| examination)?"
_URINE = r"(?:an? )?24[- ]?(?:hours?|h|hrs?)[ -]urine(?: collection| sample| test)?"
_SIGN = r"(?:[<>≤≥]=?|=<|less than|greater than|more than|at least)"
_FASTING = r"fasting (?:plasma|blood) glucose"
#: a result that a topic stands before
_FIRST = (
    r"(?:AST|ALT|SGOT|SGPT|total bilirubin|bilirubin|serum|creatinine|calculated|absolute|ANC|WBC|white|ha?emoglobin"
    r"|Hgb?|platelets?|albumin|alkaline|aspartate|alanine|INR|leu[ck]ocytes|neutrophils?)\b"
)
_JOINS = r"\b(?:and|or|if|unless|except)\b|[,;]"
_LIMIT = r"(?P<limit>LLN|ULN|lower limit of normal|upper limit of normal)\b"
_WHOM = r"(?:patients|subjects|participants|those|individuals) (?:with|who have)"
_WHERE = rf"(?:if associated with|if there (?:is|are)|if|in case of|in the presence of|(?:for|in) {_WHOM})"
_BILIRUBIN = r"(?:total |serum )*bilirubin"
_DIRECT = (
    r"(?:with|and)(?: an?)? (?:direct|conjugated) bilirubin(?: levels?)?(?: is| are)? "
    r"(?:(?:with)?in (?:the )?(?:normal|reference) (?:range|limits)(?: of the central laboratory)?|normal)"
)
_GILBERT = r"(?:well[- ])?(?:documented |confirmed |known )?Gilbert(?:['’]?s)? (?:syndrome|disease)"
_EITHER_WAY = "by Cockcroft-Gault or 24 hour urine"
_NOT_WORSE = ' and ask [deterioration] "Has the performance status not deteriorated over the last 2 weeks?"'


class _Spelling(NamedTuple):
    """A form and what it is written as, looked for in sentences that hold one of ``signs``."""

    signs: tuple[str, ...]
    form: re.Pattern[str]
    written: str | Callable[[re.Match[str]], str]
    of: Section | None = None


def _as_part(found: re.Match[str]) -> str:
    """``75% of LLN``: a part of the limit."""
    return f"{int(found['share']) / 100:g} × {found['limit']}"


def _in_gilbert(found: re.Match[str]) -> str:
    """Three things at once, of those with the syndrome, as an alternative; where they are not named, the words stay."""
    if "gilbert" not in found.group()[found.end("first") - found.start() :].lower():
        return found.group()
    return f"{found['first']} or ({found['bound']} and direct bilirubin normal and Gilbert syndrome)"


_SPELLINGS = (
    _Spelling(
        ("(uln)", "(lln)"),
        re.compile(
            r"\b(?:the )?(?:institutional )?(?:upper|lower) limits? of (?:the )?normal(?: range| value)?"
            r" \((?P<limit>ULN|LLN)\)",
            _FLAGS,
        ),
        r"\g<limit>",
    ),
    # a branch whose condition stands before its bound
    _Spelling(
        ("(if ", "(for ", "(in "),
        re.compile(
            rf"\({_WHERE} (?P<who>[a-z][a-z ]{{4,50}}?)(?: (?:is|are) (?:present|confirmed))?,?"
            r" (?P<bound>(?:[<>≤≥]=?|=<) ?[\d.]+ ?(?:[x×*]|times) ?ULN)\)",
            _FLAGS,
        ),
        r"(\g<bound> if \g<who>)",
    ),
    _Spelling(
        ("is confirmed)", "are confirmed)"),
        re.compile(r"(?P<when>,? if [a-z][a-z'’ ]{4,50}?) (?:is|are) confirmed\)", _FLAGS),
        r"\g<when>)",
    ),
    _Spelling(
        (", in case of",),
        re.compile(
            r"\bunless (?P<who>[a-z][a-z ]{3,50}?)(?P<there> (?:is|are) present)?, in case of (?P=who)\b", _FLAGS
        ),
        r"unless \g<who>\g<there>, in which case",
    ),
    # bilirubin above the limit, direct bilirubin within it, in Gilbert syndrome
    _Spelling(
        ("gilbert",),
        re.compile(
            rf"^(?P<first>{_BILIRUBIN} [^;,]{{2,60}}?)(?:[;,]? or|\.|;) (?:for {_WHOM} {_GILBERT},? )?(?P<bound>"
            rf"{_BILIRUBIN} (?:[<≤]=?|=<) ?[\d.]+ ?(?:[x×*]|times) ?(?:the )?(?:ULN|upper limit of normal)) {_DIRECT}"
            rf"(?: (?:in|for) {_WHOM} {_GILBERT})?$",
            _FLAGS,
        ),
        _in_gilbert,
        of="inclusion",
    ),
    # how clearance came about: by one formula, or in any way that there is
    _Spelling(
        ("croft",),
        re.compile(
            rf"{_HOW} (?:the )?(?:{_COCKCROFT} or {_URINE}|{_URINE} or (?:{_HOW} )?(?:the )?{_COCKCROFT})", _FLAGS
        ),
        _EITHER_WAY,
    ),
    _Spelling(
        ("croft",), re.compile(rf"\(?measured or calculated {_HOW} (?:the )?{_COCKCROFT}\)?", _FLAGS), _EITHER_WAY
    ),
    _Spelling(("croft",), re.compile(rf"{_HOW} (?:the )?{_COCKCROFT}(?! or\b)", _FLAGS), "by Cockcroft-Gault"),
    _Spelling(("epidemiology",), re.compile(rf"{_HOW} (?:the )?{_CKD_EPI}(?! or\b)", _FLAGS), "by CKD-EPI"),
    _Spelling(("diet in",), re.compile(rf"{_HOW} (?:the )?{_MDRD}(?! or\b)", _FLAGS), "by MDRD"),
    _Spelling(
        ("ejection", "lvef"),
        re.compile(rf"{_HOW} (?:either )?{_HEART}(?:(?:,? or|,? and/or|/|,) ?{_HEART})*(?![\w/]| \()", _FLAGS),
        "by ECHO or MUGA",
    ),
    _Spelling(
        ("24",),
        re.compile(
            rf"\b(?:urine |urinary )?protein(?:uria)? (?:of |is )?(?P<bound>{_SIGN} ?\d+(?:\.\d+)? ?(?:g|mg|grams?))"
            rf"(?: of protein)? (?:by|on|in|per|via|from|based on) {_URINE}",
            _FLAGS,
        ),
        r"24-hour urine protein \g<bound>/24 h",
    ),
    _Spelling(
        ("fpg", "fbg"),
        re.compile(rf"\b(?:{_FASTING} \(F[PB]G\)|F[PB]G \({_FASTING}\)|F[PB]G)(?: concentration| level)?\b", _FLAGS),
        "fasting glucose",
    ),
    _Spelling(("fio2",), re.compile(r"\bPaO2 ?: ?FiO2\b", _FLAGS), "PaO2/FiO2"),
    _Spelling(("(o2)",), re.compile(r"\boxygen \(O2\) saturation", _FLAGS), "oxygen saturation"),
    _Spelling(("% ", "%of"), re.compile(rf"\b(?P<share>\d{{2,3}}) ?% (?:of )?(?:the )?{_LIMIT}", _FLAGS), _as_part),
    _Spelling(("in the setting of",), re.compile(r"(?<=ULN) in the setting of (?=[a-z])", _FLAGS), " if "),
    # an alternative in brackets behind the only bound before it
    _Spelling(
        ("(or ",),
        re.compile(
            rf"^(?P<first>(?:(?!{_JOINS}).)+?) \(or (?P<second>[^()]+(?:\([^()]*\)[^()]*)?)\)", _FLAGS | re.DOTALL
        ),
        r"\g<first> or \g<second>",
    ),
    # the topic of a result without its colon
    _Spelling(
        ("hepatic", "renal", "hemato", "haemato"),
        re.compile(
            r"^(?:hepatic|renal|ha?ematolog(?:ic|ical|y)|ha?ematopoietic)(?: function)?(?: [•-])? "
            rf"(?={_FIRST})",
            _FLAGS,
        ),
        "",
    ),
    _Spelling(
        ("deteriorat",),
        re.compile(
            r",? (?:and |with )?(?:with )?no deterioration (?:over|in|within|during) (?:the )?"
            r"(?:(?:last|past|previous|preceding|prior) )?(?:2|two) weeks"
            r"(?: (?:prior to|before) (?:the )?(?:randomi[sz]ation|enroll?ment|baseline|screening|first dose))?",
            _FLAGS,
        ),
        _NOT_WORSE,
        of="inclusion",
    ),
)


def spelled(text: str, section: Section | None) -> str:
    """Return ``text`` in the usual spellings.

    >>> spelled("LVEF ≥ 50% as assessed by either echocardiogram (ECHO) or MUGA scan", "inclusion")
    'LVEF ≥ 50% by ECHO or MUGA'
    >>> spelled("IgG < 75% of LLN", "exclusion")
    'IgG < 0.75 × LLN'
    """
    lower = text.lower()
    for spelling in _SPELLINGS:
        if spelling.of in (None, section) and any(sign in lower for sign in spelling.signs):
            text = spelling.form.sub(spelling.written, text)
    return text

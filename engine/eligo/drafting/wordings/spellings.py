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
_ANY = r"any (?:available )?(?:imaging )?(?:modality|method|technique)"
_HEART = rf"(?:an? |the )?(?:{_ECHO}|{_MUGA}|{_ANY})(?: assessment| evaluation| examination)?"
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
_LEAST = r"(?:≥|>=|>|at least|a minimum of|more than)"
_LABORATORY = r"(?:(?:local|central|performing|testing|reference|institutional) )?lab(?:oratory)?"
_SKIN = r"(?P<{}>AD|atopic dermatitis|plaque psoriasis|psoriasis|disease|skin)"
_SURFACE = r"(?:the )?(?:total )?(?:body surface area(?: \(BSA\))?|BSA)"
_PART = rf"(?P<share>{_SIGN} ?\d{{1,2}} ?(?:%|percent))"
_PUGH = (
    r"\bChild[- ]?(?:Turcotte[- ])?Pugh(?: \((?:CTP|CP)\))?(?: (?:score|class|grade|classification|status|stage))?"
    r"(?: of| is)? ?"
)
_IN_MOLES = (
    rf"[(\[](?:{_SIGN} ?)?(?P<from>\d+(?:\.\d+)?) ?(?:-|–|to|and) ?(?:{_SIGN} ?)?(?P<to>\d+(?:\.\d+)?) ?mmol/mol[)\]]"
)
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


def _joints(found: re.Match[str]) -> str:
    """``at least 3 swollen and 3 tender joints``: two counts, the second with the sign of the first."""
    sign, again = found["sign"], found["again"] or found["sign"]
    first, second = f"{found['kind']} joint count", f"{found['other']} joint count"
    return f"{first} {sign} {found['number']} and {second} {again} {found['count']}"


def _limit(found: re.Match[str]) -> str:
    """``the central laboratory's upper limit of normal``: the limit that comes with the result."""
    return "LLN" if found["low"] or found["short"] else "ULN"


def _age(found: re.Match[str]) -> str:
    """``have reached the age of 70``: that age or more."""
    return f"age {'<' if found['no'] else '≥'} {found['age']} years"


def _skin(found: re.Match[str]) -> str:
    """``psoriasis covering ≥ 10% of the body surface area``: the disease, and the share of the skin."""
    share = f"body surface area affected {found['share']}"
    disease = (found["before"] or found["behind"] or "skin").lower()
    if found["covers"]:
        return f"with {share}"
    if disease in ("skin", "disease"):
        return share
    return f"{'atopic dermatitis' if disease == 'ad' else disease} with {share}"


def _in_gilbert(found: re.Match[str]) -> str:
    """Three things at once, of those with the syndrome, as an alternative; where they are not named, the words stay."""
    if "gilbert" not in found.group()[found.end("first") - found.start() :].lower():
        return found.group()
    return f"{found['first']} or ({found['bound']} and direct bilirubin normal and Gilbert syndrome)"


_SPELLINGS = (
    _Spelling(
        ("uln", "lln", "of normal", "normal limit"),
        re.compile(
            rf"\b(?:the )?(?:(?:institutional|institution['’]s|site['’]s|(?:{_LABORATORY})(?:['’]s)?) )?"
            r"(?:(?:upper|(?P<low>lower)) (?:limits? of (?:the )?normal(?: reference)?(?: range| values?| limits?)?"
            r"|normal limit)|ULN|(?P<short>LLN))(?: \((?:ULN|LLN|UNL)\))?"
            rf"(?: (?:of|for|at) (?:the )?(?:institution|site|{_LABORATORY})(?:['’]s normal range)?)?"
            rf"(?:,? \(?(?:according to|based on|as per|per) (?:the )?(?:{_LABORATORY}|institutional|local) "
            r"(?:(?:reference|normal) )?(?:ranges?|values|limits|standards?)\)?)?(?![\w'’])",
            _FLAGS,
        ),
        _limit,
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
    _Spelling(("ngsp",), re.compile(r"\bHbA1c ?[\[(]NGSP(?: level| value)?[\])]", _FLAGS), "HbA1c"),
    _Spelling(
        ("pep", "electrophoresis"),
        re.compile(
            r"(?<=protein)(?P<bound>[^;]{0,60}?),? \(?(?:(?:as )?(?:measured|determined|assessed|quantified) )?"
            r"(?:by|on|using|via) (?:(?:serum|urine) protein electrophoresis(?: \([SU]PEP\))?|[su]PEP)\)?",
            _FLAGS,
        ),
        r"\g<bound>",
    ),
    _Spelling(
        ("swollen", "tender"),
        re.compile(
            rf"(?P<sign>{_LEAST}) ?(?P<number>\d{{1,2}}) (?P<kind>tender|swollen)(?: joints?)?"
            rf" and (?:(?P<again>{_LEAST}) ?)?(?P<count>\d{{1,2}}) (?P<other>tender|swollen) joints?\b",
            _FLAGS,
        ),
        _joints,
    ),
    _Spelling(
        ("swollen", "tender"),
        re.compile(rf"(?P<least>{_LEAST} ?\d{{1,2}}) (?P<kind>tender|swollen) joints?\b", _FLAGS),
        r"\g<kind> joint count \g<least>",
    ),
    _Spelling(
        ("and at baseline", "and at the baseline"),
        re.compile(r"\bat (?:the )?screening and at (?:the )?baseline\b", _FLAGS),
        "at screening and baseline",
    ),
    # the scale of a pain score, which has no other
    _Spelling(
        ("nrs", "nprs", "rating scale", "point scale"),
        re.compile(
            r"(?P<before>\bpain\b[^;,]{0,40}?\d)(?: points?)? on (?:an?|the) (?:0 ?(?:-|–|to) ?10|11[- ]point)"
            r"(?:[- ]point)?(?: (?:numeric(?:al)?|pain|verbal))*(?: rating)? (?:NRS|NPRS|scale)(?: \((?:NRS|NPRS)\))?",
            _FLAGS,
        ),
        r"\g<before>",
    ),
    # a range of HbA1c, said again in the other unit
    _Spelling(
        ("mmol/mol",),
        re.compile(
            rf"(?P<low>{_SIGN} ?[\d.]+ ?%) (?:and|to) (?P<high>{_SIGN} ?[\d.]+ ?%)(?:,? inclusive,?)? {_IN_MOLES}",
            _FLAGS,
        ),
        r"\g<low> (\g<from> mmol/mol) and \g<high> (\g<to> mmol/mol)",
    ),
    _Spelling(
        ("mmol/mol",),
        re.compile(
            r"(?:\b(?:between|from) )?\b(?P<low>\d+(?:\.\d+)?) ?%? ?(?:-|–|to|and) ?(?P<high>\d+(?:\.\d+)?) ?%"
            rf"(?:,? inclusive,?)? {_IN_MOLES}",
            _FLAGS,
        ),
        r"≥ \g<low>% (\g<from> mmol/mol) and ≤ \g<high>% (\g<to> mmol/mol)",
    ),
    # per cent of what is predicted, said once for both ends
    _Spelling(
        ("predicted",),
        re.compile(
            rf"(?P<low>{_SIGN} ?\d{{1,3}} ?%) (?P<and>and|to|but) (?P<high>{_SIGN} ?\d{{1,3}} ?%) (?:of )?(?:the )?"
            r"predicted(?: normal)?(?: values?)?",
            _FLAGS,
        ),
        r"\g<low> predicted and \g<high> predicted",
    ),
    _Spelling(
        ("cdr", "dementia rating"),
        re.compile(
            r"(?P<scale>\b(?:CDR|Clinical Dementia Rating)\b[^,;.]{0,40}?) (?:of )?0\.5 or 1(?:\.0)?\b(?!\.)", _FLAGS
        ),
        r"\g<scale> 0.5–1",
    ),
    _Spelling(
        ("surface", "bsa"),
        re.compile(
            r"\b(?:body surface area(?: \(BSA\))?|BSA)(?: (?:involvement|involved|affected))?(?: of)? "
            rf"(?={_SIGN} ?\d{{1,2}} ?%)",
            _FLAGS,
        ),
        "affected body surface area ",
    ),
    # how much of the skin is affected, by the disease that is named with it
    _Spelling(
        ("surface", "bsa"),
        re.compile(
            rf"(?:(?P<covers>covering|involving|affecting) |{_SKIN.format('before')} involvement(?: of)? )?{_PART}"
            r" (?:of )?"
            rf"{_SURFACE}(?: of {_SKIN.format('behind')})?(?: involvement| involved| affected| covered)?",
            _FLAGS,
        ),
        _skin,
    ),
    _Spelling(
        ("reached the age", "attained the age"),
        re.compile(
            r"\b(?:(?:have|has|having|must have|should have) )?(?P<no>not (?:yet )?)?(?:already )?(?:reached|attained)"
            r" the age of (?P<age>\d{1,2})(?: years)?(?: or (?:more|older|over))?",
            _FLAGS,
        ),
        _age,
    ),
    _Spelling(("figo",), re.compile(r"\bFIGO \(?(?:19|20)\d\d\)? (?=stage)", _FLAGS), "FIGO "),
    # a class, and one number of points of the next: `Child-Pugh A or B7`, `worse than B7`
    _Spelling(
        ("pugh",),
        re.compile(
            rf"{_PUGH}(?:(?:≤|<=|=<) ?B-?7|(?:class |grade )?A5?(?: or |/| to |[-–])(?:class |grade )?"
            r"(?:B-?7|B \((?:score )?7(?: points?)?\)))(?![\d-])(?: points?)?",
            _FLAGS,
        ),
        "Child-Pugh class A or Child-Pugh score 7",
        of="inclusion",
    ),
    _Spelling(
        ("pugh",),
        re.compile(
            rf"{_PUGH}(?:(?:>|greater than|worse than|higher than|above) ?B-?7|(?:≥|>=) ?B-?8)(?![\d-])", _FLAGS
        ),
        "Child-Pugh score > 7",
    ),
    # neuropathy that excludes from a lower grade on where it hurts
    _Spelling(
        ("with pain",),
        re.compile(
            r"^(?P<first>[^,;]*?\bperipheral neuropathy),? or (?:with )?grade (?P<grade>[1-3]) with pain"
            r"(?: on clinical examination)?(?: (?:during|at) (?:the )?screening(?: period)?)?$",
            _FLAGS,
        ),
        r'\g<first> or (peripheral neuropathy grade \g<grade> and ask [pain] "Is it painful on clinical examination?")',
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

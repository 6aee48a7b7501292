"""Wordings of a bound that holds for some people only, set in one form: ``≤ 3 × ULN or ≤ 5 × ULN if liver metastases``.

Registries write the second bound in brackets, in a sentence of its own, as what is allowed or as what else must hold.
Each form here is closed: between its words stand a bound and the name of a condition, which the rule reads; where the
second bound does not run the way of the first, the form says something else and stays.
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import All, Measure, Rule, Section

#: a bound, and words that say whose it is
TRIGGERS = triggers(
    "< > ≤ ≥ than at above over below under up maximum",
    "if case cases presence absence unless except without no well allowed acceptable permitted accepted enrolled"
    " included eligible patient patients subject subjects participant participants individual individuals those people"
    " obtained performed measured assessed taken collected done hyperbilirubinemia hyperbilirubinaemia",
)
ALTERNATIVES = triggers(
    "or", "if when patient patients subject subjects participant participants individual individuals those people"
)
_UP = r"[>≥]=?|=>|>/=|>\s?or\s?=|(?:greater|more|higher) than(?: or equal to)?|at least|above|over"
_DOWN = (
    r"[<≤]=?|=<|</=|<\s?or\s?=|(?:less|lower) than(?: or equal to)?|(?:no|not) (?:more|greater|higher) than"
    r"|at most|below|under|up to|a maximum(?: of)?"
)
_BOUND = rf"(?:{_DOWN}|{_UP})\s*[^,;:()<>≤≥]{{1,36}}?"
#: a measure named before its bound, or nothing
_OF = (
    r"(?:(?:an? |the |their )?[A-Za-z][A-Za-z0-9/ -]{0,60}? "
    r"(?:levels? )?(?:of |is |are |must be |should be |may be )?)?"
)
_WHOM = r"(?:(?:the|those) )?(?:patients?|subjects?|participants?|individuals?|those|people)"
_WHO = r"(?:with|who have|having|that have|who has|has|have)"
_NAMED = r"(?P<who>[^,;:()<>≤≥=\d]{3,90}?)"
_FITS = (
    r"(?:(?:may|can|could|will|should) be (?:enrolled|included|eligible|allowed|accepted|permitted)"
    r"|(?:are|is) (?:eligible|allowed|acceptable|permitted|accepted)(?: to enroll)?)"
)
_ALLOWED = r"(?:(?:is|are|will be|would be|may be) )?(?:also )?(?:allowed|acceptable|permitted|accepted)"
_END = r"(?=\s*(?:[.;,)]|$))"
_WHEN = rf"(?:(?:if|in case of|in cases of|in (?:the )?presence of|(?:for|in|among) {_WHOM}(?: {_WHO})?) )"

#: said of an inclusion alone: of an exclusion, what is allowed runs the other way
_INCLUDING: tuple[tuple[re.Pattern[str], str], ...] = (
    # `≤ 5 × ULN is acceptable if liver metastases`
    (re.compile(rf"(?P<bound>{_BOUND}) {_ALLOWED}(?= {_WHEN})", re.IGNORECASE), r"\g<bound>"),
    # `for patients with Gilbert syndrome, ≤ 3 × ULN is allowed`
    (
        re.compile(
            rf"(?P<when>{_WHEN}[^,;:()<>≤≥=]{{3,90}}?,? ){_OF}(?P<bound>{_BOUND}) {_ALLOWED}{_END}", re.IGNORECASE
        ),
        r"\g<when>\g<bound>",
    ),
    # `Patients with Gilbert syndrome and a bilirubin ≤ 3 × ULN may be enrolled`
    (
        re.compile(
            rf"[\s.;,(]+{_WHOM} {_WHO} {_NAMED} (?:and|with|who have|if they have) (?P<bound>{_OF}{_BOUND}) {_FITS}"
            rf"\)?{_END}",
            re.IGNORECASE,
        ),
        r" or \g<bound> if \g<who>",
    ),
    # `Patients with Gilbert syndrome may be enrolled if their bilirubin is ≤ 3 × ULN`
    (
        re.compile(
            rf"[\s.;,(]+{_WHOM} {_WHO} {_NAMED} {_FITS} (?:if|provided|provided that|when|with) "
            rf"(?:(?:their|the|they have) )?(?P<bound>{_OF}{_BOUND})\)?{_END}",
            re.IGNORECASE,
        ),
        r" or \g<bound> if \g<who>",
    ),
)
_ALWAYS: tuple[tuple[re.Pattern[str], str], ...] = (
    # `unless liver metastases are present, in which case they must be ≤ 5 × ULN`
    (
        re.compile(
            rf"[\s,(]+(?:unless|except)(?: (?:for|if|when|in case of|in cases of|in)){{0,2}}(?: {_WHOM} {_WHO})?"
            rf"(?: there (?:are|is))? {_NAMED}"
            r"(?: (?:are|is) present)?,? (?:in which case|in whom|for whom|where|when|who|in case of [a-z ]{3,40}?)"
            r"(?: (?:they|it|the|their|these|values?|levels?|limit|must|may|can|should|have|be|is|are|was|required"
            r"|to))*"
            rf" (?P<bound>{_OF}{_BOUND})(?: {_ALLOWED})?\)?{_END}",
            re.IGNORECASE,
        ),
        r" or \g<bound> if \g<who>",
    ),
    # `except in case of liver metastases (≤ 5 × ULN)`
    (
        re.compile(
            rf",?\s+except(?: for| in case of| in cases of| in)?(?: {_WHOM} {_WHO})? {_NAMED}"
            rf" \((?P<bound>(?:{_DOWN}|{_UP})?\s*\d[^,;:()<>≤≥]{{1,36}}?)\){_END}",
            re.IGNORECASE,
        ),
        r" or \g<bound> if \g<who>",
    ),
    # `≤ 2.5 × ULN, ≤ 5 × ULN if liver metastases`, `≤ 2.5 × ULN and ≤ 5 × ULN if liver metastases`
    (re.compile(rf"(?:,|,? and) (?P<bound>{_BOUND}) (?={_WHEN})", re.IGNORECASE), r", or \g<bound> "),
    # `bilirubin ≤ 1.5 × ULN. For patients with Gilbert syndrome, bilirubin ≤ 3 × ULN`
    (
        re.compile(
            rf"\.\s+(?P<bound>(?:If|In case of|(?:For|In) {_WHOM} {_WHO}) [^,;:()<>≤≥=]{{3,90}}?,? {_OF}{_BOUND}){_END}"
        ),
        r"; \g<bound>",
    ),
)
#: `≤ 3 × ULN (without liver metastases) or ≤ 5 × ULN (with liver metastases)`
_OPPOSITE = re.compile(
    r"\s*\(?\b(?:without|with no|if no|in (?:the )?absence of|if without) (?P<who>[a-z][a-z ]{3,40}?)\)?"
    r"(?P<between>(?:,? or|,? and|,) ?[^()]{3,60}?)\s*\(?"
    r"\b(?:with(?: the presence of)?|if with|if|in case of|in (?:the )?presence of)"
    r" (?P<again>[a-z][a-z '’]{3,70}?)\)?(?=\s*(?:[.;,)]|$))",
    re.IGNORECASE,
)
#: `≤ 2.5 × ULN (except for Gilbert's syndrome)`: who has it
_EXCEPT_FOR = re.compile(
    r"(?P<limit>\b(?:ULN|upper limit of normal)),?\s*\(?except(?: for| in(?: cases? of)?)? "
    rf"(?P<who>[a-z'’ ]{{3,40}}(?:syndrome|disease|metastas[ie]s|involvement))\)?{_END}",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?P<word>except|if) with(?= [a-z])", re.IGNORECASE)
#: what explains the syndrome is no other condition
_GILBERT = re.compile(r"(?<=syndrome) \(unconjugated hyperbilirubina?emia\)", re.IGNORECASE)
_SURE = re.compile(r"\b(?:well[- ])(?=documented\b)", re.IGNORECASE)
#: `unless on anticoagulants, as long as INR is within the therapeutic range`: no record tells the range that is meant
_IN_RANGE = re.compile(
    r"(?P<before>\bunless [^.;<>≤≥]{3,60}?\banticoagula[^.;<>≤≥,]{1,20}?),? (?:as long as|provided(?: that)?|if|and) "
    r"(?P<what>(?:the )?(?:PT|PTT|a PTT|aPTT|INR|prothrombin time|partial thromboplastin time)[a-z/ ()]{0,70}?)"
    r" (?:is|are) (?P<range>within (?:the )?therapeutic range(?: (?:of|for) (?:the )?(?:intended use of )?"
    r"(?:the )?anticoagula[a-z]+)?)",
    re.IGNORECASE,
)
_VERB = "obtained|performed|measured|assessed|taken|collected|done"
#: `… (≤ 5 × ULN if liver metastases) (obtained within 14 days before registration)`: a time of the results, so of both
_TAKEN = re.compile(
    rf"(?P<first>.+?)\s*,?\s*\(?(?:(?:or )?(?P<second>{_BOUND}) (?={_WHEN})|(?=(?:unless|except)\b))"
    rf"(?P<whom>[^()]+?)\)?,?\s*\(?(?:{_VERB}) (?:within|≤|<=|=<) ?"
    r"(?P<time>\d{1,2} (?:days?|weeks?) (?:prior to|before|of) [^()<>≤≥]{3,60}?)\)?",
    re.IGNORECASE | re.DOTALL,
)
_ENDS_TAKEN = re.compile(rf"\b(?:{_VERB}) [^()]{{10,90}}\)?$", re.IGNORECASE)
_RUNS_UP = re.compile(rf"(?P<down>{_DOWN})|(?:{_UP})", re.IGNORECASE)


def exempted(text: str, section: Section | None) -> str:
    """Return ``text`` with the bounds that hold for some people only behind those that they take the place of.

    >>> exempted("AST ≤ 3 × ULN, unless liver metastases, in which case it must be ≤ 5 × ULN", "inclusion")
    'AST ≤ 3 × ULN or ≤ 5 × ULN if liver metastases'
    >>> exempted("AST ≤ 3 × ULN (≤ 5 × ULN is allowed if liver metastases)", "inclusion")
    'AST ≤ 3 × ULN (≤ 5 × ULN if liver metastases)'
    >>> exempted("AST > 3 × ULN, unless liver metastases, in which case ≤ 5 × ULN is allowed", "exclusion")
    'AST > 3 × ULN, unless liver metastases, in which case ≤ 5 × ULN is allowed'
    """
    if not _RUNS_UP.search(text):
        return text
    text = _SURE.sub("", _GILBERT.sub("", text))
    text = _IN_RANGE.sub(r'\g<before> and ask [therapeutic_range] "Is \g<what> \g<range>?"', text)
    text = _taken_first(text)
    text = _WITH.sub(lambda found: f"{found['word']} " + ("patients with" if found["word"] == "except" else ""), text)
    text = _EXCEPT_FOR.sub(r"\g<limit> except patients with \g<who>", text)
    text = _OPPOSITE.sub(_opposed, text)
    for form, written in (*(_INCLUDING if section == "inclusion" else ()), *_ALWAYS):
        text = form.sub(partial(_replaced, written=written), text)
    return text


def _taken_first(text: str) -> str:
    """Set the time of the results before the condition, where it is of both bounds."""
    found = _TAKEN.fullmatch(text) if _ENDS_TAKEN.search(text) else None
    if found is None:
        return text
    bounds = f"{found['first']} or {found['second']}" if found["second"] else found["first"]
    return f"{bounds} within {found['time']} {found['whom']}"


def _opposed(found: re.Match[str]) -> str:
    """Leave out the condition that another denies: the first bound is of the rest."""
    if re.sub(r"[aei]?s$", "", found["who"].lower()) not in found["again"].lower():
        return found.group()
    between = re.sub(r"^,? ?(?:or|and)? ?", " or ", found["between"])
    return f"{between} if {found['again']}"


def _replaced(found: re.Match[str], *, written: str) -> str:
    """Replace a form where its bound runs the way of the one before it."""
    before = list(_RUNS_UP.finditer(found.string, 0, found.start("bound")))
    bound = _RUNS_UP.search(found["bound"])
    if not before or (bound is not None and bool(bound["down"]) != bool(before[-1]["down"])):
        return found.group()
    return found.expand(written)


#: `bilirubin ≤ 1.5 × ULN or direct bilirubin ≤ ULN for patients with bilirubin > 1.5 × ULN`
_REST = re.compile(
    rf"(?P<first>.{{3,90}}?),? or (?P<second>.{{3,160}}?),? "
    rf"\(?(?:if|when|(?:for|in) {_WHOM} {_WHO}) (?P<others>[^()]{{3,90}}?)\)?",
    re.IGNORECASE | re.DOTALL,
)


class Alternatives(NamedTuple):
    """Two bounds of which the second is of those whom the first leaves out, as ``others`` says."""

    first: str
    second: str
    others: str


def alternatives(text: str) -> Alternatives | None:
    """Return the two bounds of ``text`` and of whom it says that the second is, or None."""
    found = _REST.fullmatch(text)
    return Alternatives(found["first"], found["second"], found["others"]) if found else None


def leaves_out(first: Rule | None, others: Rule | None) -> bool:
    """Tell whether all who do not meet ``first`` are among ``others``, so that naming them says nothing more.

    ``creatinine ≤ 1.5 × ULN`` leaves out those above it, all of whom are above the limit itself.
    """
    if isinstance(first, All):
        first = next((part for part in first.of if isinstance(part, Measure) and part.high is not None), None)
    return (
        isinstance(first, Measure)
        and isinstance(others, Measure)
        and first.window is others.window is None
        and (first.measure, first.unit, first.relative_to) == (others.measure, others.unit, others.relative_to)
        and first.low is None
        and first.high is not None
        and others.high is None
        and others.low is not None
        and others.low.value <= first.high.value
    )

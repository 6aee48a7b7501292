"""What earlier treatment left behind, and the grade that it must have come down to.

``All toxicities related to prior therapy must have resolved to grade ≤ 1, except alopecia`` asks, in any of a few dozen
wordings, that no toxicity of prior treatment is of a higher grade. Each part of such a sentence is one of a closed list
of phrases, and the parts stand in one of a few orders; a word more (`clinically significant`, `or baseline`), and the
sentence stays a question.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section

TRIGGERS = triggers("grade grades", "prior previous")
_IGNORE = re.IGNORECASE
_THERAPY = r"(?:therap(?:y|ies)|treatments?)"
_CANCER = r"(?:anti-?\s?cancer|anti-?\s?tumou?r|antineoplastic|anti-?\s?neoplastic|cancer)"
_PRIOR = r"(?:all |any )?(?:the |their )?(?:prior|previous)(?: or (?:prior|previous))?(?: any)?"
#: the criteria that a grade is by, with their version
_CRITERIA = re.compile(
    r"[\s,]*[(\[]?(?:(?:as )?(?:per|by|using|under)|according to|based on|in accordance with|as defined by|of|on)?"
    r"\s*(?:the )?"
    r"(?:National Cancer Institute(?:'s)?[\s-]*(?:[(\[]NCI[)\]])?[\s,-]*)?(?:the )?(?:NCI[\s-]*)?"
    r"(?:Common Terminology Criteria(?: (?:for|in) (?:Adverse (?:Events?|Effects?)|AEs))?"
    r"(?:\s*[(\[](?:NCI[\s-]?)?CTC ?(?:AE)?(?:[\s,]*(?:version|v\.?)?\s?\d(?:\.\d{1,2})?)?[)\]])?"
    r"|(?<![\w])(?:NCI[\s-]?)?CTC ?(?:AE)?\b)"
    r"(?:[\s,]*[(\[]?(?:version|ver\.?|v\.?|edition)?\s?\d\.\d{1,2}[)\]]?)?(?:[\s,]*(?:version|v\.?)\s?\d)?"
    r"(?: criteria)?[)\]]?"
    r"(?=[\s.,;)]|$)[\s,]*",
    _IGNORE,
)
_EXCEPT = re.compile(
    r"[\s,]*[(\[]?\b(?:except(?:ing|ed)?(?: for)?|excluding|other than|with (?:the )?exceptions? of|apart from)\s+"
    r"(?:treatment[- ]related |treatment[- ]induced |chemotherapy[- ]induced )?(?:alopecia|hair loss)"
    r"(?: of any grade)?[)\]]?[\s,]*",
    _IGNORE,
)
#: a date at which it is as it is at the screening
_WHEN = re.compile(
    r",? (?:prior to|before|at(?: the time of)?) (?:the )?"
    r"(?:(?:start|initiation|day 1|first (?:dose|administration)) of (?:the )?)?"
    r"(?:(?:study|trial|protocol)(?: (?:drug|treatment|therapy|entry|enrollment|enrolment))?(?: administration)?"
    r"|randomi[sz]ation|enrol+ment|registration|screening|baseline|study day 1)$",
    _IGNORE,
)
#: `prior treatment-related toxicities`
_RELATED = re.compile(
    rf"(?P<cause>(?:prior|previous) (?:{_CANCER} )?(?:therapy|treatment))[- ]related "
    r"(?P<what>[\w ]+?)(?= (?:must|have|should|that|>|≥|of|to))",
    _IGNORE,
)
#: each phrase with the sign that stands for it, in the order of their reading
_PHRASES = tuple(
    (re.compile(rf"\b{words}(?![\w-])", _IGNORE), sign)
    for words, sign in (
        (
            r"(?:(?:that |which )?(?:has|have|had|is|are|was|were|did|does|do) not (?:yet )?(?:fully |completely )?"
            r"(?:been )?|not (?:yet )?(?:been )?)"
            r"(?:recovered|recover|resolved|resolve|returned|improved|decreased|reduced|subsided|relieved)",
            " STAYED ",
        ),
        (
            r"(?:(?:must|should|shall) (?:have|be) |has |have |had |is |are |was |were )?(?:been )?"
            r"(?:fully |completely )?(?:recovered|resolved|returned|improved|decreased|reduced|subsided|relieved)",
            " GONE ",
        ),
        (r"(?:resolution|recovery)(?: of| from)", " GONE "),
        (
            r"(?:all |any )?(?:unresolved |persisting |persistent |ongoing |residual |existing |remaining )?"
            r"(?:toxicit(?:y|ies)|toxic (?:effects|reactions|side effects)|toxic and side effects"
            r"|adverse (?:events?|effects?|reactions?)(?: \(AEs?\))?|AEs?|side[- ]effects?)",
            " TOXICITY ",
        ),
        (r"(?:all |any )?acute TOXICITY", " ACUTE TOXICITY "),
    )
)
_CAUSED = (
    r"(?:(?:that (?:is|are) )?(?:related|attributed|attributable|due|secondary) to|caused by|induced by|resulting from"
    r"|associated with|from|of|to|by)"
)
#: by what it was caused, and what the vocabulary calls that
_CAUSES = tuple(
    (re.compile(rf"\b{words}(?![\w-])", _IGNORE), name)
    for words, name in (
        (rf"{_CAUSED} {_PRIOR} chemotherap(?:y|ies)", "prior chemotherapy"),
        (rf"{_CAUSED} {_PRIOR} {_CANCER} {_THERAPY}", "prior cancer treatment"),
        (rf"{_CAUSED} {_PRIOR} {_THERAPY}", "prior treatment"),
    )
)
_BELOW = re.compile(
    r"\b(?:to )?(?:a )?(?:(?:≤|=<|<=|less than or equal to|at most)\s?grade (?P<a>[0-4])"
    r"|grade\s?(?:≤|=<|<=|less than or equal to)\s?(?P<b>[0-4])"
    r"|grade (?P<c>[0-4]) (?:or (?:less|lower|below|better)|and (?:less|lower|below))"
    r"|grades? (?:0 or|0\s?[-–/~]|0 to) ?(?P<d>[1-3])|(?:<|less than )\s?grade (?P<e>[1-4])"
    r"|grade\s?(?:<|less than )\s?(?P<f>[1-4])|grade (?P<g>[0-4]))(?![\w-])"
    r"|\bto (?:≤|=<|<=)\s?grade (?P<h>[0-4])(?![\w-])",
    _IGNORE,
)
_ABOVE = re.compile(
    r"(?:\b(?:of|that (?:is|are)|with|at) )?(?:a )?(?:severity )?"
    r"(?:(?:≥|>=|=>|greater than or equal to|at least)\s?grade (?P<a>[1-4])"
    r"|grade\s?(?:≥|>=|=>|greater than or equal to|at least)\s?(?P<b>[1-4])"
    r"|grade (?P<c>[1-4]) (?:or|and) (?:higher|greater|more|above|worse|over)"
    r"|(?:>|greater than|higher than|above|more than)\s?grade (?P<d>[0-4])"
    r"|grade\s?(?:>|greater than|higher than|above|more than)\s?(?P<e>[0-4]))(?![\w-])",
    _IGNORE,
)
_PEOPLE = re.compile(
    r"^(?:(?:the )?(?:patients?|subjects?|participants?)\b\s*(?:who\b|must\b|with\b)?\s*(?=\S))?"
    r"(?:(?:has|have|had|presence of)\b"
    r"(?= (?:a |an )?(?:acute )?TOXICITY)\s*)?",
    _IGNORE,
)
_PASSED = re.compile(r"\b(?:the|severity|reaching|to|from|of)\b|[.,;()]", _IGNORE)
_RECOVERED = frozenset((
    "TOXICITY CAUSE GONE BELOW", "GONE TOXICITY CAUSE BELOW", "GONE BELOW TOXICITY CAUSE", "GONE TOXICITY BELOW CAUSE",
))  # fmt: skip
_REMAINS = frozenset((
    "TOXICITY CAUSE ABOVE", "TOXICITY ABOVE CAUSE", "ABOVE TOXICITY CAUSE", "TOXICITY CAUSE STAYED BELOW",
    "STAYED TOXICITY CAUSE BELOW", "STAYED BELOW TOXICITY CAUSE",
))  # fmt: skip


def left_behind(text: str, section: Section | None) -> str | None:
    """Return as a rule what ``text`` says of the toxicity of earlier treatment, or None.

    >>> left_behind("All toxicities from prior therapy must have resolved to grade ≤ 1", "inclusion")
    'no toxicity of prior treatment grade > 1'
    >>> left_behind("Unresolved toxicity from prior anti-cancer therapy > grade 1, except alopecia", "exclusion")
    'toxicity of prior cancer treatment other than alopecia grade > 1'
    """
    if section is None:
        return None
    text = _RELATED.sub(r"\g<what> related to \g<cause>", _WHEN.sub("", text))
    said, exceptions = _EXCEPT.subn(" ", _CRITERIA.sub(" ", text))
    for pattern, sign in _PHRASES:
        said = pattern.sub(sign, re.sub(r"\s+", " ", said))
    cause = next(((found, name) for pattern, name in _CAUSES if (found := pattern.search(said))), None)
    if exceptions > 1 or cause is None:
        return None
    said = f"{said[: cause[0].start()]} CAUSE {said[cause[0].end() :]}"
    stays = _ABOVE.search(said) if "GONE" not in said and "STAYED" not in said else None
    grade = stays or _BELOW.search(said)
    if grade is None:
        return None
    said = f"{said[: grade.start()]} {'ABOVE' if stays else 'BELOW'} {said[grade.end() :]}"
    is_acute = " ACUTE " in said
    order = " ".join(_PASSED.sub(" ", _PEOPLE.sub("", " ".join(said.replace(" ACUTE ", " ").split()))).split())
    if order not in (_RECOVERED if section == "inclusion" else _REMAINS):
        return None
    name = f"{'acute ' if is_acute else ''}toxicity of {cause[1]}{' other than alopecia' if exceptions else ''}"
    return f"{'no ' if section == 'inclusion' else ''}{name} grade {_highest_allowed(grade)}"


def _highest_allowed(grade: re.Match[str]) -> str:
    """Return the grades that are too high."""
    level = next(number for number in grade.groups() if number)
    is_open = re.search(r"(?<![=≤])<(?!\s?=)|less than (?!or)", grade.group(), _IGNORE)
    is_from = re.search(
        r"≥|>=|=>|greater than or equal|at least|(?:or|and) (?:higher|greater|more|above|worse|over)",
        grade.group(),
        _IGNORE,
    )
    return f"≥ {level}" if is_open or is_from else f"> {level}"

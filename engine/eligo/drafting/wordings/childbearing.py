"""What is asked of women alone, and conditions that open a sentence before a comma, as *if … then*.

`Women must have a negative pregnancy test` asks nothing of men: among the criteria of a trial for both it is a
condition of the women in it. As an exclusion the words say whom it excludes, and a duty (`must`) is told neither way.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section

OF_WOMEN = triggers("pregnant pregnancy lactating lactation breast breastfeeding nursing")
CONDITIONAL = triggers(
    "woman women female females wocbp childbearing bearing reproductive fertile pregnant conceiving conceive"
)
OPENED = triggers("if case patients subjects participants", ",")

_PEOPLE = r"(?:all )?(?:wom[ae]n|females?)(?: patients?| subjects?| participants?| volunteers?)?"
_POTENTIAL = (
    r"(?:,? who (?:is|are))?,? (?:(?:of|with|in|at) (?:child[- ]?bearing|reproductive|fertile)"
    r" (?:potential|age|capacity)"
    r"|(?:capable of|able to) (?:child[- ]?bearing|becoming pregnant|become pregnant|conceiving|conceive))"
    r"(?: \((?:WOCBP|FOCBP|WCBP|FCBP|FOCP|WOCP)\))?"
)
#: women of childbearing potential, whatever they are called
_POTENT = (
    rf"(?:{_PEOPLE}{_POTENTIAL}|(?:all )?(?:patients|subjects|participants|individuals|those|people){_POTENTIAL}"
    r"|(?:all )?WOCBP|reproductive age women)"
)
_WHO = rf"(?P<who>{_POTENT}|{_PEOPLE})(?: only)?"
_DUTY = r"(?:must|should|shall|(?:are|is) required to|needs? to)"
_TIME = r"(?P<time> (?:within|at|prior|before|during|≤|<|=<) ?.+)?"
#: of an inclusion: a duty of women, a test that they need
_DUTIES = (
    re.compile(rf"{_WHO} {_DUTY} (?P<test>(?:not )?(?:have|be) .+)", re.IGNORECASE),
    re.compile(rf"(?:for )?{_WHO} requires? (?P<test>.+)", re.IGNORECASE),
    re.compile(rf"(?:for )?{_WHO}\s*: ?(?P<test>.+)", re.IGNORECASE),
    re.compile(rf"for {_WHO}, (?P<test>.+?)(?: (?:is|are|will be) required)?", re.IGNORECASE),
    re.compile(rf"(?P<test>.+?)(?: (?:is|are) required)?,? (?:for|in|if|on)(?: a)? {_WHO}{_TIME}", re.IGNORECASE),
    re.compile(rf"(?P<test>.+?) \((?:for |in |if )?{_WHO}\){_TIME}", re.IGNORECASE),
)
#: of an exclusion: whom it excludes
_EXCLUDED = (
    re.compile(rf"(?:for )?{_WHO}\s*: ?(?P<test>.+)", re.IGNORECASE),
    re.compile(rf"(?P<test>.+?) \((?:for |in |if )?{_WHO}\){_TIME}", re.IGNORECASE),
)
#: `breast cancer in women` is no condition of women: only what women alone can have is asked so, before them
_BEFORE = re.compile(r"pregnan|lactat|breast-?feeding|nursing", re.IGNORECASE)
_OF_POTENTIAL = re.compile(_POTENT, re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were) (?=(?:pregnant|lactating|breast-?feeding|nursing)\b)", re.IGNORECASE)
_IN = re.compile(
    r"(?P<before>(?:^|(?:\b(?:patients?|wom[ae]n|females?|subjects?|mothers|or|and)|,) ))(?:(?:who )?(?:are|is) )?"
    r"(?:currently )?(?:in|during)(?: the)?(?: (?:period|state) of)? (?=(?:pregnancy|lactation|breast-?feeding)\b)",
    re.IGNORECASE,
)
#: from what the test is made says nothing of its result
_SAMPLE = re.compile(
    r"(?P<test>pregnancy test) \((?P<of>(?:serum|urine|blood)(?: ?(?:and/or|or|/) ?(?:serum|urine|blood))?)\)",
    re.IGNORECASE,
)


def conditional(text: str, section: Section | None) -> str | None:
    """Return ``text`` as a conditional rule where it speaks of women alone in one of the usual forms, else None.

    >>> conditional("Negative pregnancy test for women of childbearing potential", "inclusion")
    'if childbearing potential then Negative pregnancy test'
    >>> conditional("Women must not be pregnant", "inclusion")
    'if female then not be pregnant'
    """
    if section is None:
        return None
    text = _SAMPLE.sub(r"\g<of> \g<test>", text)
    for form in _DUTIES if section == "inclusion" else _EXCLUDED:
        found = form.fullmatch(text)
        if found is None:
            continue
        is_potent = _OF_POTENTIAL.fullmatch(found["who"]) is not None
        if section == "exclusion" and (is_potent or "negative" in text.lower()):
            return None
        if is_potent or found.start("test") > 0 or _BEFORE.search(found["test"]):
            who = "childbearing potential" if is_potent else "female"
            return f"if {who} then {found['test']}{found.groupdict().get('time') or ''}"
    return None


def of_women(text: str) -> str:
    """Return ``text`` with plain words for being pregnant or breast-feeding, which nobody was but at the screening.

    >>> of_women("Women in the period of lactation"), of_women("Patients who were pregnant")
    ('Women with lactation', 'Patients who are pregnant')
    """
    return _WAS.sub("are ", _IN.sub(r"\g<before>with ", text))


def is_duty_of_women(text: str) -> bool:
    """Tell whether ``text``, an inclusion, asks something of its women alone: `Women must be postmenopausal`."""
    return _DUTIES[0].fullmatch(text) is not None


#: a condition before the only comma in front of what it asks
_OPENS = re.compile(
    r"(?:if|in case of|(?:in|for) (?:patients|subjects|participants)(?: with| who have)?) (?P<when>[^,:;.()]{3,80}), "
    r"(?:then )?(?P<then>.+)",
    re.IGNORECASE,
)


def opened(text: str) -> str | None:
    """Return ``text`` as a conditional rule where a condition opens it, else None.

    >>> opened("If history of diabetes, HbA1c ≤ 8%")
    'if history of diabetes then HbA1c ≤ 8%'
    """
    found = _OPENS.fullmatch(text)
    return f"if {found['when']} then {found['then']}" if found else None

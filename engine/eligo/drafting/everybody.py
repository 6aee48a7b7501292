"""Criteria that both sexes meet: ``Male or female patients``, ``Both genders``. They stand among the others."""

from __future__ import annotations

import re

_PEOPLE = r"(?: (?:patients?|subjects?|participants?|volunteers?|individuals?|persons?|people|gender|sex))?"
_MEN = rf"(?:men|males?){_PEOPLE}"
_WOMEN = rf"(?:wom[ae]n|females?){_PEOPLE}"
_JOIN = r" ?(?:,|/|&|and|or|and/or) ?"
_SEXES = r"(?:sex(?:es)?|genders?)"
_RESTRICTION = r"(?:restrictions?|limitations?|limits?|preferences?)"
_EVERYBODY = re.compile(
    rf"(?:(?:{_SEXES}|patients?|subjects?|participants?|volunteers?|individuals?|people|to be)(?: of|:| are| is|,)? ?)?"
    rf"(?:(?:both|either|any|all)(?: of)? {_SEXES}(?: \({_MEN}{_JOIN}{_WOMEN}\)|{_PEOPLE}| are eligible)?"
    rf"|(?:both |either )?(?:{_MEN}{_JOIN}{_WOMEN}|{_WOMEN}{_JOIN}{_MEN})"
    rf"|both|all|any|(?:no|without) {_SEXES} {_RESTRICTION}|no {_RESTRICTION} (?:on|of|in|to) {_SEXES})",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"{_SEXES}|male|\bm[ae]n\b", re.IGNORECASE)


def is_everybody(text: str) -> bool:
    """Tell whether ``text`` says of the people only that both sexes may take part.

    >>> is_everybody("Gender: both"), is_everybody("Male or female"), is_everybody("Male")
    (True, True, False)
    """
    return _EVERYBODY.fullmatch(text) is not None and _SAYS.search(text) is not None

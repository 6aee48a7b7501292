"""People of both sexes, who are everybody, and of an age that is not called one: ``Both genders``, ``18 and over``."""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

AGED = triggers("over older above up under below")
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
#: an age that nothing names but the words behind it, or the people before it
_AGED = re.compile(
    rf"(?P<who>(?:adults|{_MEN}|{_WOMEN}|patients?|subjects?|participants?|volunteers?|individuals?|persons?|people) )?"
    r"(?P<age>(?:1[2-9]|[2-9]\d) (?:and|or) (?:over|older|above|up)|(?:over|above|under|below) 18)",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"{_SEXES}|male|\bm[ae]n\b", re.IGNORECASE)


def is_everybody(text: str) -> bool:
    """Tell whether ``text`` says of the people only that both sexes may take part.

    >>> is_everybody("Gender: both"), is_everybody("Male or female"), is_everybody("Male")
    (True, True, False)
    """
    return _EVERYBODY.fullmatch(text) is not None and _SAYS.search(text) is not None


def aged(text: str) -> str | None:
    """Return ``text`` with the word for the age that it bounds, or None where it bounds none.

    >>> aged("18 and over"), aged("Patients under 18"), aged("At least 18")
    ('aged 18 and over', 'Patients aged under 18', None)
    """
    found = _AGED.fullmatch(text)
    return f"{found['who'] or ''}aged {found['age']}" if found else None

"""Exceptions that hold once they were treated: ``malignancy within 5 years except cured basal cell carcinoma``.

Whoever has had anything else is excluded, which records tell; so is whoever has had what is excepted and not been
treated, which they do not. A person is asked in the words of the sentence, which may say *cured* of one or of all.
Only words that say what was done are taken; `adequately treated` and `controlled` are of degree.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section

TRIGGERS = triggers("treated cured resected excised removed", "except excepted excluding other exception apart besides")
_DONE = (
    r"(?:(?:completely|curatively|surgically|radically|previously|fully|clinically|already) |curatively-)?"
    r"(?:treated|cured|resected|excised|removed)"
)
_EXCEPT = r"except(?:ed)?(?: for)?|excluding|other than|with (?:the )?exception of|apart from|besides"
_TIME = (
    r"(?: (?:within|in|during|over) (?:the )?(?:(?:last|past|previous|preceding) )?"
    r"(?:\d{1,2}|one|two|three|four|five|ten)(?: \(\d{1,2}\))? (?:years?|months?)"
    r"(?: (?:prior to|before|of) (?:the )?"
    r"(?:screening|(?:study )?enrol+ment|randomi[sz]ation|study entry|registration|baseline))?)?"
)
_EXCEPTED = re.compile(
    rf"(?P<head>[^();:.]+?{_TIME}),? (?P<open>\()?(?:{_EXCEPT}) (?P<list>[^();:.]*?\b{_DONE}\b[^();:.]*?)"
    rf"(?(open)\))(?P<tail>{_TIME})",
    re.IGNORECASE,
)
#: `adequately treated` says how well
_ADJECTIVE = re.compile(
    rf"(?<!ly )(?<!ly-)(?<!well )(?<!well-)\b{_DONE}\s+(?!(?:with|for|by|and|or|in)\b)", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:(?:any )?other|another) ", re.IGNORECASE)
#: what a negation or a condition does to an exception is another matter
_TURNS = re.compile(r"\b(?:no|not|without|unless|if|free|non-?curable)\b", re.IGNORECASE)


def excepted_once_treated(text: str, section: Section | None) -> str | None:
    """Return ``text`` with the exception apart from the question whether it was treated, or None where it has none.

    >>> excepted_once_treated("Malignancy except cured melanoma", "exclusion")
    '(Malignancy except melanoma) or (Malignancy unless ask [excepted] "Is all of it cured melanoma?")'
    >>> excepted_once_treated("Malignancy except adequately treated basal cell carcinoma", "exclusion")
    """
    if section != "exclusion":
        return None
    found = _EXCEPTED.fullmatch(text)
    if found is None or _TURNS.search(text) or '"' in text:
        return None
    plain = _ADJECTIVE.sub("", found["list"])
    if plain == found["list"] or re.search(rf"\b{_DONE}\b", plain, re.IGNORECASE):
        return None
    head, tail = found["head"], found["tail"]
    apart = "Apart from what is under study, is" if _OTHER.search(head) else "Is"
    asked = f'ask [excepted] "{apart} all of it {found["list"]}?"'
    return f"({head}{tail} except {plain}) or ({_OTHER.sub('', head)}{tail} unless {asked})"

"""How much somebody smokes, or has: ``current or former smokers with a smoking history of at least 10 pack-years``.

The history is the measure, where a comparison stands before its number; `a 10 pack-year history` says none.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

TRIGGERS = triggers("smoke smokes cigarettes smoker smokers exsmoker exsmokers smoking tobacco")
_BOUND = (
    r"(?P<bound>(?:[<>]=?|[≥≤]|(?:(?:a )?minimum of|at least|more than|greater than(?: or equal to)?|less than|over"
    r"|up to)) ?\d+(?:\.\d+)?)"
)
_YEARS = r"[- ]?pack[- ]?(?:years?|yrs?)"
_SMOKED = r"(?:(?:(?:cigarette|tobacco|total|lifetime) )*(?:smoking|tobacco))"
_HISTORY = (
    re.compile(rf"\b(?:an? )?{_SMOKED} history(?: of)? {_BOUND}{_YEARS}(?! of)", re.IGNORECASE),
    re.compile(
        rf"(?:\b(?:an? ))?{_BOUND}{_YEARS} (?:{_SMOKED} history|history of {_SMOKED}|of (?:cigarette )?smoking)",
        re.IGNORECASE,
    ),
)
_CIGARETTES = re.compile(
    rf"(?<!\w)(?:smok(?:ing|es?|ers?)(?: of)? )?{_BOUND} ?cigarettes?(?: ?/ ?| per | a | each )day\b", re.IGNORECASE
)
_BEFORE = r"(?:ex|former|previous|past)"
#: whoever smokes, or did
_EITHER = re.compile(
    rf"\b(?:current(?: or |/| and/or ){_BEFORE}|{_BEFORE}(?: or |/| and/or )current)[- ]?(?:cigarette |tobacco )?"
    r"smokers?\b",
    re.IGNORECASE,
)
#: another condition beside it
_BESIDE = re.compile(r"[,;]|\bwith\b|\band\b(?!/or)|smokers? or\b", re.IGNORECASE)
_WITH = re.compile(
    r"(?<=smoker\)) with (?=pack-years)|(?<=smoker) with (?=pack-years)|(?<=smokers) with (?=pack-years)"
)


def smoked(text: str) -> str:
    """Return ``text`` with the measure in place of the words for it.

    >>> smoked("Former smoker with a smoking history of at least 10 pack-years")
    'Former smoker and pack-years at least 10'
    >>> smoked("a 10 pack-year history of smoking")
    'a 10 pack-year history of smoking'
    """
    for form in _HISTORY:
        text = form.sub(r"pack-years \g<bound>", text)
    text = _CIGARETTES.sub(r"cigarettes per day \g<bound>", text)
    either = "current smoker or former smoker"
    return _WITH.sub(" and ", _EITHER.sub(f"({either})" if _BESIDE.search(text) else either, text))

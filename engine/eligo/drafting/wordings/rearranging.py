"""Words of a time in another order, or more of them than say anything, set as the language has them.

``bleeding within 3 months in the study eye`` is bleeding in that eye, ``has been hospitalized`` a history of it.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

TRIGGERS = triggers("live been were was eye knee shoulder hip limb leg arm joint hand foot")
_FLAGS = re.IGNORECASE
_LIVE = re.compile(r"\blive, (?=attenuated\b)", _FLAGS)
_HAS_BEEN = r"(?:has|have|had|having) been"
#: `women who were pregnant` often says who are
_BEEN = re.compile(
    rf"\b(?:(?:who|that) )?(?:{_HAS_BEEN}|(?:was|were)(?! (?:previously )?pregnant))(?: previously)? "
    r"(?P<state>hospitali[sz]ed|pregnant)\b",
    _FLAGS,
)
_STATES = {"hospitalized": "hospitalization", "hospitalised": "hospitalization", "pregnant": "pregnancy"}
_PLACED_LAST = re.compile(
    r"(?P<before>.+?)(?P<time> (?:within|in the (?:past|last|previous)) [^,;()]+?)"
    r"(?P<place> (?:in|of|to|on) (?:the (?:study|fellow|index|target|affected|operative|treated)|either) "
    r"(?:eye|knee|shoulder|hip|limb|leg|arm|joint|hand|foot))",
    _FLAGS,
)


def rearranged(text: str) -> str:
    """Return ``text`` with its times in the order and the words of the language.

    >>> rearranged("Cataract surgery within 3 months before screening in the study eye")
    'Cataract surgery in the study eye within 3 months before screening'
    """
    text = _LIVE.sub("live ", text)
    text = _BEEN.sub(lambda found: f"history of {_STATES[found['state'].lower()]}", text)
    placed = _PLACED_LAST.fullmatch(text)
    return f"{placed['before']}{placed['place']}{placed['time']}" if placed else text

"""Scales named behind their levels: ``class III or IV heart failure according to the NYHA``.

The sentence is written anew with the scale before its levels, and read as any other. Where nothing names a scale, a
class of heart failure is the NYHA class: no other scale of it has classes.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.syntax.tokens.known_names import Names

TRIGGERS = triggers("class classes grade grades stage stages level levels category categories status score ps")
_LEVEL = r"(?:[IVX]{1,4}|[0-9]|[A-E])(?:[a-c])?(?![\w.%])"
_WORD = r"(?:class(?:es)?|grades?|stages?|levels?|categor(?:y|ies))"
_LEVELS = rf"{_LEVEL}(?: ?(?:,? (?:or|and|to)|,|/|-|–|~) ?(?:{_WORD} )?{_LEVEL}){{0,4}}"
_BOUNDED = (
    rf"(?:(?:[<>≤≥]=?|at least|at most) ?{_LEVEL}"
    rf"|{_LEVELS}(?: or (?:higher|greater|above|more|worse|less|lower))?)"
)
#: what stands before the levels and says nothing of the scale
_STATUS = (
    r"(?:performance status|performance score|physical status|functional status|functional class|score|PS)(?: \(PS\))?"
)
_BEHIND = re.compile(
    rf"(?P<before>.*?)(?:\b|\()(?:(?:functional |physical )?{_WORD}|{_STATUS})(?: score)?,? ?(?:of |is |was )?"
    rf"(?P<levels>{_BOUNDED})\)?(?P<what>(?: [^\W\d_]+){{0,4}}?),?"
    r" ?(?:\(|(?:as )?(?:(?:defined|assessed|classified|determined|measured|evaluated|graded|rated) )?"
    r"(?:on|by|per|as per|according to|in|using|based on|under)(?: the)? )(?P<scale>[^,;:]{3,90})",
    re.IGNORECASE,
)
#: words behind the name of a scale that are no part of it
_OF_SCALE = re.compile(
    r"(?: (?:functional|performance|physical|status|class|classification|system|criteria|scale|score|grading|standard"
    r"|guidelines?|status))*$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r" ?[(\[][A-Z][A-Za-z]{1,7}[)\]]")
_JOINS = re.compile(r"\b(?:and|or|with|without|no|not|if)\b", re.IGNORECASE)
_FAILURE = r"(?:(?:congestive |chronic )?(?:heart|cardiac) failure(?: \([A-Z]{2,3}\))?|CHF)"
_OTHERS = re.compile(
    r"\b(?:NYHA|New York|Killip|ACC|AHA|CCS|Canadian|WHO|World|INTERMACS|antiarrhythmics?|Child|ASA)\b", re.IGNORECASE
)
_CLASS_BEFORE = re.compile(rf"\b(?=class(?:es)? {_LEVELS} {_FAILURE})", re.IGNORECASE)
_CLASS_BEHIND = re.compile(rf"(?:(?<=failure )|(?<=failure \())(?=class(?:es)? {_LEVEL})", re.IGNORECASE)


def scale_named_first(text: str, names: Names) -> str | None:
    """Return ``text`` with its scale before its levels, or None where no known scale stands behind them."""
    found = _BEHIND.fullmatch(text)
    if found and not _JOINS.search(found["what"]):
        scale = _BRACKET.sub("", found["scale"]).strip(" )")
        for name in (scale, _OF_SCALE.sub("", scale)):
            if not names.scales.isdisjoint(names.vocabulary.exact(name)):
                return f"{found['before']}{name} {found['levels']}{found['what']}"
    if _OTHERS.search(text):
        return None
    named = _CLASS_BEHIND.sub("NYHA ", _CLASS_BEFORE.sub("NYHA ", text))
    return named if named != text else None

"""Allergies to what a drug holds: ``to any component of the study drug``, ``to the active substance of olaparib``.

Whoever is allergic to a drug is so to something in it. Its active substance is the drug; any component of it is the
drug or another of its components, of which a person is asked, as where the sentence says so itself.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

TRIGGERS = triggers(
    "component components ingredient ingredients constituent constituents substance substances principle principles"
)
_LEAD = r"(?P<lead>[^.;:()]*\b(?:allerg|hypersens|sensitiv|anaphyla)[^.;:()]*? (?:to|against|for) )"
_EACH = r"(?:(?:any|one|some|either|all|of|the|an?) ){0,4}"
_ACTIVE = r"active (?:substance|ingredient|principle|component)s?"
_WHAT = r"(?P<what>[^.;:()]+?)(?: (?:formulation|preparation|tablet|capsule)s?)?"
_OF = r"(?:,? (?:contained|included|found|present))? (?:of|in) "
_EXCIPIENTS = r"(?:(?:any|one|some|of|the|its|other) )*excipients?"
_FORMS = (
    (
        re.compile(rf"{_LEAD}{_EACH}{_ACTIVE},? (?:or|and/or) (?:to )?{_EXCIPIENTS} of {_WHAT}", re.IGNORECASE),
        "excipients",
    ),
    (
        re.compile(rf"{_LEAD}{_EACH}{_ACTIVE} of {_WHAT},? (?:or|and/or) (?:to )?{_EXCIPIENTS}", re.IGNORECASE),
        "excipients",
    ),
    (re.compile(rf"{_LEAD}{_EACH}{_ACTIVE}{_OF}{_WHAT}", re.IGNORECASE), ""),
    (
        re.compile(
            rf"{_LEAD}{_EACH}(?:active (?:or|and/or) inactive )?(?:component|ingredient|constituent)s?{_OF}{_WHAT}",
            re.IGNORECASE,
        ),
        "components",
    ),
)
_LISTED = re.compile(r",|/|\b(?:or|and)\b", re.IGNORECASE)


def of_whole(text: str) -> str | None:
    """Return ``text`` with the drug in place of what it holds; None where it says anything else.

    >>> of_whole("Hypersensitivity to any component of pracinostat")
    'Hypersensitivity to pracinostat or any of its components'
    >>> of_whole("Allergy to the active substance of pracinostat"), of_whole("Allergy to the excipients of pracinostat")
    ('Allergy to pracinostat', None)
    """
    for form, besides in _FORMS:
        if found := form.fullmatch(text):
            whose = "their" if _LISTED.search(found["what"]) else "its"
            also = f" or any of {whose} {besides}" if besides else ""
            return f"{found['lead']}{found['what']}{also}"
    return None

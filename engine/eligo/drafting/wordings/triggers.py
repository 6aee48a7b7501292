"""What a sentence has to hold to be in a wording: most hold none of it, as one look at their words tells."""

from __future__ import annotations

import re

#: a run of letters, or a sign
_PIECE = re.compile(r"[^\W\d_]+|[^\w\s]")

#: groups of words and signs: whatever is in the wording holds one of each group
Triggers = tuple[frozenset[str], ...]


def triggers(*groups: str) -> Triggers:
    """Return the words and signs of each of ``groups``, in lower case and a space between each two, as triggers."""
    return tuple(frozenset(group.split()) for group in groups)


def pieces_of(text: str) -> frozenset[str]:
    """Return the words of ``text``, in lower case, and its signs: what triggers are looked for among.

    >>> sorted(pieces_of("Anti-TNF therapy (3 mg)"))
    ['(', ')', '-', 'anti', 'mg', 'therapy', 'tnf']
    """
    return frozenset(_PIECE.findall(text.lower()))


def may_be_in(wording: Triggers, pieces: frozenset[str]) -> bool:
    """Tell whether a sentence of these ``pieces`` may be in the wording with these triggers.

    >>> may_be_in(triggers("health social", "insurance security"), pieces_of("Patients with health insurance"))
    True
    """
    return not any(group.isdisjoint(pieces) for group in wording)

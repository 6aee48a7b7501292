"""What a result was taken under, against what a rule asks for (LANGUAGE §3.9)."""

from __future__ import annotations

from typing import Final

#: qualifiers that exclude one another; those that no rule can ask for stand here because a result may state them
_ALTERNATIVES: Final = (
    ("at rest", "on exertion", "during exercise", "after exercise"),
    ("on room air", "on oxygen", "on supplemental oxygen"),
    ("fasting", "non-fasting", "postprandial", "random"),
    ("post-bronchodilator", "pre-bronchodilator"),
    ("seated", "supine", "standing"),
)
_GROUP: Final = {context: number for number, group in enumerate(_ALTERNATIVES) for context in group}

#: what a result says of a context that is asked for
STATED: Final = "stated"
PRESUMED: Final = "presumed"
SILENT: Final = "silent"
CONTRARY: Final = "contrary"


def standing(asked: tuple[str, ...], stated: tuple[str, ...], presumed: frozenset[str]) -> str:
    """Return how a result that states ``stated`` stands to all of ``asked``.

    ``presumed`` are the contexts that a silent result of the measure is presumed to have. A result with a qualifier
    that nothing here knows is not silent: nothing is presumed of it.

    >>> standing(("at rest",), (), frozenset({"at rest"})), standing(("fasting",), ("postprandial",), frozenset())
    ('presumed', 'contrary')
    """
    found = STATED
    is_plain = all(context in _GROUP for context in stated)
    for context in asked:
        if context in stated:
            continue
        group = _GROUP[context]
        if any(_GROUP.get(other) == group for other in stated):
            return CONTRARY
        if context not in presumed or not is_plain:
            found = SILENT
        elif found == STATED:
            found = PRESUMED
    return found

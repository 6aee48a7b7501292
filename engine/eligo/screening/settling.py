"""What would settle an undetermined verdict (FORMATS §2 ``settle``).

A coordinator wants to know what to find out so that the patient can be found eligible. One failing criterion would do
to rule the patient out, but nobody looks for that; it comes to light on the way. So the list holds, for every criterion
that is unknown, what has to be found out for it to pass, and no more: of *any of*, one thing; of *all of*, everything.
Of all such lists it is a shortest one, as far as the alternatives are followed (`eligo.screening.ways`); what several
criteria wait for counts once. Found out as hoped for, it makes the patient eligible, and nothing else has
to be known; should something come out otherwise, the patient is ineligible, or another list takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from eligo.screening.deciders import Decision
from eligo.screening.index import PatientIndex
from eligo.screening.presence import PresenceDecider
from eligo.screening.questions import AskDecider
from eligo.screening.result import CriterionResult, Missing, Open
from eligo.screening.truth import YES
from eligo.screening.ways import Way, together, ways

#: what is to be found out: the gap, and the label under which it is answered where it is a question
Gap = tuple[Missing, str | None]


def gaps_of(patient: PatientIndex, decision: Decision) -> list[Gap]:
    """Return everything that an unknown ``decision`` of one piece waits for."""
    decider = decision.decider
    label = decider.key if isinstance(decider, AskDecider) else None
    return [(gap, label) for gap in dict.fromkeys(decider.missing(patient, decision))]


def ways_to_pass(patient: PatientIndex, decision: Decision, wanted: int) -> list[Way[Gap]]:
    """Return the shortest lists of what has to be found out for an unknown ``decision`` to become ``wanted``."""

    def of_leaf(leaf: Decision, truth: int) -> list[Way[Gap]]:
        if leaf.truth == YES - truth:
            return []
        found = gaps_of(patient, leaf)
        if truth == YES and isinstance(leaf.decider, PresenceDecider):
            return [frozenset((gap,)) for gap in found]  # any of its concepts will do
        return [frozenset(found)]

    return ways(decision, wanted, of_leaf)


def settled(results: Sequence[tuple[CriterionResult, list[Way[Gap]]]]) -> tuple[Open, ...]:
    """Return the shortest list for the unknown ``results``, each with its ways to pass.

    A result without any waits for all that it misses. What most criteria wait for comes first, then what comes first in
    the protocol.
    """
    each = [some or [frozenset((gap, None) for gap in result.missing)] for result, some in results]
    # what leaves no choice first, so that it binds the others
    chosen = together(sorted(each, key=len))[0]
    labels: dict[Missing, list[str | None]] = {}
    for gap, label in chosen:
        labels.setdefault(gap, []).append(label)
    waiting: dict[Gap, list[str]] = {}
    for (result, _), some in zip(results, each, strict=True):
        own = frozenset(gap for way in some for gap in way)
        for gap in result.missing:
            for label in sorted(labels.get(gap, ()), key=str):
                if label is None or (gap, label) in own:
                    waiting.setdefault((gap, label), []).append(result.id)
    found = [
        Open(cause=gap.cause, concept=gap.concept, ask=gap.ask, label=label, place=gap.place, criteria=tuple(ids))
        for (gap, label), ids in waiting.items()
    ]
    return tuple(sorted(found, key=lambda one: -len(one.criteria)))

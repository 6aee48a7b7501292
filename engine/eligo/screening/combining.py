"""Rules made of rules: all, any, none, count, not, if (LANGUAGE §3.1).

Every part is decided, so that no evidence is lost; what is told is what mattered. Of an *any* that is yes these are the
parts that are yes, of one that is no all parts. Of an unknown it is everything, for what is known of the other parts
is why the unknown ones matter.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator

from eligo.screening.deciders import Decider, Decision
from eligo.screening.index import PatientIndex
from eligo.screening.result import Evidence, Missing
from eligo.screening.truth import NO, UNKNOWN, YES, counted


class Combination(Decider):
    """Rules combined by what their truths make together."""

    __slots__ = ("_general", "parts")

    def __init__(self, parts: tuple[Decider, ...]) -> None:
        """Combine ``parts``."""
        self.parts = parts
        #: by the decisions of the parts, where all are general
        self._general: dict[tuple[Decision, ...], Decision] = {}

    @abstractmethod
    def truth(self, truths: list[int]) -> int:
        """Return what ``truths``, those of the parts, make together."""

    def telling(self, truth: int) -> int:
        """Return which truth of parts mattered where the whole is ``truth`` and known."""
        return truth

    def decide(self, patient: PatientIndex) -> Decision:
        decisions = [part.decide(patient) for part in self.parts]
        if not all(decision.general for decision in decisions):
            return Decision(self.truth([decision.truth for decision in decisions]), self, decisions)
        found = self._general.get(key := tuple(decisions))
        if found is None:
            truth = self.truth([decision.truth for decision in decisions])
            found = self._general[key] = Decision(truth, self, decisions, general=True)
        return found

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        telling = self.telling(decision.truth)
        for part in decision.found:
            if decision.truth == UNKNOWN or part.truth == telling:
                yield from part.decider.evidence(patient, part)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        return _missing(patient, decision.found)


class AllDecider(Combination):
    """Every one: the least truth; of nothing it is yes."""

    __slots__ = ()

    def truth(self, truths: list[int]) -> int:
        return min(truths, default=YES)


class AnyDecider(Combination):
    """At least one: the greatest truth; of nothing it is no."""

    __slots__ = ()

    def truth(self, truths: list[int]) -> int:
        return max(truths, default=NO)


class NoneDecider(Combination):
    """Not one."""

    __slots__ = ()

    def truth(self, truths: list[int]) -> int:
        return YES - max(truths, default=NO)

    def telling(self, truth: int) -> int:
        return YES - truth


class CountDecider(Combination):
    """At least and at most so many."""

    __slots__ = ("at_least", "at_most")

    def __init__(self, parts: tuple[Decider, ...], at_least: int | None, at_most: int | None) -> None:
        """Count the yes among ``parts``; None is no limit."""
        super().__init__(parts)
        self.at_least = at_least
        self.at_most = at_most

    def truth(self, truths: list[int]) -> int:
        return counted(truths, self.at_least, self.at_most)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        for part in decision.found:
            if decision.truth == UNKNOWN or part.truth != UNKNOWN:
                yield from part.decider.evidence(patient, part)


class NotDecider(Decider):
    """The complement."""

    __slots__ = ("_general", "part")

    def __init__(self, part: Decider) -> None:
        """Negate ``part``."""
        self.part = part
        #: by the decision of the part, where it is general
        self._general: dict[Decision, Decision] = {}

    def decide(self, patient: PatientIndex) -> Decision:
        part = self.part.decide(patient)
        if not part.general:
            return Decision(YES - part.truth, self, part)
        found = self._general.get(part)
        if found is None:
            found = self._general[part] = Decision(YES - part.truth, self, part, general=True)
        return found

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        return self.part.evidence(patient, decision.found)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        return self.part.missing(patient, decision.found)


class IfDecider(Decider):
    """One rule where a condition holds, another where it does not; where both agree the condition does not matter."""

    __slots__ = ("otherwise", "then", "when")

    def __init__(self, when: Decider, then: Decider, otherwise: Decider) -> None:
        """Decide by ``then`` where ``when`` holds, by ``otherwise`` where it does not."""
        self.when = when
        self.then = then
        self.otherwise = otherwise

    def decide(self, patient: PatientIndex) -> Decision:
        when = self.when.decide(patient)
        if when.truth == YES:
            chosen = self.then.decide(patient)
            return Decision(chosen.truth, self, [when, chosen])
        if when.truth == NO:
            chosen = self.otherwise.decide(patient)
            return Decision(chosen.truth, self, [when, chosen])
        then, otherwise = self.then.decide(patient), self.otherwise.decide(patient)
        truth = then.truth if then.truth == otherwise.truth else UNKNOWN
        return Decision(truth, self, [when, then, otherwise] if truth == UNKNOWN else [then, otherwise])

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        for part in decision.found:
            yield from part.decider.evidence(patient, part)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        return _missing(patient, decision.found)


def _missing(patient: PatientIndex, decisions: Iterable[Decision]) -> Iterator[Missing]:
    for part in decisions:
        if part.truth == UNKNOWN:
            yield from part.decider.missing(patient, part)

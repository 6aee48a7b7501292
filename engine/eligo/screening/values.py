"""What rules on measures, scales and findings have in common: of a pool of results the latest decides."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from eligo.screening import evidence
from eligo.screening.deciders import Decider, Decision
from eligo.screening.derived import Plan, barring
from eligo.screening.index import PatientIndex
from eligo.screening.pools import Pool
from eligo.screening.result import Cause, Evidence, Missing
from eligo.screening.results import Candidate
from eligo.screening.selection import latest
from eligo.screening.truth import UNKNOWN, agreed


class ValueDecider(Pool, Decider):
    """A rule on the value of results; unless it selects otherwise, the latest decides."""

    __slots__ = ("test",)

    #: what is asked of a value, in words
    test: str
    #: the formulas by which a value may be computed
    plans: tuple[Plan, ...] = ()

    @abstractmethod
    def truth(self, candidate: Candidate) -> int:
        """Answer whether one result satisfies the rule; unknown where it has a problem."""

    def margin(self, patient: PatientIndex, candidate: Candidate) -> str | None:
        """Return how far a result is from the bound, where there is one."""
        return None

    def decide(self, patient: PatientIndex) -> Decision:
        chosen = latest(self.pool(patient))
        return Decision(self.agreement(chosen), self, chosen)

    def agreement(self, chosen: list[Candidate]) -> int:
        """Answer what all of ``chosen`` agree on; unknown where they do not, or where none surely counts."""
        if len(chosen) == 1:
            return self.truth(chosen[0]) if chosen[0].sure else UNKNOWN
        if not any(c.sure for c in chosen):
            return UNKNOWN
        return agreed([self.truth(candidate) for candidate in chosen])

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        yield from self.of_results(patient, decision)
        yield from barring(patient, self.plans)

    def of_results(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        """Yield the results that decided, or leave the rule open: where none is in time, the latest that is not."""
        assumed = self.assumed(patient)
        if decision.truth == UNKNOWN and not decision.found and (old := self.newest(patient)) is not None:
            candidate = Candidate(old, sure=False)
            yield evidence.result_evidence(patient, candidate, test=self.test, truth=UNKNOWN, assumed=assumed)
        for candidate in decision.found:
            truth = self.truth(candidate)
            for part in candidate.each():
                margin = self.margin(patient, part)
                yield evidence.result_evidence(
                    patient, part, test=self.test, truth=truth, margin=margin, assumed=assumed
                )

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        no_date = self.anchor_gap(patient)
        if no_date is not None or not decision.found:
            yield no_date or self.nothing(patient)
            return
        causes = [cause for candidate in decision.found for cause in self.causes(candidate)]
        yield from causes or [self.gap("imprecise", decision.found[-1].result)]

    def causes(self, candidate: Candidate) -> Iterator[Missing]:
        """Yield why ``candidate`` leaves the rule open, where it is unknown by itself."""
        result = candidate.result
        if candidate.problem is not None:
            yield from (self.gap(part.problem, part.result) for part in candidate.each() if part.problem is not None)
        elif result.gap is not None:
            yield gap_of(*result.gap)
        elif not candidate.sure or self.truth(candidate) == UNKNOWN:
            yield self.gap("imprecise", result)


def gap_of(cause: Cause, name: str) -> Missing:
    """Return the gap of something that a computed value rests on."""
    ask = {"age": "what is the date of birth?", "sex": "what is the sex?"}.get(name, f"is there {name}?")
    return Missing(cause=cause, concept=name, ask=ask)

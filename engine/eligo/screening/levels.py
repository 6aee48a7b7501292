"""Levels of scales and values of findings (LANGUAGE §2 Ordinal scales and findings, §3.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from eligo.rules import model as rules
from eligo.screening import words
from eligo.screening.deciders import Decider, Decision
from eligo.screening.derived import Plan, computed_results
from eligo.screening.evidence import assumed_evidence
from eligo.screening.index import PatientIndex
from eligo.screening.moments import day_of
from eligo.screening.pools import Reach
from eligo.screening.recording import bits_of
from eligo.screening.result import Assumption, Evidence, Missing
from eligo.screening.results import Candidate, Computed, Result
from eligo.screening.selection import by_moment, latest
from eligo.screening.truth import NO, UNKNOWN, YES
from eligo.screening.unmapped import unmapped_findings
from eligo.screening.values import ValueDecider
from eligo.vocabulary.model import Finding, Scale

_POSITIVE: Final = "positive"


class LevelDecider(ValueDecider):
    """Some of the levels of a scale, or of the values of a finding, as a set of bits."""

    __slots__ = ("mask",)

    mask: int

    def truth(self, candidate: Candidate) -> int:
        if candidate.problem is not None:
            return UNKNOWN
        levels = candidate.result.levels
        return self.of(self.hull(levels) if candidate.parts else levels)

    def of(self, levels: int) -> int:
        """Answer for a value that is one of ``levels``."""
        if not levels & ~self.mask:
            return YES
        return UNKNOWN if levels & self.mask else NO

    def hull(self, levels: int) -> int:
        """Return every level that a value between those of ``levels`` may be."""
        return levels


class GradeDecider(LevelDecider):
    """A scale at one of some levels. A class may follow from its score, a score be computed."""

    __slots__ = ("_follows", "_members", "_plans", "_score", "scale")

    def __init__(
        self,
        rule: rules.Grade,
        scale: Scale,
        plans: tuple[Plan, ...],
        score: Scale | None,
        members: frozenset[str] | None,
    ) -> None:
        """Compile ``rule`` on ``scale``.

        ``plans`` compute it, or the ``score`` that it follows from; ``members`` are what a toxicity grade may be of.
        """
        super().__init__(scale, Reach(rule.window, scale.current_for, any_age=rule.any_age))
        self.scale = scale
        self.mask = bits_of(scale.levels, (*rule.levels, *_parts_of(scale, rule.levels)))
        self.test = words.levels(rule.levels, scale.levels)
        self._plans = plans
        self._score = score
        self._members = members
        self._follows: tuple[tuple[int, int], ...] = ()
        if score is not None and scale.follows_from is not None:
            made = scale.follows_from[1]
            self._follows = tuple(
                (bits_of(scale.levels, (level,)), bits_of(score.levels, scores)) for level, scores in made
            )

    def recorded(self, patient: PatientIndex) -> Sequence[Result]:
        results = super().recorded(patient)
        if self._members is None:
            return results
        return [r for r in results if r.fact is not None and r.fact.of in self._members]

    def pool(self, patient: PatientIndex) -> list[Candidate]:
        pool = super().pool(patient)
        if not self._plans and self._score is None:
            return pool
        return self.with_computed(patient, pool, lambda day: self._computed(patient, day))

    def _computed(self, patient: PatientIndex, day: int) -> Sequence[Result]:
        computed = computed_results(patient, self._plans, day)
        if self._score is None:
            return computed
        scores = [*patient.results(self._score.id), *computed]
        return [self._classed(score, self._score.name) for score in scores if day_of(score.last) > day]

    def hull(self, levels: int) -> int:
        lowest = (levels & -levels).bit_length() - 1
        return (1 << levels.bit_length()) - (1 << lowest)

    def decide(self, patient: PatientIndex) -> Decision:
        if not self.scale.of_toxicity:
            return super().decide(patient)
        pool = self.in_reach(patient, self.recorded(patient), self.reach.period(patient))
        kinds = dict.fromkeys(_kind_of(c) for c in pool)
        by_kind = [latest(by_moment([c for c in pool if _kind_of(c) == kind])) for kind in kinds]
        found = [candidate for chosen in by_kind for candidate in chosen]
        return Decision(self._greatest(by_kind) if len(by_kind) > 1 else self.agreement(found), self, found)

    def _greatest(self, by_kind: list[list[Candidate]]) -> int:
        """Answer for a toxicity of several kinds: the greatest of the grades that each has had last."""
        least = most = 0
        for chosen in by_kind:
            if any(c.problem is not None or not c.sure for c in chosen):
                return UNKNOWN
            levels = _joined(chosen)
            least, most = max(least, (levels & -levels).bit_length()), max(most, levels.bit_length())
        return self.of((1 << most) - (1 << (least - 1)))

    def _classed(self, score: Result, name: str) -> Result:
        """Return the class that follows from ``score``."""
        levels = sum(level for level, scores in self._follows if scores & score.levels)
        return Result(
            self.scale.id, score.first, score.last, score.early, score.late, score.sure, levels=levels,
            problem=score.problem, computed=Computed(name, (score,)), gap=score.gap,
        )  # fmt: skip


class Seen(NamedTuple):
    """What a finding was decided by: results, the condition that stands in for them, or silence."""

    results: list[Candidate]
    condition: Decision | None = None
    silence: Assumption | None = None


class FindingDecider(LevelDecider):
    """A finding with one of some values.

    Where findings are declared complete, no record makes *positive* no, never *negative* yes. Where the vocabulary says
    that it and a condition imply one another, the condition stands in for a finding that is not recorded.
    """

    __slots__ = ("_condition", "_is_positive", "finding", "values")

    def __init__(self, rule: rules.Finding, finding: Finding, condition: Decider | None) -> None:
        """Compile ``rule`` on ``finding``; ``condition`` asks whether what it implies is going on, by its records."""
        super().__init__(finding, Reach(rule.window, finding.current_for, any_age=rule.any_age))
        self.finding = finding
        self.mask = bits_of(finding.values, rule.values)
        self.test = " or ".join(rule.values)
        self.values = rule.values
        self._is_positive = set(rule.values) <= {_POSITIVE}
        self._condition = condition if rule.window is None else None

    def decide(self, patient: PatientIndex) -> Decision:
        chosen = latest(self.pool(patient))
        truth = self.agreement(chosen)
        if self._condition is not None:
            return self._beside(truth, chosen, self._condition.decide(patient), patient)
        return self._decided(truth, chosen, patient)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        seen: Seen = decision.found
        if seen.condition is not None:
            yield from seen.condition.decider.evidence(patient, seen.condition)
        if seen.silence is not None:
            yield assumed_evidence(self.finding.name, self.test, NO, seen.silence)
        yield from super().evidence(patient, Decision(decision.truth, self, seen.results))

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        seen: Seen = decision.found
        if seen.condition is not None:
            yield self.gap("conflict", None)
        else:
            yield from super().missing(patient, Decision(decision.truth, self, seen.results))

    def _decided(self, truth: int, chosen: list[Candidate], patient: PatientIndex) -> Decision:
        silence = self._silence(patient) if not chosen and self._is_positive else None
        return Decision(truth if silence is None else NO, self, Seen(chosen, silence=silence))

    def _beside(self, truth: int, chosen: list[Candidate], condition: Decision, patient: PatientIndex) -> Decision:
        """Decide beside the records of the condition; records of the two that say otherwise are a conflict."""
        implied = UNKNOWN
        if condition.truth == YES:
            implied = YES if _POSITIVE in self.values else NO
        elif condition.truth == NO and self._is_positive:
            implied = NO
        if implied in (UNKNOWN, truth):
            return self._decided(truth, chosen, patient)
        if chosen:
            return Decision(UNKNOWN, self, Seen(chosen, condition))
        return Decision(implied, self, Seen(chosen, condition))

    def _silence(self, patient: PatientIndex) -> Assumption | None:
        """Return by what assumption *positive* is no where nothing is recorded; None where it is not."""
        if self.recorded(patient):
            return None
        if self.finding.sex is not None and patient.sex in ("female", "male") and patient.sex != self.finding.sex:
            return "by-sex"
        period = self.reach.period(patient)
        first, last = period.outer_first, period.outer_last
        ids = patient.vocabulary.ancestors(self.finding.id) | {self.finding.id}
        declared = patient.declarations
        if not declared.by_kind("findings", first, last) and not declared.by_concept(ids, first, last):
            return None
        return None if patient.unknown and unmapped_findings(patient, self.finding) else "closed-world"


def _joined(candidates: list[Candidate]) -> int:
    levels = 0
    for candidate in candidates:
        levels |= candidate.result.levels
    return levels


def _kind_of(candidate: Candidate) -> str | None:
    """Return what a toxicity grade is of."""
    return None if candidate.result.fact is None else candidate.result.fact.of


def _parts_of(scale: Scale, levels: tuple[str, ...]) -> Iterator[str]:
    """Yield the levels that the coarser of ``levels`` are told apart into."""
    for whole, parts in scale.parts:
        if whole in levels:
            yield from parts

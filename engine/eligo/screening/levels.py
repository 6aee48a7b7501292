"""Levels of scales and values of findings (LANGUAGE §2 Ordinal scales and findings, §3.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from eligo.rules import model as rules
from eligo.screening import words
from eligo.screening.completeness import declared_kind
from eligo.screening.deciders import Decider, Decision
from eligo.screening.derived import Plan, computed_results
from eligo.screening.evidence import assumed_evidence
from eligo.screening.index import PatientIndex
from eligo.screening.moments import day_of
from eligo.screening.pools import Reach
from eligo.screening.recording import bits_of
from eligo.screening.result import Assumption, Evidence, Missing
from eligo.screening.results import Candidate, Computed, Result
from eligo.screening.truth import NO, UNKNOWN, YES
from eligo.screening.values import ValueDecider
from eligo.vocabulary.model import Finding, Scale

_POSITIVE: Final = ("positive",)


class LevelDecider(ValueDecider):
    """Some of the levels of a scale, or of the values of a finding, as a set of bits."""

    __slots__ = ("mask",)

    mask: int

    def truth(self, candidate: Candidate) -> int:
        return UNKNOWN if candidate.problem is not None else self.of(candidate.result.levels)

    def of(self, levels: int) -> int:
        """Answer for a value that is one of ``levels``."""
        if not levels & ~self.mask:
            return YES
        return UNKNOWN if levels & self.mask else NO

    def merged_truth(self, group: list[Candidate]) -> int:
        levels = 0
        for candidate in group:
            if candidate.problem is not None:
                return UNKNOWN
            levels |= candidate.result.levels
        return self.of(self.hull(levels))

    def hull(self, levels: int) -> int:
        """Return every level that a value between those of ``levels`` may be."""
        return levels


class GradeDecider(LevelDecider):
    """A scale at one of some levels. A class may follow from its score, a score be computed."""

    __slots__ = ("_follows", "_members", "_plans", "_score", "scale")

    def __init__(
        self, rule: rules.Grade, scale: Scale, plans: tuple[Plan, ...], score: Scale | None, members: frozenset[str] | None
    ) -> None:
        """Compile ``rule`` on ``scale``.

        ``plans`` compute it, or the ``score`` that it follows from; ``members`` are what a toxicity grade may be of.
        """
        self.concept = self.scale = scale
        self.reach = Reach(rule.window, scale.current_for, any_age=rule.any_age)
        self.mask = bits_of(scale.levels, {*rule.levels, *_parts_of(scale, rule.levels)})
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

    def computed(self, patient: PatientIndex, day: int) -> Sequence[Result]:
        computed = computed_results(patient, self._plans, day)
        if self._score is None:
            return computed
        scores = [*patient.results(self._score.id), *computed]
        return [self._classed(score) for score in scores if day_of(score.last) > day]

    def hull(self, levels: int) -> int:
        lowest = (levels & -levels).bit_length() - 1
        return (1 << levels.bit_length()) - (1 << lowest)

    def decide(self, patient: PatientIndex) -> Decision:
        if self._members is None:
            return super().decide(patient)
        return self._by_kind(patient)

    def _by_kind(self, patient: PatientIndex) -> Decision:
        """Decide a toxicity by the greatest of the grades that each of its kinds has had last."""
        pool = self.pool(patient)
        kinds = dict.fromkeys(c.result.fact.of for c in pool if c.result.fact is not None)
        decisions = [self._latest([c for c in pool if c.result.fact and c.result.fact.of == kind]) for kind in kinds]
        if len(decisions) == 1:
            return decisions[0]
        found = [candidate for decision in decisions for candidate in decision.found]
        if not found or not all(candidate.sure for candidate in found):
            return Decision(UNKNOWN, self, found)
        return Decision(self.merged_greatest(decisions), self, found)

    def merged_greatest(self, decisions: list[Decision]) -> int:
        """Answer for the greatest level among ``decisions``, each of one kind."""
        least = most = 0
        for decision in decisions:
            if any(candidate.problem is not None for candidate in decision.found):
                return UNKNOWN
            levels = 0
            for candidate in decision.found:
                levels |= candidate.result.levels
            least, most = max(least, (levels & -levels).bit_length()), max(most, levels.bit_length())
        return self.of((1 << most) - (1 << (least - 1)))

    def _classed(self, score: Result) -> Result:
        """Return the class that follows from ``score``."""
        levels = sum(level for level, scores in self._follows if scores & score.levels)
        name = "" if self._score is None else self._score.name
        return Result(
            self.scale.id, score.first, score.last, score.early, score.late, score.sure, levels=levels,
            problem=score.problem, computed=Computed(name, (score,)), gap=score.gap,
        )  # fmt: skip


class FindingDecider(LevelDecider):
    """A finding with one of some values.

    Where findings are declared complete, no record makes *positive* no, never *negative* yes. Where the vocabulary says
    that it and a condition imply one another, the condition stands in for a finding that is not recorded.
    """

    __slots__ = ("_condition", "_has_window", "_is_positive", "finding", "values")

    def __init__(self, rule: rules.Finding, finding: Finding, condition: Decider | None) -> None:
        """Compile ``rule`` on ``finding``; ``condition`` asks whether what it implies is going on, by its records."""
        self.concept = self.finding = finding
        self.reach = Reach(rule.window, finding.current_for, any_age=rule.any_age)
        self.mask = bits_of(finding.values, rule.values)
        self.test = " or ".join(rule.values)
        self.values = rule.values
        self._is_positive = set(rule.values) <= set(_POSITIVE)
        self._condition = condition
        self._has_window = rule.window is not None

    def decide(self, patient: PatientIndex) -> Decision:
        decision = super().decide(patient)
        if self._condition is not None and not self._has_window:
            return self._with_condition(patient, decision, self._condition.decide(patient))
        return decision if decision.found else self._by_silence(patient)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        found = decision.found
        if isinstance(found, Decision):
            yield from found.decider.evidence(patient, found)
        elif isinstance(found, tuple):
            yield from self.evidence(patient, found[0])
            yield from self.evidence(patient, Decision(found[1].truth, self, found[1]))
        elif found or decision.truth != NO:
            yield from super().evidence(patient, decision)
        else:
            yield assumed_evidence(self.finding.name, self.test, NO, self._why_silent(patient))

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        if isinstance(decision.found, tuple):
            yield self.gap("conflict", None)
        else:
            yield from super().missing(patient, decision)

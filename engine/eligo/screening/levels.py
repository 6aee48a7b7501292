"""Levels of scales (LANGUAGE §2 Ordinal scales and findings)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eligo.rules import model as rules
from eligo.screening import words
from eligo.screening.deciders import Decision
from eligo.screening.derived import Plan, computed_results
from eligo.screening.index import PatientIndex
from eligo.screening.moments import day_of
from eligo.screening.pools import Reach
from eligo.screening.recording import bits_of
from eligo.screening.results import Candidate, Computed, Result
from eligo.screening.selection import by_moment, latest
from eligo.screening.truth import NO, UNKNOWN, YES
from eligo.screening.values import ValueDecider
from eligo.vocabulary.model import Concept, Scale


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

    __slots__ = ("_follows", "_members", "_of", "_score", "plans", "scale")

    def __init__(
        self,
        rule: rules.Grade,
        scale: Scale,
        plans: tuple[Plan, ...],
        score: Scale | None,
        of: Concept | None,
        members: frozenset[str] | None,
    ) -> None:
        """Compile ``rule`` on ``scale``.

        ``plans`` compute it, or the ``score`` that it follows from; a toxicity grade is ``of`` something, or of one of
        its ``members``.
        """
        super().__init__(scale, Reach(rule.window, scale.current_for, any_age=rule.any_age))
        self.scale = scale
        self.mask = bits_of(scale.levels, (*rule.levels, *_parts_of(scale, rule.levels)))
        self.test = words.levels(rule.levels, scale.levels)
        self.plans = plans
        self._score = score
        self._of = of
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

    @property
    def name(self) -> str:
        return words.graded(super().name, self._of)

    def newest(self, patient: PatientIndex) -> Result | None:
        return super().newest(patient) or max(self._computed(patient, -1), key=lambda r: r.late, default=None)

    def pool(self, patient: PatientIndex) -> list[Candidate]:
        pool = super().pool(patient)
        if not self.plans and self._score is None:
            return pool
        return self.with_computed(patient, pool, lambda day: self._computed(patient, day))

    def _computed(self, patient: PatientIndex, day: int) -> Sequence[Result]:
        computed = computed_results(patient, self.plans, day)
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

"""From a trial to what decides its criteria, once for all patients."""

from __future__ import annotations

import weakref
from typing import Final, cast

from msgspec import Struct, field

from eligo.facts.wording import DIAGNOSIS_OF
from eligo.quantities.conversion import Affine
from eligo.quantities.units import parse_unit
from eligo.rules import model as rules
from eligo.screening.anchors import AnchoredDecider
from eligo.screening.changes import ChangeDecider
from eligo.screening.combining import AllDecider, AnyDecider, CountDecider, IfDecider, NoneDecider, NotDecider
from eligo.screening.deciders import Decider
from eligo.screening.demographics import AgeDecider, SexDecider
from eligo.screening.derived import Input, Plan
from eligo.screening.findings import FindingDecider, TiedFindingDecider
from eligo.screening.levels import GradeDecider
from eligo.screening.lexicon import Lexicon, lexicon_of
from eligo.screening.measures import MeasureDecider
from eligo.screening.presence import PresenceDecider
from eligo.screening.questions import AskDecider
from eligo.screening.ratios import RatioDecider
from eligo.screening.result import Status, TrialIdentity
from eligo.screening.selecting import AnyResult, EarliestResult, ExtremeResult, MeanOfLast, Occasions
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, between
from eligo.vocabulary.model import Formula, Measure, Scale

#: what no, unknown and yes mean for eligibility: holding passes an inclusion and fails an exclusion
STATUSES: Final[dict[rules.Section, tuple[Status, Status, Status]]] = {
    "inclusion": ("fail", "unknown", "pass"),
    "exclusion": ("pass", "unknown", "fail"),
}
_SELECTIONS: dict[str, type[MeasureDecider]] = {
    "latest": MeasureDecider,
    "earliest": EarliestResult,
    "any": AnyResult,
    "highest": ExtremeResult,
    "lowest": ExtremeResult,
    "mean_of_last": MeanOfLast,
    "at_least": Occasions,
}


class PreparedCriterion(Struct, frozen=True, eq=False):
    """A criterion and what decides it.

    ``question`` is the text that an answer to the criterion is an answer to; ``statuses`` say what no, unknown and yes
    mean for eligibility.
    """

    criterion: rules.Criterion
    decider: Decider
    question: str
    statuses: tuple[Status, Status, Status]
    #: what was worked out of it for all patients, beside deciding
    kept: dict[object, object] = field(default_factory=dict[object, object])


class PreparedTrial:
    """A trial made ready to screen patients."""

    __slots__ = ("__weakref__", "criteria", "identity", "vocabulary")

    def __init__(self, trial: rules.Trial) -> None:
        """Compile every criterion of ``trial``."""
        self.vocabulary = trial.vocabulary
        self.identity = TrialIdentity(id=trial.id, title=trial.title, digest=trial.digest, version=trial.version)
        maker = _Maker(trial.vocabulary)
        self.criteria = tuple(
            PreparedCriterion(one, maker.decider(one.rule), one.sentence or one.canonical, STATUSES[one.section])
            for one in trial.criteria
        )


def prepare(trial: rules.Trial) -> PreparedTrial:
    """Return ``trial`` made ready, kept as long as the trial lives."""
    kept = _PREPARED.get(id(trial))
    if kept is not None:
        return kept[1]
    prepared = PreparedTrial(trial)
    key = id(trial)
    _PREPARED[key] = (weakref.ref(trial, lambda _: _PREPARED.pop(key, None)), prepared)
    return prepared


_PREPARED: dict[int, tuple[weakref.ref[rules.Trial], PreparedTrial]] = {}


class _Maker:
    """Makes the deciders of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lexicon: Lexicon = lexicon_of(vocabulary)
        self._plans: dict[str, Plan] = {}

    def decider(self, rule: rules.Rule) -> Decider:
        match rule:
            case rules.All(of):
                return AllDecider(self._all(of))
            case rules.Any(of):
                return AnyDecider(self._all(of))
            case rules.NoneOf(of):
                return NoneDecider(self._all(of))
            case rules.Count(at_least, at_most, of):
                return CountDecider(self._all(of), at_least, at_most)
            case rules.Not(of):
                return NotDecider(self.decider(of))
            case rules.If(when, then, otherwise):
                return IfDecider(self.decider(when), self.decider(then), self.decider(otherwise))
            case _:
                return self._anchored(rule)

    def _all(self, of: tuple[rules.Rule, ...]) -> tuple[Decider, ...]:
        return tuple(self.decider(rule) for rule in of)

    def _anchored(self, rule: rules.Rule) -> Decider:
        window: rules.Window | None = getattr(rule, "window", None)
        leaf = self._leaf(rule)
        if window is None or not window.anchor.startswith(DIAGNOSIS_OF):
            return leaf
        return AnchoredDecider(leaf, window)

    def _leaf(self, rule: rules.Rule) -> Decider:
        vocabulary = self._vocabulary
        match rule:
            case rules.Measure():
                return AgeDecider(rule) if rule.measure == "age" else self._measure(rule)
            case rules.Ratio():
                return RatioDecider(rule, *(vocabulary.measure(id) for id in rule.of))
            case rules.Change():
                return ChangeDecider(rule, vocabulary.measure(rule.measure), self._lexicon)
            case rules.Grade():
                return self._grade(rule)
            case rules.Finding():
                return self._finding(rule)
            case rules.Present():
                return PresenceDecider(rule, vocabulary)
            case rules.Demographic():
                return SexDecider(rule)
            case _:
                return AskDecider(cast("rules.Ask", rule))

    def _measure(self, rule: rules.Measure) -> MeasureDecider:
        measure = self._vocabulary.measure(rule.measure)
        kind = _SELECTIONS[rule.select.kind]
        return kind(rule, measure, self._lexicon, self._plans_for(measure, rule.method))

    def _grade(self, rule: rules.Grade) -> GradeDecider:
        vocabulary = self._vocabulary
        scale = vocabulary.scale(rule.scale)
        score = None if scale.follows_from is None else vocabulary.scale(scale.follows_from[0])
        of, members = (None, None) if rule.of is None else (vocabulary.concepts[rule.of], vocabulary.members(rule.of))
        return GradeDecider(rule, scale, self._plans_for(score or scale, None), score, of, members)

    def _finding(self, rule: rules.Finding) -> FindingDecider:
        finding = self._vocabulary.finding(rule.finding)
        if finding.implies is not None:
            return TiedFindingDecider(rule, finding, finding.implies, self._vocabulary)
        return FindingDecider(rule, finding)

    def _plans_for(self, gives: Measure | Scale, method: str | None) -> tuple[Plan, ...]:
        """Return the formulas of the method that a rule names, else those that need no asking for."""
        formulas = self._vocabulary.formulas_for(gives.id)
        chosen = [f for f in formulas if (not f.on_request if method is None else f.method == method)]
        return tuple(self._plan(formula, gives) for formula in chosen)

    def _plan(self, formula: Formula, gives: Measure | Scale) -> Plan:
        plan = self._plans.get(formula.id)
        if plan is None:
            inputs = tuple(self._input(id, unit) for id, unit in formula.inputs)
            to_unit = _affine(gives, formula.unit.code, gives.unit.code) if isinstance(gives, Measure) else None
            not_during = tuple(
                (self._vocabulary.concepts[id].name, PresenceDecider(rules.Present((id,)), self._vocabulary))
                for id in formula.not_during
            )
            plan = self._plans[formula.id] = Plan(formula, inputs, gives, to_unit, not_during)
        return plan

    def _input(self, id: str, unit: str) -> Input:
        concept = self._vocabulary.concepts[id]
        if not isinstance(concept, Measure):
            return Input(concept, None, is_lasting=False)
        return Input(concept, _affine(concept, concept.unit.code, unit), is_lasting=concept.current_for is None)


def _affine(measure: Measure, source: str, target: str) -> Affine:
    fit = between(measure, parse_unit(source), parse_unit(target))
    assert isinstance(fit, Fit)  # the vocabulary's own check
    return fit.conversion

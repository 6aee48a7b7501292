"""A second, naive evaluator of trials, written from LANGUAGE §3 alone, against which the engine is held.

It is slow and plain on purpose: no index, no cache, no evidence. Where something is not known it goes through the cases
that are possible and says yes or no only where all of them agree. It shares with the engine what is tested on its own
(quantities, dates, the vocabulary and its formulas, the reader of fact sheets) and nothing of `eligo.screening`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from reference.ages import adult_at, age_in
from reference.changes import changed, plain_rule, ratio
from reference.courses import course
from reference.derived import Deriver
from reference.kleene import NO, UNKNOWN, WORDS, YES, Truth, agreed, both, every, negated, some
from reference.levels import Level, LevelReader, finding_values, judged_levels, with_parts
from reference.presence import History, declared_over
from reference.results import Reader, Result, compare
from reference.selecting import selected
from reference.tied import TiedCondition
from reference.time import ALWAYS_AGO, Bounds, Clock, Time

from eligo.facts import FactSheet, resolve
from eligo.facts.model import Completeness
from eligo.quantities.dates import PartialDate, parse_date
from eligo.rules.model import (
    All,
    Any,
    Ask,
    Change,
    Count,
    Criterion,
    Demographic,
    Finding,
    Grade,
    If,
    Measure,
    NoneOf,
    Not,
    Present,
    Ratio,
    Rule,
    Trial,
    Window,
)  # fmt: skip
from eligo.vocabulary import model as v

Holds = dict[str, Literal["yes", "no", "unknown"]]


@dataclass(frozen=True)
class Outcome:
    """What each criterion says of the patient, and the verdict."""

    holds: Holds
    verdict: Literal["eligible", "ineligible", "undetermined"]


def evaluate(trial: Trial, facts: FactSheet, as_of: str | None = None) -> Outcome:
    """Screen ``facts`` against ``trial`` as of ``as_of``, which goes before the sheet's own date."""
    facts = resolve(facts, trial.vocabulary)
    date = facts.as_of if as_of is None else parse_date(as_of)
    assert date is not None
    return _Evaluator(trial, facts, date).outcome()


class _Evaluator:
    def __init__(self, trial: Trial, sheet: FactSheet, as_of: PartialDate) -> None:
        self.trial, self.sheet = trial, sheet
        self.clock = Clock(sheet, as_of)
        self.reader = Reader(sheet, self.clock, trial.vocabulary)
        self.histories = {
            relation: History(self.reader, relation)
            for relation in (None, "allergy", "family-history", "contraindication")
        }
        self.deriver = Deriver(self.reader, lambda concept: self.present(Present((concept,))))
        self.levels = LevelReader(self.reader, self.deriver)

    def outcome(self) -> Outcome:
        holds: dict[str, Truth] = {}
        passes: list[Truth] = []
        alive = self.alive()
        if alive != YES:
            holds["alive"] = alive
            passes.append(alive)
        for criterion in self.trial.criteria:
            truth = self.criterion(criterion)
            holds[criterion.id] = truth
            passes.append(truth if criterion.section == "inclusion" else negated(truth))
        verdict = {YES: "eligible", NO: "ineligible", UNKNOWN: "undetermined"}[every(passes)]
        return Outcome({id: WORDS[truth] for id, truth in holds.items()}, verdict)  # type: ignore[arg-type]

    def alive(self) -> Truth:
        died = self.sheet.deceased
        if died is None or isinstance(died, bool):
            return NO if died else YES
        return negated(self.clock.is_past(self.clock.time(died)))

    def criterion(self, criterion: Criterion) -> Truth:
        """A person's answer may settle a criterion whose rule is unknown; it never overrides one that is known."""
        truth = self.rule(criterion.rule)
        return self.answered(criterion.id, criterion.sentence) if truth == UNKNOWN else truth

    def answered(self, key: str, sentence: str | None) -> Truth:
        answer = self.sheet.answers.get(key)
        if answer is None or answer.holds is None:
            return UNKNOWN
        as_of = self.clock.as_of
        if answer.on is not None and answer.on.on_clock(as_of.offset).earliest > as_of.latest:
            return UNKNOWN
        if answer.sentence is not None and sentence is not None:
            digest = "sha256:" + hashlib.sha256(sentence.encode()).hexdigest()
            if answer.sentence != digest:
                return UNKNOWN
        return YES if answer.holds else NO

    def rule(self, rule: Rule) -> Truth:
        match rule:
            case All(of=parts):
                return every(self.rule(part) for part in parts)
            case Any(of=parts):
                return some(self.rule(part) for part in parts)
            case NoneOf(of=parts):
                return negated(some(self.rule(part) for part in parts))
            case Not(of=part):
                return negated(self.rule(part))
            case Count():
                return self.count(rule)
            case If():
                return self.branch(rule)
            case Ask():
                return self.answered(rule.key, rule.question)
            case Demographic():
                return self.sex(rule)
            case Measure():
                return self.measure(rule)
            case Ratio():
                return ratio(rule, self.reader, [self.pool(plain_rule(id, rule)) for id in rule.of])
            case Change():
                pool = [r for r in self.pool(plain_rule(rule.measure, rule), keep_all=True) if r.measured]
                return changed(rule, pool, self.clock)
            case Grade():
                return self.grade(rule)
            case Finding():
                return self.finding(rule)
            case Present():
                return self.present(rule)

    # --- logic

    def count(self, rule: Count) -> Truth:
        truths = [self.rule(part) for part in rule.of]
        least = sum(truth == YES for truth in truths)
        most = sum(truth != NO for truth in truths)
        result: Truth = YES
        if rule.at_least is not None:
            result = both(result, YES if least >= rule.at_least else NO if most < rule.at_least else UNKNOWN)
        if rule.at_most is not None:
            result = both(result, YES if most <= rule.at_most else NO if least > rule.at_most else UNKNOWN)
        return result

    def branch(self, rule: If) -> Truth:
        when, then, otherwise = self.rule(rule.when), self.rule(rule.then), self.rule(rule.otherwise)
        if when == UNKNOWN:
            return then if then == otherwise else UNKNOWN
        return then if when == YES else otherwise

    def sex(self, rule: Demographic) -> Truth:
        sex = self.sheet.sex
        if sex is None or sex == "unknown":
            return UNKNOWN
        return YES if sex == rule.sex else NO

    # --- results

    def pool(self, rule: Measure, *, keep_all: bool = False) -> list[Result]:
        """Return the results that ``rule`` may look at, each with whether it lies in the window."""
        measure = self.trial.vocabulary.measure(rule.measure)
        found = self.reader.measured(rule)
        for derived in self.deriver.measured_in(measure, rule.unit or measure.unit, rule.method):
            needs_limit = rule.relative_to is not None or rule.context
            found.append(replace(derived, value=None) if needs_limit else derived)
        window = self.window(rule, measure)
        placed = [
            replace(r, counts=both(r.counts, self.counts(r, window, rule)), time=self.clock.counted(r.time))
            for r in found
        ]
        return placed if keep_all else [r for r in placed if r.counts != NO]

    def counts(self, result: Result, window: Window | None, rule: Measure) -> Truth:
        """Tell whether ``result`` lies in the window; the height of a child is current for as long as a weight."""
        if rule.measure != "height" or rule.window is not None or rule.any_age:
            return self.clock.inside(window, result.time)
        weight = self.trial.vocabulary.measure("weight").current_for
        assert weight is not None
        recent = self.clock.inside(self.clock.currency(weight), result.time)
        return some((recent, both(self.clock.is_past(result.time), adult_at(result.time, self.sheet, self.clock))))

    def window(self, rule: Measure | Grade | Finding, concept: v.Measure | v.Scale | v.Finding) -> Window | None:
        if rule.window is not None or rule.any_age or concept.current_for is None:
            return rule.window
        return self.clock.currency(concept.current_for)

    def measure(self, rule: Measure) -> Truth:
        if rule.measure == "age":
            assert rule.unit is not None
            return compare(age_in(rule.unit, self.sheet, self.clock), rule.low, rule.high)
        return selected(self.pool(rule), rule.select, lambda r: compare(r.value, rule.low, rule.high, r.limit))

    # --- scales and findings

    def grade(self, rule: Grade) -> Truth:
        scale = self.trial.vocabulary.scale(rule.scale)
        window = self.window(rule, scale)
        levels = [
            replace(
                level,
                counts=both(level.counts, self.clock.inside(window, level.time)),
                time=self.clock.counted(level.time),
            )
            for level in self.levels.graded(rule)
        ]
        return judged_levels(levels, with_parts(scale, rule.levels))

    def finding(self, rule: Finding) -> Truth:
        concept = self.trial.vocabulary.finding(rule.finding)
        window = self.window(rule, concept)
        values = finding_values(self.reader, rule)
        placed = [replace(value, counts=self.clock.inside(window, value.time)) for value in values]
        placed = [value for value in placed if value.counts != NO]
        if concept.implies is not None:
            return self.finding_beside_condition(rule, TiedCondition.of(self.histories[None], concept, rule), placed)
        if placed:
            return judged_levels(placed, frozenset(rule.values))
        return NO if self.silence_is_negative(concept, rule) else UNKNOWN

    def finding_beside_condition(self, rule: Finding, condition: TiedCondition, results: list[Level]) -> Truth:
        """Answer for a finding that implies its condition and is implied by it; they may contradict each other.

        Of results that may not count, each is tried as one that does and as one that does not.
        """
        sure = [result for result in results if result.counts == YES]
        unsure = [replace(result, counts=YES) for result in results if result.counts == UNKNOWN]
        return agreed(
            self._beside(rule, condition, [*sure, *some_of_them])
            for count in range(len(unsure) + 1)
            for some_of_them in combinations(unsure, count)
        )

    def _beside(self, rule: Finding, condition: TiedCondition, results: list[Level]) -> Truth:
        if results:
            is_contested = condition.contests(judged_levels(results, frozenset({"positive"})))
            return UNKNOWN if is_contested else judged_levels(results, frozenset(rule.values))
        if condition.by_own_records == YES:
            return YES if "positive" in rule.values else NO
        concept = self.trial.vocabulary.finding(rule.finding)
        is_absent = condition.truth == NO or (not condition.may_be and self.silence_is_negative(concept, rule))
        return NO if is_absent and rule.values == ("positive",) else UNKNOWN

    def silence_is_negative(self, concept: v.Finding, rule: Finding) -> bool:
        """Tell whether *positive* is asked, and no by silence: findings are complete over the time asked about.

        A result that is too old is unknown, not absent.
        """
        values = finding_values(self.reader, rule)
        if self.reader.strange():
            return False
        if rule.values != ("positive",) or any(self.clock.is_past(value.time) != NO for value in values):
            return False
        window = self.window(rule, concept)
        bounds = Bounds(Time(ALWAYS_AGO, ALWAYS_AGO), self.clock.today())
        if window is not None:
            bounds = self.clock.bounds(window)
        members = self.trial.vocabulary.members
        named: dict[str | None, list[Completeness]] = {}
        for entry in self.sheet.complete:
            if entry.kind == "findings" or (entry.concept is not None and concept.id in members(entry.concept)):
                named.setdefault(entry.concept, []).append(entry)
        return any(declared_over(entries, bounds, self.sheet, self.clock) for entries in named.values())

    # --- presence

    def present(self, rule: Present) -> Truth:
        history = self.histories[rule.relation]
        if rule.for_at_least or rule.for_more_than or rule.for_less_than:
            return course(rule, history)
        return history.answer(rule)

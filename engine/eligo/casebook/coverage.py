"""What the cases of a trial have tried: each criterion both ways, each numeric bound on, below and above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from eligo.casebook.atoms import atoms
from eligo.casebook.running import Outcome
from eligo.quantities.numbers import parse_number
from eligo.quantities.problems import QuantityError
from eligo.quantities.units import Unit, parse_unit
from eligo.rules.model import All, Change, Criterion, Measure, Ratio, Threshold, Trial
from eligo.screening.result import Evidence, Holds
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, between

Side = Literal["below", "on", "above"]
SIDES: tuple[Side, ...] = ("below", "on", "above")
_Bounded = Measure | Ratio | Change


@dataclass(slots=True)
class BoundCoverage:
    """One bound of a criterion, and the units in which values on each side of it were tried."""

    criterion: str
    concept: str
    test: str
    tried: dict[Side, set[str]] = field(default_factory=lambda: {side: set[str]() for side in SIDES})


@dataclass(slots=True)
class CriterionCoverage:
    """A criterion and what cases have seen it hold."""

    criterion: str
    seen: set[Holds] = field(default_factory=set["Holds"])

    @property
    def complete(self) -> bool:
        """Tell whether it was seen both holding and not holding."""
        return {"yes", "no"} <= self.seen


@dataclass(frozen=True, slots=True)
class Coverage:
    """What all cases together have tried."""

    criteria: tuple[CriterionCoverage, ...]
    bounds: tuple[BoundCoverage, ...]


def coverage(trial: Trial, outcomes: Iterable[Outcome]) -> Coverage:
    """Return what ``outcomes``, all of ``trial``, have tried: a value counts where it was evidence."""
    asked = [criterion for criterion in trial.criteria if criterion.rule != All(())]  # `sex all` asks nothing
    criteria = {criterion.id: CriterionCoverage(criterion.id) for criterion in asked}
    bounds = [bound for criterion in trial.criteria for bound in _bounds(criterion, trial.vocabulary)]
    for outcome in outcomes:
        if outcome.screening is None:
            continue
        for result in outcome.screening.criteria:
            if result.id not in criteria:
                continue  # nothing is asked, or it is that the patient is alive
            criteria[result.id].seen.add(result.holds)
            for bound in bounds:
                if bound.coverage.criterion == result.id:
                    for evidence in result.because:
                        bound.count(evidence)
    return Coverage(tuple(criteria.values()), tuple(bound.coverage for bound in bounds))


@dataclass(slots=True)
class _Bound:
    """A threshold with all that is needed to tell on which side of it a value is."""

    coverage: BoundCoverage
    threshold: Threshold
    rule: _Bounded
    vocabulary: Vocabulary
    is_only: bool

    def count(self, evidence: Evidence) -> None:
        """Note the side and the unit of ``evidence`` where it is a value of this bound's measure."""
        if evidence.concept != self.coverage.concept or evidence.value is None:
            return
        side = self._side(evidence)
        if side is not None:
            self.coverage.tried[side].add(evidence.unit or "")

    def _side(self, evidence: Evidence) -> Side | None:
        value = self._value(evidence)
        if value is not None:
            return _sign(value - self.threshold.value)
        if self.is_only and evidence.margin is not None:
            return _sign(_number(evidence.margin.split(" ", 1)[0].rstrip("%")))
        return None

    def _value(self, evidence: Evidence) -> Fraction | None:
        """Return the value in the rule's unit; None where it is no single number, or the bound is no plain value."""
        rule = self.rule
        if not isinstance(rule, Measure) or rule.relative_to is not None or rule.unit is None:
            return None
        value = _number(evidence.value or "")
        unit = _unit(evidence.unit or "")
        if value is None or unit is None:
            return None
        fit = between(self.vocabulary.measure(rule.measure), unit, rule.unit)
        return fit.conversion(value) if isinstance(fit, Fit) else None


def _bounds(criterion: Criterion, vocabulary: Vocabulary) -> Iterator[_Bound]:
    for rule in atoms(criterion.rule):
        if not isinstance(rule, _Bounded):
            continue
        for threshold, is_low in ((rule.low, True), (rule.high, False)):
            if threshold is None:
                continue
            coverage = BoundCoverage(criterion.id, _concept(rule, vocabulary), _test(rule, threshold, is_low))
            yield _Bound(coverage, threshold, rule, vocabulary, rule.low is None or rule.high is None)


def _concept(rule: _Bounded, vocabulary: Vocabulary) -> str:
    if isinstance(rule, Ratio):
        first, second = (vocabulary.concepts[id].name for id in rule.of)
        return f"{first} / {second}"
    return vocabulary.concepts[rule.measure].name


def _test(rule: _Bounded, threshold: Threshold, is_low: bool) -> str:
    sign = (">" if is_low else "<") if not threshold.inclusive else ("≥" if is_low else "≤")
    if isinstance(rule, Measure) and rule.relative_to is not None:
        return f"{sign} {threshold.text} × {rule.relative_to.upper()}"
    if isinstance(rule, Change) and rule.relative:
        return f"{sign} {threshold.text}%"
    unit = rule.unit.display if rule.unit is not None else ""
    gap = "" if not unit or unit.startswith(("%", "/")) else " "
    return f"{sign} {threshold.text}{gap}{unit}"


def _sign(difference: Fraction | None) -> Side | None:
    if difference is None:
        return None
    return "on" if difference == 0 else "above" if difference > 0 else "below"


def _number(text: str) -> Fraction | None:
    try:
        return parse_number(text.replace("−", "-").lstrip("+"))
    except QuantityError:
        return None


def _unit(text: str) -> Unit | None:
    try:
        return parse_unit(text) if text else parse_unit("1")
    except QuantityError:
        return None

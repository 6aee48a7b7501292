"""Compiled rules in plain words, one statement a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from eligo.casebook.atoms import atoms
from eligo.reports.time_words import window_words
from eligo.rules import model as m
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Finding, Formula, Measure, Scale

_RESULTS = m.Measure | m.Ratio | m.Change | m.Grade | m.Finding
_SELECTIONS = {
    "latest": "the latest result decides",
    "earliest": "the earliest result decides",
    "highest": "the highest result decides",
    "lowest": "the lowest result decides",
    "any": "any one result is enough",
}
_RELATIONS = {
    "allergy": "an allergy to",
    "family-history": "a family history of",
    "contraindication": "a contraindication to",
}
#: what a patient does and did with a concept of each kind, and how it begins
_VERBS = {
    "condition": ("has", "had", "began"),
    "drug": ("is on", "was on", "was started"),
    "procedure": ("is undergoing", "had", "was done or begun"),
}
_AGE_UNITS = {"a": "years", "mo": "months", "wk": "weeks", "d": "days"}


class Line(NamedTuple):
    """A statement and how deep it stands: 0 for the outermost."""

    depth: int
    text: str


def lines(rule: m.Rule, vocabulary: Vocabulary) -> list[Line]:
    """Return what ``rule`` says, compound rules as nested lists."""
    return list(_Teller(vocabulary).tell(rule, 0, "Holds when "))


def is_result(rule: m.Rule) -> bool:
    """Tell whether ``rule`` asks a result (a measurement, a grade or a finding)."""
    return isinstance(rule, _RESULTS) and not (isinstance(rule, m.Measure) and rule.measure == "age")


def concepts(rule: m.Rule) -> list[str]:
    """Return the id of every concept that ``rule`` names, once, in order."""
    found: list[str] = []
    for atom in atoms(rule):
        match atom:
            case m.Measure() | m.Change():
                found.append(atom.measure)
            case m.Ratio():
                found += atom.of
            case m.Grade():
                found += [atom.scale, *([atom.of] if atom.of else [])]
            case m.Finding():
                found.append(atom.finding)
            case m.Present():
                found += [*atom.concepts, *atom.exceptions]
            case _:
                pass
    return list(dict.fromkeys(found))


def anchors(rule: m.Rule) -> list[str]:
    """Return every date that a window of ``rule`` hangs on, once, in order."""
    windows = [getattr(atom, "window", None) for atom in atoms(rule)]
    return list(dict.fromkeys(window.anchor for window in windows if isinstance(window, m.Window)))


class _Teller:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def tell(self, rule: m.Rule, depth: int, lead: str = "") -> Iterator[Line]:
        """Yield the statement of ``rule`` behind ``lead`` and, below it, its parts or details."""
        match rule:
            case m.All(of=()):
                yield Line(depth, f"{lead}nothing is asked: it always holds" if not lead else "Always holds.")
            case m.All():
                yield from self._group(rule.of, depth, f"{lead}all of these hold:")
            case m.Any():
                yield from self._group(rule.of, depth, f"{lead}any of these holds:")
            case m.NoneOf():
                yield from self._group(rule.of, depth, f"{lead}none of these holds:")
            case m.Count():
                yield from self._group(rule.of, depth, f"{lead}{_count_words(rule)} of these hold:")
            case m.Not():
                yield from self._group((rule.of,), depth, f"{lead}this does not hold:")
            case m.If():
                yield Line(depth, f"{lead}its branch holds:")
                yield from self.tell(rule.when, depth + 1, "if ")
                yield from self.tell(rule.then, depth + 1, "then ")
                yield from self.tell(rule.otherwise, depth + 1, "otherwise ")
            case _:
                statement, *details = self._statements(rule)
                yield Line(depth, f"{lead}{statement}")
                yield from (Line(depth + 1, detail) for detail in details)

    def _group(self, rules: tuple[m.Rule, ...], depth: int, head: str) -> Iterator[Line]:
        yield Line(depth, head)
        for rule in rules:
            yield from self.tell(rule, depth + 1)

    def _statements(self, rule: m.Rule) -> list[str]:
        """Return the statement of an atom and its details."""
        match rule:
            case m.Measure():
                return self._measure(rule)
            case m.Ratio():
                first, second = (self._name(id) for id in rule.of)
                bounds = _bounds(rule.low, rule.high, rule.unit.display if rule.unit else None)
                paired = "of two results paired in time" + (f", {window_words(rule.window)}" if rule.window else "")
                return [f"the ratio of {first} to {second} is {bounds}", paired]
            case m.Change():
                return self._change(rule)
            case m.Grade():
                of = f" of {self._name(rule.of)}" if rule.of else ""
                return [
                    f"{self._name(rule.scale)}{of} is {_or(rule.levels)}",
                    self._currency(rule.scale, rule.window, rule.any_age),
                ]
            case m.Finding():
                return [
                    f"{self._name(rule.finding)} is {_or(rule.values)}",
                    self._currency(rule.finding, rule.window, rule.any_age),
                ]
            case m.Present():
                return self._present(rule)
            case m.Demographic():
                return [f"the patient is {rule.sex}"]
            case m.Ask():
                return [f'a person answers yes to: "{rule.question}"']
            case m.All() | m.Any() | m.NoneOf() | m.Count() | m.Not() | m.If():
                raise TypeError("a compound rule is told by its parts")
            case _:
                assert_never(rule)

    def _name(self, id: str) -> str:
        concept = self._vocabulary.concepts.get(id)
        return concept.name if concept is not None else id

    # --- results --------------------------------------------------------------------------------------------------

    def _measure(self, rule: m.Measure) -> list[str]:
        name = self._name(rule.measure)
        if rule.measure == "age" and rule.unit is not None:
            unit = _AGE_UNITS.get(rule.unit.code, rule.unit.display)
            bounds = _bounds(rule.low, rule.high, unit)
            return [f"age is {bounds}", f"in completed {unit} by the calendar on the screening date"]
        if rule.relative_to is not None:
            limit = "upper" if rule.relative_to == "uln" else "lower"
            bounds = _bounds(rule.low, rule.high, f"times the {limit} limit of normal")
            details = ["the limit is the one of the result's own reference range"]
        else:
            bounds = _bounds(rule.low, rule.high, rule.unit.display if rule.unit else None)
            details = []
        details = [*details, self._selection(rule), *self._how(rule)]
        return [f"{name} is {bounds}", *details]

    def _selection(self, rule: m.Measure) -> str:
        select = rule.select
        currency = self._currency(rule.measure, rule.window, rule.any_age)
        if select.kind == "mean_of_last":
            return f"the mean of the last {select.count} results decides; {currency}"
        if select.kind == "at_least":
            return f"on at least {select.count} different days; {currency}"
        return f"{_SELECTIONS[select.kind]}; {currency}"

    def _currency(self, id: str, window: m.Window | None, any_age: bool) -> str:
        """Return which results are recent enough to count."""
        if window is not None:
            return f"results {window_words(window)} count"
        concept = self._vocabulary.concepts.get(id)
        current = concept.current_for if isinstance(concept, Measure | Scale | Finding) else None
        if any_age or current is None:
            return "a result of any age counts"
        return f"a result counts for {current.text()}"

    def _how(self, rule: m.Measure) -> list[str]:
        concept = self._vocabulary.concepts.get(rule.measure)
        details: list[str] = []
        for context in rule.context:
            presumed = isinstance(concept, Measure) and context in concept.presumed
            silent = "a result that does not say is taken as such" if presumed else "one that does not say is unknown"
            details.append(f"taken {context}; {silent}")
        if rule.method is not None:
            formula = next((f.name for f in self._vocabulary.formulas if f.method == rule.method), rule.method)
            details.append(f"only as computed by {formula}")
        elif isinstance(concept, Measure):
            details += [
                f"measured, or computed by {formula.name} from {', '.join(self._inputs(formula))}"
                for formula in self._vocabulary.formulas_for(rule.measure)[:1]
            ]
        if isinstance(concept, Measure) and rule.relative_to is None and concept.unit.display:
            details.append(
                f"recorded in {concept.unit.display}; a result in another unit that fits is converted exactly"
            )
        return details

    def _inputs(self, formula: Formula) -> list[str]:
        people = [name for name, needed in (("age", formula.needs_age), ("sex", formula.needs_sex)) if needed]
        return [*(self._name(id) for id, _ in formula.inputs), *people]

    def _change(self, rule: m.Change) -> list[str]:
        words = {"increase": "rose", "decrease": "fell", "any": "changed"}[rule.direction]
        unit = "% of the earlier result" if rule.relative else rule.unit.display if rule.unit else None
        bounds = _bounds(rule.low, rule.high, unit)
        apart = [
            f"{side} {length.text()} apart"
            for side, length in (("at least", rule.within.at_least), ("at most", rule.within.at_most))
            if length is not None
        ]
        details = ["from any earlier result to the latest" + (f", {' and '.join(apart)}" if apart else "")]
        return [
            f"{self._name(rule.measure)} {words} by {bounds}",
            *details,
            self._currency(rule.measure, rule.window, rule.any_age),
        ]

    # --- presences ------------------------------------------------------------------------------------------------

    def _present(self, rule: m.Present) -> list[str]:
        names = [self._name(id) for id in rule.concepts]
        details = names if len(names) > 1 else []
        if rule.exceptions:
            details = [*details, f"except {_or([self._name(id) for id in rule.exceptions])}"]
        return [self._when(rule, names[0] if len(names) == 1 else "any of these"), *details, *_courses(rule)]

    def _when(self, rule: m.Present, what: str) -> str:
        if rule.relation is not None:
            what, kind = f"{_RELATIONS[rule.relation]} {what}", "condition"
        else:
            first = self._vocabulary.concepts.get(rule.concepts[0])
            kind = first.kind if first is not None else "condition"
        now, then, began = _VERBS.get(kind, _VERBS["condition"])
        window = f" {window_words(rule.window)}" if rule.window is not None else ""
        match rule.when:
            case "now":
                return f"the patient {now} {what} on the screening date"
            case "ever":
                return f"the patient {then} {what} at any time up to the screening date"
            case "onset":
                return f"{what} {began}{window}"
            case "window":
                moment = " at some moment" if rule.window is not None and rule.window.start is not None else ""
                return f"the patient {then} {what}{moment}{window}"


def _courses(rule: m.Present) -> list[str]:
    lengths = (
        ("at least", rule.for_at_least),
        ("more than", rule.for_more_than),
        ("less than", rule.for_less_than),
    )
    return [
        f"in one course of {side} {length.text()}; gaps of up to 30 days are bridged"
        for side, length in lengths
        if length is not None
    ]


def _bounds(low: m.Threshold | None, high: m.Threshold | None, unit: str | None) -> str:
    """Return thresholds in words: ``at least 25 and at most 75 years``."""
    parts: list[str] = []
    if low is not None:
        parts.append(f"{'at least' if low.inclusive else 'above'} {low.text}")
    if high is not None:
        parts.append(f"{'at most' if high.inclusive else 'below'} {high.text}")
    joined = " and ".join(parts) or "any value"
    if not unit:
        return joined
    return f"{joined}{unit}" if unit.startswith(("%", "/")) else f"{joined} {unit}"


def _count_words(rule: m.Count) -> str:
    if rule.at_least is not None and rule.at_least == rule.at_most:
        return f"exactly {rule.at_least}"
    parts = [
        f"{side} {number}"
        for side, number in (("at least", rule.at_least), ("at most", rule.at_most))
        if number is not None
    ]
    return " and ".join(parts)


def _or(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"

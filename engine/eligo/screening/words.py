"""Evidence in words: tests, amounts, windows, and what to ask or measure."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from eligo.facts.model import Relation
from eligo.quantities.interval import Interval
from eligo.quantities.numbers import decimal_text
from eligo.quantities.units import Unit
from eligo.rules.model import Present, Threshold, Window
from eligo.screening.ages import UNITS
from eligo.screening.bounds import Bound
from eligo.screening.result import Cause
from eligo.vocabulary.formulas import rounded
from eligo.vocabulary.model import Concept

#: decimals of a number that does not terminate, or only after more
_SHOWN_DECIMALS: Final = 4

#: how a test of the conditions of a result begins
TAKEN: Final = "taken "
_ASKS: Final[dict[Cause, str]] = {
    "missing": "measure {}",
    "stale": "measure {} again",
    "unit": "in which unit was {} measured?",
    "range": "what is the reference range of {}?",
    "imprecise": "what exactly is {}, and when was it taken?",
    "implausible": "check {}: the recorded value cannot be used",
    "context": "was {}?",
    "conflict": "the records of {} disagree: which is right?",
}
_RECORD_ASKS: Final[dict[Cause, str]] = {
    "stale": "is {} still taken?",
    "imprecise": "what are the exact dates of {}?",
    "conflict": "the records of {} disagree: which is right?",
    "unspecific": "is it {} that the record means?",
    "unmapped": "is it {} that a record not understood means?",
}
_PRESENCE_ASKS: Final[dict[str, str]] = {
    "condition": "does the patient have {}?",
    "demographic": "does this hold of the patient: {}?",
    "drug": "is the patient on {}?",
    "procedure": "is the patient undergoing {}?",
    "allergy": "is the patient allergic to {}?",
    "family-history": "is there a family history of {}?",
    "contraindication": "is there a contraindication to {}?",
}
_RELATED: Final[dict[Relation | None, str]] = {
    None: "{}",
    "allergy": "allergy to {}",
    "family-history": "family history of {}",
    "contraindication": "contraindication to {}",
}
_EVER_ASKS: Final[dict[str, str]] = {
    "condition": "did the patient ever have {}?",
    "demographic": "did this ever hold of the patient: {}?",
    "drug": "was the patient ever on {}?",
    "procedure": "did the patient ever undergo {}?",
}


def number(value: Fraction) -> str:
    """Return ``value`` as a decimal: exact where it has few decimals, else rounded for reading.

    >>> number(Fraction(124, 10)), number(Fraction(1, 3))
    ('12.4', '0.3333')
    """
    text = decimal_text(value)
    if len(text.partition(".")[2]) <= _SHOWN_DECIMALS:
        return text
    return decimal_text(rounded(value, _SHOWN_DECIMALS)) if abs(value) >= 1 else decimal_text(_significant(value))


def extent(value: Interval) -> str:
    """Return an interval as results are written: ``12.4``, ``<5``, ``≥30``, ``10 to 12``."""
    low, high = value.low, value.high
    if low is None or high is None:
        if low is not None:
            return f"{'>' if value.low_open else '≥'}{number(low)}"
        return "any value" if high is None else f"{'<' if value.high_open else '≤'}{number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def unit_text(unit: Unit | None) -> str | None:
    """Return a unit as it is printed: ages in words, the number one not at all."""
    if unit is None:
        return None
    known = UNITS.get(unit.code)
    return known[1] if known else (unit.display or None)


def bounds(low: Threshold | None, high: Threshold | None, unit: str | None) -> str:
    """Return the test of a value: ``< 15 mL/min``, ``25–75 years``, ``> 1.5 and < 3 mg/dL``."""
    tail = "" if unit is None else unit if unit[0] in "%/" else f" {unit}"
    if low is None or high is None:
        one, sign = (high, "<") if low is None else (low, ">")
        assert one is not None  # a rule has a bound
        return f"{_sign(sign, one)} {one.text}{tail}"
    if low.inclusive and high.inclusive:
        return f"{low.text}–{high.text}{tail}"
    return f"{_sign('>', low)} {low.text} and {_sign('<', high)} {high.text}{tail}"


def _sign(sign: str, threshold: Threshold) -> str:
    return {"<": "≤", ">": "≥"}[sign] if threshold.inclusive else sign


def margin(value: Interval, bounds: tuple[Bound, ...], unit: str | None) -> str | None:
    """Return the value minus the nearest of ``bounds``, in their unit; None where the value is not one number."""
    if value.low is None or value.low != value.high:
        return None
    exact = value.low
    away = [exact - bound.value for bound in bounds]
    nearest = away[0] if len(away) == 1 else min(away, key=abs)
    return number(nearest) if unit is None else f"{number(nearest)} {unit}"


def levels(chosen: tuple[str, ...], scale: tuple[str, ...]) -> str:
    """Return levels as a test: ``0–1``, ``B or C``."""
    places = [scale.index(level) for level in chosen]
    if len(chosen) > 1 and places == list(range(places[0], places[0] + len(places))):
        return f"{chosen[0]}–{chosen[-1]}"
    return " or ".join(chosen)


def window(window: Window) -> str:
    """Return a window in words: ``in the past 3 years``, ``within 28 days before randomisation``."""
    before = "" if window.anchor == "screening" else f" before {window.anchor}"
    start, end = window.start, window.end
    if start is None:
        if end is None:
            return f"at any time{before}"
        return f"at least {end.text()} {before.strip() or 'ago'}"
    if end is None or end.count == 0:
        return f"within {start.text()}{before}" if before else f"in the past {start.text()}"
    return f"{end.text()} to {start.text()} {before.strip() or 'ago'}"


def presence(rule: Present) -> str:
    """Return when a presence is asked for: ``now``, ``ever``, ``began in the past 14 days``."""
    if rule.window is None:
        when = rule.when
    else:
        when = f"began {window(rule.window)}" if rule.when == "onset" else window(rule.window)
    lengths = (("at least", rule.for_at_least), ("more than", rule.for_more_than), ("less than", rule.for_less_than))
    course = [f"for {word} {length.text()}" for word, length in lengths if length is not None]
    return ", ".join([when, *course])


def ask_result(cause: Cause, name: str, unit: str | None = None) -> str:
    """Return what to ask or measure where a result leaves a rule open."""
    return _ASKS[cause].format(name) + (f" ({unit})" if unit and cause in ("missing", "stale") else "")


def related(name: str, relation: Relation | None) -> str:
    """Return what a record in ``relation`` to ``name`` is of: an allergy to a drug is not the drug.

    >>> related("penicillin", "allergy"), related("asthma", None)
    ('allergy to penicillin', 'asthma')
    """
    return _RELATED[relation].format(name)


def taken(conditions: list[str]) -> str:
    """Return how a result must have been taken: ``taken on room air``."""
    return f"{TAKEN}{' and '.join(conditions)}"


def graded(name: str, of: Concept | None) -> str:
    """Return what a grade is of: ``diarrhea grade``, which is no grade of anything else."""
    return name if of is None else f"{of.name} {name}"


def ask_about_record(cause: Cause, name: str) -> str:
    """Return what to ask of a record that leaves open whether something is there."""
    return _RECORD_ASKS[cause].format(name)


def ask_presence(rule: Present, cause: Cause, concept: Concept) -> str:
    """Return what to ask where the records do not say whether something is there."""
    if cause in _RECORD_ASKS:
        return ask_about_record(cause, related(concept.name, rule.relation))
    test = presence(rule)
    if test == "ever" and rule.relation is None:
        return _EVER_ASKS[concept.kind].format(concept.name)
    question = _PRESENCE_ASKS[rule.relation or concept.kind].format(concept.name)
    return question if test == "now" or rule.relation is not None else f"{question[:-1]} ({test})?"


def _significant(value: Fraction) -> Fraction:
    """Return a small number rounded to four significant digits."""
    places = _SHOWN_DECIMALS
    while abs(value) * 10**places < 10 ** (_SHOWN_DECIMALS - 1) and places < 40:
        places += 1
    return rounded(value, places)

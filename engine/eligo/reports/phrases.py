"""The words that every report says a screening in, so that text, plain and HTML never differ in what they state."""

from __future__ import annotations

import re

from eligo.screening.result import Assumption, Cause, CriterionResult, Derivation, Evidence, Missing, Screening, Status
from eligo.screening.words import TAKEN

VERDICTS = {"eligible": "eligible", "ineligible": "not eligible", "undetermined": "undetermined"}
#: the order in which a report goes through the criteria: what stops the patient, what is to be done, the rest
STATUSES: tuple[Status, ...] = ("fail", "unknown", "pass")
HEADINGS: dict[Status, str] = {"fail": "Fails", "unknown": "Needs an answer", "pass": "Passes"}
RESULTS: dict[Status, str] = {"fail": "fails", "unknown": "needs an answer", "pass": "passes"}

#: what was assumed, said of a concept: ``SpO2 taken as …``
_ASSUMPTIONS: dict[Assumption, str] = {
    "ongoing": "taken as still going on, for its record has a start and no end",
    "undated": "taken as of the screening date, for it has no date",
    "context": "taken to be under the conditions asked for, which the result does not state",
    "anchor": "counted from the screening date, for the date asked for is not given",
    "default-unit": "taken in the unit it has by nature, for none is given",
    "closed-world": "taken as absent, for the records are declared complete",
    "by-sex": "taken as absent, for it belongs to the other sex",
    "answered": "settled by a person's answer",
}
#: what evidence calls the change between two results
_CHANGE = "change"
#: declarations, sex and answers are given, not assumed; what they settle is said with the finding
_GIVEN: tuple[Assumption, ...] = ("closed-world", "by-sex", "answered")
_CAUSES: dict[Cause, str] = {
    "missing": "no record",
    "stale": "the latest record is outside the time that counts",
    "unit": "the result has no unit, or one that cannot be converted",
    "range": "the result has no reference range",
    "imprecise": "not recorded precisely enough to decide",
    "implausible": "the recorded value cannot be used",
    "context": "the result does not say under which conditions it was taken",
    "conflict": "records disagree",
    "unanswered": "a question for a person",
    "unmapped": "a record that is not understood may bear on it",
    "unspecific": "a less specific record leaves it open",
}
_REMEDIES: dict[Cause, str] = {
    "missing": "record whether it is so, or measure it",
    "stale": "measure it again",
    "unit": "add the unit to the result",
    "range": "add the laboratory's reference range",
    "imprecise": "find the exact value or date",
    "implausible": "check the value and its unit",
    "context": "record the conditions of the result",
    "conflict": "find out which record is right",
    "unanswered": "answer it",
    "unmapped": "record it under a name that the vocabulary knows",
    "unspecific": "record which one it is",
}
#: the tests of evidence: ``< 15 mL/min``, ``25–75 years``, ``> 1.5 and < 3 mg/dL``, ``≤ 3 × ULN``
_ONE_BOUND = re.compile(r"[<>≤≥=] ?(?P<bound>-?[\d.,]+)(?P<limit> × [UL]LN)?(?!.* and )")
_TWO_BOUNDS = re.compile(r"(?:[>≥] )?(?P<low>-?[\d.,]+)(?:–| and [<≤] )(?P<high>-?[\d.,]+)")


def patient_line(screening: Screening) -> str:
    """Return who was screened: ``Patient P-017, female, 59 years``."""
    summary = screening.summary
    known = [screening.patient or "without an id", *((summary.sex, summary.age) if summary else ())]
    return "Patient " + ", ".join(part for part in known if part)


def counts(screening: Screening) -> list[str]:
    """Return how many criteria fail, pass and need an answer, in words; what there is none of is left out."""
    number = {status: sum(c.status == status for c in screening.criteria) for status in STATUSES}
    fails, passes, open_ = number["fail"], number["pass"], number["unknown"]
    parts = [
        f"{fails} {'criterion fails' if fails == 1 else 'criteria fail'}" if fails else "",
        f"{passes} {'passes' if passes == 1 else 'pass'}" if passes else "",
        f"{open_} {'needs' if open_ == 1 else 'need'} an answer" if open_ else "",
    ]
    return [part for part in parts if part] or ["no criteria"]


def moment(text: str) -> str:
    """Return an ISO 8601 date or time as people read it: ``2021-05-02 08:10``."""
    return text.replace("T", " ", 1)


def amount(value: str, unit: str | None) -> str:
    """Return a value with its unit: ``12.4 mL/min``, ``88%``, ``34/min``."""
    if unit is None or unit == "1":
        return value
    return f"{value}{unit}" if unit.startswith(("%", "/")) else f"{value} {unit}"


def is_question(criterion: CriterionResult) -> bool:
    """Tell whether the criterion is its sentence, which a person answers for."""
    return criterion.canonical.startswith('ask "') and criterion.sentence is not None


def reading(criterion: CriterionResult) -> str | None:
    """Return how the criterion was read; None where that says nothing beyond its sentence."""
    is_same = criterion.canonical.casefold() == (criterion.sentence or "").rstrip(".").casefold()
    return None if is_same or is_question(criterion) else criterion.canonical


def found(criterion: CriterionResult) -> list[list[str]]:
    """Return what decided a criterion, one finding after the other: a line, and below it how it came about.

    Concepts of which nothing more is to be said than that they are absent make one finding together.
    """
    findings: list[list[str]] = []
    for evidence in criterion.because:
        if absence(evidence) is None:
            details = [assumption(code) for code in assumed(evidence)]
            derived = [derivation(evidence.derived)] if evidence.derived else []
            findings.append([finding(evidence, criterion.sentence), *derived, *details])
    absent: dict[str, list[str]] = {}
    for evidence in criterion.because:
        words = absence(evidence)
        if words is not None and evidence.concept not in absent.setdefault(words, []):
            absent[words].append(evidence.concept)
    return findings + [[words.format(listed(concepts))] for words, concepts in absent.items()]


def listed(names: list[str]) -> str:
    """Return ``names`` as ``A, B or C``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def absence(evidence: Evidence) -> str | None:
    """Return a sentence with a place for concepts where ``evidence`` says that one is absent, and nothing more."""
    says_more = (evidence.value, evidence.time, evidence.start, evidence.end, evidence.source)
    if any(part is not None for part in says_more):
        return None
    if "closed-world" in evidence.assumed:
        return "no record of {}, and the records are declared complete"
    if "by-sex" in evidence.assumed:
        return "{} belongs to the other sex alone"
    return {"absent": "recorded that there is no {}", "never": "recorded that there never was {}"}.get(
        evidence.status or ""
    )


def finding(evidence: Evidence, sentence: str | None = None) -> str:
    """Return what was found in one line: concept, value, unit, time, and how far from the bound or whether in time."""
    origin = ", ".join(part for part in (evidence.by, evidence.source) if part)
    source = f" [{origin}]" if origin else ""
    if "answered" in evidence.assumed:
        question = "" if evidence.test == sentence else f": {evidence.test}"
        return " ".join(["answered", evidence.value or "", *times(evidence)]) + source + question
    is_change = evidence.derived is not None and evidence.derived.formula == _CHANGE
    words = [f"change in {evidence.concept}" if is_change else evidence.concept]
    if evidence.value is not None:
        words.append(amount(evidence.value, evidence.unit))
    words += times(evidence)
    if evidence.status:
        words.append(f"({evidence.status})")
    where = distance(evidence) or in_time(evidence)
    return " ".join(words) + (f", {where}" if where else "") + source


def in_time(evidence: Evidence) -> str | None:
    """Return what the time or the conditions of a record say where that is not plain: ``not in the past 3 years``."""
    if evidence.holds == "no" and evidence.test.startswith(TAKEN):
        return f"not {evidence.test}"
    if evidence.value is not None or evidence.holds == "yes":
        return None
    test = "going on" if evidence.test == "now" else evidence.test
    return f"not {test}" if evidence.holds == "no" else f"{test}: unknown"


def times(evidence: Evidence) -> list[str]:
    start, end = evidence.start, evidence.end
    if start and start == end:
        return [_at(start)]
    if start and end:
        return [f"{moment(start)} to {moment(end)}"]
    if start:
        return [f"since {moment(start)}"]
    if end:
        return [f"until {moment(end)}"]
    return [_at(evidence.time)] if evidence.time else []


def _at(time: str) -> str:
    """Return when that was: ``on 2021-05-02``, ``in 2021-05``."""
    return f"{'in' if len(time) < len('2021-05-02') else 'on'} {moment(time)}"


def distance(evidence: Evidence) -> str | None:
    """Return where the value stands; the margin is the value minus the nearest bound, in the unit of the rule."""
    if evidence.margin is None:
        return None
    size, _, unit = evidence.margin.partition(" ")
    both, one = _TWO_BOUNDS.search(evidence.test), _ONE_BOUND.search(evidence.test)
    is_below = size.startswith(("-", "−"))
    if both is not None and evidence.holds == "yes":
        return f"within {evidence.test}" if "–" in both.group() else f"between the bounds {evidence.test}"
    if both is not None:
        bound = both["low"] if is_below else both["high"]
    elif one is not None:
        bound = one["bound"]
    else:
        return f"{size} {unit}".rstrip() + " from the bound"
    if unit and unit != evidence.unit:
        bound = amount(bound, unit)
    bound += one["limit"] or "" if one is not None else ""
    number = size.lstrip("+-−").rstrip("%")
    if not number.strip("0."):
        return f"exactly {bound}"
    return f"{'below' if is_below else 'above'} {bound} by {number}"


def derivation(derived: Derivation) -> str:
    """Return how a value was computed: ``computed by Cockcroft-Gault from creatinine 4.1 mg/dL (2021-05-01), …``."""
    inputs = [
        f"{part.concept} {amount(part.value, part.unit)}" + (f" ({moment(part.time)})" if part.time else "")
        for part in derived.inputs
    ]
    if derived.formula == _CHANGE:
        return f"from {' to '.join(inputs)}"
    if derived.formula[:1].islower():  # a mean or a ratio of results, not a formula with a name
        return f"{derived.formula}: {', '.join(inputs)}"
    return f"computed by {derived.formula}" + (f" from {', '.join(inputs)}" if inputs else "")


def assumed(evidence: Evidence) -> list[Assumption]:
    """Return what was assumed of one piece of evidence, without what was given and not assumed."""
    return [code for code in evidence.assumed if code not in _GIVEN]


def assumption(code: Assumption) -> str:
    """Return what was assumed, in words that follow a concept."""
    return _ASSUMPTIONS[code]


def assumptions(screening: Screening) -> list[str]:
    """Return everything that was assumed, once each: the concept and what was assumed of it."""
    made = [
        f"{evidence.concept} {assumption(code)}"
        for criterion in screening.criteria
        for evidence in criterion.because
        for code in assumed(evidence)
    ]
    return list(dict.fromkeys(made))


def gaps(criterion: CriterionResult) -> list[str]:
    """Return why a criterion is unknown, questions for a person apart: each cause once, with its concepts."""
    open_: dict[str, list[str]] = {}
    for missing in criterion.missing:
        if missing.cause != "unanswered":
            cause = _CAUSES[missing.cause]
            if missing.cause == "missing" and any(e.concept == missing.concept for e in criterion.because):
                cause = "no other record"
            concepts = open_.setdefault(cause, [])
            if missing.concept is not None and missing.concept not in concepts:
                concepts.append(missing.concept)
    return [f"{', '.join(concepts)}: {cause}" if concepts else cause for cause, concepts in open_.items()]


def questions(criterion: CriterionResult) -> list[str]:
    """Return what a person is asked before an unknown criterion is settled."""
    asked = [missing for missing in criterion.missing if missing.cause == "unanswered"]
    return ["is this true of the patient?" if is_question(criterion) else remedy(missing) for missing in asked]


def remedy(missing: Missing) -> str:
    """Return what to ask or measure to settle it."""
    if missing.ask is not None:
        return missing.ask
    return f"{missing.concept}: {_REMEDIES[missing.cause]}" if missing.concept else _REMEDIES[missing.cause]

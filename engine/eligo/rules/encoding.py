"""The compiled trial as the JSON object of FORMATS §3."""

from __future__ import annotations

from typing import Any as Json

from eligo.quantities.dates import Duration
from eligo.quantities.units import Unit
from eligo.rules.model import (
    All,
    Any,
    Ask,
    Change,
    Count,
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
    Selection,
    Threshold,
    Trial,
    Window,
)  # fmt: skip

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def trial_object(trial: Trial) -> dict[str, Json]:
    """Return the compiled trial."""
    return {
        "trial": {
            "id": trial.id,
            "title": trial.title,
            "digest": trial.digest,
            "source": trial.source,
            "version": trial.version,
            "healthy_volunteers": trial.healthy_volunteers,
        },
        "criteria": [
            {
                "id": criterion.id,
                "section": criterion.section,
                "sentence": criterion.sentence,
                "note": criterion.note,
                "line": criterion.line,
                "text": criterion.text,
                "canonical": criterion.canonical,
                "rule": rule_object(criterion.rule),
            }
            for criterion in trial.criteria
        ],
    }


def rule_object(rule: Rule) -> dict[str, Json]:
    """Return RULE of FORMATS §3."""
    match rule:
        case All(of):
            return {"op": "all", "of": [rule_object(part) for part in of]}
        case Any(of):
            return {"op": "any", "of": [rule_object(part) for part in of]}
        case NoneOf(of):
            return {"op": "none", "of": [rule_object(part) for part in of]}
        case Count(at_least, at_most, of):
            return {"op": "count", "at_least": at_least, "at_most": at_most, "of": [rule_object(part) for part in of]}
        case Not(of):
            return {"op": "not", "of": [rule_object(of)]}
        case If(when, then, otherwise):
            parts = {"when": when, "then": then, "otherwise": otherwise}
            return {"op": "if", **{name: rule_object(part) for name, part in parts.items()}}
        case Demographic(sex):
            return {"op": "demographic", "sex": sex}
        case Ask(question, key):
            return {"op": "ask", "question": question, "label": key}
        case _:
            return _fact_rule(rule)


def _fact_rule(rule: Measure | Ratio | Change | Grade | Finding | Present) -> dict[str, Json]:
    match rule:
        case Measure():
            return {
                "op": "measure", "measure": rule.measure, **_bounds(rule.low, rule.high, rule.unit),
                "relative_to": rule.relative_to, "window": window_object(rule.window), "context": list(rule.context),
                "method": rule.method, "select": _selection(rule.select),
            }  # fmt: skip
        case Ratio():
            bounds = _bounds(rule.low, rule.high, rule.unit)
            return {"op": "ratio", "of": list(rule.of), **bounds, "window": window_object(rule.window)}
        case Change():
            within = {"at_least": _iso(rule.within.at_least), "at_most": _iso(rule.within.at_most)}
            unit = (
                unit_text(rule.unit)
                if rule.relative or rule.unit is None or rule.unit.code != "%"
                else "percentage points"
            )
            return {
                "op": "change", "measure": rule.measure, "direction": rule.direction,
                **_bounds(rule.low, rule.high, None), "unit": unit, "within": within,
                "window": window_object(rule.window),
            }  # fmt: skip
        case Grade():
            return {
                "op": "grade", "scale": rule.scale, "in": list(rule.levels), "of": rule.of,
                "window": window_object(rule.window),
            }  # fmt: skip
        case Finding():
            values = list(rule.values)
            return {"op": "finding", "finding": rule.finding, "in": values, "window": window_object(rule.window)}
        case _:
            return {
                "op": "present", "concepts": list(rule.concepts), "except": list(rule.exceptions), "when": rule.when,
                "window": window_object(rule.window), "for_at_least": _iso(rule.for_at_least),
                "for_more_than": _iso(rule.for_more_than), "for_less_than": _iso(rule.for_less_than),
                "relation": rule.relation,
            }  # fmt: skip


def window_object(window: Window | None) -> dict[str, Json] | None:
    """Return WINDOW of FORMATS §3: durations back from the anchor; a null end is open."""
    if window is None:
        return None
    return {
        "from": _back(window.start),
        "to": _back(window.end),
        "anchor": window.anchor,
        "includes": window.includes,
    }


def unit_text(unit: Unit | None) -> str | None:
    """Return a unit as clinicians print it, in plain characters: ``10^9/L``."""
    if unit is None:
        return None
    display = unit.display.removeprefix("×")
    if any(character in "⁰¹³⁴⁵⁶⁷⁸⁹" for character in display):
        return display.replace("10", "10^", 1).translate(_SUPERSCRIPTS)
    return unit.code if unit.code in ("a", "mo", "wk", "d", "h", "1") else display


def _bounds(low: Threshold | None, high: Threshold | None, unit: Unit | None) -> dict[str, Json]:
    return {"low": _threshold(low), "high": _threshold(high), "unit": unit_text(unit)}


def _threshold(threshold: Threshold | None) -> dict[str, Json] | None:
    return None if threshold is None else {"value": threshold.text, "inclusive": threshold.inclusive}


def _selection(select: Selection) -> Json:
    return select.kind if select.count is None else {select.kind: select.count}


def _iso(duration: Duration | None) -> str | None:
    return None if duration is None else duration.iso()


def _back(duration: Duration | None) -> str | None:
    if duration is None:
        return None
    return duration.iso() if duration.count == 0 else f"-{duration.iso()}"

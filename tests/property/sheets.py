"""Strategies of fact sheets for a trial: JSON objects whose facts stand on, below and above the trial's own bounds."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from property import catalogue as c
from property.leaves import concepts_of

from eligo.quantities.dates import Duration, date_of, parse_date
from eligo.quantities.numbers import decimal_text
from eligo.rules.model import Change, Finding, Grade, Measure, Present, Ratio, Window
from eligo.vocabulary import model as v

Fact = dict[str, Any]
Sheet = dict[str, Any]

AS_OF = ("2021-05-02", "2021-05-02", "2021-03-31", "2020-02-29", "2021-05-02T10:30")
CONTEXTS = ("at rest", "on room air", "fasting", "seated", "standing", "post-bronchodilator", "pre-bronchodilator")
_ENTRIES = {c.vocabulary().find(e.name)[0].id: e for e in (*c.MEASURES, *c.DERIVED)}
#: one digit more than bounds have
_STEP = Fraction(1, 10)


def _is(draw: st.DrawFn, one_in: int) -> bool:
    return draw(st.integers(1, one_in)) == one_in


@st.composite
def days(draw: st.DrawFn, as_of: str, window: Window | None, current: Duration | None) -> str:
    """Draw a date: on an edge of the window, beside it, today, after it, of a month or a year, with a time of day."""
    today = parse_date(as_of[:10]).earliest
    lengths = [length for length in (window and window.start, window and window.end, current) if length is not None]
    kind = draw(st.integers(0, 9))
    if kind <= 3 and lengths:
        edge = date_of(draw(st.sampled_from(lengths)).before(today))
        day = edge + timedelta(days=draw(st.sampled_from((-1, 0, 0, 1))))
    elif kind <= 6:
        day = date_of(today) - timedelta(days=draw(st.sampled_from((0, 0, 1, 1, 2, 5, 20))))
    elif kind == 7:
        day = date_of(today) + timedelta(days=draw(st.sampled_from((0, 1, 3))))
    else:
        day = date_of(today) - timedelta(days=draw(st.sampled_from((40, 100, 400, 1500))))
    text = day.isoformat()
    precision = draw(st.integers(0, 11))
    if precision == 0:
        return text[:7]
    if precision == 1:
        return text[:4]
    if precision <= 4:
        return f"{text}T{draw(st.sampled_from(('08:00', '10:00', '10:30', '16:45')))}"
    return text


def _thresholds(leaf: Measure) -> list[Fraction]:
    return [bound.value for bound in (leaf.low, leaf.high) if bound is not None]


@st.composite
def results(draw: st.DrawFn, leaf: Measure | Change | Ratio, id: str, as_of: str) -> Fact:
    """Draw one result of the measure ``id``, near a bound of ``leaf`` where it has one."""
    measure = c.vocabulary().measure(id)
    entry = _ENTRIES.get(id)
    written = measure.unit.code if entry is None else (entry.unit or "")
    fact: Fact = {"name": measure.name}
    relative = isinstance(leaf, Measure) and leaf.relative_to is not None
    near: list[Fraction] = []
    if isinstance(leaf, Measure) and leaf.measure == id:
        near = _thresholds(leaf)
    limit = Fraction(40 if measure.unit.code == "U/L" else 2)
    if relative:
        near = [value * limit for value in near]
    base = draw(st.sampled_from(near)) if near else _usual(measure)
    value = base + draw(st.sampled_from((0, 0, 1, -1, 5, -5))) * min(_STEP, base / 10 if base else _STEP)
    text, unit = decimal_text(value), written
    if entry is not None and not relative and draw(st.booleans()):
        unit = draw(st.sampled_from(entry.units))
        converted = c.exact_in(id, value, written, unit)
        text, unit = (text, written) if converted is None else (converted, unit)
    fact |= draw(_stated(text, unit, may_lack=not measure.has_natural_unit))
    if relative and not _is(draw, 5):
        fact["range"] = {"low": int(limit) / 2, "high": int(limit)}
    if not _is(draw, 8):
        fact["time"] = draw(days(as_of, leaf.window, measure.current_for))
    if isinstance(leaf, Measure) and (leaf.context or _is(draw, 12)):
        fact["context"] = draw(st.lists(st.sampled_from((*leaf.context, *leaf.context, *CONTEXTS)), max_size=2))
    if isinstance(leaf, Measure) and (leaf.method is not None or _is(draw, 15)):
        method = draw(st.sampled_from((leaf.method, "ckd-epi", "24-hour urine", None)))
        fact |= {} if method is None else {"method": method}
    return fact


def _usual(measure: v.Measure) -> Fraction:
    """Return a value of ``measure`` that is nothing special."""
    known = {
        "weight": 72, "height": 180, "creatinine": 2, "fio2": 21, "pao2": 63, "qt_interval": 400, "heart_rate": 60,
        "sodium": 140, "chloride": 104, "bicarbonate": 24, "calcium": 9, "albumin": 4, "inr": 1, "bilirubin": 1,
        "hemoglobin": 11, "pulmonary_infiltrate": 40, "neutrophils": 10, "lymphocytes": 2, "ast": 80, "alt": 40,
    }  # fmt: skip
    if measure.id in known:
        return Fraction(known[measure.id])
    low, high = measure.plausible or (Fraction(1), Fraction(10))
    return Fraction(int((low * 3 + high) / 4) or 1)


@st.composite
def _stated(draw: st.DrawFn, text: str, unit: str, *, may_lack: bool) -> Fact:
    """Draw how a value and its unit are stated: a number, a text, a bound on it, without a unit, in a wrong one."""
    kind = draw(st.integers(0, 19))
    if kind == 0 and may_lack:
        return {"value": _number(text)}
    if kind == 1:
        return {"value": f"{draw(st.sampled_from(('<', '>', '<=', '≥')))}{text} {unit}".strip()}
    if kind == 2:
        return {"value": _number(text), "unit": draw(st.sampled_from(("mg/dL", "furlong", "kg")))}
    if kind == 3:
        return {"value": "pending", **({"unit": unit} if unit else {})}
    if kind == 4:
        return {"value": _number(text) * 1000, **({"unit": unit} if unit else {})}
    if kind == 5:
        return {"value": f"{text}-{decimal_text(Fraction(text) + 1)} {unit}".strip()}
    if kind <= 9:
        return {"value": f"{text} {unit}".strip()}
    return {"value": _number(text), **({"unit": unit} if unit else {})}


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


@st.composite
def levels(draw: st.DrawFn, leaf: Grade, as_of: str) -> Fact:
    """Draw a record of a scale, or of the score from which a class follows."""
    scale = c.vocabulary().scale(leaf.scale)
    if scale.follows_from is not None and draw(st.booleans()):
        scale = c.vocabulary().scale(scale.follows_from[0])
    near = [level for level in scale.levels if level in leaf.levels] or list(scale.levels)
    index = scale.levels.index(draw(st.sampled_from((near[0], near[-1])))) + draw(st.sampled_from((0, 0, 1, -1)))
    level = scale.levels[min(max(index, 0), len(scale.levels) - 1)]
    value: Any = level
    if level.isdigit():
        value = draw(st.sampled_from((level, int(level), f"≥{level}", f"{level}-{level}")))
    if _is(draw, 12):
        value = "not done"
    fact: Fact = {"name": scale.name, "value": value}
    if leaf.of is not None and not _is(draw, 8):
        fact["of"] = c.vocabulary().concepts[leaf.of].name
    if not _is(draw, 8):
        fact["time"] = draw(days(as_of, leaf.window, scale.current_for))
    return fact


@st.composite
def finding_records(draw: st.DrawFn, leaf: Finding, as_of: str) -> Fact:
    """Draw a record of a finding."""
    finding = c.vocabulary().finding(leaf.finding)
    value = draw(st.sampled_from((*finding.values, *leaf.values, "unheard of")))
    fact: Fact = {"name": finding.name, "value": value}
    if not _is(draw, 8):
        fact["time"] = draw(days(as_of, leaf.window, finding.current_for))
    return fact


@st.composite
def presence_records(draw: st.DrawFn, leaf: Present, as_of: str) -> Fact:
    """Draw a record of a presence or of an absence: of a concept itself, of a narrower or of a broader one."""
    concept = draw(st.sampled_from(_near(leaf)))
    found = c.vocabulary().concepts[concept]
    fact: Fact = {"name": found.name}
    if leaf.relation is not None and not _is(draw, 6):
        fact["relation"] = leaf.relation
    current = leaf.for_at_least or leaf.for_more_than or leaf.for_less_than
    date_strategy = days(as_of, leaf.window, current or Duration(90, "day"))
    if "T" in as_of:  # one time of day is enough
        date_strategy = date_strategy.map(lambda text: text[:10])
    kind = draw(st.integers(0, 15))
    if leaf.relation == "family-history" and kind > 4:
        kind = 9  # an illness in the family begins, and neither ends nor is planned
    if kind == 0:
        return {**fact, "present": False}
    if kind == 1:
        return {**fact, "present": False, "time": draw(date_strategy)}
    if kind == 2:
        return {**fact, "ever": False, **draw(_optional("time", date_strategy))}
    if kind == 3:
        return fact
    if kind == 4 and current is None:  # how long something lasted of which only a time is known, LANGUAGE does not say
        return {**fact, "time": draw(date_strategy)}
    if kind == 5:
        return {**fact, "status": "resolved", **draw(_optional("start", date_strategy))}
    if kind == 6 and leaf.relation is None:
        return {**fact, "status": "ordered", "start": draw(date_strategy)}
    if kind == 7:
        return {**fact, "status": draw(st.sampled_from(("planned", "active"))), "start": draw(date_strategy)}
    if kind == 8:
        return {**fact, "end": draw(date_strategy)}
    if kind <= 11:
        return {**fact, "start": draw(date_strategy)}
    first, last = sorted((draw(date_strategy), draw(date_strategy)))
    return {**fact, "start": first, "end": last if last[: len(first)] >= first else first}


def _optional(key: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[Fact]:
    return st.one_of(st.just(Fact()), values.map(lambda value: {key: value}))


def _near(leaf: Present) -> list[str]:
    """Return the concepts of ``leaf`` often, and some of their members and parents."""
    vocabulary = c.vocabulary()
    near = [*leaf.concepts] * 4
    for id in concepts_of(leaf):
        near += sorted(vocabulary.members(id))[:3] + sorted(vocabulary.ancestors(id))[:1]
    return near

"""Levels of scales and values of findings."""

from __future__ import annotations

from fractions import Fraction

from eligo.diagnostics import Span
from eligo.rules.amounts import number_value
from eligo.rules.context import refuse
from eligo.syntax import nodes as n
from eligo.vocabulary.model import Finding, Scale
from eligo.vocabulary.names import name_key


def level_index(text: str, scale: Scale, span: Span) -> int:
    """Return the place of a written level on ``scale``; refuse one that is not on it."""
    spellings = dict(scale.spellings)
    folded = text.lower()
    level = (
        text
        if text in scale.levels
        else spellings.get(folded, text.upper() if text.upper() in scale.levels else folded)
    )
    if level in scale.levels:
        return scale.levels.index(level)
    raise _off_scale(text, scale, span)


def levels_named(written: list[n.Value | n.LevelRange], scale: Scale) -> tuple[str, ...]:
    """Return the levels that ``written`` names, in the scale's order."""
    chosen: set[int] = set()
    for item in written:
        if isinstance(item, n.Value):
            chosen.add(level_index(item.text, scale, item.span))
            continue
        low = level_index(item.low.text, scale, item.low.span)
        high = level_index(item.high.text, scale, item.high.span)
        if low > high:
            raise refuse("E409", "this range of levels is empty", item.span, "write the lower level first")
        chosen.update(range(low, high + 1))
    return tuple(scale.levels[index] for index in sorted(chosen))


def levels_bounded(bounds: list[n.Bound | n.Range], scale: Scale) -> tuple[str, ...]:
    """Return the levels that satisfy every one of ``bounds``; refuse a bound off the scale or that none satisfies."""
    chosen = set(range(len(scale.levels)))
    for bound in bounds:
        chosen &= _satisfying(bound, scale)
    if not chosen:
        span = bounds[0].span.to(bounds[-1].span)
        raise refuse("E409", f"no level of {scale.name} satisfies this", span, _extent(scale))
    return tuple(scale.levels[index] for index in sorted(chosen))


def _satisfying(bound: n.Bound | n.Range, scale: Scale) -> set[int]:
    if isinstance(bound, n.Range):
        return _compare(">=", bound.low, scale) & _compare("<=", bound.high, scale)
    assert not isinstance(bound.amount, n.PairAmount)
    return _compare(bound.operator, bound.amount, scale)


def _compare(operator: n.Operator, amount: n.Amount | n.Value, scale: Scale) -> set[int]:
    if isinstance(amount, n.Value):
        return _by_index(operator, level_index(amount.text, scale, amount.span), scale)
    if amount.unit is not None and amount.unit not in ("%", "points", "point"):
        raise refuse("E301", f"{scale.name} has no unit", amount.unit_span, f"leave `{amount.unit}` out")
    if amount.relative_to is not None:
        raise refuse("E301", f"{scale.name} has no reference range", amount.span, "name a level")
    if amount.number.text in scale.levels:
        return _by_index(operator, scale.levels.index(amount.number.text), scale)
    return _by_number(operator, amount, scale)


def _by_index(operator: n.Operator, place: int, scale: Scale) -> set[int]:
    everything = range(len(scale.levels))
    chosen = {
        "<": [i for i in everything if i < place],
        "<=": [i for i in everything if i <= place],
        ">": [i for i in everything if i > place],
        ">=": [i for i in everything if i >= place],
        "=": [place],
    }
    return set(chosen[operator])


def _by_number(operator: n.Operator, amount: n.Amount, scale: Scale) -> set[int]:
    """Compare with a number between or beside the levels; letters and numerals have no such numbers."""
    value = number_value(amount.number)
    numbers = [Fraction(level) for level in scale.levels if level.replace(".", "").isdigit()]
    if len(numbers) != len(scale.levels):
        return _by_index(operator, level_index(amount.number.text, scale, amount.span), scale)
    if not numbers[0] <= value <= numbers[-1]:
        raise _off_scale(amount.number.text, scale, amount.span)
    compare = {"<": value.__gt__, "<=": value.__ge__, ">": value.__lt__, ">=": value.__le__, "=": value.__eq__}
    return {index for index, number in enumerate(numbers) if compare[operator](number)}


def _off_scale(text: str, scale: Scale, span: Span) -> Exception:
    return refuse("E309", f"`{text}` is off the scale of {scale.name}", span, _extent(scale))


def _extent(scale: Scale) -> str:
    if len(scale.levels) > 8:
        return f"it runs from {scale.levels[0]} to {scale.levels[-1]}"
    return f"its levels are {', '.join(scale.levels)}"


def finding_values(written: list[n.Value | n.LevelRange], finding: Finding) -> tuple[str, ...]:
    """Return the values of ``finding`` that ``written`` names; refuse one that it does not have."""
    spellings = {name_key(spelling): value for spelling, value in finding.spellings}
    spellings |= {name_key(value): value for value in finding.values}
    chosen: list[str] = []
    for item in written:
        text = item.text if isinstance(item, n.Value) else f"{item.low.text}–{item.high.text}"
        value = spellings.get(name_key(text))
        if value is None:
            listed = ", ".join(finding.values)
            raise refuse("E309", f"`{text}` is no value of {finding.name}", item.span, f"its values are {listed}")
        if value not in chosen:
            chosen.append(value)
    return tuple(value for value in finding.values if value in chosen)

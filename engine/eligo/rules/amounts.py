"""From written amounts to thresholds: units read and checked against the measure, restated values compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eligo.diagnostics import Diagnostic, Label, Span
from eligo.quantities.numbers import decimal_text
from eligo.quantities.units import ONE, Unit, UnitError, parse_unit
from eligo.rules.context import Context, Refused, refuse
from eligo.rules.model import Threshold
from eligo.syntax import nodes as n
from eligo.vocabulary.fitting import Fit, is_plausible, plausible_elsewhere, to_measure, words_for
from eligo.vocabulary.model import Measure

#: no laboratory's upper limit of an enzyme lies below it; a bound without a unit is then a multiple of that limit
_LEAST_OF_ENZYME = 10
_AGE_UNITS = frozenset(("a", "mo", "wk", "d"))


@dataclass(frozen=True)
class Bounds:
    """Both thresholds of a comparison, in one unit or as multiples of a reference limit."""

    low: Threshold | None = None
    high: Threshold | None = None
    unit: Unit | None = None
    relative_to: n.Limit | None = None


def read_unit(amount: n.Amount | n.PairAmount) -> Unit | None:
    """Return the unit of ``amount`` as written, or None; refuse one that nothing knows."""
    if amount.unit is None:
        return None
    try:
        return parse_unit(amount.unit)
    except UnitError as error:
        raise Refused(Diagnostic(error.code, error.message, Label(amount.unit_span), help=error.help)) from None


def age_unit(amount: n.Amount) -> Unit:
    """Return the calendar unit that an age is counted in; years where none is written."""
    unit = read_unit(amount) or parse_unit("a")
    if unit.code not in _AGE_UNITS:
        raise refuse(
            "E301", f"`{amount.unit}` does not measure age", amount.unit_span, "write years, months, weeks or days"
        )
    return unit


def number_value(number: n.Number) -> Fraction:
    """Return the value of a number; refuse a decimal comma."""
    if number.value < 0:
        plain = number.text.replace(",", ".")
        thousands = number.text.replace(",", "")
        raise refuse(
            "E306",
            f"`{number.text}`: is the comma a decimal mark or a thousands mark?",
            number.span,
            f"write `{plain}` or `{thousands}`",
        )
    return number.value


def read_bounds(
    written: list[n.Bound | n.Range], measure: Measure, subject: Span, context: Context,
    beside: Sequence[n.Amount] = (),
) -> Bounds:  # fmt: skip
    """Return the thresholds of ``written`` on ``measure``, every amount checked; ``subject`` is where it is named.

    ``beside`` are the amounts of its other bounds, which say the unit where these have none.
    """
    pairs = [pair for bound in written for pair in _operators(bound)]
    units = {_unit_of(amount, measure, subject) for _, amount in pairs if amount.unit is not None}
    relative: set[n.Limit | None] = {amount.relative_to for _, amount in pairs}
    if len(units) > 1 or len(relative) > 1:
        raise refuse("E410", "the two bounds have different units", _span_of(written), "write both in one unit")
    unit = next(iter(units), None)
    relative_to = next(iter(relative))
    if unit is None and relative_to is None:
        unit = _unit_beside(beside, pairs[0][1], measure, subject) or _default_unit(measure, pairs[0][1], context)
    low: Threshold | None = None
    high: Threshold | None = None
    for operator, amount in pairs:
        threshold = Threshold(number_value(amount.number), operator in ("<=", ">="), _plain(amount.number))
        if unit is not None:
            _check_value(threshold.value, unit, amount, measure)
        if operator in (">", ">="):
            low = _only(low, threshold, amount)
        else:
            high = _only(high, threshold, amount)
    if (
        low
        and high
        and (low.value > high.value or (low.value == high.value and not (low.inclusive and high.inclusive)))
    ):
        raise refuse(
            "E409", "these bounds can never both hold", _span_of(written), "the lower bound is above the upper"
        )
    return Bounds(low, high, unit, relative_to)


def plain_ends(bounds: Iterable[n.Bound | n.Range]) -> Iterator[tuple[n.Amount, Threshold, bool]]:
    """Yield the ends of ``bounds``, their thresholds, and whether each is a lower one; refuse a multiple of a limit."""
    for bound in bounds:
        pairs = (
            [(">=", bound.low), ("<=", bound.high)] if isinstance(bound, n.Range) else [(bound.operator, bound.amount)]
        )
        for operator, amount in pairs:
            if not isinstance(amount, n.Amount) or operator == "=" or amount.relative_to:
                raise refuse("E310", "a comparison is lost here: `≥` or `≤`?", bound.span, "write it before the number")
            threshold = Threshold(number_value(amount.number), operator in ("<=", ">="), amount.number.text)
            yield amount, threshold, operator in (">", ">=")


def _operators(bound: n.Bound | n.Range) -> list[tuple[n.Operator, n.Amount]]:
    if isinstance(bound, n.Range):
        low, high = bound.low, bound.high
        is_same = low.unit is None or (low.unit == "%" and (high.unit or "").startswith("%"))  # `30% to 80% predicted`
        if is_same and low.relative_to is None:
            low = n.Amount(low.number, high.unit, high.relative_to, span=low.span, unit_span=high.unit_span)
        return [(">=", low), ("<=", high)]
    if not isinstance(bound.amount, n.Amount):
        raise refuse("E410", "a single measure takes a single value", bound.span, "keep one of them")
    if bound.operator == "=":
        amount = bound.amount
        number = amount.number.text + (f" {amount.unit}" if amount.unit else "")
        raise refuse(
            "E310",
            "a comparison is lost here: `≥` or `≤`?",
            bound.span,
            f"write `≥ {number}` or `≤ {number}`",
        )
    return [(bound.operator, bound.amount)]


def _only(before: Threshold | None, threshold: Threshold, amount: n.Amount) -> Threshold:
    if before is not None:
        raise refuse("E410", "two bounds on the same side", amount.span, "keep one of them")
    return threshold


def _unit_of(amount: n.Amount, measure: Measure, subject: Span) -> Unit:
    if measure.id == "age":
        return age_unit(amount)
    unit = read_unit(amount)
    assert unit is not None
    check_fit(unit, amount.unit or "", amount.unit_span, measure, subject)
    if amount.restated is not None:
        _check_restated(amount, unit, measure)
    return unit


def check_fit(unit: Unit, written: str, span: Span, measure: Measure, subject: Span) -> Fit:
    """Return how ``unit`` becomes the measure's; refuse one of another dimension or kind, naming both sides."""
    fit = to_measure(measure, unit)
    if isinstance(fit, Fit):
        return fit
    family = f"{words_for(measure)}, recorded in {measure.unit.display}"
    raise Refused(
        Diagnostic(
            fit.code,
            f"`{written}` does not measure {measure.name}",
            Label(span, unit.words()),
            (Label(subject, family),),
            help=fit.help,
        )
    )


def _check_restated(amount: n.Amount, unit: Unit, measure: Measure) -> None:
    """Compare the value in brackets with the first, within half a unit of the last digit either is printed to."""
    again = amount.restated
    assert again is not None
    other = read_unit(again) or unit
    first, second = to_measure(measure, unit), to_measure(measure, other)
    if not isinstance(first, Fit) or not isinstance(second, Fit):
        raise refuse(
            "E307",
            f"`{again.unit}` does not measure {measure.name}",
            again.span,
            "correct the bracket, or leave it out",
        )
    value = first.conversion(number_value(amount.number))
    restated = second.conversion.inverse()(value)
    rounding = _last_digit(again.number) / 2 + abs(_slope(first, second)) * _last_digit(amount.number) / 2
    if abs(restated - number_value(again.number)) > max(rounding, abs(restated) / 100):
        shown = decimal_text(restated)[:8].rstrip(".")
        raise refuse(
            "E307",
            f"`{_plain(amount.number)} {unit.display}` is `{shown} {other.display}`, not `{_plain(again.number)}`",
            again.span,
            "correct one of the two, or leave the bracket out",
        )


def _slope(first: Fit, second: Fit) -> Fraction:
    return first.conversion.scale / second.conversion.scale


def _last_digit(number: n.Number) -> Fraction:
    decimals = len(number.text.partition(".")[2])
    return Fraction(1, 10**decimals)


def _unit_beside(beside: Sequence[n.Amount], bare: n.Amount, measure: Measure, subject: Span) -> Unit | None:
    """``≤ 30 µmol/L, or ≤ 50 if …``: return the unit of the other bounds; a limit there leaves two readings."""
    if measure.has_natural_unit and measure.id != "age":
        return None
    units = {_unit_of(amount, measure, subject) for amount in beside if amount.unit is not None}
    if len(units) > 1 or any(amount.relative_to for amount in beside):
        raise refuse("E410", f"`{bare.number.text}` in what?", bare.span, "write its unit, or `× ULN`")
    return next(iter(units), None)


def _default_unit(measure: Measure, amount: n.Amount, context: Context) -> Unit:
    if measure.id == "age":
        return parse_unit("a")
    if measure.unit.code == "%" and _is_fraction(number_value(amount.number), measure):
        text = decimal_text(number_value(amount.number) * 100)
        context.warn("W508", "no unit: taken as a fraction of one", amount.span, f"write `{text}%`")
        return ONE
    value = number_value(amount.number)
    if measure.bare is not None and not measure.bare[0] <= value <= measure.bare[1]:
        message = f"the unit is missing, and `{_plain(amount.number)} {measure.unit.display}` is no usual bound"
        raise refuse("E308", message, amount.span, "write the unit")
    if measure.unit.code == "U/L" and value <= _LEAST_OF_ENZYME:
        number = _plain(amount.number)
        help_ = f"write `{number} × ULN` or `{number} U/L`"
        raise refuse("E308", f"the unit is missing: `{number}` seems a multiple of a limit", amount.span, help_)
    if not measure.has_natural_unit:
        context.warn(
            "W508",
            f"no unit: taken as {measure.unit.display}",
            amount.span,
            f"write `{_plain(amount.number)} {measure.unit.display}`",
        )
    return measure.unit


def _is_fraction(value: Fraction, measure: Measure) -> bool:
    """``FEV1/FVC < 0.7``: as per cent it cannot be, as a fraction it can."""
    return not is_plausible(measure, value) and is_plausible(measure, value * 100)


def _check_value(value: Fraction, unit: Unit, amount: n.Amount, measure: Measure) -> None:
    fit = to_measure(measure, unit)
    if measure.id == "age" or not isinstance(fit, Fit):
        return
    if "." in amount.number.text and len(amount.number.text.partition(".")[2]) == 3:
        _check_thousands(value, unit, amount, measure)
    if is_plausible(measure, fit.conversion(value)):
        return
    meant = plausible_elsewhere(measure, value, unit)
    written = f"{_plain(amount.number)} {unit.display}"
    units = " or ".join(f"`{_plain(amount.number)} {other.display}`" for other in meant)
    if amount.unit is None and not measure.has_natural_unit:
        help_ = f"did you mean {units}?" if meant else "write the unit"
        message = f"the unit is missing, and `{written}` of {measure.name} cannot be"
        raise refuse("E308", message, amount.span, help_)
    if meant:
        raise refuse(
            "E304", f"`{written}` of {measure.name} cannot be", amount.span, f"did you mean {units}?", "implausible"
        )


def _check_thousands(value: Fraction, unit: Unit, amount: n.Amount, measure: Measure) -> None:
    """``50.000 /mm3``: refuse three digits after a point where only the other reading is plausible."""
    fit = to_measure(measure, unit)
    assert isinstance(fit, Fit)
    if not is_plausible(measure, fit.conversion(value)) and is_plausible(measure, fit.conversion(value * 1000)):
        plain = amount.number.text.replace(".", "")
        raise refuse(
            "E306",
            f"`{amount.number.text}`: is the point a decimal mark or a thousands mark?",
            amount.number.span,
            f"write `{plain}`",
        )


def _plain(number: n.Number) -> str:
    """Return the decimal as written, without thousands marks; words become digits."""
    text = number.text.replace(",", "").replace(" ", "")
    return text if text[:1].isdigit() or text[:1] == "." else decimal_text(number.value)


def _span_of(written: list[n.Bound | n.Range]) -> Span:
    return written[0].span.to(written[-1].span)

"""The formulas of derived values, and how they are applied (LANGUAGE §3.10).

Each function takes the inputs of its row in ``criteria/vocabulary/formulas.toml`` in their order and their units, then
the age in completed years and the sex where the row needs them. The row states variant, source, precision and worked
examples. Rational formulas are exact; irrational ones go through a float and are compared at the row's precision.
A function raises `UndefinedError` where its inputs have no result: a division by zero, a finding without points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any, Final, Literal

from eligo.quantities.interval import Interval, rounded
from eligo.vocabulary.model import Formula, Sex

#: an input known exactly: a number in the formula's unit, or a value of a finding
Exact = Fraction | str
#: an input as it is known: an interval, or the values that a finding may have
Known = Interval | tuple[str, ...]
#: how far inside an open end a formula with a precision is evaluated, relative to the end: far below any step
_INSIDE: Final = Fraction(1, 10**12)


class UndefinedError(ArithmeticError):
    """The formula has no result for these inputs."""


# --- kidney -------------------------------------------------------------------------------------------------------


def cockcroft_gault(creatinine: Fraction, weight: Fraction, age: int, sex: Sex) -> Fraction:
    """Return the creatinine clearance in mL/min (Cockcroft and Gault 1976)."""
    clearance = (140 - age) * weight / (72 * creatinine)
    return clearance * Fraction(85, 100) if sex == "female" else clearance


def ckd_epi_2021(creatinine: Fraction, age: int, sex: Sex) -> Fraction:
    """Return the estimated GFR in mL/min/1.73 m² (CKD-EPI creatinine equation of 2021)."""
    kappa, alpha, factor = (0.7, -0.241, 1.012) if sex == "female" else (0.9, -0.302, 1.0)
    relative = float(creatinine) / kappa
    return _exact(142 * math.pow(min(relative, 1), alpha) * math.pow(max(relative, 1), -1.2) * 0.9938**age * factor)


def mdrd(creatinine: Fraction, age: int, sex: Sex) -> Fraction:
    """Return the estimated GFR in mL/min/1.73 m² (MDRD, four variables, IDMS, without the coefficient for race)."""
    return _exact(175 * math.pow(creatinine, -1.154) * math.pow(age, -0.203) * (0.742 if sex == "female" else 1.0))


# --- body size ----------------------------------------------------------------------------------------------------


def body_mass_index(weight: Fraction, height: Fraction) -> Fraction:
    """Return the body mass index in kg/m² of a weight in kg and a height in cm."""
    return weight * 10_000 / height**2


def mosteller(weight: Fraction, height: Fraction) -> Fraction:
    """Return the body surface area in m² (Mosteller 1987)."""
    return _exact(math.sqrt(weight * height / 3600))


def du_bois(weight: Fraction, height: Fraction) -> Fraction:
    """Return the body surface area in m² (Du Bois and Du Bois 1916)."""
    return _exact(0.007184 * math.pow(weight, 0.425) * math.pow(height, 0.725))


# --- lungs and heart ----------------------------------------------------------------------------------------------


def pao2_fio2(pao2: Fraction, fio2: Fraction) -> Fraction:
    """Return the Horowitz index in mmHg of a PaO2 in mmHg and an FiO2 in per cent."""
    return pao2 * 100 / fio2


def fridericia(qt: Fraction, heart_rate: Fraction) -> Fraction:
    """Return QTcF in ms of a QT in ms and a heart rate per minute (Fridericia 1920)."""
    return _exact(float(qt) * math.cbrt(heart_rate / 60))


def bazett(qt: Fraction, heart_rate: Fraction) -> Fraction:
    """Return QTcB in ms of a QT in ms and a heart rate per minute (Bazett 1920)."""
    return _exact(float(qt) * math.sqrt(heart_rate / 60))


def mean_arterial_pressure(systolic: Fraction, diastolic: Fraction) -> Fraction:
    """Return the mean arterial pressure: the diastolic one and a third of the pulse pressure."""
    return (systolic + 2 * diastolic) / 3


# --- laboratory ---------------------------------------------------------------------------------------------------


def corrected_calcium(calcium: Fraction, albumin: Fraction) -> Fraction:
    """Return the calcium in mg/dL, corrected for an albumin in g/dL (Payne 1973)."""
    return calcium + Fraction(4, 5) * (4 - albumin)


def anion_gap(sodium: Fraction, chloride: Fraction, bicarbonate: Fraction) -> Fraction:
    """Return the anion gap in mmol/L, without potassium."""
    return sodium - chloride - bicarbonate


def quotient(first: Fraction, second: Fraction) -> Fraction:
    """Return the ratio of two results in one unit."""
    return first / second


# --- liver --------------------------------------------------------------------------------------------------------

#: Pugh 1973: none, slight (mild, or controlled by diuretics), moderate to severe
_ASCITES: Final = {"none": 1, "mild": 2, "moderate": 3, "severe": 3}
#: Pugh 1973: none, grades 1 and 2, grades 3 and 4 (West Haven)
_ENCEPHALOPATHY: Final = {"none": 1, "grade 1": 2, "grade 2": 2, "grade 3": 3, "grade 4": 3}


def child_pugh_score(
    bilirubin: Fraction, albumin: Fraction, inr: Fraction, ascites: str, encephalopathy: str
) -> Fraction:
    """Return the Child-Pugh score of a bilirubin in mg/dL, an albumin in g/dL, the INR and the two findings."""
    points = (
        _points(bilirubin, Fraction(2), Fraction(3)),
        4 - _points(albumin, Fraction(28, 10), Fraction(35, 10)),
        _points(inr, Fraction(17, 10), Fraction(23, 10)),
        _finding_points(_ASCITES, ascites),
        _finding_points(_ENCEPHALOPATHY, encephalopathy),
    )
    return Fraction(sum(points))


def meld_na(bilirubin: Fraction, creatinine: Fraction, inr: Fraction, sodium: Fraction) -> Fraction:
    """Return the MELD-Na score (OPTN 2016) of bilirubin and creatinine in mg/dL, the INR and sodium in mmol/L."""
    creatinine_term = 0.957 * math.log(_within(creatinine, 1, 4))
    bilirubin_term = 0.378 * math.log(max(bilirubin, 1))
    inr_term = 1.12 * math.log(max(inr, 1))
    initial = 10 * rounded(_exact(creatinine_term + bilirubin_term + inr_term + 0.643), 1)
    if initial > 11:
        lacking = 137 - _within(sodium, 125, 137)
        initial += Fraction(132, 100) * lacking - Fraction(33, 1000) * initial * lacking
    return min(initial, Fraction(40))


def fib_4(ast: Fraction, alt: Fraction, platelets: Fraction, age: int) -> Fraction:
    """Return FIB-4 of AST and ALT in U/L and platelets in 10⁹/L (Sterling 2006)."""
    return _exact(float(age * ast / platelets) / math.sqrt(alt))


def _points(value: Fraction, low: Fraction, high: Fraction) -> int:
    """Return 1 below ``low``, 2 from ``low`` to ``high``, 3 above."""
    return 1 + (value >= low) + (value > high)


def _finding_points(table: dict[str, int], value: str) -> int:
    if value not in table:
        raise UndefinedError
    return table[value]


def _within(value: Fraction, low: int, high: int) -> Fraction:
    return min(max(value, Fraction(low)), Fraction(high))


def _exact(value: float) -> Fraction:
    if not math.isfinite(value):
        raise UndefinedError
    return Fraction(value)


# --- applying them ------------------------------------------------------------------------------------------------

#: what `Formula.compute` names
COMPUTE: Final[dict[str, Callable[..., Fraction]]] = {
    function.__name__: function
    for function in (
        cockcroft_gault, ckd_epi_2021, mdrd, body_mass_index, mosteller, du_bois, pao2_fio2, fridericia, bazett,
        mean_arterial_pressure, corrected_calcium, anion_gap, quotient, child_pugh_score, meld_na, fib_4,
    )
}  # fmt: skip


def evaluate(
    formula: Formula, inputs: Sequence[Exact], *, age: int | None = None, sex: Sex | None = None
) -> Fraction | None:
    """Return the result in ``formula.unit`` at its precision, None where these inputs have none.

    ``inputs`` stand in the order and the units of ``formula.inputs``; ``age`` (completed years) and ``sex`` are
    required where the formula needs them. TypeError where it needs one that is not given.
    """
    person = _person(formula, age, sex)
    try:
        result = COMPUTE[formula.compute](*inputs, *person)
    except (ArithmeticError, ValueError):
        return None
    return result if formula.precision is None else rounded(result, formula.precision)


def bounds(
    formula: Formula,
    inputs: Sequence[Known],
    *,
    age: tuple[int, int] | None = None,
    sex: Sex | None = None,
) -> Interval | None:
    """Return the interval of the result for inputs known as intervals; None where nothing can be said.

    The ends are exact, for each input moves the result one way (`Formula.monotone`). An infinite end of an input, or
    one at which the formula is undefined, makes the end of the result infinite. ``age`` is the least and the greatest
    number of completed years.
    """
    low = _corner(formula, inputs, age, sex, "-")
    is_exact = (age is None or age[0] == age[1]) and all(map(_is_exact, inputs))
    high = low if is_exact else _corner(formula, inputs, age, sex, "+")
    if low is None and high is None:
        return None
    return Interval(
        None if low is None else low[0],
        None if high is None else high[0],
        low is not None and low[1],
        high is not None and high[1],
    )


def _is_exact(known: Known) -> bool:
    return len(known) == 1 if isinstance(known, tuple) else known.is_point


def _corner(
    formula: Formula, inputs: Sequence[Known], age: tuple[int, int] | None, sex: Sex | None, towards: Literal["+", "-"]
) -> tuple[Fraction, bool] | None:
    """Return the least (``-``) or the greatest (``+``) result and whether it is only approached; None is infinite."""
    direction = dict(formula.monotone)
    ends = [
        _end(known, direction[concept] == towards, exact=formula.precision is None)
        for (concept, _), known in zip(formula.inputs, inputs, strict=True)
    ]
    years = None if age is None else age[direction.get("age", "+") == towards]
    results = [evaluate(formula, chosen, age=years, sex=sex) for chosen in product(*(values for values, _ in ends))]
    known_results = [result for result in results if result is not None]
    if not known_results or len(known_results) < len(results):
        return None
    return (max if towards == "+" else min)(known_results), any(is_open for _, is_open in ends)


def _end(known: Known, upper: bool, *, exact: bool) -> tuple[tuple[Exact, ...], bool]:
    """Return the values to try at one end of an input and whether that end is open; no values where it is infinite.

    A formula with a precision has steps, so an open end is tried just inside itself and the result is closed.
    """
    if isinstance(known, tuple):
        return known, False
    end, is_open = (known.high, known.high_open) if upper else (known.low, known.low_open)
    if end is None:
        return (), False
    if not is_open or exact:
        return (end,), is_open
    step = max(abs(end), Fraction(1)) * _INSIDE
    return (end - step if upper else end + step,), False


def _person(formula: Formula, age: int | None, sex: Sex | None) -> list[Any]:
    person: list[Any] = []
    if formula.needs_age:
        if age is None:
            raise TypeError(f"{formula.id} needs an age")
        person.append(age)
    if formula.needs_sex:
        if sex is None:
            raise TypeError(f"{formula.id} needs a sex")
        person.append(sex)
    return person

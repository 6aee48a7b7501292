"""The formulas: their worked examples, their papers, their directions, and where they have no result."""

import inspect
import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligo.quantities.interval import Interval
from eligo.quantities.units import parse_unit
from eligo.vocabulary import formulas as f
from eligo.vocabulary.fitting import Fit, to_measure
from eligo.vocabulary.loading import load_vocabulary
from eligo.vocabulary.model import Finding, Formula, Measure, Scale

FORMULAS = {formula.id: formula for formula in load_vocabulary().formulas}
EXAMPLES = [(formula, of, gives) for formula in FORMULAS.values() for of, gives in formula.examples]


def split(formula: Formula, of: tuple[str, ...]) -> tuple[list[f.Exact], int | None, str | None]:
    """Return the inputs of an example, the age and the sex."""
    rest = list(of[len(formula.inputs) :])
    inputs = [Fraction(text) if unit else text for text, (_, unit) in zip(of, formula.inputs, strict=False)]
    age = int(rest.pop(0)) if formula.needs_age else None
    sex = rest.pop(0) if formula.needs_sex else None
    assert not rest
    return inputs, age, sex


def run(id: str, *inputs: str, age: int | None = None, sex: str | None = None) -> Fraction | None:
    formula = FORMULAS[id]
    exact = [Fraction(text) if unit else text for text, (_, unit) in zip(inputs, formula.inputs, strict=True)]
    return f.evaluate(formula, exact, age=age, sex=sex)  # type: ignore[arg-type]


def between(id: str, *known: f.Known, age: tuple[int, int] | None = None, sex: str | None = None) -> Interval | None:
    return f.bounds(FORMULAS[id], known, age=age, sex=sex)  # type: ignore[arg-type]


def span(low: str | None, high: str | None, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(low and Fraction(low), high and Fraction(high), low_open, high_open)  # type: ignore[arg-type]


def point(text: str) -> Interval:
    return Interval.point(Fraction(text))


# --- the rows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("formula", "of", "gives"), EXAMPLES, ids=lambda value: getattr(value, "id", str(value)))
def test_worked_examples(formula: Formula, of: tuple[str, ...], gives: str) -> None:
    inputs, age, sex = split(formula, of)
    assert f.evaluate(formula, inputs, age=age, sex=sex) == Fraction(gives)  # type: ignore[arg-type]
    known = [(value,) if isinstance(value, str) else Interval.point(value) for value in inputs]
    ages = None if age is None else (age, age)
    assert f.bounds(formula, known, age=ages, sex=sex) == point(gives)  # type: ignore[arg-type]


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=lambda formula: formula.id)
def test_a_row_is_complete(formula: Formula) -> None:
    vocabulary = load_vocabulary()
    assert len(formula.examples) >= 2
    assert len(formula.source) > 80
    assert formula.name
    assert formula.method
    inputs = [concept for concept, _ in formula.inputs]
    assert [key for key, _ in formula.monotone if key != "age"] == inputs
    assert ("age" in dict(formula.monotone)) is formula.needs_age
    assert {direction for _, direction in formula.monotone} <= {"+", "-"}
    parameters = inspect.signature(f.COMPUTE[formula.compute]).parameters
    assert len(parameters) == len(inputs) + formula.needs_age + formula.needs_sex
    gives = vocabulary.concepts[formula.gives]
    assert isinstance(gives, Measure | Scale)
    if isinstance(gives, Measure):
        assert isinstance(to_measure(gives, formula.unit), Fit)
    for id, unit in formula.inputs:
        concept = vocabulary.concepts[id]
        if unit:
            assert isinstance(concept, Measure)
            assert isinstance(to_measure(concept, parse_unit(unit)), Fit)
        else:
            assert isinstance(concept, Finding)


def test_every_function_is_used_and_one_formula_of_a_measure_needs_no_request() -> None:
    assert {formula.compute for formula in FORMULAS.values()} == set(f.COMPUTE)
    chosen = [formula.gives for formula in FORMULAS.values() if not formula.on_request]
    assert len(chosen) == len(set(chosen))
    assert {formula.gives for formula in FORMULAS.values()} == set(chosen)


@pytest.mark.parametrize("id", ["ascites_grade", "hepatic_encephalopathy_grade"])
def test_every_value_of_the_findings_has_points(id: str) -> None:
    place = 3 if id == "ascites_grade" else 4
    points = []
    for value in load_vocabulary().finding(id).values:
        inputs = ["1", "4", "1", "none", "none"]
        inputs[place] = value
        points.append(run("child_pugh", *inputs))
    assert None not in points
    assert points == sorted(points)  # type: ignore[type-var]


# --- exact values and rounding ------------------------------------------------------------------------------------


def test_rational_formulas_are_exact() -> None:
    assert run("cockcroft_gault", "1.2", "61", age=59, sex="female") == Fraction(81 * 61 * 85, 8640)
    assert run("pao2_fio2", "63.1", "21") == Fraction(6310, 21)
    assert run("bmi", "70", "169") == Fraction(700_000, 28_561)
    assert run("anion_gap", "131.5", "98", "11.5") == 22
    assert run("corrected_calcium", "8.0", "2.1") == Fraction("9.52")
    assert run("neutrophil_lymphocyte_ratio", "5", "3") == Fraction(5, 3)
    assert run("mean_arterial_pressure", "121", "80") == Fraction(281, 3)


def test_irrational_formulas_are_rounded_as_declared() -> None:
    assert run("qtcf", "400", "60") == 400
    assert run("qtcb", "400", "60") == 400
    assert run("bsa_mosteller", "80", "180") == 2
    for id, value in (("qtcf", run("qtcf", "371", "83")), ("fib_4", run("fib_4", "41", "37", "211", age=61))):
        precision = FORMULAS[id].precision
        assert value is not None
        assert precision is not None
        assert (value * 10**precision).denominator == 1


def test_ckd_epi_follows_its_two_slopes() -> None:
    def expected(creatinine: float, age: int, kappa: float, alpha: float, factor: float) -> int:
        ratio = creatinine / kappa
        power = ratio**alpha if ratio < 1 else ratio**-1.2
        return math.floor(142 * power * 0.9938**age * factor + 0.5)

    for creatinine, age in product(("0.4", "0.7", "0.9", "1.3", "5"), (18, 45, 80)):
        male, female = (run("ckd_epi_2021", creatinine, age=age, sex=sex) for sex in ("male", "female"))
        assert male == expected(float(creatinine), age, 0.9, -0.302, 1)
        assert female == expected(float(creatinine), age, 0.7, -0.241, 1.012)


def test_mdrd_and_du_bois_follow_their_papers() -> None:
    assert run("mdrd", "1.7", age=71, sex="female") == math.floor(175 * 1.7**-1.154 * 71**-0.203 * 0.742 + 0.5)
    assert run("bsa_du_bois", "55", "160") == Fraction(round(0.007184 * 55**0.425 * 160**0.725 * 100), 100)


@pytest.mark.parametrize(
    ("values", "score"),
    [
        # below 1 counts as 1, creatinine over 4 as 4, sodium from 125 to 137, no more than 40
        (("0.5", "0.6", "0.9", "140"), 6),
        (("0.5", "0.6", "0.9", "120"), 6),
        (("2", "9", "1.5", "137"), 27),
        (("2", "4", "1.5", "150"), 27),
        (("50", "9", "9", "137"), 40),
        # at 11 sodium does not count yet, above it does
        (("2", "1", "1.2", "125"), 11),
        (("2.2", "1.1", "1.3", "125"), 24),
    ],
)
def test_meld_na_has_its_limits(values: tuple[str, ...], score: int) -> None:
    assert run("meld_na", *values) == score


@pytest.mark.parametrize(
    ("inputs", "score"),
    [
        (("1.99", "3.51", "1.69", "none", "none"), 5),
        (("2", "3.51", "1.69", "none", "none"), 6),
        (("3", "3.51", "1.69", "none", "none"), 6),
        (("3.01", "3.51", "1.69", "none", "none"), 7),
        (("1", "3.5", "1.69", "none", "none"), 6),
        (("1", "2.8", "1.69", "none", "none"), 6),
        (("1", "2.79", "1.69", "none", "none"), 7),
        (("1", "4", "1.7", "none", "none"), 6),
        (("1", "4", "2.3", "none", "none"), 6),
        (("1", "4", "2.31", "none", "none"), 7),
        (("1", "4", "1", "mild", "grade 2"), 7),
        (("1", "4", "1", "moderate", "grade 4"), 9),
    ],
)
def test_child_pugh_counts_its_points(inputs: tuple[str, ...], score: int) -> None:
    assert run("child_pugh", *inputs) == score


@pytest.mark.parametrize(
    ("id", "inputs", "age", "sex"),
    [
        ("cockcroft_gault", ("0", "70"), 60, "male"),
        ("ckd_epi_2021", ("0",), 60, "male"),
        ("ckd_epi_2021", ("-1",), 60, "male"),
        ("mdrd", ("0",), 60, "male"),
        ("mdrd", ("1e-300",), 60, "male"),
        ("bmi", ("70", "0"), None, None),
        ("bsa_mosteller", ("-70", "170"), None, None),
        ("pao2_fio2", ("90", "0"), None, None),
        ("fib_4", ("40", "0", "200"), 60, None),
        ("qtcf", ("1e400", "60"), None, None),
        ("child_pugh", ("1", "4", "1", "positive", "none"), None, None),
    ],
)
def test_no_result_where_there_is_none(id: str, inputs: tuple[str, ...], age: int | None, sex: str | None) -> None:
    assert run(id, *inputs, age=age, sex=sex) is None


def test_an_infinite_float_is_no_result() -> None:
    with pytest.raises(f.UndefinedError):
        f.fridericia(Fraction(10) ** 308, Fraction(10) ** 9)


def test_what_a_formula_needs_must_be_given() -> None:
    with pytest.raises(TypeError, match="needs an age"):
        run("cockcroft_gault", "1", "70", sex="male")
    with pytest.raises(TypeError, match="needs a sex"):
        run("cockcroft_gault", "1", "70", age=60)


# --- intervals ----------------------------------------------------------------------------------------------------


def test_the_ends_of_the_inputs_give_the_ends_of_the_result() -> None:
    assert between("anion_gap", span("135", "140"), point("100"), span("20", "24", False, True)) == span(
        "11", "20", True, False
    )
    assert between("cockcroft_gault", span("2", "4"), point("72"), age=(60, 60), sex="male") == span("20", "40")
    assert between("cockcroft_gault", point("2"), point("72"), age=(59, 60), sex="male") == span("40", "40.5")
    assert between("neutrophil_lymphocyte_ratio", span("4", "4"), span("0", "2", False, True)) == span(
        "2", None, True, True
    )
    assert between("qtcf", span("400", "410", True, True), point("60")) == span("400", "410")
    assert between("pao2_fio2", span("60", None), span("21", None)) is None
    assert between("pao2_fio2", span("60", "63"), span("21", None)) == span(None, "300", True, False)


def test_an_open_end_of_a_formula_with_steps_stays_below_the_step() -> None:
    rest = (point("4"), point("1"), ("none",), ("none",))
    assert between("child_pugh", span("0", "2", False, True), *rest) == point("5")
    assert between("child_pugh", span("0", "2"), *rest) == span("5", "6")
    assert between("child_pugh", span("3", None, True), *rest) == span("7", None)
    assert between("child_pugh", point("1"), point("4"), point("1"), ("none", "mild"), ("grade 1", "grade 3")) == span(
        "6", "8"
    )
    assert between("child_pugh", point("1"), point("4"), point("1"), ("positive", "none"), ("none",)) is None


VALUES = {
    "mg/dL": ("0.3", "9"), "kg": ("30", "200"), "cm": ("120", "210"), "mmHg": ("40", "200"), "%": ("21", "100"),
    "g/dL": ("1.5", "5.5"), "1": ("0.8", "8"), "mmol/L": ("5", "160"), "ms": ("250", "600"), "/min": ("30", "180"),
    "10*9/L": ("0.2", "400"), "U/L": ("5", "900"),
}  # fmt: skip


@given(st.sampled_from(sorted(FORMULAS)), st.data())
def test_the_interval_holds_every_result(id: str, data: st.DataObject) -> None:
    """The directions are right: a result of numbers inside the intervals is inside the interval of the result."""
    formula = FORMULAS[id]
    known: list[f.Known] = []
    inside: list[f.Exact] = []
    for concept, unit in formula.inputs:
        if not unit:
            values = load_vocabulary().finding(concept).values
            known.append(tuple(data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=2))))
            inside.append(data.draw(st.sampled_from(known[-1])))  # type: ignore[arg-type]
            continue
        numbers = st.fractions(*map(Fraction, VALUES[unit]), max_denominator=50)
        low, value, high = sorted(data.draw(st.tuples(numbers, numbers, numbers)))
        low_open, high_open = (data.draw(st.booleans()) and end != value for end in (low, high))
        known.append(Interval(low, high, low_open, high_open))
        inside.append(value)
    years = sorted(data.draw(st.tuples(*[st.integers(18, 110)] * 3)))
    sex = data.draw(st.sampled_from(["female", "male"]))
    ages = (years[0], years[2]) if formula.needs_age else None
    result = f.evaluate(formula, inside, age=years[1], sex=sex)  # type: ignore[arg-type]
    extent = f.bounds(formula, known, age=ages, sex=sex)  # type: ignore[arg-type]
    assert result is not None
    assert extent is not None
    assert extent.contains(result)
    assert extent.low is not None
    assert extent.high is not None

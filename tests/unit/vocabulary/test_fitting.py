"""How a unit fits a measure, and what is said where it does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eligo.quantities.units import parse_unit
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import (
    Fit,
    Misfit,
    between,
    is_plausible,
    plausible_elsewhere,
    to_measure,
    variant_of,
)


@pytest.mark.parametrize(
    ("measure", "value", "unit", "result"),
    [
        ("creatinine", "132.6", "µmol/L", "1.5"),
        ("creatinine", "0.1326", "mmol/L", "1.5"),
        ("bilirubin", "51.3", "μmol/L", "3"),
        ("hemoglobin", "90", "g/L", "9"),
        ("calcium", "2.495", "mmol/L", "10"),
        ("calcium", "4.99", "mEq/L", "10"),
        ("sodium", "135", "mEq/L", "135"),
        ("magnesium", "0.8228", "mEq/L", "1"),
        ("alt", "2", "µkat/L", "120"),
        ("alt", "40", "IU/L", "40"),
        ("alt", "40", "units/L", "40"),
        ("tsh", "4.5", "mU/L", "4.5"),
        ("tsh", "4.5", "µIU/mL", "4.5"),
        ("ca_125", "35", "IU/mL", "35"),
        ("platelets", "100000", "/mm3", "100"),
        ("platelets", "100", "K/uL", "100"),
        ("cd4_count", "0.2", "10^9/L", "200"),
        ("spo2", "0.91", "1", "91"),
        ("fio2", "0.4", "1", "40"),
        ("hematocrit", "0.45", "1", "45"),
        ("body_temperature", "100.4", "°F", "38"),
        ("systolic_blood_pressure", "1.33322", "kPa", "10"),
        ("weight", "100", "lb", "45.359237"),
        ("height", "60", "in", "152.4"),
        ("creatinine_clearance", "0.25", "mL/s", "15"),
        ("creatinine_clearance", "0.9", "L/h", "15"),
        ("respiratory_rate", "30", "breaths/min", "30"),
        ("arterial_ph", "7.3", "1", "7.3"),
        ("urine_albumin_creatinine_ratio", "11.31", "mg/mmol", "100"),
        ("fev1_percent_predicted", "65", "%", "65"),
        ("qtc", "0.47", "s", "470"),
        ("m_protein", "30", "g/L", "3"),
        ("visual_acuity_letters", "70", "1", "70"),
    ],
)
def test_a_value_becomes_one_in_the_unit_of_the_measure_exactly(
    measured: Vocabulary, measure: str, value: str, unit: str, result: str
) -> None:
    fit = to_measure(measured.measure(measure), parse_unit(unit))
    assert isinstance(fit, Fit)
    assert fit.conversion(Fraction(value)) == Fraction(result)
    assert fit.precision is None


@pytest.mark.parametrize(
    ("measure", "unit", "code", "message", "help_"),
    [
        (
            "creatinine_clearance", "mg/dL", "E301", "`mg/dL` does not measure creatinine clearance",
            "creatinine clearance is a flow (volume/time), recorded in mL/min, mL/s or L/h; "
            "`mg/dL` is a mass concentration (mass/volume)",
        ),
        (
            "systolic_blood_pressure", "mg/dL", "E301", "`mg/dL` does not measure systolic blood pressure",
            "systolic blood pressure is a pressure, recorded in mmHg or kPa; "
            "`mg/dL` is a mass concentration (mass/volume)",
        ),
        (
            "egfr", "mL/min", "E302", "`mL/min` is another kind of quantity than eGFR",
            "eGFR is a flow indexed to body surface (volume/time per 1.73 m²), recorded in mL/min/1.73 m² or "
            "mL/s/1.73 m²; `mL/min` is a flow (volume/time)",
        ),
        (
            "hemoglobin", "mmol/L", "E312", "`mmol/L` of hemoglobin cannot be converted to g/dL",
            "mmol/L of hemoglobin has two readings, of the monomer (g/dL × 0.6206) and of the tetramer (g/dL × 0.155); "
            "write it in g/dL or g/L",
        ),
        (
            "creatinine", "mEq/L", "E312", "`mEq/L` of creatinine cannot be converted to mg/dL",
            "creatinine is a mass concentration (mass/volume), recorded in mg/dL or µmol/L; `mEq/L` is an amount of "
            "equivalents, and no factor of this analyte joins the two",
        ),
    ],
)  # fmt: skip
def test_a_misfit_names_both_sides(
    measured: Vocabulary, measure: str, unit: str, code: str, message: str, help_: str
) -> None:
    assert to_measure(measured.measure(measure), parse_unit(unit)) == Misfit(code, message, help_)  # pyright: ignore[reportArgumentType] # one of the three


@pytest.mark.parametrize(
    ("measure", "unit", "code"),
    [
        ("creatinine_clearance", "mL/min/1.73m2", "E302"),
        ("d_dimer_feu", "ng/mL", "E302"),
        ("d_dimer_feu", "ng/mL DDU", "E302"),
        ("platelets", "copies/mL", "E302"),
        ("hba1c", "1", "E302"),
        ("spo2", "mmol/mol", "E302"),
        ("respiratory_rate", "ug/kg/min", "E302"),
        ("hba1c", "mmol/L", "E301"),
        ("albumin", "umol/L", "E312"),
        ("phosphate", "mEq/L", "E312"),
        ("insulin_level", "pmol/L", "E312"),
        ("hbv_dna", "copies/mL", "E312"),
        ("hiv_viral_load", "IU/mL", "E312"),
        ("psa", "IU/mL", "E312"),
        ("ferritin", "nmol/L", "E312"),
        ("weight", "cm", "E301"),
        ("age", "kg", "E301"),
    ],
)
def test_kind_counts_beyond_dimension(measured: Vocabulary, measure: str, unit: str, code: str) -> None:
    misfit = to_measure(measured.measure(measure), parse_unit(unit))
    assert isinstance(misfit, Misfit)
    assert misfit.code == code


@pytest.mark.parametrize(
    ("value", "source", "target", "result", "precision"),
    [
        ("6.5", "%", "mmol/mol", "47.545", 0),
        ("48", "mmol/mol", "%", "6.54304", 1),
        ("47", "mmol/mol", "mmol/mol", "47", None),
        ("6.5", "%", "%", "6.5", None),
    ],
)
def test_hba1c_is_converted_by_its_published_maps_and_rounded_as_reported(
    measured: Vocabulary, value: str, source: str, target: str, result: str, precision: int | None
) -> None:
    fit = between(measured.measure("hba1c"), parse_unit(source), parse_unit(target))
    assert isinstance(fit, Fit)
    assert fit.conversion(Fraction(value)) == Fraction(result)
    assert fit.precision == precision


@pytest.mark.parametrize(
    ("measure", "value", "source", "target", "result"),
    [
        ("creatinine", "1.5", "mg/dL", "µmol/L", "132.6"),
        ("creatinine", "133", "µmol/L", "mmol/L", "0.133"),
        ("calcium", "5", "mEq/L", "mmol/L", "2.5"),
        ("platelets", "50", "10^9/L", "/uL", "50000"),
        ("alt", "120", "IU/L", "µkat/L", "2"),
    ],
)
def test_between_two_units_of_a_measure(
    measured: Vocabulary, measure: str, value: str, source: str, target: str, result: str
) -> None:
    fit = between(measured.measure(measure), parse_unit(source), parse_unit(target))
    assert isinstance(fit, Fit)
    assert fit.conversion(Fraction(value)) == Fraction(result)


def test_between_says_which_unit_does_not_fit(measured: Vocabulary) -> None:
    misfit = between(measured.measure("creatinine"), parse_unit("mg/dL"), parse_unit("kPa"))
    assert isinstance(misfit, Misfit)
    assert misfit.message == "`kPa` does not measure creatinine"


@pytest.mark.parametrize(
    ("measure", "unit", "variant"),
    [
        ("fev1", "% predicted", "fev1_percent_predicted"),
        ("fev1", "%", "fev1_percent_predicted"),
        ("fev1", "L", None),
        ("d_dimer", "ug/mL FEU", "d_dimer_feu"),
        ("d_dimer", "ng/mL", None),
        ("neutrophils", "%", "neutrophil_percentage"),
        ("m_protein", "g/24 h", "urine_m_protein"),
        ("alcohol_intake", "drinks/week", "alcohol_drinks"),
    ],
)
def test_a_unit_may_make_it_another_measure(measured: Vocabulary, measure: str, unit: str, variant: str | None) -> None:
    assert variant_of(measured.measure(measure), parse_unit(unit)) == variant


@pytest.mark.parametrize(
    ("measure", "value", "unit", "elsewhere"),
    [
        ("hemoglobin", "8", "mg/dL", ["g/dL"]),
        ("hemoglobin", "90", "g/dL", ["g/L"]),
        ("hemoglobin", "75", "g/dL", ["g/L"]),
        ("hemoglobin", "25", "g/dL", []),
        ("hemoglobin", "9", "g/dL", []),
        ("creatinine", "180", "mg/dL", ["umol/L"]),
        ("creatinine", "1.5", "umol/L", ["mg/dL"]),
        ("fio2", "0.4", "%", ["1"]),
        ("spo2", "0.9", "%", ["1"]),
        ("platelets", "100000", "10^9/L", ["/uL"]),
        ("platelets", "100", "/uL", ["10*9/L", "10*3/uL"]),
        ("neutrophils", "1.5", "/uL", ["10*9/L", "10*3/uL"]),
        ("body_temperature", "100.4", "°C", ["[degF]"]),
        ("body_temperature", "38", "°F", ["Cel"]),
        ("glucose", "126", "mmol/L", ["mg/dL"]),
        ("glucose", "7", "mg/dL", ["mmol/L"]),
        ("height", "1.65", "cm", ["m", "[ft_i]"]),
        ("hemoglobin", "1e9", "g/dL", []),
    ],
)
def test_a_slip_of_the_unit_is_found(
    measured: Vocabulary, measure: str, value: str, unit: str, elsewhere: list[str]
) -> None:
    found = plausible_elsewhere(measured.measure(measure), Fraction(value), parse_unit(unit))
    assert [unit.code for unit in found] == elsewhere


def test_no_cells_are_believable_and_no_hemoglobin_is_not(measured: Vocabulary) -> None:
    assert is_plausible(measured.measure("neutrophils"), Fraction(0))
    assert not is_plausible(measured.measure("neutrophils"), Fraction(1, 1000))
    assert not is_plausible(measured.measure("hemoglobin"), Fraction(0))

"""Units as clinicians and UCUM write them: one code, one display, one exact factor."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction

import pytest
from support import answered_at_once

from eligo.quantities.dimension import Dimension
from eligo.quantities.table import table
from eligo.quantities.units import ONE, UnitError, parse_unit

#: spelling, canonical code, display
SPELLINGS = [
    ("mmHg", "mm[Hg]", "mmHg"),
    ("mm Hg", "mm[Hg]", "mmHg"),
    ("MmHg", "mm[Hg]", "mmHg"),
    ("mm/Hg", "mm[Hg]", "mmHg"),
    ("kPa", "kPa", "kPa"),
    ("cmH2O", "cm[H2O]", "cmH2O"),
    ("cm H₂O", "cm[H2O]", "cmH2O"),
    ("IU/L", "[IU]/L", "IU/L"),
    ("[iU]/l", "[IU]/L", "IU/L"),
    ("U/l", "U/L", "U/L"),
    ("u/L", "U/L", "U/L"),
    ("units/L", "U/L", "U/L"),
    ("units/day", "[IU]/d", "IU/day"),
    ("uIU/mL", "u[IU]/mL", "µIU/mL"),
    ("mIU/L", "m[IU]/L", "mIU/L"),
    ("ukat/L", "ukat/L", "µkat/L"),
    ("mEq/L", "meq/L", "mEq/L"),
    ("mOsm/kg", "mosm/kg", "mOsm/kg"),
    ("K/uL", "10*3/uL", "×10³/µL"),
    ("K/cumm", "10*3/mm3", "×10³/mm³"),
    ("M/uL", "10*6/uL", "×10⁶/µL"),
    ("G/L", "10*9/L", "×10⁹/L"),
    ("Gpt/L", "10*9/L", "×10⁹/L"),
    ("T/L", "10*12/L", "×10¹²/L"),
    ("x10^9/L", "10*9/L", "×10⁹/L"),
    ("x 10^9 / L", "10*9/L", "×10⁹/L"),
    ("×10⁹/L", "10*9/L", "×10⁹/L"),
    ("10(9)/L", "10*9/L", "×10⁹/L"),
    ("10**9 cells/L", "10*9/L", "×10⁹/L"),
    ("cells x 10^9/L", "10*9/L", "×10⁹/L"),
    ("10^3/mm3", "10*3/mm3", "×10³/mm³"),
    ("10³/mm³", "10*3/mm3", "×10³/mm³"),
    ("x 1000/µL", "10*3/uL", "×10³/µL"),
    ("10^6 IU", "10*6.[IU]", "×10⁶ IU"),
    ("thousand cells per microliter", "10*3/uL", "×10³/µL"),
    ("cells/uL", "/uL", "/µL"),
    ("cells/mm3", "/mm3", "/mm³"),
    ("/cu mm", "/mm3", "/mm³"),
    ("cells per cubic millimetre", "/mm3", "/mm³"),
    ("per microlitre", "/uL", "/µL"),
    ("/mcL", "/uL", "/µL"),
    ("/µL", "/uL", "/µL"),
    ("bpm", "/min", "/min"),
    ("beats/min", "/min", "/min"),
    ("breaths per minute", "/min", "/min"),
    ("times/min", "/min", "/min"),
    ("/min", "/min", "/min"),
    ("1/min", "/min", "/min"),
    ("min-1", "/min", "/min"),
    ("mcg", "ug", "µg"),
    ("\u00b5g", "ug", "µg"),
    ("\u03bcg", "ug", "µg"),
    ("mL/min/1.73m2", "mL/min/{1.73_m2}", "mL/min/1.73 m²"),
    ("ml / min / 1.73 m^2", "mL/min/{1.73_m2}", "mL/min/1.73 m²"),
    ("mL/min/1.73 m²", "mL/min/{1.73_m2}", "mL/min/1.73 m²"),
    ("mL/min per 1.73 m2", "mL/min/{1.73_m2}", "mL/min/1.73 m²"),
    ("mL/min/(1.73 m2)", "mL/min/{1.73_m2}", "mL/min/1.73 m²"),
    ("mL/min/{1.73_m2}", "mL/min/{1.73_m2}", "mL/min/1.73 m²"),
    ("MG/DL", "mg/dL", "mg/dL"),
    ("Mg/dL", "mg/dL", "mg/dL"),
    ("G/dL", "g/dL", "g/dL"),
    ("g%", "g/dL", "g/dL"),
    ("mg%", "mg/dL", "mg/dL"),
    ("cc", "mL", "mL"),
    ("mM", "mmol/L", "mmol/L"),
    ("°C", "Cel", "°C"),
    ("° C", "Cel", "°C"),
    ("℃", "Cel", "°C"),
    ("degC", "Cel", "°C"),
    ("C", "Cel", "°C"),
    ("°F", "[degF]", "°F"),
    ("F", "[degF]", "°F"),
    ("%", "%", "%"),
    ("percent", "%", "%"),
    ("% predicted", "%{predicted}", "% predicted"),
    ("% of predicted", "%{predicted}", "% predicted"),
    ("Gy", "Gy", "Gy"),
    ("dioptre", "[diop]", "dioptres"),
    ("pack-years", "{pack-years}", "pack-years"),
    ("pack/years", "{pack-years}", "pack-years"),
    ("drinks/day", "{drinks}/d", "drinks/day"),
    ("standard drinks per week", "{drinks}/wk", "drinks/week"),
    ("cigarettes/day", "{cigarettes}/d", "cigarettes/day"),
    ("points", "{points}", "points"),
    ("letters", "{letters}", "letters"),
    ("log10 copies/mL", "{log10_copies}/mL", "log10 copies/mL"),
    ("copies/mL", "{copies}/mL", "copies/mL"),
    ("ug/mL FEU", "ug{FEU}/mL", "µg/mL FEU"),
    ("ug{FEU}/mL", "ug{FEU}/mL", "µg/mL FEU"),
    ("ng/mL DDU", "ng{DDU}/mL", "ng/mL DDU"),
    ("msec", "ms", "ms"),
    ("sec", "s", "s"),
    ("years", "a", "years"),
    ("yrs", "a", "years"),
    ("years of age", "a", "years"),
    ("months", "mo", "months"),
    ("weeks", "wk", "weeks"),
    ("days", "d", "days"),
    ("kg/m2", "kg/m2", "kg/m²"),
    ("kg/m^2", "kg/m2", "kg/m²"),
    ("kg/m²", "kg/m2", "kg/m²"),
    ("kilograms per square meter", "kg/m2", "kg/m²"),
    ("lbs", "[lb_av]", "lb"),
    ("inches", "[in_i]", "in"),
    ("ft", "[ft_i]", "ft"),
    ("stone", "[stone_av]", "stone"),
    ("g/24h", "g/(24.h)", "g/24 h"),
    ("mg/24 hours", "mg/(24.h)", "mg/24 h"),
    ("mg daily", "mg/d", "mg/day"),
    ("drinks a week", "{drinks}/wk", "drinks/week"),
    ("mg/g", "mg/g", "mg/g"),
    ("mg/mmol creatinine", "mg/mmol", "mg/mmol"),
    ("mmol/mol", "mmol/mol", "mmol/mol"),
    ("kg·m/s²", "kg.m/s2", "kg·m/s²"),
    ("µg·h/mL", "ug.h/mL", "µg·h/mL"),
    ("ml·min⁻¹", "mL/min", "mL/min"),
    ("10.L/min", "10.L/min", "10·L/min"),
    ("mmol/(8.h.kg)", "mmol/(8.h)/kg", "mmol/8 h/kg"),
    ("umol/10*6{RBC}", "umol/10*6", "µmol/10⁶"),
    ("10*-3", "10*-3", "×10⁻³"),
    ("[APL'U]/mL", "[APL'U]/mL", "[APL'U]/mL"),
    ("{unheard_of}", "1", ""),
]


@pytest.mark.parametrize(("text", "code", "display"), SPELLINGS)
def test_spelling_has_one_code_and_one_display(text: str, code: str, display: str) -> None:
    unit = parse_unit(text)
    assert (unit.code, unit.display) == (code, display)
    assert parse_unit(code) is unit
    assert not display or parse_unit(display) is unit


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("x109/L", "×10^9/L"),
        ("109/L", "10^9/L"),
        ("x 109/L", "×10^9/L"),
        ("× 10 9/L", "×10^9/L"),
        ("103/uL", "10^3/uL"),
        ("x 109 cells/L", "×10^9 cells/L"),
        ("cells x 109/L", "cells x 10^9/L"),
        ("10e9/L", "10^9/L"),
        ("x 10E9/L", "×10^9/L"),
        ("x 1012/L", "×10^12/L"),
    ],
)
def test_lost_exponent_is_refused_with_what_was_meant(text: str, mended: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_unit(text)
    assert caught.value.code == "E305"
    assert caught.value.message == f"`{text}` has lost the mark of its exponent"
    assert caught.value.help == f"did you mean `{mended}`?"


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("mgg/dL", "did you mean `mg/dL` or `g/dL`?"),
        ("mmHgg", "did you mean `mmHg` or `mm/Hg`?"),
        ("furlong/fortnight", "write it as laboratories print it (`mg/dL`, `×10^9/L`, `mmHg`) or as a UCUM code"),
        ("", "write it as laboratories print it (`mg/dL`, `×10^9/L`, `mmHg`) or as a UCUM code"),
        ("zz", "write it as laboratories print it (`mg/dL`, `×10^9/L`, `mmHg`) or as a UCUM code"),
    ],
)
def test_unknown_unit_names_near_ones(text: str, help: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_unit(text)
    assert (caught.value.code, caught.value.message) == ("E303", f"`{text}` is no unit that is known")
    assert caught.value.help == help


def test_slip_in_one_part_is_mended_in_place() -> None:
    with pytest.raises(UnitError) as caught:
        parse_unit("picogramz/cubic mm")
    assert caught.value.help is not None
    assert "`picograms/cubic mm`" in caught.value.help


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9", "m" * 1_000_000, "(" * 190, "10*99" + ".10*99" * 30, "\x00\x01", "\ud800", "x 10" * 40, " " * 150,
        "/" * 150, "{" * 100 + "}" * 100, "10^" * 60, "[G]99/[h]99/[k]99", "daily " * 30, "m\u0663", "0", "m100",
        "(((((((((((((((((m)))))))))))))))))", "mg daily daily furlong",
    ],
)  # fmt: skip
def test_hostile_text_is_answered_at_once(text: str) -> None:
    parse_unit("mg/dL")
    with answered_at_once(), pytest.raises(UnitError) as caught:
        parse_unit(text)
    assert caught.value.code == "E303"
    caught.value.message.encode("utf-8")


def test_units_are_interned_and_survive_pickling_and_copying() -> None:
    unit = parse_unit("mg/dl")
    assert unit is parse_unit("mg/dL")
    assert pickle.loads(pickle.dumps(unit)) is unit
    assert copy.copy(unit) is unit
    assert copy.deepcopy({"unit": unit})["unit"] is unit
    assert {unit: 1}[parse_unit("mg per deciliter")] == 1
    assert repr(unit) == "Unit('mg/dL')"
    assert str(unit) == "mg/dL"


def test_pickled_unit_needs_no_table() -> None:
    unit = parse_unit("ng/mL")
    restore, fields = unit.__reduce__()
    assert callable(restore)
    assert restore("a code not met before", *fields[1:]).display == "ng/mL"  # type: ignore[index]


def test_number_one_has_no_display() -> None:
    assert parse_unit("1") is ONE
    assert (ONE.display, ONE.factor, ONE.dimension) == ("", 1, Dimension())


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("10*9/L", {"length": -3}),
        ("mg/dL", {"length": -3, "mass": 1}),
        ("U/L", {"length": -3, "time": -1, "substance": 1}),
        ("mmol/mol", {}),
        ("m[IU]/L", {"length": -3, "[IU]": 1}),
        ("mm[Hg]", {"length": -1, "mass": 1, "time": -2}),
        ("V", {"length": 2, "mass": 1, "time": -3, "current": -1}),
        ("lx", {"length": -2, "angle": 2, "luminosity": 1}),
        ("Cel", {"temperature": 1}),
    ],
)
def test_dimension_in_words_of_its_bases(text: str, dimension: dict[str, int]) -> None:
    assert dict(parse_unit(text).dimension) == dimension


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("mm[Hg]", "133322"),
        ("[in_i]", "0.0254"),
        ("[lb_av]", "453.59237"),
        ("[degF]", "5/9"),
        ("U", "1/60000000"),
        ("K/uL", "1e12"),
        ("mL/min/1.73m2", "1/60000000"),
        ("k[IU]/L", "1e6"),
        ("[stone_av]", "6350.29318"),
    ],
)
def test_factor_is_exact(text: str, factor: str) -> None:
    assert parse_unit(text).factor == Fraction(factor)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("mL/min/1.73 m2", "indexed"),
        ("mL/min", None),
        ("ug{FEU}/mL", "FEU"),
        ("%{predicted}", "predicted"),
        ("mEq/L", "equivalents"),
        ("mmol/L", None),
        ("points", None),
        ("{copies}/mL", "copies"),
        ("meq{FEU}", "FEU, equivalents"),
    ],
)
def test_tag_says_what_the_dimension_does_not(text: str, tag: str | None) -> None:
    assert parse_unit(text).tag == tag


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mg/dL", "a mass concentration (mass/volume)"),
        ("mL/min", "a flow (volume/time)"),
        ("mL/min/1.73m2", "a flow indexed to body surface (volume/time per 1.73 m²)"),
        ("mm[Hg]", "a pressure"),
        ("{cigarettes}", "a number, cigarettes"),
        ("kg.m/s2", "a quantity of dimension length·mass·time^-2"),
    ],
)
def test_words_name_what_is_measured(text: str, words: str) -> None:
    assert parse_unit(text).words() == words


def test_every_atom_is_read_back_from_its_code_and_its_display() -> None:
    for code, atom in table().atoms.items():
        unit = parse_unit(f"1.{code}")
        assert parse_unit(unit.code) is unit, code
        assert not unit.display or parse_unit(unit.display) is unit, (code, atom.shown)


def test_code_that_clinicians_mean_otherwise_is_set_apart() -> None:
    coulomb = parse_unit("1.C")
    assert (coulomb.code, coulomb.display) == ("1.C", "1.C")
    assert dict(coulomb.dimension) == {"time": 1, "current": 1}
    assert parse_unit("1.Mg").factor == 10**6


#: UCUM codes that clinicians mean otherwise; every other prefixed atom means what UCUM says
DEPARTURES = {
    "C": "Cel", "F": "[degF]", "u": "U", "pH": "[pH]", "AU": "[arb'U]", "ft": "[ft_i]", "ys": "a", "YR": "a",
    "MN": "min", "Gm": "g", "GR": "g", "Mg": "mg", "MG": "mg", "Pg": "pg", "PG": "pg", "ML": "mL", "Ml": "mL",
    "Mm": "mm", "Mmol": "mmol", "Pmol": "pmol", "Meq": "meq", "Mosm": "mosm", "MCi": "mCi", "Kiu": "k[IU]",
    "g%": "g/dL", "mg%": "mg/dL", "Mg%": "mg/dL", "ug%": "ug/dL",
}  # fmt: skip


def test_departures_from_ucum_are_those_that_are_known() -> None:
    known = table()
    departures: dict[str, str] = {}
    for code, atom in known.atoms.items():
        for prefix in ("", *known.prefixes) if atom.is_metric else ("",):
            straight = prefix + atom.code + ("1" if code in ("10*", "10^") else "")
            unit = parse_unit(prefix + code)
            if unit.code != straight:
                departures[prefix + code] = unit.code
    assert departures == DEPARTURES

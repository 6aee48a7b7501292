"""The grammar of UCUM codes, and every atom against the essence file that another package carries."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from eligo.quantities.conversion import conversion
from eligo.quantities.numbers import decimal_text
from eligo.quantities.table import table
from eligo.quantities.ucum import UcumSyntaxError, parse_ucum
from eligo.quantities.units import UnitError, parse_unit

VALID = """
m /m 10*3/ul 10*-3/ul 10*+3/ul 10^-3 m[H2O] 10*23 rad2 m3.kg-1.s-2 4.[pi].10*-7.N/A2 rad2{a} {a}.rad2{b} 1{c} {e}
% dB[10.nV] [cup_us] [sft_i] 1/d [mi_us] deg /[HPF] /mmol [APL'U] 10*12/L fmol/L g/g m[IU]/L nmol/h/mL u[IU]/mL
umol/2.h [arb'U] dyn.s/(cm5.m2) [iU]/mL K/W {bsa} kg{body_wt} cm[H2O].s/L mmol/(8.h.kg) [drp] L/(8.h) REM Ms
g.m/m2{hb} g.m/{hb} osm/L pH pA [pptr] S [in_i'Hg] /[arb'U] mL/{hb}.m2 /{tot} 10*3{rbc} 10.L/(min.m2) mL/cm[H2O]
Ohm.m mbar.s/L pt a/m t Wb eV [CCID_50] [hp'_X] [degF] B[SPL] [pH] [ppm] %[slope] [m/s2/Hz^(1/2)] cal_[15]
g/(8.h){shift} {|} Kibit KiBy
"""
INVALID = """
m/ 10+3/ul rad2{錠} {a}rad2{b} {|}1 iU molv [BETH'U] [iIU] g/12h g/48h mL/2h U/1h mmol/kg[H20] cm[H20] ug(8.h)
ug(8hr) (m m) ((m) kkg k[in_i] kmin m//s m..s .m m. [in_i {a m{ m{a}{b} (m){b}{c} m^2.z (kg)2 m+ mm-
"""


@pytest.mark.parametrize("code", VALID.split())
def test_valid_code_is_read_and_its_canonical_form_is_itself(code: str) -> None:
    unit = parse_unit(code)
    assert parse_unit(unit.code) is unit


@pytest.mark.parametrize("code", INVALID.split())
def test_invalid_code_is_refused(code: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(code)


def test_components_carry_the_power_they_have_in_the_whole() -> None:
    found = [(c.symbol, c.power, c.annotation) for c in parse_ucum("/mL{a}.(s2/kg-1).24/{tot}")]
    expected = [("mL", -1, "{a}"), ("s", 2, None), ("kg", 1, None), ("24", 1, None), ("1", -1, "{tot}")]
    assert found == expected


@pytest.mark.parametrize(
    "code", ["m100", "m-100", "10*100", "m99.m99.m99", "m1234567", "(" * 17 + "m" + ")" * 17, "0.m"]
)
def test_absurd_powers_and_depths_are_refused(code: str) -> None:
    with pytest.raises(UcumSyntaxError):
        parse_ucum(code)


def test_syntax_error_names_the_symbol_that_is_no_unit() -> None:
    with pytest.raises(UcumSyntaxError) as caught:
        parse_ucum("mg/furlong")
    assert caught.value.part == "furlong"


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("6.3", "s.mm-1", "s.m-1", "6300"),
        ("6.3", "s/m.mg", "s.m-1.g", "0.0063"),
        ("6.3", "4.s/m", "s/m", "25.2"),
        ("6.3", "s/4/m", "s/m", "1.575"),
        ("6.3", "[in_i]", "cm", "16.002"),
        ("6.3", "g.m.s-2.A-2", "g.m.C-2", "6.3"),
        ("1", "m[Hg]", "g.s-2.m-1", "133322000"),
        ("1", "S", "g-1.m-2.C2.s", "0.001"),
        ("1", "[ly]", "cm", "946073047258080000"),
        ("1", "1/[ly]", "cm-1", "0.00000000000000000105700083402462"),
        ("37", "Cel", "[degF]", "98.6"),
        ("37", "Cel", "K", "310.15"),
        ("1", "deg", "rad", "0.0174532925199433"),
    ],
)
def test_conversion_between_codes(value: str, source: str, target: str, result: str) -> None:
    affine = conversion(parse_unit(source), parse_unit(target))
    assert affine is not None
    text = decimal_text(affine(Fraction(value)))
    assert text == result or (len(text) > 40 and abs(Fraction(text) - Fraction(result)) < Fraction(1, 10**15))


# --- the essence file as an oracle ----------------------------------------------------------------------------------

_SPACE = "{http://unitsofmeasure.org/ucum-essence}"
_TOKEN = re.compile(r"([./]?)(?:(\d+)(?![\d*^])|(10[*^]|(?:[^\d./+\-\[\]]|\[[^\]]*\])+)([+-]?\d+)?)")


def _essence() -> ET.Element:
    spec = find_spec("ucumvert")
    if spec is None or spec.origin is None:
        pytest.skip("ucumvert is not installed; its copy of the UCUM essence is the oracle")
    return ET.parse(Path(spec.origin).parent / "vendor" / "ucum-essence.xml").getroot()


class _Oracle:
    """A second, independent evaluator over the essence file: the factor of a unit to g, m, s, K, rad, C, cd."""

    def __init__(self, root: ET.Element) -> None:
        self.prefixes = {
            e.get("Code", ""): Fraction(_value(e).get("value", "")) for e in root.findall(_SPACE + "prefix")
        }
        self.units = {e.get("Code", ""): e for e in root.findall(_SPACE + "unit")}
        self.bases = {e.get("Code", "") for e in root.findall(_SPACE + "base-unit")}
        self.atom = cache(self._atom)

    def is_ratio(self, code: str) -> bool:
        return self.units[code].get("isSpecial") != "yes"

    def _atom(self, code: str) -> Fraction:
        # the mole is a base here, where UCUM makes it a number
        if code in self.bases or code == "mol":
            return Fraction(1)
        value = _value(self.units[code])
        return Fraction(value.get("value", "")) * self.factor(value.get("Unit", ""))

    def factor(self, expression: str) -> Fraction:
        factor = Fraction(1)
        for operator, number, symbol, power in _TOKEN.findall(expression):
            one = Fraction(number) if number else self._symbol(symbol) ** int(power or 1)
            factor = factor / one if operator == "/" else factor * one
        return factor

    def _symbol(self, symbol: str) -> Fraction:
        if symbol in self.units or symbol in self.bases:
            return self.atom(symbol)
        prefix = next(p for p in sorted(self.prefixes, key=len, reverse=True) if symbol.startswith(p))
        return self.prefixes[prefix] * self.atom(symbol.removeprefix(prefix))


def _value(element: ET.Element) -> ET.Element:
    found = element.find(_SPACE + "value")
    assert found is not None
    return found


def test_every_atom_has_the_factor_of_the_essence() -> None:
    oracle = _Oracle(_essence())
    checked = 0
    for code in oracle.units:
        if not oracle.is_ratio(code):
            continue
        assert parse_unit(f"1.{code}").factor == oracle.atom(code), code
        checked += 1
    assert checked > 280


def test_atoms_and_prefixes_are_those_of_the_essence() -> None:
    root = _essence()
    oracle = _Oracle(root)
    assert table().prefixes == oracle.prefixes
    assert set(table().atoms) == set(oracle.units) | oracle.bases
    for code, element in oracle.units.items():
        assert table().atoms[code].is_metric == (element.get("isMetric") == "yes"), code


def test_arbitrary_and_special_units_convert_into_nothing_else() -> None:
    root = _essence()
    alone = [e.get("Code", "") for e in root.findall(_SPACE + "unit") if e.get("isArbitrary") or e.get("isSpecial")]
    bases = {code: parse_unit(code) for code in alone if code not in ("Cel", "[degF]", "[degRe]", "[iU]")}
    for code, unit in bases.items():
        assert [other for other in bases if conversion(unit, bases[other]) is not None] == [code]


def test_example_codes_are_read() -> None:
    spec = find_spec("ucumvert")
    if spec is None or spec.origin is None:
        pytest.skip("ucumvert is not installed; its list of example codes is the oracle")
    lines = (Path(spec.origin).parent / "vendor" / "ucum_examples.tsv").read_text(encoding="utf-8").splitlines()[1:]
    codes = {line.split("\t")[1] for line in lines}
    # one example, Torr, is no UCUM code but a spelling of its own
    assert [code for code in sorted(codes) if not _reads(code)] == []


def _reads(code: str) -> bool:
    try:
        unit = parse_unit(code)
    except UnitError:
        return False
    return parse_unit(unit.code) is unit and (not unit.display or parse_unit(unit.display) is unit)

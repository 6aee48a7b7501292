"""From a TOML table to a concept, one function a kind. The schema of each kind is what its function takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, cast

from eligo.quantities.conversion import Affine, conversion
from eligo.quantities.units import Unit, parse_unit
from eligo.vocabulary.exhaustive import CodeSystem
from eligo.vocabulary.fitting import counts_equivalents
from eligo.vocabulary.model import (
    Ambiguity,
    Concept,
    Condition,
    Direction,
    Drug,
    Finding,
    Measure,
    Procedure,
    Scale,
)
from eligo.vocabulary.tables import Table

_ROMAN = ("0", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_DIGITS = tuple(str(number) for number in range(11))
_Conversion = tuple[Unit, Affine, int | None]


def read_condition(id: str, table: Table) -> Condition:
    """Read a table of ``conditions/``."""
    return Condition(
        **_common(id, "condition", table), is_event=table.flag("event"), is_state=table.flag("state"),
        is_acute=table.flag("acute"), is_complication=table.flag("complication"),
        form_of=table.text("form_of", "") or None, changes=_changes(table),
    )  # fmt: skip


def _changes(table: Table) -> tuple[Direction, str] | None:
    """Take the way in which a measure changes, and the measure: ``["decrease", "weight"]``."""
    match table.texts("changes"):
        case ():
            return None
        case ("increase" | "decrease" as direction, measure):
            return direction, measure
        case _:
            table.problem("`changes` must be `increase` or `decrease`, and a measure")
            return None


def read_drug(id: str, table: Table) -> Drug:
    """Read a table of ``drugs/``."""
    return Drug(**_common(id, "drug", table))


def read_procedure(id: str, table: Table) -> Procedure:
    """Read a table of ``procedures/``."""
    return Procedure(**_common(id, "procedure", table), is_event=table.flag("event"))


def read_finding(id: str, table: Table) -> Finding:
    """Read a table of ``findings/``."""
    return Finding(
        **_common(id, "finding", table),
        values=table.texts("values", ("negative", "positive")),
        spellings=_lowered(table.pairs("spellings")),
        implies=table.text("implies", "") or None,
        current_for=table.duration("current"),
        suggests=table.texts("suggests"),
    )


def read_scale(id: str, table: Table) -> Scale:
    """Read a table of ``scales/``.

    ``range = [0, 100]`` with ``step`` may stand for ``levels``; ``roman`` adds i, ii, …; ``words`` (``class``,
    ``stage``) may stand before a level.
    """
    common = _common(id, "scale", table)
    levels = table.texts("levels") or _range_levels(table)
    if len(levels) < 2:
        table.problem("a scale needs `levels` or `range`")
    spellings = dict(_lowered(table.pairs("spellings")))
    spellings.update({level.lower(): level for level in levels if level.lower() != level})
    if table.flag("roman"):
        spellings.update({_roman(level): level for level in levels if _roman(level) != level})
    written = {**{level.lower(): level for level in levels}, **spellings}
    for word in table.texts("words"):
        spellings.update({f"{word} {spelling}": level for spelling, level in written.items()})
    for spelling, level in spellings.items():
        if level not in levels:
            table.problem(f"`{spelling}` stands for `{level}`, which is no level")
    return Scale(
        **common,
        levels=levels,
        spellings=tuple(spellings.items()),
        follows_from=_follows_from(table, levels),
        current_for=table.duration("current"),
        of_toxicity=table.flag("toxicity"),
        is_score=table.flag("score"),
        units=table.units("units"),
        parts=_parts(table, levels),
        of=table.texts("of"),
        stages=table.texts("stages"),
        not_of=table.texts("not_of"),
    )


def _ends(table: Table, name: str) -> tuple[Fraction, Fraction] | None:
    """Take the two ends of a range, or None."""
    match table.numbers(name):
        case ():
            return None
        case (low, high) if low < high:
            return low, high
        case _:
            table.problem(f"`{name}` must be two numbers, the lower first")
            return None


def read_measure(id: str, table: Table) -> Measure:
    """Read a table of ``measures/``."""
    common = _common(id, "measure", table)
    unit = table.unit("unit") or parse_unit("1")
    conversions = [(other, Affine(1 / factor), None) for other, factor in table.unit_numbers("factors")]
    affine, returns = _affine(table)
    conversions += affine
    valence = table.integer("valence")
    if valence is not None:
        conversions += _equivalents(table, unit, conversions, valence)
    for other, _, _ in conversions:
        if other not in [known for known, _, _ in affine] and _converts(other, unit):
            table.problem(f"`{other.code}` converts to `{unit.code}` by itself and needs no factor")
    pair = table.texts("pair")
    return Measure(
        **common,
        unit=unit,
        units=table.units("units"),
        conversions=tuple(conversions),
        returns=tuple(returns),
        least=table.number("least", Fraction(0)) if not table.flag("signed") else table.number("least"),
        greatest=table.number("greatest"),
        plausible=_ends(table, "plausible"),
        bare=_ends(table, "bare"),
        current_for=table.duration("current"),
        presumed=frozenset(table.texts("presumed")),
        has_natural_unit=table.flag("natural_unit"),
        precision=table.integer("precision"),
        family=table.text("family", ""),
        pair=(pair[0], pair[1]) if len(pair) == 2 else None,
        variants=tuple(table.unit_texts("variants")),
        molar_mass=table.number("molar_mass"),
        can_be_zero=table.flag("zero"),
        refusals=tuple(table.unit_texts("refusals")),
    )


def read_ambiguity(id: str, table: Table) -> Ambiguity:
    """Read a table of ``ambiguities.toml``."""
    found = Ambiguity(
        name=table.text("name"),
        meanings=table.texts("meanings"),
        others=table.texts("others"),
        together=table.flag("together"),
    )
    if len(found.meanings) + len(found.others) < 2:
        table.problem("an ambiguous name has at least two meanings")
    return found


def read_code_system(table: Table) -> CodeSystem:
    """Read a table of ``exhaustive.toml``."""
    form = table.text("form")
    try:
        re.compile(form)
    except re.error:
        table.problem("`form` is no regular expression")
    vague = _prefixes(table, table.texts("vague"))
    concepts = {id: _prefixes(table, written) for id, written in table.text_lists("concepts")}
    return CodeSystem(form, vague, concepts, table.text("source"))


#: the folder of a file (``conditions/``) says what its tables are
CONCEPT_READERS: dict[str, Callable[[str, Table], Concept]] = {
    "conditions": read_condition,
    "drugs": read_drug,
    "procedures": read_procedure,
    "findings": read_finding,
    "measures": read_measure,
    "scales": read_scale,
}


def _common(id: str, kind: str, table: Table) -> dict[str, Any]:
    sex = table.text("sex", "") or None
    if sex not in (None, "female", "male"):
        table.problem(f"`sex` must be female or male, not `{sex}`")
    return {
        "id": id,
        "kind": kind,
        "name": table.text("name"),
        "synonyms": table.texts("synonyms"),
        "codes": table.texts("codes"),
        "parents": table.texts("parents"),
        "source": table.text("source"),
        "sex": sex,
    }


def _lowered(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((spelling.lower(), value) for spelling, value in pairs)


def _range_levels(table: Table) -> tuple[str, ...]:
    ends = table.numbers("range")
    step = table.number("step", Fraction(1)) or Fraction(1)
    if len(ends) != 2:
        return ()
    count = (ends[1] - ends[0]) / step
    values = (ends[0] + step * index for index in range(int(count) + 1))
    return tuple(str(value) if value.denominator == 1 else f"{float(value):g}" for value in values)


def _roman(level: str) -> str:
    """Return a level such as ``3a`` or ``3`` with its number in roman numerals."""
    digits = level.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    suffix = level[len(digits) :].lower()
    return f"{_ROMAN[_DIGITS.index(digits)]}{suffix}" if digits in _DIGITS else level.lower()


def _parts(table: Table, levels: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    parts = table.text_lists("parts")
    for level, narrower in parts:
        if not {level, *narrower} <= set(levels):
            table.problem(f"`parts` of `{level}` holds what is no level")
    return parts


def _follows_from(table: Table, levels: tuple[str, ...]) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]] | None:
    entries = table.raw("follows_from")
    if entries is None:
        return None
    inner = Table(f"{table.place} follows_from", cast("dict[str, object]", entries), [])
    score = inner.text("score")
    made = tuple((level, inner.texts(level)) for level in levels)
    if score == "?" or not all(scores for _, scores in made):
        table.problem("`follows_from` needs `score` and the score levels of every level")
    return score, made


def _converts(other: Unit, unit: Unit) -> bool:
    same_sort = counts_equivalents(other) == counts_equivalents(unit)
    return same_sort and bool(unit.dimension) and conversion(other, unit) is not None


def _affine(table: Table) -> tuple[list[_Conversion], list[_Conversion]]:
    """Read ``affine``: value in ``unit`` = value in the key's unit × scale + shift, and back; rounding as declared."""
    there: list[_Conversion] = []
    back: list[_Conversion] = []
    for key, inner in table.subtables("affine"):
        unit = inner.unit_of("affine", key)
        scale, shift = inner.number("scale"), inner.number("shift")
        back_scale, back_shift = inner.number("back_scale"), inner.number("back_shift")
        if unit is None or not scale or shift is None or not back_scale or back_shift is None:
            inner.problem("needs `scale`, `shift`, `back_scale` and `back_shift`")
            continue
        there.append((unit, Affine(scale, shift), inner.integer("precision")))
        back.append((unit, Affine(back_scale, back_shift), inner.integer("back_precision")))
    return there, back


def _equivalents(table: Table, unit: Unit, known: list[_Conversion], valence: int) -> list[_Conversion]:
    """Return the conversion from mEq/L: milliequivalents by ``valence`` are millimoles."""
    millimoles, equivalents = parse_unit("mmol/L"), parse_unit("meq/L")
    to_unit = conversion(millimoles, unit)
    for other, affine, _ in known:
        first = conversion(millimoles, other)
        if to_unit is None and first is not None:
            to_unit = first.then(affine)
    if to_unit is None:
        table.problem("`valence` needs a unit or a factor in mmol/L")
        return []
    return [(equivalents, Affine(Fraction(1, valence)).then(to_unit), None)]


def _prefixes(table: Table, written: tuple[str, ...]) -> tuple[str, ...]:
    for each in written:
        if not each.endswith("*") or each.count("*") > 1:
            table.problem(f"`{each}` must be a prefix, with `*` at its end")
    return tuple(each.removesuffix("*").replace(".", "") for each in written)

"""What a text is as a unit or quantity: the object of ``eligo unit`` for a request, and the same for people."""

from __future__ import annotations

import json
from typing import Any, cast

from eligo.diagnostics.columns import wrapped
from eligo.quantities.answers import unit_answer
from eligo.quantities.conversion import Affine
from eligo.quantities.problems import QuantityError
from eligo.quantities.units import Unit, parse_unit
from eligo.reports.phrases import amount
from eligo.vocabulary.model import Measure

_FIELDS = ("text", "value", "to", "of")


def answer(text: str, value: str | None = None, to: str | None = None, of: str | None = None) -> dict[str, Any]:
    """Return the object for ``text``; ``of`` names the measure whose own factors (molar mass, HbA1c) may convert it.

    Never raises: what is wrong is in ``error``.
    """
    if of is None:
        return unit_answer(text, value, to)

    def convert(source: Unit, target: Unit) -> Affine | None:
        from eligo.vocabulary.fitting import Misfit, between

        fit = between(_measure(of), source, target)
        if isinstance(fit, Misfit):
            raise QuantityError(fit.code, fit.message, fit.help)
        return fit.conversion

    return unit_answer(text, value, to, convert=convert)


def answer_line(line: bytes) -> str:
    """Return the answer to one JSON request (``text``, and perhaps ``value``, ``to``, ``of``) as one line of JSON."""
    request = _request(line)
    if isinstance(request, str):
        problem = {"code": "E601", "message": request, "help": 'write `{"text": "mg/dL"}`'}
        nothing = dict.fromkeys(("text", "unit", "dimension", "result"))
        return json.dumps({**nothing, "valid": False, "error": problem}) + "\n"
    return json.dumps(answer(**request), ensure_ascii=False) + "\n"


def _request(line: bytes) -> dict[str, Any] | str:
    """Return the fields of a request, or what is wrong with it."""
    try:
        request = json.loads(line.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return "the line is no JSON in UTF-8"
    if not isinstance(request, dict):
        return "the line is no JSON object"
    fields = cast("dict[str, Any]", request)
    if not isinstance(fields.get("text"), str):
        return "`text` is missing, or no text"
    unknown = sum(name not in _FIELDS for name in fields)
    if unknown:
        return f"the fields are {', '.join(_FIELDS)}; {unknown} other given"
    if not all(isinstance(value, str | None) for value in fields.values()):
        return "`value`, `to` and `of` are texts or null"
    return fields


def render(found: dict[str, Any], *, to: str | None = None, is_one: bool = False, width: int = 80) -> str:
    """Return an answer without an error in words: the unit, what it measures, its dimension, and the result.

    ``to`` is the unit that the result is in, where it is another one; ``is_one`` says that one of the unit was asked.
    """
    unit = parse_unit(found["unit"])
    shown = unit.display or "1"
    result = ""
    if found["result"]:
        result = amount(found["result"], (parse_unit(to) if to else unit).display or None)
        result = f"1 {shown} = {result}" if is_one else result
    facts = [
        ("unit", shown if shown == unit.code else f"{shown} (UCUM {unit.code})"),
        ("measures", unit.words()),
        ("dimension", _dimension(found["dimension"])),
        ("kind", unit.tag or ""),
        ("result", result),
    ]
    return "".join(f"{line}\n" for name, text in facts if text for line in wrapped(text, width, f"{name:<11}"))


def _dimension(powers: dict[str, int]) -> str:
    return " · ".join(base if power == 1 else f"{base}^{power}" for base, power in powers.items()) or "none (a number)"


def _measure(name: str) -> Measure:
    """Return the measure called ``name``; raises `QuantityError` E201, E202 or E204 where there is not one."""
    from eligo.vocabulary.loading import load_vocabulary

    vocabulary = load_vocabulary()
    found = [vocabulary.concepts[name]] if name in vocabulary.concepts else list(vocabulary.find(name))
    measures = [concept for concept in found if isinstance(concept, Measure)]
    if len(measures) == 1:
        return measures[0]
    if measures:
        meanings = " or ".join(f"`{measure.name}`" for measure in measures)
        raise QuantityError("E202", f"`{name}` means more than one measure", f"write {meanings}")
    if found:
        raise QuantityError("E204", f"`{name}` is a {found[0].kind}, not a measure", "name what the unit measures")
    near = vocabulary.suggest(name)
    help_ = f"did you mean {' or '.join(f'`{other}`' for other in near)}?" if near else "try `eligo vocab find`"
    raise QuantityError("E201", f"no concept is called `{name}`", help_)

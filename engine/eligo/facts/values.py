"""Values written as text (``88 %``, ``<5 mg/L``, ``120/80 mmHg``), taken apart."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from eligo.quantities.interval import Interval
from eligo.quantities.problems import QuantityError
from eligo.quantities.values import parse_value


class Written(NamedTuple):
    """A number in a text: its interval, the text without the unit, the unit as written, and a point as a float."""

    interval: Interval
    text: str
    unit: str | None
    approximate: float | None = None


@lru_cache(maxsize=4096)
def read_value(text: str) -> Written | None:
    """Return the number that ``text`` holds, or None where it holds none, or one that can be read in two ways.

    >>> read_value("<5 mg/L").text, read_value("<5 mg/L").unit, read_value("1,5 mg/L")
    ('<5', 'mg/L', None)
    """
    try:
        interval, unit = parse_value(text)
    except QuantityError:
        return None
    plain = text.strip()
    number = plain if unit is None else plain.removesuffix(unit).strip()
    approximate = float(interval.low) if interval.low is not None and interval.is_point else None
    return Written(interval, number, unit, approximate)


def read_pair(text: str) -> tuple[Written, Written] | None:
    """Return both numbers of a named pair such as ``120/80 mmHg``, each with the unit; None where there are not two."""
    first = read_value(text)
    if first is None or first.unit is None or not first.unit.startswith("/"):
        return None
    second = read_value(first.unit[1:])
    return None if second is None else (first._replace(unit=second.unit), second)

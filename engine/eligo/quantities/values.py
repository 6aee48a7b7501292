"""Values of facts as laboratories write them: ``88 %``, ``<5 mg/L``, ``1.2–1.5 mg/dL``, ``34/min``."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from eligo.quantities.interval import Interval
from eligo.quantities.numbers import NUMBER, digits_value
from eligo.quantities.problems import NumberError, UnitError

__all__ = ["parse_value"]

_SIGNED = rf"[+−-]?{NUMBER}"
_COMPARED = re.compile(
    rf"(?P<operator><=|=<|≤|≦|>=|=>|≥|≧|<|>|＜|＞|﹤|﹥)?\s*(?P<first>{_SIGNED})"
    rf"(?:\s*(?:-|–|—|−|~|\bto\b)\s*(?P<second>{NUMBER}))?(?P<rest>.*)",
    re.DOTALL,
)
_LESS = {"<": True, "＜": True, "﹤": True, "<=": False, "=<": False, "≤": False, "≦": False}
_MORE = {">": True, "＞": True, "﹥": True, ">=": False, "=>": False, "≥": False, "≧": False}
#: a group of thousands that is more likely a power of ten without its mark: ``100 109/L``
_POWER_AS_GROUP = re.compile(r".*[ \u00a0\u2009\u202f]10[34569]")
#: what may not follow a number that stands alone: another digit, or a mark that leaves it unclear
_CUT_SHORT = re.compile(r"[.,]?[0-9]|[,'][^ ]")
#: longer text is no value
LONGEST = 300


@lru_cache(maxsize=4096)
def parse_value(text: str) -> tuple[Interval, str | None]:
    """Return the interval that ``text`` states and its unit as written (None where it has none).

    Raises `NumberError` (E306) where it is no value: words, a decimal comma, a range turned round; `UnitError` (E305)
    for ``100 109/L``. The text itself is in no message: it may be a patient's.

    >>> parse_value("<50 x 10^9/L")
    (Interval(low=None, high=Fraction(50, 1), low_open=True, high_open=True), 'x 10^9/L')
    """
    plain = text.strip()
    match = _COMPARED.fullmatch(plain) if len(plain) <= LONGEST else None
    if match is None or _CUT_SHORT.match(match["rest"]):
        raise NumberError("E306", "the value is no number", "write it as `1.5 mg/dL`, `<5 mg/L` or `10-20`")
    rest = match["rest"].strip()
    last = match["second"] or match["first"]
    if rest.startswith("/") and _POWER_AS_GROUP.fullmatch(last):
        raise UnitError("E305", "a power of ten has lost the mark of its exponent", "write `× 10^9/L`")
    return _interval(match["operator"], match["first"], match["second"]), rest or None


def _interval(operator: str | None, first: str, second: str | None) -> Interval:
    value = _signed(first)
    if second is not None:
        other = _signed(second)
        if operator or other < value:
            raise NumberError("E306", "the range of values is none", "write the lesser value first: `10-20`")
        return Interval(value, other)
    if operator is None:
        return Interval.point(value)
    if operator in _LESS:
        return Interval(None, value, high_open=_LESS[operator])
    return Interval(value, None, low_open=_MORE[operator])


def _signed(written: str) -> Fraction:
    value = digits_value(written.lstrip("+−-"))
    return -value if written[0] in "−-" else value

"""Cells as numbers, dates and words, by what a mapping declares and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: parts of a date format and what they match
_PARTS: Final = {"YYYY": r"(?P<Y>\d{4})", "MM": r"(?P<M>\d{1,2})", "DD": r"(?P<D>\d{1,2})"} | {
    "hh": r"(?P<h>\d{1,2})",
    "mm": r"(?P<m>\d{2})",
}
_NUMBER: Final = {
    ".": re.compile(r"([<>≤≥]=?|)\s*([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?)", re.ASCII),
    ",": re.compile(r"([<>≤≥]=?|)\s*([-+]?\d+(?:,\d+)?)", re.ASCII),
}
_ISO: Final = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?)?)?", re.ASCII)


def number_of(text: str, decimal: str) -> tuple[str, str] | None:
    """Return the comparator and the number that ``text`` is, with a point for decimals; None where it is none.

    >>> number_of("< 1,4", ","), number_of("1.40", "."), number_of("1,4", "."), number_of("1.400", ",")
    (('<', '1.4'), ('', '1.40'), None, None)
    """
    found = _NUMBER[decimal].fullmatch(text)
    return None if found is None else (found[1], found[2].replace(",", ".").removeprefix("+"))


def date_of(text: str, form: str) -> str | None:
    """Return the date that ``text`` is in the form ``form`` or in ISO 8601, as ISO 8601; None where it is none.

    >>> date_of("2.5.2021", "DD.MM.YYYY"), date_of("2021-05", "DD.MM.YYYY"), date_of("5/2/2021", "DD.MM.YYYY")
    ('2021-05-02', '2021-05', None)
    """
    if _ISO.fullmatch(text):
        return text.replace(" ", "T")
    found = pattern_of(form).fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    date = "-".join(parts[part].zfill(2) for part in "YMD" if parts.get(part) is not None)
    return date if parts.get("h") is None else f"{date}T{parts['h'].zfill(2)}:{parts.get('m') or '00'}"


@lru_cache(maxsize=16)
def pattern_of(form: str) -> re.Pattern[str]:
    """Return what dates in ``form`` match."""
    escaped = re.escape(form)
    for part, pattern in _PARTS.items():
        escaped = escaped.replace(part, pattern, 1)
    return re.compile(escaped, re.ASCII)


def is_date_format(form: str) -> bool:
    """Tell whether ``form`` is a format of dates: a year, with a month where there is a day, each once.

    >>> is_date_format("DD.MM.YYYY"), is_date_format("YYYY"), is_date_format("DD.YYYY"), is_date_format("%d.%m.%Y")
    (True, True, False, False)
    """
    has = {part: form.count(part) for part in _PARTS}
    if any(number > 1 for number in has.values()) or not has["YYYY"]:
        return False
    rest = form
    for part in _PARTS:
        rest = rest.replace(part, "")
    return bool(has["MM"]) >= bool(has["DD"]) and bool(has["hh"]) == bool(has["mm"]) and not re.search(r"\w|%", rest)

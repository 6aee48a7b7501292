"""Where the unit behind a number ends: the longest run of text that is a unit, or that is written like one."""

from __future__ import annotations

import re

from eligo.quantities.units import known_unit

_RUN = re.compile(r"(?:[^\s,;()\[\]\"]|(?<=10)\(\d{1,2}\))+")
#: words after a number that are never its unit, though some are spelled like one
_NEVER = frozenset((
    "in", "a", "at", "as", "or", "to", "of", "on", "by", "per", "and", "with", "for", "if", "is", "no", "than", "when",
    "x", "within", "was", "are", "be", "who", "out", "up", "an", "from", "then", "times", "fold",
))  # fmt: skip
#: units of time that are letters, which the grammar does not list
_TIME_LETTERS = frozenset(("h", "hr", "hrs", "d", "wk", "wks", "mo", "mos", "y", "yr", "yrs", "mths", "mth"))
#: what tells an absolute change of a percentage from a relative one
_POINTS = frozenset(("percentage point", "percentage points"))
#: a unit is looked for in so many words and characters
_WORDS_AT_MOST = 5
_LENGTH_AT_MOST = 60
#: ``25%–45%``: a dash before a digit may end the unit
_DASH = re.compile(r"(?<=.)[-‐‑–—−~](?=\d)")
_LOST_EXPONENT = re.compile(r"(?:[x×]\s*)?10\s?(?:[eE]\s?)?\d{1,2}\s*/\s*\w+")
_WITH_SLASH = re.compile(r"[^\W\d_][\w.^*]*(?:/[\w.^*]+)+")


#: volumes in which blood cells are counted; no count of them is a volume itself
_VOLUMES = frozenset(("mm3", "ul", "mcl", "microliter", "microliters", "microlitre", "microlitres"))


def bare_volume(written: str) -> str | None:
    """Return the volume that ``written`` is, its power as a plain digit: ``mm^3``, ``µL``; None where it is none."""
    plain = written.translate({ord("^"): None, ord("³"): "3", ord("µ"): "u", ord("μ"): "u"})
    return plain if plain.lower() in _VOLUMES else None


def is_time_letter(written: str) -> bool:
    """Tell whether ``written`` is a unit of time in letters: ``yrs``, ``h``."""
    return written.lower() in _TIME_LETTERS


def unit_end(text: str, start: int) -> int | None:
    """Return where the longest unit that begins at ``start`` ends, or None where none does."""
    for end in sorted(_ends(text, start), reverse=True):
        for trimmed in (end, *_without_stop(text, start, end)):
            if _is_unit(text[start:trimmed]):
                return trimmed
    return None


def unreadable_end(text: str, start: int) -> tuple[int, bool] | None:
    """Return where something written like a unit ends and whether it is surely meant as one, for a message about it."""
    lost = _LOST_EXPONENT.match(text, start)
    if lost:
        return lost.end(), True
    run = _WITH_SLASH.match(text, start)
    return (run.end(), False) if run else None


def _ends(text: str, start: int) -> set[int]:
    """Return the ends of the first words from ``start`` on, and of a bracket glued to the first."""
    ends: list[int] = []
    position = start
    while len(ends) < _WORDS_AT_MOST and position - start < _LENGTH_AT_MOST:
        run = _RUN.match(text, position)
        if run is None:
            break
        ends.append(run.end())
        ends.extend(position + dash.start() for dash in _DASH.finditer(run.group()))
        position = run.end() + 1 if text[run.end() : run.end() + 1] == " " else len(text)
    if ends and ends[0] < len(text) and text[ends[0]] in "([":
        ends.append(_balanced(text, ends[0]))
    return set(ends)


def _is_unit(written: str) -> bool:
    if not written or written.lower() in _NEVER or written[0] in "<>≤≥=+":
        return False
    if is_time_letter(written) or written.lower() in _POINTS:
        return True
    return known_unit(written) is not None and not written[0].isdigit()


def _balanced(text: str, start: int) -> int:
    depth = 0
    for index in range(start, min(len(text), start + _LENGTH_AT_MOST)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1
    return start


def _without_stop(text: str, start: int, end: int) -> tuple[int, ...]:
    return (end - 1,) if end - start > 1 and text[end - 1] in ".:" else ()

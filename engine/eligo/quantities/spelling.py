"""Units as clinicians write them, taken to UCUM codes through the closed table; nothing is guessed."""

from __future__ import annotations

import re

from eligo.quantities.table import table

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
#: signs that are one: both micro signs, dots, dashes, slashes, blanks, and full-width forms
_SAME = str.maketrans(
    {
        **dict.fromkeys("µμ", "u"),
        **dict.fromkeys("·⋅∙•‧", "·"),
        **dict.fromkeys("−–‐‑‒", "-"),
        **dict.fromkeys("⁄∕／", "/"),
        **dict.fromkeys("×✕✖Х", "×"),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\u3000", " "),
        "％": "%",
        "℃": "°C",
        "℉": "°F",
        "ℓ": "L",
        "Ω": "Ω",
    }
)
_POWER_OF_TEN_RAISED = re.compile(r"10 ?([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_PER = re.compile(r" ?/ ?| ?\bper\b ?", re.IGNORECASE)
# patterns that few units need are compiled when they are first used
#: ten to a power, with or without the multiplication sign before it and a counted thing after it
_POWER_OF_TEN = (
    r"(?:(?P<before>[a-z]+) ?)?(?:[xX×*·] ?)?"
    r"10 ?(?:\^|\*\*?|\((?=[0-9]+\)))(?P<power>[+-]?[0-9]{1,2})\)?(?: ?(?P<of>[^0-9].*))?"
)
_LOST_POWER = r"(?:^|(?<=[xX×*· ]))10 ?(?P<power>[34569]|1[0-2])(?= ?/| per\b| ?$| ?[xX]| cells?\b)"
_TEN_E = r"(?:^|(?<=[xX×*· ]))10 ?[eE] ?\+?(?P<power>[0-9]{1,2})(?= ?/| per\b| ?$)"
_COUNTED = r"(?P<count>[0-9]{1,3}) (?P<of>[^0-9].*)"


def normalised(text: str) -> str:
    """Return ``text`` with signs that are one written as one, raised digits lowered, and blanks made single.

    >>> normalised("×10⁹ / L"), normalised("µg · m⁻²")
    ('×10^9 / L', 'ug · m-2')
    """
    text = _POWER_OF_TEN_RAISED.sub(lambda m: "10^" + m[1].translate(SUPERSCRIPTS), text)
    return " ".join(text.translate(SUPERSCRIPTS).translate(_SUBSCRIPTS).translate(_SAME).split())


def spelled(text: str) -> str | None:
    """Return the UCUM code of a clinical spelling (already `normalised`), or None where it is none.

    >>> spelled("mg / dl"), spelled("K/uL"), spelled("cells per cubic mm"), spelled("furlong/fortnight")
    ('mg/dL', '10*3/uL', '1/mm3', None)
    """
    known = table()
    if text in known.whole:
        return known.whole[text]
    for ending, per in known.endings.items():
        if text.endswith(" " + ending):
            amount = spelled(text.removesuffix(ending).rstrip())
            return None if amount is None else amount + per
    over, *under = _PER.split(text)
    below = [_term(part, counted=True) for part in under]
    if None in below:
        return None
    above = _above(over, [code for code in below if code is not None])
    return None if above is None else "/".join([above, *(code for code in below if code is not None)])


def _above(text: str, below: list[str]) -> str | None:
    """Return the code of what stands before the first slash."""
    if len(below) == 1 and (text, below[0]) in table().over:
        return table().over[text, below[0]]
    if not text:
        return "1" if below else None
    return _term(text, counted=False)


def _term(text: str, *, counted: bool) -> str | None:
    """Return the code of one part between slashes; ``counted``: it may begin with a number, as in ``24 h``."""
    codes = table().spellings
    if text in codes:
        return codes[text]
    if text.startswith("(") and text.endswith(")"):
        return codes.get(text[1:-1].strip())
    if match := re.fullmatch(_POWER_OF_TEN, text):
        return _power_of_ten(match)
    if counted and (match := re.fullmatch(_COUNTED, text) or re.fullmatch(_DAY_LONG, text)):
        unit = codes.get(match["of"])
        return None if unit is None else f"({match['count']}.{unit})"
    if "·" in text:
        parts = [part if part.isdecimal() else _term(part.strip(), counted=False) for part in text.split("·")]
        return None if None in parts else ".".join(part for part in parts if part is not None)
    return None


#: the one count of hours that is written without a blank: a day's collection
_DAY_LONG = r"(?P<count>24)-?(?P<of>h|hr|hrs|hour|hours)"


def _power_of_ten(match: re.Match[str]) -> str | None:
    """Return the code of ``x 10^9``, ``cells x 10^9``, ``10^6 copies``."""
    codes = [f"10*{int(match['power'])}"]
    for part in (match["before"], match["of"]):
        if part is not None and part not in ("x", "X"):
            unit = table().spellings.get(part)
            if unit is None:
                return None
            if unit != "1":
                codes.append(unit)
    return ".".join(codes)


def lost_exponent(text: str) -> str | None:
    """Return what a power of ten without its mark should have been (``×10^9/L``), or None where nothing is lost.

    >>> lost_exponent("x109/L"), lost_exponent("103/uL"), lost_exponent("100/L")
    ('×10^9/L', '10^3/uL', None)
    """
    mended, times = re.subn(_LOST_POWER, lambda m: f"10^{m['power']}", text)
    if not times:
        mended, times = re.subn(_TEN_E, lambda m: f"10^{m['power']}", text)
    return re.sub(r"^[xX×*] ?", "×", mended) if times else None


def close_spellings(text: str) -> list[str]:
    """Return up to three known spellings near ``text``, nearest first."""
    from difflib import get_close_matches  # only an error needs it

    whole = [*table().whole, *_COMMON]
    found = get_close_matches(text, whole, n=3, cutoff=0.75)
    if found:
        return found
    parts = _PER.split(text)
    unknown = [index for index, part in enumerate(parts) if part and _term(part, counted=True) is None]
    if len(unknown) != 1 or len(parts[unknown[0]]) > 30:
        return []
    near = get_close_matches(parts[unknown[0]], list(table().spellings), n=3, cutoff=0.7)
    return ["/".join(other if i == unknown[0] else part for i, part in enumerate(parts)) for other in near]


#: what most criteria are written in, so that a slip of the pen finds the usual unit first
_COMMON = (
    "mg/dL", "g/dL", "g/L", "mmol/L", "µmol/L", "µg/L", "ng/mL", "pg/mL", "IU/L", "U/L", "mIU/L", "mEq/L", "mL/min",
    "mL/min/1.73m2", "mmHg", "kg/m2", "cells/µL", "×10^9/L", "×10^3/µL", "copies/mL", "IU/mL", "years", "months",
    "weeks", "days", "hours", "minutes", "kg", "cm", "mm", "% predicted", "breaths/min", "beats/min", "mg/day",
)  # fmt: skip

"""Brackets that say again what stands before them: abbreviations, signs, units, names, and pointers to an appendix."""

from __future__ import annotations

import re

from eligo.quantities.units import known_unit
from eligo.syntax.tokens.known_names import Names

_ABBREVIATION = re.compile(r"[(\[] ?(?P<inner>[A-Za-z][\w+./ -]{0,13}?) ?[)\]]")
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN_NAMES = re.compile(r"\s*(?:/|,|;|=|[\[\]()]|\band/or\b|\band\b|\bor\b)\s*", re.IGNORECASE)
#: the words of pointers elsewhere
POINTER_WORDS = (
    "see", "refer", "per", "please", "also", "according", "appendix", "appendices", "annex", "attachment", "section",
    "protocol",
)  # fmt: skip
_POINTER = re.compile(
    r"(?:please )?(?:(?:see|refer to|per|as per|according to)(?: also)? )?(?:the )?(?:protocol )?"
    r"(?:appendix|appendices|annex|attachment)(?: [\w.]{1,6}(?: ?(?:,|and|&) ?[\w.]{1,6})?)?|see section [\d.]{1,9}",
    re.IGNORECASE,
)
_POINTING = re.compile(rf"(?:see|refer to|\() ?(?:{_POINTER.pattern})\)?", re.IGNORECASE)


def without_abbreviations(text: str) -> str:
    """Return ``text`` of the same length with bracketed abbreviations left blank, so that names run across them.

    >>> without_abbreviations("absolute neutrophil count (ANC) nadir")
    'absolute neutrophil count       nadir'
    """
    if "(" not in text and "[" not in text:
        return text
    return _ABBREVIATION.sub(lambda found: " " * len(found.group()), text)


def abbreviations(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return the bracketed abbreviations between two offsets and where each begins."""
    return [(found.start(), found["inner"]) for found in _ABBREVIATION.finditer(text, start, end)]


def abbreviates(short: str, words: str) -> bool:
    """Tell whether ``short`` is made of letters of ``words`` in their order, from the first letter of a word on.

    >>> abbreviates("PLT", "platelets"), abbreviates("PS", "performance status"), abbreviates("HIV", "hepatitis")
    (True, True, False)
    """
    letters = [letter.lower() for letter in _LETTER.findall(short)]
    if len(letters) < 2 or not any(letter.isupper() for letter in short) or " " in short:
        return False
    folded = words.lower()
    starts = [found.start() for found in re.finditer(r"\b" + re.escape(letters[0]), folded)]
    return any(_in_order(letters, folded[start:]) for start in starts)


def _in_order(letters: list[str], text: str) -> bool:
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


def is_pointer(inner: str) -> bool:
    """Tell whether a bracket only points elsewhere: ``(see Appendix 2)``."""
    return bool(_POINTER.fullmatch(inner.strip()))


def pointer_end(text: str, position: int) -> int | None:
    """Return where ``see Appendix 2`` ends, which stands without brackets, or None."""
    found = _POINTING.match(text, position)
    return found.end() if found and text[found.end() :].strip(" .;,)") == "" else None


def same_unit(written: str, again: str) -> bool:
    """Tell whether both are spellings of one unit: ``milliseconds (msec)``."""
    first, second = known_unit(written), known_unit(again.strip())
    return first is not None and second is not None and first.code == second.code


def repeats_names(inner: str, names: Names, before: list[tuple[str, ...]]) -> bool:
    """Tell whether ``inner`` lists names alone, each with a meaning that one of those ``before`` has."""
    parts = [part for part in _BETWEEN_NAMES.split(inner) if part]
    if len(parts) < 2:
        return False
    meanings = [set(names.vocabulary.exact(part)) for part in parts]
    return all(any(meaning & set(known) for known in before) for meaning in meanings)

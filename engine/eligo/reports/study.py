"""What study files call a patient, a site and a criterion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from eligo.screening.result import CriterionResult, Screening

#: the longest IETESTCD and IETEST (SDTMIG 3.4, and the SAS transport format behind it)
CODE_LENGTH: Final = 8
TEXT_LENGTH: Final = 200
_CODE: Final = re.compile(r"[A-Z_][A-Z0-9_]{0,7}")


def protocol_criteria(screening: Screening) -> list[CriterionResult]:
    """Return the criteria of the protocol, without the one that every trial has: that the patient is alive."""
    return [criterion for criterion in screening.criteria if not is_alive(criterion)]


def is_alive(criterion: CriterionResult) -> bool:
    """Tell whether ``criterion`` is the one that a patient dead by the screening date fails (FORMATS §1)."""
    return criterion.canonical == "alive" and criterion.sentence is None


def codes(ids: Iterable[str]) -> dict[str, str]:
    """Return an IETESTCD for each criterion: unique, and the same whatever other criteria a trial has.

    A label that is a code already (``vte``) is itself; of another, the first letters and four digits of the SHA-256 of
    the label. Where two would be alike, which four digits leave one in 65,536, the later is numbered on.

    >>> codes(["vte", "other_pneumonia", "1st"])
    {'vte': 'VTE', 'other_pneumonia': 'OTHE3D68', '1st': 'C1STE01D'}
    """
    found: dict[str, str] = {}
    for id in ids:
        plain = id.upper().replace("-", "_")
        code = plain if _CODE.fullmatch(plain) else _shortened(id, 0)
        turn = 0
        while code in found.values():
            turn += 1
            code = _shortened(id, turn)
        found[id] = code
    return found


def _shortened(id: str, turn: int) -> str:
    letters = re.sub(r"[^A-Z0-9]", "", id.upper())
    start = letters if letters[:1].isalpha() else f"C{letters}"
    return start[:4] + sha256(f"{id}{turn or ''}".encode()).hexdigest()[:4].upper()


def text(criterion: CriterionResult) -> str:
    """Return the criterion verbatim, on one line, cut at a word where it is longer than IETEST may be."""
    words = " ".join((criterion.sentence or criterion.canonical).split())
    if len(words) <= TEXT_LENGTH:
        return words
    cut = words[: TEXT_LENGTH - 3]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "..."


def subject(screening: Screening, site: str | None) -> str:
    """Return the unique subject identifier (USUBJID): study, site where it is known, and the subject's code."""
    return "-".join(part for part in (screening.trial.id, site, screening.patient) if part)

"""In words: what would settle a verdict, what was missed by little, and until when the verdict holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from eligo.reports import phrases
from eligo.screening.result import CriterionResult, Evidence, Missing, NearMiss, Screening

_SENTENCE: Final = "answer whether the sentence is true of the patient"
#: what ends later than so many days after the screening is not worth a line
_SOON: Final = 366


def to_settle(screening: Screening) -> list[tuple[str, list[str]]]:
    """Return each thing to find out, once, with the ids of the criteria that wait for it; for an undetermined patient.

    Results that were read back from a batch do not say what would do; then it is everything that is missing. The
    sentences that are questions stand with their criteria already; they make one entry together.
    """
    if screening.verdict != "undetermined":
        return []
    waiting: dict[str, list[str]] = {}
    for missing, ids in _open(screening):
        for id in ids:
            is_sentence = missing.cause == "unanswered" and phrases.is_question(screening.criterion(id))
            known = waiting.setdefault(_SENTENCE if is_sentence else phrases.remedy(missing), [])
            if id not in known:
                known.append(id)
    return list(waiting.items())


def near_misses(screening: Screening) -> list[tuple[str, str]]:
    """Return what alone makes the patient ineligible: the id of the criterion, and by how much or until when."""
    return [(one.id, _near_miss(one, screening.criterion(one.id))) for one in screening.near_misses]


def holds_until(screening: Screening) -> str | None:
    """Return until when the verdict holds where nothing new is recorded, and what ends then; None where it lasts."""
    until = screening.valid_until
    if until is None:
        return None
    ended = [criterion.id for criterion in screening.criteria if criterion.valid_until == until]
    what = f"; then {_listed(ended)} no longer {'passes' if len(ended) == 1 else 'pass'}" if ended else ""
    return f"holds until {phrases.moment(until)}{what}"


def passes_until(criterion: CriterionResult, screening: Screening) -> str | None:
    """Return until when ``criterion`` passes, where that is within a year; None of any other."""
    until = criterion.valid_until
    if until is None:
        return None
    days = date.fromisoformat(until[:10]) - date.fromisoformat(screening.as_of[:10])
    return phrases.moment(until) if days.days <= _SOON else None


def _open(screening: Screening) -> Iterable[tuple[Missing, Iterable[str]]]:
    for one in screening.settle:
        yield Missing(cause=one.cause, concept=one.concept, ask=one.ask, place=one.place), one.criteria
    if not screening.settle:
        for criterion in screening.criteria:
            if criterion.status == "unknown":
                yield from ((missing, (criterion.id,)) for missing in criterion.missing)


def _near_miss(one: NearMiss, criterion: CriterionResult) -> str:
    found = Evidence(
        concept=one.concept, test=one.test, holds=criterion.holds, value=one.value, unit=one.unit, time=one.time,
        start=one.start, end=one.end, margin=one.margin,
    )  # fmt: skip
    passes = f"; passes from {one.passes_from}" if one.passes_from is not None else ""
    return phrases.finding(found) + passes


def _listed(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{', '.join(ids[:-1])} and {ids[-1]}"

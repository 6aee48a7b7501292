"""The verdict, and where the patient stands in a sentence for people (FORMATS §2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from eligo.screening.result import Cause, Missing, Status, Verdict

#: what only asks for more, and contradicts nothing
_SILENCE: Final[frozenset[Cause]] = frozenset({"missing", "stale", "unanswered"})


def verdict_of(statuses: Sequence[Status]) -> Verdict:
    """Return the verdict: one failure makes ineligible, only passes make eligible."""
    if "fail" in statuses:
        return "ineligible"
    return "undetermined" if "unknown" in statuses else "eligible"


def standing_of(statuses: Sequence[Status], missing: Iterable[Missing]) -> str:
    """Return the verdict in a sentence; ``missing`` is what is missing of the unknown criteria."""
    verdict = verdict_of(statuses)
    gaps = list(dict.fromkeys(missing))
    if verdict == "eligible":
        count = len(statuses)
        return f"eligible: {'all ' if count > 1 else ''}{_counted(count, 'criterion passes', 'criteria pass')}"
    if verdict == "ineligible":
        failing = statuses.count("fail")
        sentence = f"not eligible: {_counted(failing, 'criterion fails', 'criteria fail')}"
        return f"{sentence}; {_open(gaps)}" if gaps else sentence
    is_silence = all(gap.cause in _SILENCE for gap in gaps)
    return f"{'potentially eligible' if is_silence else 'undetermined'}: {_open(gaps)}"


def _open(gaps: list[Missing]) -> str:
    """Return what is open: questions for a person, results and records to add, records to make clear."""
    questions = sum(gap.cause == "unanswered" for gap in gaps)
    silent = len({gap.concept for gap in gaps if gap.cause in _SILENCE and gap.cause != "unanswered"})
    unclear = sum(gap.cause not in _SILENCE for gap in gaps)
    parts: list[str] = []
    if questions:
        parts.append(_counted(questions, "question", "questions"))
    if silent:
        parts.append(_counted(silent, "result", "results"))
    text = " and ".join(parts) + " open" if parts else ""
    told = _counted(unclear, "record unclear", "records unclear") if unclear else ""
    return ", ".join(part for part in (text, told) if part)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"

"""A screening for screen readers: one fact a line, each a sentence of its own, without columns or drawn lines."""

from __future__ import annotations

from eligo.diagnostics.columns import visible
from eligo.reports import phrases, prospects
from eligo.screening.result import CriterionResult, Screening


def render(screening: Screening) -> str:
    """Return the checklist of one patient and one trial, one fact a line."""
    lines = [
        f"Trial {screening.trial.id}: {screening.trial.title}"
        if screening.trial.title
        else f"Trial {screening.trial.id}",
        phrases.patient_line(screening),
        f"Screened on {phrases.moment(screening.as_of)}",
        f"Verdict: {phrases.VERDICTS[screening.verdict]}",
        f"Standing: {screening.standing}",
        f"Count: {', '.join(phrases.counts(screening))}",
    ]
    until = prospects.holds_until(screening)
    if until is not None:
        lines.append(f"Time: the verdict {until}")
    for status in phrases.STATUSES:
        for section in ("inclusion", "exclusion"):
            for criterion in screening.criteria:
                if criterion.status == status and criterion.section == section:
                    lines += _criterion(criterion)
                    until = prospects.passes_until(criterion, screening)
                    lines += [f"Passes until: {until}"] if until is not None else []
    lines += [f"To settle {' and '.join(ids)}: {what}" for what, ids in prospects.to_settle(screening)]
    lines += [f"Near miss of {id}: {what}" for id, what in prospects.near_misses(screening)]
    lines += [f"Assumed: {text}" for text in phrases.assumptions(screening)]
    lines += [f"Not understood: {place}" for place in screening.not_understood]
    lines += [
        f"Criteria digest: {screening.trial.digest}",
        f"Vocabulary digest: {screening.vocabulary}",
        f"Engine: {screening.engine}",
    ]
    return "".join(f"{visible(' '.join(line.split()))}\n" for line in lines)


def _criterion(criterion: CriterionResult) -> list[str]:
    lines = [f"{criterion.section.capitalize()} criterion {criterion.id} {phrases.RESULTS[criterion.status]}"]
    if criterion.sentence:
        lines.append(f"Sentence: {criterion.sentence}")
    reading = "a question for a person" if phrases.is_question(criterion) else phrases.reading(criterion)
    if reading is not None:
        lines.append(f"Read as: {reading}")
    if criterion.note:
        lines.append(f"Note: {criterion.note}")
    for found, *more in phrases.found(criterion):
        lines += [f"Found: {found}", *(f"Detail: {line}" for line in more)]
    if criterion.status == "unknown":
        lines += [f"Missing: {gap}" for gap in phrases.gaps(criterion)]
        lines += [f"Ask: {question}" for question in phrases.questions(criterion)]
    return lines

"""The criteria of one section of the checklist as a table: each criterion, and below it what was found of it.

The roles are spelled out, for a table whose rows are laid out as blocks, as on a phone, is otherwise none to a screen
reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from eligo.reports import phrases, prospects
from eligo.screening.result import CriterionResult, Evidence, Screening

_MARKS: Final = {"fail": "✗", "unknown": "?", "pass": "✓"}
_COLUMNS: Final = ("What was found", "Value", "Date", "Source", "Assumed")
#: dates and times, of which no part goes to the next line
_DATE: Final = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d\d:\d\d\b")


def anchor(name: str, criterion: CriterionResult) -> str:
    """Return the id of the element of ``criterion`` in the article ``name``."""
    return f"{name}-{criterion.section}-{escape(criterion.id)}"


def table(name: str, screening: Screening, section: str) -> str:
    """Return the criteria of one section in the order of the protocol; no table where there are none."""
    criteria = [criterion for criterion in screening.criteria if criterion.section == section]
    if not criteria:
        return ""
    head = "".join(f'<th scope="col" role="columnheader">{column}</th>' for column in _COLUMNS)
    groups = "\n".join(
        _criterion(name, number, criterion, screening) for number, criterion in enumerate(criteria, start=1)
    )
    return (
        f'<section>\n<table class="criteria" role="table">\n<caption>{section.capitalize()} criteria</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n{groups}\n</table>\n</section>'
    )


def _criterion(name: str, number: int, criterion: CriterionResult, screening: Screening) -> str:
    lines = [f'<span class="number">{number}</span> <b>{escape(criterion.id)}</b>']
    if criterion.sentence:
        lines.append(f"<p>“{escape(criterion.sentence)}”</p>")
    reading = phrases.reading(criterion)
    if phrases.is_question(criterion):
        reading = "a question for a person"
    if reading is not None:
        lines.append(f'<p class="reading">{"Read as: " if criterion.sentence else ""}{escape(reading)}</p>')
    if criterion.note:
        lines.append(f"<p>Note: {escape(criterion.note)}</p>")
    result = f'<span aria-hidden="true">{_MARKS[criterion.status]}</span> {phrases.RESULTS[criterion.status]}'
    findings = [*_findings(criterion)]
    until = prospects.passes_until(criterion, screening)
    if until is not None:
        findings.append(_wide(f"Passes until {until}, where nothing new is recorded."))
    return (
        f'<tbody role="rowgroup" class="{criterion.status}" id="{anchor(name, criterion)}">\n'
        f'<tr class="criterion" role="row">'
        f'<th scope="rowgroup" role="rowheader" colspan="{len(_COLUMNS) - 1}">{"".join(lines)}</th>'
        f'<td class="result" role="cell">{result}</td></tr>\n' + "\n".join(findings) + "\n</tbody>"
    )


def _findings(criterion: CriterionResult) -> Iterator[str]:
    told = [evidence for evidence in criterion.because if phrases.absence(evidence) is None]
    for evidence in told:
        yield _finding(evidence, criterion.sentence)
    for line, *_ in phrases.found(criterion)[len(told) :]:
        yield _wide(f"{line[:1].upper()}{line[1:]}.")
    if criterion.status == "unknown":
        for gap in phrases.gaps(criterion):
            yield _wide(f"Missing: {gap}")
        for question in phrases.questions(criterion):
            yield _wide(f"To answer: {question}")
    if not criterion.because and criterion.status != "unknown":
        yield _wide("Nothing was asked of the records.")


def _wide(text: str) -> str:
    return f'<tr role="row"><td role="cell" colspan="{len(_COLUMNS)}">{escape(text)}</td></tr>'


def _finding(evidence: Evidence, sentence: str | None) -> str:
    details = "".join(f'<div class="more">{_unbroken(line)}</div>' for line in _details(evidence))
    value = "" if evidence.value is None else phrases.amount(evidence.value, evidence.unit)
    cells = (
        ("value", "Value", value),
        ("time", "Date", " ".join(phrases.times(evidence)).removeprefix("on ")),
        ("source", "Source", "; ".join(_sources(evidence))),
        ("assumed", "Assumed", "; ".join(phrases.assumption(code) for code in phrases.assumed(evidence))),
    )
    return (
        f'<tr role="row"><td role="cell">{escape(_name(evidence, sentence))}{details}</td>'
        + "".join(
            f'<td role="cell" class="{kind}" data-label="{label}">{_unbroken(text)}</td>' for kind, label, text in cells
        )
        + "</tr>"
    )


def _sources(evidence: Evidence) -> list[str]:
    """Return where a value is from, of a computed one where its inputs are from, each once."""
    inputs = evidence.derived.inputs if evidence.derived is not None else ()
    return list(dict.fromkeys(source for source in (evidence.source, *(part.source for part in inputs)) if source))


def _name(evidence: Evidence, sentence: str | None) -> str:
    """Return what a row is of: a concept, or a person's answer and to what."""
    if "answered" not in evidence.assumed:
        return evidence.concept
    by = f"answered by {evidence.by}" if evidence.by else "answered by a person"
    return by if evidence.test == sentence else f"{by}: {evidence.test}"


def _details(evidence: Evidence) -> Iterator[str]:
    """Yield where a value or a time stands, and how it was computed."""
    where = phrases.distance(evidence) or phrases.in_time(evidence)
    parts = [part for part in (evidence.status, where) if part]
    if parts and "answered" not in evidence.assumed:
        yield ", ".join(parts)
    if evidence.derived is not None:
        yield phrases.derivation(evidence.derived)


def _unbroken(text: str) -> str:
    """Return ``text`` with its dates kept on one line each: hyphens are places to break a line."""
    return _DATE.sub(r'<span class="date">\g<0></span>', escape(text))

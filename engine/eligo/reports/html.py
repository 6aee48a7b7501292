"""The eligibility checklist as one HTML page that needs nothing else: to read, to print on A4, to sign and to file.

No scripts, nothing loaded from elsewhere. Whether a criterion passes is said in words and by a mark, never by colour
alone. What a coordinator and an investigator decide is for them to write: those lines are always empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from eligo.reports import phrases
from eligo.reports.html_style import STYLE
from eligo.screening.result import CriterionResult, Evidence, Screening

_MARKS: Final = {"fail": "✗", "unknown": "?", "pass": "✓"}
_COLUMNS: Final = ("What was found", "Value", "Unit", "Date", "Source", "Assumed")
_DATE: Final = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_SIGNERS: Final = ("Coordinator", "Investigator")
_SIGNED: Final = ("Decision", "Name", "Signature", "Date")


def render(screenings: Iterable[Screening], site: str | None = None) -> Iterator[str]:
    """Yield one page with each screening after the other, of several below an overview."""
    every = list(screenings)
    title = escape(" · ".join(dict.fromkeys(screening.trial.id for screening in every)))
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Eligibility checklist: {title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n"
        f"{_overview(every)}"
    )
    for screening in every:
        yield _article(screening, site)
    yield "\n</main>\n</body>\n</html>\n"


def _overview(screenings: Sequence[Screening]) -> str:
    if len(screenings) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{_anchor(screening)}">{escape(screening.trial.id)}</a>: {escape(screening.standing)}</li>\n'
        for screening in screenings
    )
    return f'<nav aria-label="Trials">\n<ul>\n{items}</ul>\n</nav>\n'


def _anchor(screening: Screening) -> str:
    """Return an id for the article; two trials of one id differ in their digests."""
    return "trial-" + screening.trial.digest.partition(":")[2][:16]


def _article(screening: Screening, site: str | None) -> str:
    trial = screening.trial
    verdict = phrases.VERDICTS[screening.verdict].capitalize()
    counts = ", ".join(phrases.counts(screening))
    name = _anchor(screening)
    parts = [
        f'<article id="{name}" aria-labelledby="{name}-title">',
        f'<h1 id="{name}-title">Eligibility checklist: {escape(f"{trial.id} {trial.title}".strip())}</h1>',
        _identity(screening, site),
        f'<p class="verdict {screening.verdict}">{verdict} <small>{escape(counts)}. '
        f"{escape(_sentence(screening.standing))}</small></p>",
        _list("To settle it", [f"{what} [{', '.join(ids)}]" for what, ids in phrases.to_settle(screening)], "ol"),
        *(_table(screening, section) for section in ("inclusion", "exclusion")),
        _list("Assumed", phrases.assumptions(screening)),
        _list("Records that nothing understood", screening.not_understood),
        _signatures(),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _identity(screening: Screening, site: str | None) -> str:
    """Return who, what, when, and by which criteria, vocabulary and engine, to the byte."""
    summary, trial = screening.summary, screening.trial
    person = ", ".join(part for part in ((summary.sex, summary.age) if summary else ()) if part)
    rows = (
        ("Subject", screening.patient or "without a code"),
        ("Sex and age", person),
        ("Site", site or "not given"),
        ("Screened as of (data cut-off)", phrases.moment(screening.as_of)),
        ("Protocol version", trial.version or "not stated in the trial file"),
        ("Criteria", trial.digest),
        ("Vocabulary", screening.vocabulary),
        ("Engine", screening.engine),
    )
    entries = "\n".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    return f'<dl class="identity">\n{entries}\n</dl>'


def _list(title: str, items: Sequence[str], kind: str = "ul") -> str:
    if not items:
        return ""
    return f"<h2>{title}</h2>\n<{kind}>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + f"\n</{kind}>"


def _table(screening: Screening, section: str) -> str:
    """Return the criteria of one section in the order of the protocol; no table where there are none."""
    criteria = [criterion for criterion in screening.criteria if criterion.section == section]
    if not criteria:
        return ""
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in _COLUMNS)
    groups = "\n".join(_criterion(number, criterion) for number, criterion in enumerate(criteria, start=1))
    return (
        f'<section>\n<table class="list" role="table">\n<caption>{section.capitalize()} criteria</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n{groups}\n</table>\n</section>'
    )


def _criterion(number: int, criterion: CriterionResult) -> str:
    """Return a group of rows: the criterion, and below it what was found of it."""
    lines = [f"{number}. <b>{escape(criterion.id)}</b>"]
    if criterion.sentence:
        lines[0] += f" “{escape(criterion.sentence)}”"
    reading = phrases.reading(criterion)
    if phrases.is_question(criterion):
        reading = "a question for a person"
    if reading is not None:
        lines.append(f'<p class="reading">{"Read as: " if criterion.sentence else ""}{escape(reading)}</p>')
    if criterion.note:
        lines.append(f"<p>Note: {escape(criterion.note)}</p>")
    result = f'<span aria-hidden="true">{_MARKS[criterion.status]}</span> {phrases.RESULTS[criterion.status]}'
    span = len(_COLUMNS)
    return (
        f'<tbody role="rowgroup">\n<tr class="criterion" role="row">'
        f'<th scope="rowgroup" role="rowheader" colspan="{span - 1}">{"".join(lines)}</th>'
        f'<td class="result {criterion.status}" role="cell">{result}</td></tr>\n'
        + "\n".join(_findings(criterion))
        + "\n</tbody>"
    )


def _findings(criterion: CriterionResult) -> Iterator[str]:
    told = [evidence for evidence in criterion.because if phrases.absence(evidence) is None]
    for evidence in told:
        yield _finding(evidence, criterion.sentence)
    for line, *_ in phrases.found(criterion)[len(told) :]:
        yield _wide(_sentence(line))
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
    what = f"{escape(_name(evidence, sentence))}"
    where = phrases.distance(evidence) or phrases.in_time(evidence)
    if evidence.status:
        where = f"{evidence.status}, {where}" if where else evidence.status
    more = [where] if where else []
    if evidence.derived is not None:
        more.append(phrases.derivation(evidence.derived))
    what += "".join(f'<div class="more">{escape(line)}</div>' for line in more)
    unit = evidence.unit if evidence.unit != "1" else None
    texts = (
        (' class="value"', "Value", evidence.value),
        ("", "Unit", unit),
        ("", "Date", " ".join(phrases.times(evidence)).removeprefix("on ")),
        (' class="source"', "Source", evidence.source),
        ("", "Assumed", "; ".join(phrases.assumption(code) for code in evidence.assumed if code != "answered")),
    )
    cells = "".join(
        f'<td role="cell"{kind} data-label="{label}">{_unbroken(text or "")}</td>' for kind, label, text in texts
    )
    return f'<tr role="row"><td role="cell">{what}</td>{cells}</tr>'


def _name(evidence: Evidence, sentence: str | None) -> str:
    """Return what a row is of: a concept, or a person's answer and to what."""
    if "answered" not in evidence.assumed:
        return evidence.concept
    return "a person's answer" if evidence.test == sentence else f"a person's answer to: {evidence.test}"


def _unbroken(text: str) -> str:
    """Return ``text`` with its dates kept on one line each: hyphens are places to break a line."""
    return _DATE.sub(r'<span class="date">\g<0></span>', escape(text))


def _signatures() -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in _SIGNED)
    rows = "\n".join(f'<tr><th scope="row">{signer}</th>{"<td></td>" * len(_SIGNED)}</tr>' for signer in _SIGNERS)
    return (
        f'<section class="sign">\n<table>\n<caption>Decision, to be filled in by hand</caption>\n'
        f'<thead><tr><th scope="col">Role</th>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>'
    )

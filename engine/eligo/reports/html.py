"""The eligibility checklist as one HTML page that needs nothing else: to read, to print on A4, to sign and to file.

No scripts, nothing loaded from elsewhere. Whether a criterion passes is said in words and by a mark, never by colour
alone. What a coordinator and an investigator decide is for them to write: those lines are always empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from eligo.reports import html_criteria, phrases, prospects
from eligo.reports.html_style import STYLE, page_style
from eligo.screening.result import Screening, Status

_SIGNERS: Final = ("Coordinator", "Investigator")
_SIGNED: Final = ("Decision", "Name", "Signature", "Date")
#: what stops the patient, and what is to be done, are named beside the verdict
_NAMED: Final[tuple[Status, ...]] = ("fail", "unknown")


def render(screenings: Iterable[Screening], site: str | None = None) -> Iterator[str]:
    """Yield one page with each screening after the other, of several below an overview."""
    every = list(screenings)
    names = [f"s{number}" for number in range(1, len(every) + 1)]
    title = " · ".join(dict.fromkeys(screening.trial.id for screening in every))
    pages = "\n".join(page_style(name, _footer(one)) for name, one in zip(names, every, strict=True))
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Eligibility checklist: {escape(title)}</title>\n<style>\n{STYLE}\n{pages}\n</style>\n</head>\n"
        f"<body>\n{_overview(names, every)}<main>\n"
    )
    for name, screening in zip(names, every, strict=True):
        yield _article(name, screening, site)
    yield "</main>\n</body>\n</html>\n"


def _footer(screening: Screening) -> str:
    """Return what stands at the foot of every printed page: a page that is parted from the others is still known."""
    return " · ".join((screening.trial.id, _subject(screening), phrases.moment(screening.as_of)))


def _subject(screening: Screening) -> str:
    return screening.patient or "without a code"


def _overview(names: Sequence[str], screenings: Sequence[Screening]) -> str:
    if len(screenings) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{name}">{escape(f"{one.trial.id}, subject {_subject(one)}")}</a>: {escape(one.standing)}</li>\n'
        for name, one in zip(names, screenings, strict=True)
    )
    return f'<nav aria-label="Screenings">\n<ul>\n{items}</ul>\n</nav>\n'


def _article(name: str, screening: Screening, site: str | None) -> str:
    trial = screening.trial
    parts = [
        f'<article id="{name}" aria-labelledby="{name}-title" style="page: {name}">',
        f'<header>\n<p class="kind">Eligibility checklist <span class="id">{escape(trial.id)}</span></p>',
        f'<h1 id="{name}-title">{escape(trial.title or trial.id)}</h1>',
        _identity(name, screening, site),
        "</header>",
        _verdict(name, screening),
        _list("To settle it", [f"{what} [{', '.join(ids)}]" for what, ids in prospects.to_settle(screening)], "ol"),
        _list("Near miss", [f"{id}: {what}" for id, what in prospects.near_misses(screening)]),
        *(html_criteria.table(name, screening, section) for section in ("inclusion", "exclusion")),
        _list("Assumed", phrases.assumptions(screening)),
        _list("Records that nothing understood", screening.not_understood, told="They were not used. Look at each."),
        _signatures(),
        "</article>",
    ]
    return "".join(f"{part}\n" for part in parts if part)


def _identity(name: str, screening: Screening, site: str | None) -> str:
    """Return who, what, when, and by which criteria, vocabulary and engine, to the byte."""
    summary, trial = screening.summary, screening.trial
    person = ", ".join(part for part in ((summary.sex, summary.age) if summary else ()) if part)
    rows = (
        ("", "Subject", _subject(screening)),
        ("", "Sex and age", person),
        ("", "Site", site or "not given"),
        ("", "Data cut-off", phrases.moment(screening.as_of)),
        ("", "Protocol version", trial.version or "not stated in the trial file"),
        ("", "Engine", screening.engine),
        (' class="digest"', "Criteria", trial.digest),
        (' class="digest"', "Vocabulary", screening.vocabulary),
    )
    entries = "\n".join(
        f"<div{kind}><dt>{label}</dt><dd{_id_of(name, label)}>{escape(text)}</dd></div>"
        for kind, label, text in rows
        if text
    )
    return f'<dl class="identity">\n{entries}\n</dl>'


def _id_of(name: str, label: str) -> str:
    return f' id="{name}-subject"' if label == "Subject" else ""


def _verdict(name: str, screening: Screening) -> str:
    """Return the verdict and how it stands, and links to the criteria that stop the patient or are open."""
    standing = screening.standing.removeprefix(f"{phrases.VERDICTS[screening.verdict]}: ")
    lines = [f'<p class="standing">{escape(_sentence(standing))}</p>']
    until = prospects.holds_until(screening)
    if until is not None:
        lines.append(f"<p>{escape(_sentence(until))}</p>")
    for status in _NAMED:
        links = ", ".join(
            f'<a href="#{html_criteria.anchor(name, one)}">{escape(one.id)}</a>'
            for one in screening.criteria
            if one.status == status
        )
        if links:
            lines.append(f"<p>{phrases.HEADINGS[status]}: {links}</p>")
    passing = sum(one.status == "pass" for one in screening.criteria)
    if passing < len(screening.criteria):
        lines.append(f"<p>{phrases.HEADINGS['pass']}: {passing} of {len(screening.criteria)} criteria</p>")
    word = phrases.VERDICTS[screening.verdict].capitalize()
    return (
        f'<section class="verdict {screening.verdict}" aria-labelledby="{name}-verdict {name}-subject">\n'
        f'<h2 id="{name}-verdict">{word}</h2>\n' + "\n".join(lines) + "\n</section>"
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _list(title: str, items: Sequence[str], kind: str = "ul", told: str = "") -> str:
    if not items:
        return ""
    entries = "\n".join(f"<li>{escape(item)}</li>" for item in items)
    before = f"<p>{told}</p>\n" if told else ""
    return f'<section class="list">\n<h2>{title}</h2>\n{before}<{kind}>\n{entries}\n</{kind}>\n</section>'


def _signatures() -> str:
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in ("Role", *_SIGNED))
    cells = "".join(f'<td role="cell" data-label="{name}"></td>' for name in _SIGNED)
    rows = "\n".join(
        f'<tr role="row"><th scope="row" role="rowheader">{signer}</th>{cells}</tr>' for signer in _SIGNERS
    )
    return (
        '<section class="sign">\n<table role="table">\n<caption>Decision, to be filled in by hand</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>\n</section>'
    )

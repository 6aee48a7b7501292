"""A screening as one HTML page that needs nothing else: to read in a browser, to print, and to file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eligo.reports import phrases
from eligo.screening.result import CriterionResult, Screening

_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.35rem; margin-bottom: .2rem }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem }
.verdict { font-size: 1.25rem; font-weight: 700; padding: .5rem .8rem; border-left: .4rem solid }
.ineligible, .fail > th { border-color: #b3261e }
.eligible, .pass > th { border-color: #1b6e3a }
.undetermined, .unknown > th { border-color: #9a6700 }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: 700; padding: .3rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #8886 }
tbody th { border-left: .3rem solid; white-space: nowrap; font-weight: 600 }
td p, td ul { margin: 0 0 .25rem }
td ul { padding-left: 1.1rem }
.reading, footer { font-size: .92rem; opacity: .85 }
article + article { border-top: 2px solid #8888; margin-top: 3rem; break-before: page }
@media print { body { max-width: none; margin: 0 } tr { break-inside: avoid } }
""".strip()


def render(screenings: Sequence[Screening]) -> str:
    """Return one page with each screening after the other, no scripts and nothing loaded from elsewhere."""
    title = " · ".join(escape(screening.trial.id) for screening in screenings)
    articles = "\n".join(_article(screening) for screening in screenings)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Eligibility checklist: {title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
        f"{articles}\n</main>\n</body>\n</html>\n"
    )


def _article(screening: Screening) -> str:
    verdict = phrases.VERDICTS[screening.verdict].capitalize()
    parts = [
        "<article>",
        f"<h1>{escape(screening.trial.id)} {escape(screening.trial.title)}</h1>",
        f"<p>{escape(phrases.patient_line(screening))} · screened {escape(phrases.moment(screening.as_of))}</p>",
        f'<p class="verdict {screening.verdict}">{verdict}: {escape(", ".join(phrases.counts(screening)))}</p>',
        f"<p>{escape(screening.standing)}</p>",
        _list("To settle it", [f"{what} [{', '.join(ids)}]" for what, ids in phrases.to_settle(screening)]),
        *(_table(screening, section) for section in ("inclusion", "exclusion")),
        _list("Assumed", phrases.assumptions(screening)),
        _list("Not understood", screening.not_understood),
        f"<footer>Criteria {escape(screening.trial.digest)}<br>Vocabulary {escape(screening.vocabulary)}<br>"
        f"{escape(screening.engine)}</footer>",
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    return f"<h2>{title}</h2>\n<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + "\n</ul>"


def _table(screening: Screening, section: str) -> str:
    """Return the criteria of one section in the order of the protocol; no table where there are none."""
    criteria = [criterion for criterion in screening.criteria if criterion.section == section]
    if not criteria:
        return ""
    head = "<tr><th>Criterion</th><th>Result</th><th>Protocol and reading</th><th>Evidence</th></tr>"
    rows = "\n".join(_row(criterion) for criterion in criteria)
    caption = f"{section.capitalize()} criteria"
    return f"<table>\n<caption>{caption}</caption>\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(criterion: CriterionResult) -> str:
    reading = phrases.reading(criterion)
    protocol = [f"<p>“{escape(criterion.sentence)}”</p>"] if criterion.sentence else []
    if reading is not None or phrases.is_question(criterion):
        protocol.append(f'<p class="reading">{escape(reading or "a question for a person")}</p>')
    if criterion.note:
        protocol.append(f"<p>Note: {escape(criterion.note)}</p>")
    lines = [line for finding in phrases.found(criterion) for line in finding]
    if criterion.status == "unknown":
        lines += [*phrases.gaps(criterion), *phrases.questions(criterion)]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<tr class="{criterion.status}"><th scope="row">{escape(criterion.id)}</th>'
        f"<td>{phrases.RESULTS[criterion.status]}</td><td>{''.join(protocol)}</td>"
        f"<td>{f'<ul>{items}</ul>' if items else ''}</td></tr>"
    )

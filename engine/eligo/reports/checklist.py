"""A screening as the eligibility checklist that a coordinator files.

What stops the patient comes first, then what is to be answered, then what passes, as the reader's questions come: may
this patient take part, what is left to do, was everything looked at. Inside each, inclusion stands before exclusion, in
the order of the protocol.
"""

from __future__ import annotations

from collections.abc import Sequence

from eligo.diagnostics.columns import display_width, pad, visible, wrapped
from eligo.diagnostics.palette import Palette, Style
from eligo.reports import phrases, prospects
from eligo.screening.result import CriterionResult, Screening, Status

_STYLES: dict[Status, Style] = {"fail": "error", "unknown": "warning", "pass": "good"}
_VERDICT_STYLES: dict[str, Style] = {"eligible": "good", "ineligible": "error", "undetermined": "warning"}
#: labels longer than this stand on a line of their own
_LONGEST_LABEL = 18


def render(screening: Screening, *, width: int = 80, colour: bool = False) -> str:
    """Return the checklist of one patient and one trial in lines of at most ``width`` columns."""
    page = _Page(screening, width, Palette(colour))
    return "".join(f"{line.rstrip()}\n" for line in page.lines())


def render_overview(screenings: Sequence[Screening], *, width: int = 80, colour: bool = False) -> str:
    """Return one line a trial: its id and the standing of the patient."""
    palette = Palette(colour)
    column = max(display_width(s.trial.id) for s in screenings)
    lines: list[str] = [f"{len(screenings)} trials, {phrases.patient_line(screenings[0])}", ""]
    for screening in screenings:
        first, *rest = wrapped(screening.standing, width, f"{pad(screening.trial.id, column)}  ")
        lines += [palette.paint(first, _VERDICT_STYLES[screening.verdict]), *rest]
    return "".join(f"{line}\n" for line in lines)


class _Page:
    def __init__(self, screening: Screening, width: int, palette: Palette) -> None:
        self._screening = screening
        self._width = max(width, 40)
        self._palette = palette
        labels = [len(criterion.id) for criterion in screening.criteria]
        self._label = min(max(labels, default=0), _LONGEST_LABEL)
        self._margin = " " * (2 + self._label + 2)

    def lines(self) -> list[str]:
        lines = [*self._head(), ""]
        for status in phrases.STATUSES:
            for section in ("inclusion", "exclusion"):
                criteria = [c for c in self._screening.criteria if (c.status, c.section) == (status, section)]
                if criteria:
                    heading = f"{phrases.HEADINGS[status]}: {section}"
                    lines.append(self._palette.paint(heading, "strong"))
                    lines += [line for criterion in criteria for line in self._criterion(criterion)]
                    lines.append("")
        lines += self._foot()
        while not lines[-1]:
            lines.pop()
        return lines

    def _head(self) -> list[str]:
        screening, width = self._screening, self._width
        title = wrapped(screening.trial.title, width, f"{screening.trial.id}  ")
        dated = f"screened {phrases.moment(screening.as_of)}"
        who = visible(phrases.patient_line(screening))
        space = width - display_width(who) - len(dated)
        persons = [who + " " * space + dated] if space > 1 else [who, dated]
        style = _VERDICT_STYLES[screening.verdict]
        verdict = phrases.VERDICTS[screening.verdict].upper()
        result, *rest = wrapped(" · ".join(phrases.counts(screening)), width, f"{verdict}   ")
        result = self._palette.paint(verdict, style) + result.removeprefix(verdict)
        standing = wrapped(screening.standing, width) if screening.verdict == "undetermined" else []
        until = prospects.holds_until(screening)
        if until is not None:
            standing += wrapped(f"{until[:1].upper()}{until[1:]}", width)
        return [self._palette.paint(title[0], "strong"), *title[1:], *persons, "", result, *rest, *standing]

    def _criterion(self, criterion: CriterionResult) -> list[str]:
        label = self._palette.paint(criterion.id, _STYLES[criterion.status])
        lead = "  " + label + " " * (self._label - len(criterion.id)) + "  "
        lines: list[str] = []
        if len(criterion.id) > self._label:
            lines, lead = [f"  {label}"], self._margin
        reading = phrases.reading(criterion)
        opening = f'"{criterion.sentence}"' if criterion.sentence else (reading or criterion.canonical)
        first, *rest = wrapped(opening, self._width, self._margin)
        lines += [lead + first.removeprefix(self._margin), *rest]
        if reading is not None and criterion.sentence:
            lines += self._fact("read as", reading)
        if criterion.note:
            lines += self._fact("note", criterion.note)
        return [*lines, *self._findings(criterion)]

    def _findings(self, criterion: CriterionResult) -> list[str]:
        lines: list[str] = []
        for first, *rest in phrases.found(criterion):
            lines += self._fact("found", first)
            for line in rest:
                lines += self._fact("", line)
        if criterion.status == "unknown":
            for gap in phrases.gaps(criterion):
                lines += self._fact("missing", gap)
            for question in phrases.questions(criterion):
                lines += self._fact("ask", question)
        until = prospects.passes_until(criterion, self._screening)
        return lines if until is None else [*lines, *self._fact("until", until)]

    def _fact(self, name: str, text: str) -> list[str]:
        lead = self._margin + name.ljust(9)
        first, *rest = wrapped(text, self._width, lead)
        named = self._margin + self._palette.paint(name, "faint") + " " * (9 - len(name))
        return [named + first.removeprefix(lead), *rest]

    def _foot(self) -> list[str]:
        screening, width = self._screening, self._width
        lines: list[str] = []
        settle = prospects.to_settle(screening)
        if settle:
            lines.append(self._palette.paint("To settle it", "strong"))
            for number, (what, ids) in enumerate(settle, start=1):
                lines += wrapped(f"{what} [{', '.join(ids)}]", width, f"{number:>3}. ")
            lines.append("")
        missed = prospects.near_misses(screening)
        if missed:
            lines.append(self._palette.paint("Near miss", "strong"))
            for id, what in missed:
                lines += wrapped(what, width, f"  {pad(id, self._label)}  ")
            lines.append("")
        assumed = phrases.assumptions(screening)
        if assumed:
            lines += wrapped("; ".join(assumed) + ".", width, "Assumed: ", "  ")
        if screening.not_understood:
            lines += wrapped(", ".join(screening.not_understood) + ".", width, "Not understood: ", "  ")
        return [*lines, *self._provenance()]

    def _provenance(self) -> list[str]:
        screening = self._screening
        text = (
            f"Criteria {_short(screening.trial.digest)}, vocabulary {_short(screening.vocabulary)}, {screening.engine}"
        )
        return [self._palette.paint(line, "faint") for line in wrapped(text, self._width)]


def _short(digest: str) -> str:
    name, _, value = digest.partition(":")
    return f"{name}:{value[:12]}" if value else digest

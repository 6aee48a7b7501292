"""Diagnostics for people at a terminal: the message, the line it concerns, what is underlined, and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from eligo.diagnostics.columns import display_width, visible, wrapped
from eligo.diagnostics.model import Diagnostic, Label, Source
from eligo.diagnostics.palette import Palette, Style

#: columns of source kept before the first label when a long line is cut
_LEAD = 24
#: a line is never cut below this, however narrow the terminal
_NARROWEST = 40


class _Mark(Struct, frozen=True):
    """An underlined stretch of one line: character columns from 0, and what hangs on it."""

    start: int
    end: int
    text: str
    is_primary: bool


def render(diagnostics: Iterable[Diagnostic], *, width: int = 100, colour: bool = False) -> str:
    """Return every diagnostic with its source excerpt, an empty line between them and a line end after each.

    ``width`` is where long source lines and help texts are cut or wrapped.
    """
    palette = Palette(colour)
    return "\n".join("".join(f"{line}\n" for line in _lines(d, width, palette)) for d in diagnostics)


def _lines(diagnostic: Diagnostic, width: int, palette: Palette) -> list[str]:
    style: Style = diagnostic.severity
    title = palette.paint(f"{diagnostic.severity}[{diagnostic.code}]", style)
    lines = [title + palette.paint(f": {visible(diagnostic.message)}", "strong")]
    gutter = 2
    source, primary = diagnostic.source, diagnostic.primary
    if source is not None and primary is not None:
        rows = _rows(source, primary, diagnostic.secondary)
        gutter = len(str(max(rows))) if rows else gutter
        line, column = source.position(primary.span.start)
        lines.append(_arrow(f"{source.name}:{line}:{column}", gutter, palette))
        lines += _excerpt(source, rows, gutter, width, style, palette)
    elif source is not None or diagnostic.place is not None:
        where = ":".join(part for part in (source.name if source else None, diagnostic.place) if part)
        lines.append(_arrow(where, gutter, palette))
    for name, text in _remarks(diagnostic):
        start = " " * (gutter + 1) + f"= {name}: "
        body = wrapped(text, width, start)
        lines.append(
            body[0].replace(f"= {name}:", palette.paint("=", "note") + " " + palette.paint(f"{name}:", "strong"), 1)
        )
        lines += body[1:]
    return lines


def _arrow(where: str, gutter: int, palette: Palette) -> str:
    return " " * gutter + palette.paint("-->", "note") + f" {visible(where)}"


def _remarks(diagnostic: Diagnostic) -> list[tuple[str, str]]:
    remarks = [("note", note) for note in diagnostic.notes]
    if diagnostic.help:
        remarks.append(("help", diagnostic.help))
    return [*remarks, ("more", f"eligo explain {diagnostic.code}")]


def _rows(source: Source, primary: Label, secondary: Sequence[Label]) -> dict[int, list[_Mark]]:
    """Return the marks of each line, lines in order. A label over several lines marks its first and its last."""
    rows: dict[int, list[_Mark]] = {}
    for label, is_primary in [(primary, True), *((label, False) for label in secondary)]:
        first, start = source.position(label.span.start)
        last, end = source.position(max(label.span.end, label.span.start))
        if last > first and end == 1:  # the span ends with a line end: the next line is no part of it
            last, end = last - 1, len(source.line(last - 1)) + 1
        if first == last:
            rows.setdefault(first, []).append(_Mark(start - 1, max(end - 1, start), label.text, is_primary))
            continue
        rows.setdefault(first, []).append(_Mark(start - 1, len(source.line(first)), "", is_primary))
        text = source.line(last)
        indent = len(text) - len(text.lstrip())
        rows.setdefault(last, []).append(_Mark(min(indent, end - 2), end - 1, label.text, is_primary))
    return dict(sorted(rows.items()))


def _excerpt(
    source: Source, rows: dict[int, list[_Mark]], gutter: int, width: int, style: Style, palette: Palette
) -> list[str]:
    bar = palette.paint("|", "note")
    empty = " " * (gutter + 1) + bar
    lines = [empty]
    previous: int | None = None
    for number, marks in rows.items():
        if previous is not None and number > previous + 1:
            lines.append("...")
        text, placed = _placed(source.line(number), marks, max(width - gutter - 3, _NARROWEST))
        lines.append(f"{palette.paint(f'{number:>{gutter}}', 'note')} {bar} {text}".rstrip())
        lines += [f"{empty} {line}" if line else empty for line in _annotations(placed, style, palette)]
        previous = number
    return [*lines, empty]


def _placed(line: str, marks: list[_Mark], room: int) -> tuple[str, list[_Mark]]:
    """Return the line as it is printed, cut to ``room`` columns around its marks, and the marks in its columns."""
    line = line.rstrip("\r\n")
    columns = [0]
    for character in line:
        columns.append(columns[-1] + display_width(visible(character)))
    first = min(mark.start for mark in marks)
    left, right = 0, len(line)
    if columns[-1] > room:
        left = next((i for i in range(len(line)) if columns[i] >= columns[min(first, len(line))] - _LEAD), 0)
        left = left if columns[min(max(mark.end for mark in marks), len(line))] > room - 1 else 0
        right = max((i for i in range(left, len(line) + 1) if columns[i] - columns[left] <= room - 2), default=left)
    before, after = "…" if left else "", "…" if right < len(line) else ""

    def place(index: int) -> int:
        within = min(max(index, left), right)
        return columns[within] - columns[left] + len(before) + (index - len(line) if index > len(line) else 0)

    placed = [
        _Mark(place(m.start), max(place(m.end), place(m.start) + 1), visible(m.text), m.is_primary) for m in marks
    ]
    return before + visible(line[left:right]) + after, placed


def _annotations(marks: list[_Mark], style: Style, palette: Palette) -> list[str]:
    """Return the underlines and, below them, the texts: the rightmost on the underline, the others hanging."""
    marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
    last = marks[-1]
    is_clear = all(mark.end <= last.start for mark in marks[:-1])
    hanging = [mark for mark in marks if mark.text and not (is_clear and mark is last)]
    under = _underline(marks, style, palette)
    lines = [f"{under} {_ink(last.text, last, style, palette)}" if is_clear and last.text else under]
    while hanging:
        lines.append(_connectors(hanging, style, palette))
        mark = hanging.pop()
        lead = _connectors([other for other in hanging if other.start < mark.start], style, palette)
        used = max((other.start + 1 for other in hanging if other.start < mark.start), default=0)
        lines.append(lead + " " * (mark.start - used) + _ink(mark.text, mark, style, palette))
    return lines


def _underline(marks: list[_Mark], style: Style, palette: Palette) -> str:
    cells: dict[int, _Mark] = {}
    for mark in sorted(marks, key=lambda mark: mark.is_primary):
        cells.update(dict.fromkeys(range(mark.start, mark.end), mark))
    line, column = "", 0
    while column <= max(cells):
        mark = cells.get(column)
        end = column + 1
        while end <= max(cells) and cells.get(end) is mark:
            end += 1
        stroke = " " if mark is None else "^" if mark.is_primary else "-"
        line += stroke * (end - column) if mark is None else _ink(stroke * (end - column), mark, style, palette)
        column = end
    return line


def _connectors(marks: list[_Mark], style: Style, palette: Palette) -> str:
    line, used = "", 0
    for mark in marks:
        if mark.start >= used:
            line += " " * (mark.start - used) + _ink("|", mark, style, palette)
            used = mark.start + 1
    return line


def _ink(text: str, mark: _Mark, style: Style, palette: Palette) -> str:
    return palette.paint(text, style if mark.is_primary else "note")

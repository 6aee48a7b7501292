"""Rows to lines: sections, headings, and what stands below what."""

from __future__ import annotations

import re

from eligo.drafting.chapters import parts_of_chapter
from eligo.drafting.cleaning import plain_text
from eligo.drafting.connectives import joins_next
from eligo.drafting.headings import is_bare_topic, section_heading
from eligo.drafting.model import Line
from eligo.drafting.rows import Row, read_rows
from eligo.rules.model import Section

#: lines below lines; deeper ones are taken as lying here
_DEPTH = 32
_WRITTEN = re.compile(r"\w")


def lines_of(text: str, section: Section | None = None) -> list[Line]:
    """Return the lines of the eligibility ``text`` as registered, which begins in ``section``."""
    outline = _Outline(section)
    for row in read_rows(plain_text(text)):
        parts = [Row(row.indent, row.content, "", part) for part in parts_of_chapter(row.text)] or [row]
        for part in parts:
            if _WRITTEN.search(part.text):
                outline.take(part)
    return outline.lines


class _Outline:
    def __init__(self, section: Section | None) -> None:
        self.section: Section | None = section
        self.scope = ""
        self.lines: list[Line] = []
        #: the lines below no other, since the last heading of a section
        self.outermost: list[Line] = []
        #: the open lines from the outermost in, each with its row
        self.stack: list[tuple[Line, Row]] = []

    def take(self, row: Row) -> None:
        heading = section_heading(row.text, is_bullet=bool(row.bullet)) if self._may_head(row) else None
        if heading is None:
            self._line(row)
            return
        self.stack.clear()
        self.outermost.clear()
        self.section, self.scope = heading.section, heading.scope
        head = row.text[: len(row.text) - len(heading.rest)].rstrip()
        self.lines.append(Line(len(self.lines) + 1, head, self.section, heads=heading.section, scope=heading.scope))
        if heading.rest:
            self._line(Row(row.indent, row.content, "", heading.rest))

    def _may_head(self, row: Row) -> bool:
        """A bullet inside another bullet's list is no heading of a section."""
        return not (row.bullet and self.stack and self.stack[0][1].bullet and row.indent > self.stack[0][1].indent)

    def _line(self, row: Row) -> None:
        while self.stack and not _stands_below(row, *self.stack[-1]):
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        before = (parent[0].children if parent else self.outermost)[-1:]
        line = Line(len(self.lines) + 1, row.text, self.section, row.bullet, row.indent, scope=self.scope)
        if parent is not None:
            line.parent = parent[0]
            line.loose = _is_loose(row, parent[1])
            parent[0].children.append(line)
        else:
            self.outermost.append(line)
        line.is_joined = bool(before) and joins_next(before[0].text, self.section)
        self.lines.append(line)
        if len(self.stack) < _DEPTH:
            self.stack.append((line, row))


def _stands_below(row: Row, line: Line, above: Row) -> bool:
    opens = line.is_parent or (not above.bullet and is_bare_topic(line.text))
    if row.indent > above.indent + 1:
        return bool(above.bullet) or opens
    if row.indent < above.indent - 1 or not opens:
        return False
    if row.bullet and above.bullet:
        # a list that goes on counting has not gone down a step
        return row.bullet != above.bullet or not (above.ordinal.isalnum() or _has_deeper(line))
    return bool(row.bullet) or (line.is_parent and not (above.bullet or _opens(row)))


def _has_deeper(line: Line) -> bool:
    return any(child.indent > line.indent + 1 for child in line.children)


def _opens(row: Row) -> bool:
    return row.text.endswith(":") or is_bare_topic(row.text)


def _is_loose(row: Row, above: Row) -> bool:
    """Tell whether only the order of the lines says that ``row`` belongs to the list of ``above``."""
    if row.indent > above.indent + 1:
        return False
    return row.bullet == above.bullet

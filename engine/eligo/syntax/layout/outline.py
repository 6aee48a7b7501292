"""What stands under what: rows gathered into items by their indentation.

An item is a bullet or a statement with everything that is indented deeper than it: rows that go on with it, comments,
and the bullets of a list below it. The walk keeps a stack of its own and never recurses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from eligo.syntax.elements import Section
from eligo.syntax.layout.rows import Row, heading_section, marker_end, skip_space


@dataclass(slots=True)
class Item:
    """A bullet (``content`` is where its text begins) or a statement, and what is indented below it.

    ``body`` holds the rows that continue it, own-line comments among them, and the items of its list, in order.
    ``above`` are comments before the bullet, ``below`` those behind everything. ``end`` is where the last thing ends,
    ``level`` the nesting, from 1.
    """

    row: Row
    content: int
    is_bullet: bool
    level: int
    end: int
    body: list[Row | Item] = field(default_factory=lambda: list["Row | Item"]())
    above: list[Row] = field(default_factory=list[Row])
    below: list[Row] = field(default_factory=list[Row])

    @property
    def indent(self) -> int:
        """Return the column of the bullet."""
        return self.row.indent

    @property
    def children(self) -> list[Item]:
        """Return the items of the list below."""
        return [part for part in self.body if isinstance(part, Item)]


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A row that is the heading of a section."""

    row: Row
    section: Section


Entry = Item | HeadingRow | Row


def outline(text: str, rows: Iterable[Row]) -> Iterator[Entry]:
    """Yield the items, headings, and the blank rows and comments between them, in the order of the file."""
    return _Outline(text).entries(rows)


@dataclass(slots=True)
class _Outline:
    text: str
    stack: list[Item] = field(default_factory=list[Item])
    #: blank rows and comments of which it is not yet known where they belong
    pending: list[Row] = field(default_factory=list[Row])

    def entries(self, rows: Iterable[Row]) -> Iterator[Entry]:
        for row in rows:
            if row.is_blank or row.is_comment:
                self.pending.append(row)
                continue
            content, is_bullet = self._content(row)
            section = self._section(row, content, is_bullet)
            if section is not None:
                yield from self._close()
                yield HeadingRow(row, section)
            elif not self.stack or row.indent <= self.stack[0].indent:
                yield from self._close()
                self.stack.append(Item(row, content, is_bullet, 1, row.last))
            else:
                self._continue(row, content, is_bullet)
        yield from self._close()

    def _content(self, row: Row) -> tuple[int, bool]:
        """Return where the text of ``row`` begins and whether a bullet stands before it (``- 1. text`` has two)."""
        content = row.start
        while (end := marker_end(self.text, content)) is not None and end <= row.end:
            content = skip_space(self.text, end, row.end)
        return content, content > row.start

    def _section(self, row: Row, content: int, is_bullet: bool) -> Section | None:
        """Return the section that ``row`` is the heading of. Behind a bullet only a first-level one is a heading."""
        if row.strings or (is_bullet and self.stack and row.indent > self.stack[0].indent):
            return None
        bare_word = not is_bullet and not (self.stack and row.indent > self.stack[0].indent)
        return cast("Section | None", heading_section(self.text[content : row.end], bare_word=bare_word))

    def _continue(self, row: Row, content: int, is_bullet: bool) -> None:
        """Put a row that is deeper than the first item of the stack where it belongs."""
        comments = self._comments_before(row.indent)
        while self.stack[-1].indent >= row.indent:
            self.stack.pop()
        parent = self.stack[-1]
        if is_bullet:
            item = Item(row, content, True, len(self.stack) + 1, row.last, above=comments)
            parent.body.append(item)
            self.stack.append(item)
        else:
            parent.body += [*comments, row]
        for item in self.stack:
            item.end = row.last

    def _comments_before(self, indent: int) -> list[Row]:
        """Give comments that are deeper than an item about to end to that item; return the rest."""
        comments = [row for row in self.pending if row.is_comment]
        self.pending.clear()
        return comments[self._keep_below(comments, indent) :]

    def _keep_below(self, rows: list[Row], indent: int) -> int:
        """Give the comments at the head of ``rows`` to the items they are indented under, if those end at ``indent``.

        Return how many rows that took; blank rows between them go with them.
        """
        taken, open_ = 0, self.stack
        for index, row in enumerate(rows):
            if row.is_blank:
                continue
            owner = next((item for item in reversed(open_) if item.indent < row.indent), None)
            if owner is None or owner.indent < indent:
                break
            owner.below.append(row)
            open_ = self.stack[: owner.level]
            for item in open_:
                item.end = row.last
            taken = index + 1
        return taken

    def _close(self) -> Iterator[Entry]:
        """End the item that is open; yield it and the blank rows and comments behind it."""
        taken = self._keep_below(self.pending, 0)
        if self.stack:
            yield self.stack[0]
            self.stack.clear()
        yield from self.pending[taken:]
        self.pending.clear()

"""The parts of a criterion or definition, before its rule is parsed: label, sentence, note, rule text, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from eligo.diagnostics import Label, Span
from eligo.syntax.layout.outline import Item
from eligo.syntax.layout.rows import Row, skip_space, string_at, string_text
from eligo.syntax.nodes import Remark
from eligo.syntax.problems import Problems, control_character, shown
from eligo.syntax.snippet import Snippet, clean

#: a criterion's own sentence, note and rule together, in bytes of UTF-8 (8 kB)
CRITERION_AT_MOST = 8192

_NOTE = re.compile(r"note\s*+(?=\")", re.IGNORECASE)
Place = Literal["sentence", "rule", "note"]


@dataclass(slots=True)
class Parts:
    """What stands in one item. ``failed``: a problem was reported, the rule need not be read."""

    sentence: str | None = None
    note: str | None = None
    sentence_span: Span = field(default=Span(0, 0))
    note_span: Span = field(default=Span(0, 0))
    segments: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    remarks: list[Remark] = field(default_factory=list[Remark])
    failed: bool = False

    @property
    def rule_span(self) -> Span:
        """Return where the rule's own lines stand."""
        return Span(self.segments[0][0], self.segments[-1][1]) if self.segments else Span(0, 0)

    def written(self, text: str) -> str:
        """Return the rule's own lines as written, white space collapsed."""
        return " ".join(" ".join(text[start:end].split()) for start, end in self.segments)

    def snippet(self, text: str) -> Snippet:
        """Return the rule's own lines, cleaned, as one."""
        return Snippet.joined([clean(text, start, end) for start, end in self.segments])


def collect_parts(text: str, item: Item, start: int, problems: Problems, *, is_definition: bool = False) -> Parts:
    """Sort out what stands in ``item`` from ``start`` on, its list apart.

    A definition has neither sentence nor note.
    """
    collector = _Collector(text, problems, is_definition)
    collector.row(item.row, start)
    for part in item.body:
        if isinstance(part, Item):
            collector.after_list = True
        elif part.is_comment:
            collector.waiting.append(part)
        else:
            collector.row(part, part.start)
    return collector.finish(item)


@dataclass(slots=True)
class _Collector:
    text: str
    problems: Problems
    is_definition: bool
    parts: Parts = field(default_factory=Parts)
    #: own-line comments: the part that they stand before is still to come
    waiting: list[Row] = field(default_factory=list[Row])
    after_list: bool = False

    def row(self, row: Row, at: int) -> None:
        """Take one row from ``at`` on."""
        last: Place | None = None
        if row.unclosed is not None:
            self._unclosed(row.unclosed)
            return
        while at < row.end:
            place, end = self._part(row, at)
            self._place_waiting(place)
            last, at = place, skip_space(self.text, end, row.end)
        if row.comment is not None:
            self._comment_behind(row, last)

    def _unclosed(self, quote: int) -> None:
        if not self.parts.failed:
            self.problems.add(
                "E103",
                "this quotation is not closed before the next bullet",
                Span(quote, quote + 1),
                "opened here",
                help='close it with `"`; a quotation mark inside it is written `\\"`',
            )
        self.parts.failed = True

    def _part(self, row: Row, at: int) -> tuple[Place, int]:
        """Take the part that begins at ``at``; return which one it is and where it ends."""
        note = _NOTE.match(self.text, at, row.end)
        if note and (string := string_at(row, note.end())):
            return "note", self._note(Span(at, string[1]), string, row)
        string = string_at(row, at)
        if string and not (self.is_definition or self.parts.segments or self.parts.sentence is not None):
            self.parts.sentence = string_text(self.text, *string)
            self.parts.sentence_span = Span(*string)
            return "sentence", string[1]
        self._rule(at, row.end)
        return "rule", row.end

    def _note(self, span: Span, string: tuple[int, int], row: Row) -> int:
        rest = skip_space(self.text, string[1], row.end)
        if self.is_definition:
            self._fail("E111", "a definition has no note", span, help="write the note below the criterion that uses it")
        elif self.parts.note is not None:
            other = Label(self.parts.note_span, "the first note")
            self._fail("E110", "this criterion has a note already", span, other, help="write one `note` for both")
        elif rest < row.end:
            behind = shown(self.text[rest : row.end])
            self._fail(
                "E104", f"{behind} stands behind a note", Span(rest, row.end), help="a note has a line of its own"
            )
        self.parts.note, self.parts.note_span = string_text(self.text, *string), span
        return row.end

    def _rule(self, start: int, end: int) -> None:
        if self.after_list:
            words = shown(self.text[start:end])
            self._fail(
                "E104",
                f"{words} stands behind a list that has ended",
                Span(start, end),
                help="begin the line with `- ` to make it an item, or join both in an `all of:` or `any of:`",
            )
        self.parts.segments.append((start, end))

    def _fail(self, code: str, message: str, span: Span, other: Label | None = None, *, help: str) -> None:
        if not self.parts.failed:
            self.problems.add(code, message, span, help=help, other=other)
        self.parts.failed = True

    def _place_waiting(self, place: Literal["sentence", "rule", "note", "end"]) -> None:
        self.parts.remarks += [_remark(self.text, row, place) for row in self.waiting]
        self.waiting.clear()

    def _comment_behind(self, row: Row, place: Place | None) -> None:
        """Keep the comment behind a row. Of several behind one part the last stays there, the others go before it."""
        if place is None:
            self.waiting.append(row)
            return
        remarks = [
            Remark(r.text, r.place, span=r.span) if r.behind and r.place == place else r for r in self.parts.remarks
        ]
        self.parts.remarks = [*remarks, _remark(self.text, row, place, behind=True)]

    def finish(self, item: Item) -> Parts:
        """Check the length, settle where the comments go, and return the parts."""
        spans = [*self.parts.segments, *((s.start, s.end) for s in (self.parts.sentence_span, self.parts.note_span))]
        self._check_length(item, spans)
        self._check_characters(spans)
        self._place_waiting("end")
        remarks = [_remark(self.text, row, "above") for row in item.above]
        remarks += [self._hoisted(remark) for remark in self.parts.remarks]
        remarks += [_remark(self.text, row, "end") for row in item.below]
        self.parts.remarks = remarks
        return self.parts

    def _hoisted(self, remark: Remark) -> Remark:
        """Return a comment that stands before everything as one above the bullet."""
        first = "rule" if self.parts.sentence is None else "sentence"
        if remark.behind or remark.place != first:
            return remark
        return Remark(remark.text, "above", span=remark.span)

    def _check_characters(self, spans: list[tuple[int, int]]) -> None:
        control = next((place for span in spans if (place := control_character(self.text, *span))), None)
        if control:
            self._fail("E104", control.message, control.span, help=control.help)

    def _check_length(self, item: Item, spans: list[tuple[int, int]]) -> None:
        if 4 * sum(end - start for start, end in spans) <= CRITERION_AT_MOST:
            return
        size = sum(len(self.text[start:end].encode("utf-8", "surrogatepass")) for start, end in spans)
        if size > CRITERION_AT_MOST:
            self._fail(
                "E109",
                f"this criterion is {size:,} bytes long; the limit is {CRITERION_AT_MOST:,}",
                Span(item.row.start, item.row.start + 1),
                help="split it into several criteria, or into the items of an `all of:` or `any of:`",
            )


def _remark(
    text: str, row: Row, place: Literal["above", "sentence", "rule", "note", "end"], *, behind: bool = False
) -> Remark:
    start, end = row.comment or (row.start, row.start)
    return Remark(text[start:end], place, behind, span=Span(start, end))

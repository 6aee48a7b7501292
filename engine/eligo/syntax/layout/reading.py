"""A trial file split into its elements: headings, statements, definitions, criteria, comments and blank lines.

The layout (bullets, indentation, quotations) is settled before any rule is parsed, so that one bad criterion never
takes another with it: reading recovers at the next bullet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from eligo.diagnostics import Diagnostic, Label, Source, Span
from eligo.syntax.elements import Blank, Comment, ConceptDeclaration, Definition, Document, Element, Heading, Unread
from eligo.syntax.layout.criteria import CriterionReader, ReadRule
from eligo.syntax.layout.loading import ITEMS_AT_MOST, WORDS_AT_MOST, decode, too_large, unreadable
from eligo.syntax.layout.outline import Entry, HeadingRow, Item, outline
from eligo.syntax.layout.parts import CRITERION_AT_MOST
from eligo.syntax.layout.rows import Row, moved, read_rows
from eligo.syntax.layout.statements import keyword_of, read_statement
from eligo.syntax.problems import Problems, control_character, shown
from eligo.syntax.snippet import Snippet, clean

__all__ = ["Layout", "ReadRule", "decode", "read_layout"]

_KEYWORDS = ("trial", "source", "version", "results", "define", "concept", "inclusion", "exclusion", "healthy")
#: characters of a line in which its keyword stands
_KEYWORD_WITHIN = 200


def read_layout(source: Source, read_rule: ReadRule) -> tuple[Document, list[Diagnostic]]:
    """Return the document that ``source`` holds, and what is wrong with it: `Layout.document`."""
    return Layout(source).document(read_rule)


class Layout:
    """A trial file whose rows are known, and of which nothing is read yet.

    Takes time linear in the length of the text, whatever it holds.
    """

    __slots__ = ("_entries", "_problem", "source")

    def __init__(self, source: Source) -> None:
        """Lay out ``source``."""
        self.source = source
        self._problem = unreadable(source)
        self._entries = [] if self._problem else list(outline(source.text, read_rows(source.text)))
        if sum(_size(entry) for entry in self._entries if isinstance(entry, Item)) > ITEMS_AT_MOST:
            self._problem = _too_many(source, ITEMS_AT_MOST, "criteria and statements")
            self._entries = []

    def statements(self) -> list[Element]:
        """Return what stands before or between the criteria, definitions without their rules: all that gives names."""
        reader = _Reader(self.source, lambda snippet: (None, []))
        items = (entry for entry in self._entries if isinstance(entry, Item) and not entry.is_bullet)
        return reader.read(items) or []

    def document(self, read_rule: ReadRule) -> tuple[Document, list[Diagnostic]]:
        """Return the document, and what is wrong with it, in the order of the file.

        ``read_rule`` reads the text of one rule. A criterion that cannot be read is ``broken``, a statement `Unread`,
        and the document then ``recovered``.
        """
        if self._problem:
            return self._unread(self._problem)
        reader = _Reader(self.source, read_rule)
        elements = reader.read(self._entries)
        if elements is None:
            return self._unread(_too_many(self.source, WORDS_AT_MOST, "words and signs in its rules"))
        found = reader.problems.in_order()
        return Document(self.source, tuple(elements), any(d.severity == "error" for d in found)), found

    def _unread(self, problem: Diagnostic) -> tuple[Document, list[Diagnostic]]:
        unread = Unread(self.source.text, span=Span(0, len(self.source.text)))
        return Document(self.source, (unread,), recovered=True), [problem]


@dataclass(slots=True)
class _Reader:
    source: Source
    read_rule: ReadRule
    problems: Problems = field(init=False)
    criteria: CriterionReader = field(init=False)
    elements: list[Element] = field(default_factory=list[Element])
    #: statements that may stand once: where they did
    given: dict[str, Span] = field(default_factory=dict[str, Span])

    def __post_init__(self) -> None:
        self.problems = Problems(self.source)
        self.criteria = CriterionReader(self.source.text, self.problems, self.read_rule)

    def read(self, entries: Iterable[Entry]) -> list[Element] | None:
        """Return the elements, or None where their rules hold more than `WORDS_AT_MOST`."""
        for entry in entries:
            self._add(entry)
            if self.criteria.words > WORDS_AT_MOST:
                return None
        while self.elements and isinstance(self.elements[-1], Blank):
            self.elements.pop()
        return self.elements

    def _add(self, entry: Entry) -> None:
        if isinstance(entry, Row):
            self._between(entry)
        elif isinstance(entry, HeadingRow):
            self.elements.append(Heading(entry.section, span=Span(entry.row.start, entry.row.end)))
            self._comments([entry.row], trailing=True)
        elif entry.is_bullet:
            self._add_criterion(entry)
        else:
            self._add_statement(entry)

    def _between(self, row: Row) -> None:
        """Take a blank row or a comment; blank rows in a row are one element, and none stands first."""
        if row.comment:
            self._comments([row], trailing=False)
        elif self.elements and isinstance(last := self.elements[-1], Blank):
            self.elements[-1] = Blank(last.lines + 1, span=Span(last.span.start, row.start))
        elif self.elements:
            self.elements.append(Blank(span=Span(row.start, row.start)))

    def _comments(self, rows: list[Row], *, trailing: bool) -> None:
        """Add the comments of ``rows``; the first may trail the element before it."""
        for row in rows:
            if row.comment:
                start, end = row.comment
                self.elements.append(Comment(self.source.text[start:end], trailing, span=Span(start, end)))
                trailing = False

    def _add_criterion(self, item: Item) -> None:
        criterion = self.criteria.criterion(item)
        if criterion.comments:
            self.elements += [Comment(r.text, span=r.span) for r in criterion.comments if r.place == "above"]
            kept = tuple(remark for remark in criterion.comments if remark.place != "above")
            criterion = replace(criterion, comments=kept)
        self.elements.append(criterion)

    def _add_statement(self, item: Item) -> None:
        """Add what a line that begins with no bullet says, or keep it unread."""
        known = len(self.problems.found)
        element = self._statement(item)
        if element is None:
            self._unread(item, is_reported=len(self.problems.found) > known)
        elif isinstance(element, Definition):
            self.elements += [Comment(r.text, span=r.span) for r in element.comments if r.place == "above"]
            kept = tuple(remark for remark in element.comments if remark.place != "above")
            self.elements.append(replace(element, comments=kept))
        else:
            self.elements.append(element)
            rows = [item.row, *(part for part in item.body if isinstance(part, Row)), *item.below]
            self._comments(rows, trailing=item.row.comment is not None)

    def _statement(self, item: Item) -> Element | None:
        if item.row.unclosed is not None:
            self._unclosed(item.row.unclosed)
            return None
        first = clean(self.source.text, item.row.start, min(item.row.end, item.row.start + _KEYWORD_WITHIN))
        keyword, start = keyword_of(first) or ("", 0)
        if keyword == "define":
            return self.criteria.definition(item, first.offset(start))
        if not keyword:
            return None
        return self._header(item, keyword, start)

    def _header(self, item: Item, keyword: str, start: int) -> Element | None:
        """Return a statement on one line, or on several of which the further ones are indented."""
        rows = [item.row, *(part for part in item.body if isinstance(part, Row) and not part.is_comment)]
        unclosed = next((row.unclosed for row in rows if row.unclosed is not None), None)
        span = Span(rows[0].start, rows[-1].end)
        if unclosed is not None:
            self._unclosed(unclosed)
            return None
        if len(self.source.text[span.start : span.end].encode()) > CRITERION_AT_MOST:
            self.problems.add(
                "E109", f"this statement is longer than {CRITERION_AT_MOST:,} bytes", span, help="shorten it"
            )
            return None
        if control := control_character(self.source.text, span.start, span.end):
            self.problems.add("E104", control.message, control.span, help=control.help)
            return None
        if item.children:
            below = Span(item.children[0].row.start, item.children[0].row.end)
            self.problems.add(
                "E108", f"no list can stand below `{keyword}`", below, help="begin its bullets at the margin"
            )
            return None
        snippet = Snippet.joined([clean(self.source.text, row.start, row.end) for row in rows])
        element = read_statement(keyword, snippet, start, self.problems, self.read_rule)
        return element if element is not None and self._is_first(keyword, span, element) else None

    def _is_first(self, keyword: str, span: Span, element: Element) -> bool:
        """Report a statement that stands twice; let age and sex take the labels that they have as criteria."""
        code = "E110"
        if isinstance(element, ConceptDeclaration):
            keyword, code = f"concept '{element.name.lower()}'", "E112"
        if keyword in self.given:
            other = Label(self.given[keyword], "the first one")
            self.problems.add(
                code, f"`{keyword}` stands twice in this file", span, help="keep one of them", other=other
            )
            return False
        self.given[keyword] = span
        if keyword in ("age", "sex"):
            self.criteria.take_label(keyword, span)
        return True

    def _unclosed(self, quote: int) -> None:
        help_ = 'close it with `"`; a quotation mark inside it is written `\\"`'
        self.problems.add("E103", "this quotation is not closed", Span(quote, quote + 1), "opened here", help=help_)

    def _unread(self, item: Item, *, is_reported: bool) -> None:
        """Keep lines that are nothing known."""
        if not is_reported:
            span = Span(item.row.start, item.row.end)
            words = self.source.text[span.start : span.end]
            self.problems.add(
                "E104", f"{shown(words)} is no statement, heading or criterion", span, help=_unread_help(words)
            )
        lines = moved(self.source.text, item.row.start, item.end, -item.indent)
        self.elements.append(Unread("\n".join(lines), span=Span(item.row.start, item.end)))


def _too_many(source: Source, at_most: int, what: str) -> Diagnostic:
    return too_large(source, f"more than {at_most:,} {what}", f"{at_most:,}")


def _size(item: Item) -> int:
    """Return how many bullets and statements ``item`` holds, itself included."""
    size, todo = 0, [item]
    while todo:
        size += 1
        todo += todo.pop().children
    return size


def _unread_help(line: str) -> str:
    """Return what to write instead of a line that is nothing known."""
    start = " ".join(line[:60].lower().split())
    if start[0] in "-*•":
        return "put a space behind the bullet: `- `"
    if start.startswith(("inclusion crit", "exclusion crit")):
        return "a heading stands alone on its line: `inclusion criteria`, and its criteria below it"
    word = start.split(maxsplit=1)[0].rstrip(":")
    close = get_close_matches(word, _KEYWORDS, n=1, cutoff=0.75)
    if close and close[0] != word:
        return f"did you mean `{close[0]}`?"
    return (
        "begin a criterion with `- `; a line that goes on with one is indented deeper than its bullet, and a sentence "
        'that is no rule stands in quotes: `- "…"`'
    )

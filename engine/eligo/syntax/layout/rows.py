"""The rows of a trial file: its lines, with lines that an open quotation joins counted as one.

Everything here is linear in the length of the text: a quotation is looked for once from each opening, ends at the
latest before the next bullet of the same list, and no pattern backtracks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from eligo.syntax.snippet import clean

#: white space inside a line, of any width, zero included
BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c not in "\r\n") + "\u200b\ufeff"
_INDENT = re.compile(f"[{re.escape(BLANKS)}]*+")
_TAB = 4
_MARKER = re.compile(r"(?:[-*•]|[0-9]{1,3}[.)]|[a-z][.)]|[ivx]{2,5}[.)])(?=[\s\u200b\ufeff]|$)|•")
_NEWLINE = re.compile(r"\r\n|[\r\n]")
#: what decides how a line goes on; a quotation that ends on its line is one match, and so are several apostrophes
_MARK = re.compile(r"\"[^\"\\\r\n]*+\"|'{2,}+|[\"'#\\\r\n]")
_NAME_END = re.compile(r"'(?!\w)|[\r\n]")
_IN_STRING = re.compile(r"[\"\\\r\n]")
_HEADING = re.compile(
    r"(?:(?:key|main|major|primary|principal|general|core|basic|important|patients?|subjects?|participants?|study)\s)?"
    r"(?P<non>non[- ]?)?(?P<section>inclusion|exclusion)"
    r"(?:\s(?P<word>criteria|criterion)(?:\s(?:are|include|is|includes))?)?\s?(?P<colon>[:.])*+",
    re.IGNORECASE,
)
_HEADING_AT_MOST = 60
#: first letters that a heading can have, so that other lines are passed over quickly
_HEADING_STARTS = frozenset("kmpgcbisne*_=\\")
_PAIR = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One or more lines: where its code begins and ends, and what was seen in it.

    ``indent`` is the column of the first character (tabs to multiples of four); ``start`` and ``end`` enclose the code
    without the comment, white space at the ends cut off; ``strings`` are the quotations, quotes included;
    ``unclosed`` is a quotation mark that nothing closes.
    """

    indent: int
    start: int
    end: int
    strings: tuple[tuple[int, int], ...] = ()
    comment: tuple[int, int] | None = None
    unclosed: int | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands here."""
        return self.start == self.end and self.comment is None

    @property
    def is_comment(self) -> bool:
        """Tell whether only a comment stands here."""
        return self.start == self.end and self.comment is not None

    @property
    def last(self) -> int:
        """Return the end of everything in the row, its comment included."""
        return self.comment[1] if self.comment else self.end


@dataclass(slots=True)
class _Scan:
    """What has been seen of a row while it is read."""

    strings: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    comment: int | None = None
    unclosed: int | None = None
    #: no quoted name ends between here and the end of the line
    no_name_end: bool = False


def read_rows(text: str) -> Iterator[Row]:
    """Yield the rows of ``text`` in order, blank ones too."""
    at = 0
    while at < len(text):
        row, at = _row(text, at)
        yield row


def marker_end(text: str, start: int) -> int | None:
    """Return where the bullet at ``start`` (``-``, ``*``, ``•``, ``1.``, ``a)``) ends, or None where none stands."""
    found = _MARKER.match(text, start)
    return found.end() if found else None


def skip_space(text: str, start: int, end: int) -> int:
    """Return the first place from ``start`` that is no white space, at most ``end``."""
    found = _INDENT.match(text, start, end)
    return found.end() if found else start


def heading_section(code: str, *, bare_word: bool = True) -> str | None:
    """Return the section that ``code`` is a heading of, or None: ``Key inclusion criteria:``, ``EXCLUSION CRITERIA``.

    ``Inclusion`` alone is one only with ``bare_word``.
    """
    if len(code) > _HEADING_AT_MOST or code[:1].lower() not in _HEADING_STARTS:
        return None
    found = _HEADING.fullmatch(clean(code).text.strip("*_= ").replace("ä", "a"))
    if found is None or not (found["word"] or found["colon"] or bare_word):
        return None
    section = found["section"].lower()
    if found["non"]:
        return "exclusion" if section == "inclusion" else None
    return section


def _row(text: str, start: int) -> tuple[Row, int]:
    """Return the row that begins at ``start`` and where the next one begins."""
    code = skip_space(text, start, len(text))
    indent = _column(text, start, code)
    scan = _Scan()
    end, after = _scan_line(text, code, indent, scan)
    comment = None
    if scan.comment is not None:
        comment = (scan.comment, scan.comment + len(text[scan.comment : end].rstrip(BLANKS)))
        end = scan.comment
    end = code + len(text[code:end].rstrip(BLANKS))
    return Row(indent, code, end, tuple(scan.strings), comment, scan.unclosed), after


def _column(text: str, start: int, end: int) -> int:
    column = 0
    for character in text[start:end]:
        column = (column // _TAB + 1) * _TAB if character == "\t" else column + 1
    return column


def _scan_line(text: str, start: int, indent: int, scan: _Scan) -> tuple[int, int]:
    """Fill ``scan`` from ``start`` to the end of the row; return that end and the start of the next row."""
    at = start
    while found := _MARK.search(text, at):
        here, sign = found.start(), found.group()
        at = found.end()
        if sign in "\r\n":
            return here, _after_newline(text, here)
        if sign == "\\":
            at += at < len(text) and text[at] not in "\r\n"
        elif sign == "#":
            if here == start or text[here - 1].isspace():
                scan.comment = here
                return _line_end(text, here)
        elif sign == "'":
            at = _after_name(text, here, scan)
        elif len(sign) > 1:
            if sign[0] == '"':
                scan.strings.append((here, at))
        else:
            closed = _string_end(text, here, indent)
            if closed is None:
                scan.unclosed = here
                return _line_end(text, here)
            scan.strings.append((here, closed))
            at = closed
    return len(text), len(text)


def _after_newline(text: str, start: int) -> int:
    found = _NEWLINE.match(text, start)
    return found.end() if found else start


def _line_end(text: str, start: int) -> tuple[int, int]:
    """Return the end of the line and the start of the next."""
    found = _NEWLINE.search(text, start)
    return found.span() if found else (len(text), len(text))


def _after_name(text: str, quote: int, scan: _Scan) -> int:
    """Return the place after the quoted name that ``'`` opens, or after the ``'`` where it opens none."""
    opens = not (quote and (text[quote - 1].isalnum() or text[quote - 1] == "'"))
    if not opens or scan.no_name_end or text[quote + 1 : quote + 2].isspace():
        return quote + 1
    found = _NAME_END.search(text, quote + 1)
    if found is None or found.group() != "'":
        scan.no_name_end = True
        return quote + 1
    return found.end()


def _string_end(text: str, quote: int, indent: int) -> int | None:
    """Return the place after the quotation that opens at ``quote``, or None where nothing closes it.

    It does not reach over a heading, nor over a bullet that stands no deeper than the row.
    """
    at = quote + 1
    while found := _IN_STRING.search(text, at):
        at = found.end()
        if found.group() == '"':
            return at
        if found.group() == "\\":
            at += at < len(text) and text[at] not in "\r\n"
            continue
        at = _after_newline(text, found.start())
        if _stops_string(text, at, indent):
            return None
    return None


def _stops_string(text: str, start: int, indent: int) -> bool:
    code = skip_space(text, start, len(text))
    marker = marker_end(text, code)
    if marker is not None:
        return _column(text, start, code) <= indent
    end = _line_end(text[code : code + _HEADING_AT_MOST + 1], 0)[0]
    return heading_section(text[code : code + end].rstrip(BLANKS), bare_word=False) is not None


def string_text(text: str, start: int, end: int) -> str:
    r"""Return what the quotation from ``start`` to ``end`` says: line breaks folded, ``\"`` a quote, else as it is."""
    lines = _NEWLINE.split(text[start + 1 : end - 1])
    inner = [line.strip(BLANKS) for line in lines[1:-1]]
    if len(lines) > 1:
        lines = [lines[0].rstrip(BLANKS), *(line for line in inner if line), lines[-1].lstrip(BLANKS)]
    folded = " ".join(line for line in lines if line)
    ends_open = (len(folded) - len(folded.rstrip("\\"))) % 2
    # every pair but the escaped quote stays; a backslash at the end keeps a space, else it would escape the quote
    return _PAIR.sub(lambda pair: '"' if pair[1] == '"' else pair[0], folded) + " " * ends_open


def quoted(text: str) -> str:
    r"""Return ``text`` in quotes, so that `string_text` gives it back."""
    return '"' + text.replace('"', '\\"') + '"'


def string_at(row: Row, start: int) -> tuple[int, int] | None:
    """Return the quotation of ``row`` that begins at ``start``."""
    index = bisect_left(row.strings, (start, start))
    if index < len(row.strings) and row.strings[index][0] == start:
        return row.strings[index]
    return None


def moved(text: str, start: int, end: int, by: int) -> list[str]:
    """Return the lines from ``start`` (where the code of its line begins) to ``end``, ``by`` columns further right.

    Tabs of the indentation become spaces, white space at line ends goes. A line never moves left of the margin.
    """
    lines = _NEWLINE.split(text[start:end])
    result = [lines[0].rstrip(BLANKS)]
    for line in lines[1:]:
        code = skip_space(line, 0, len(line))
        result.append((" " * max(0, _column(line, 0, code) + by) + line[code:]).rstrip(BLANKS))
    return result


def with_line_ends(text: str) -> str:
    """Return ``text`` with plain line ends, one behind the last line."""
    lines = _NEWLINE.sub("\n", text)
    return lines if not lines or lines.endswith("\n") else lines + "\n"

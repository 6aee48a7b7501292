"""Physical lines to rows: bullets told from text, wrapped lines joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eligo.drafting.cleaning import collapsed

#: the signs that stand before a line: a mark, a number, a letter, a roman number; how each is called
_BULLET = re.compile(
    r"(?P<mark>[*•●○◦▪■□‣∙·➢►])\s*"
    r"|(?P<dash>[-–—−+])(?:\s+|(?=[A-Z][a-z])|$)"
    r"|\(?(?P<number>\d{1,3})(?:[.)]|\.\))(?:\s+|(?=[A-Za-z≥≤<>(])|$)"
    r"|(?P<serial>\d{1,2}) ?[-–]\s+(?=[A-Z])"
    r"|(?P<nested>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[A-Z][a-z])"
    r"|\(?(?P<roman>[ivx]{1,5})[.)]\s+"
    r"|\(?(?P<letter>[a-z])[.)](?:\s+|(?=[A-Z]))"
    r"|\(?(?P<capital>[A-Z]|[IVX]{2,5})[.)]\s+(?!(?i:coli|pylori|difficile)\b)(?=[A-Z≥≤<>])"
)
#: bullets before one line: ``* 1. text``
_BULLETS = 3
_TAB = 4
#: the margin of registry XML, where lines are wrapped and blank lines stand between bullets
_XML_MARGIN = 6
#: a text whose longest line is within these was wrapped, or nobody knows
_WRAPPED = (60, 100)
#: so many lines that end this near to the margin show that it is one
_AT_MARGIN, _NEAR = 3, 12


@dataclass(slots=True)
class Row:
    """A bullet or paragraph: its column, that of its text, its bullet's kind and number, and its text."""

    indent: int
    content: int
    bullet: str
    text: str
    ordinal: str = ""
    after_blank: bool = False
    #: characters of its last physical line, the margin included
    last_length: int = 0


def read_rows(text: str) -> list[Row]:
    """Return the rows of cleaned ``text``, in order; empty bullets are none."""
    lines = [line.expandtabs(_TAB).rstrip() for line in text.split("\n")]
    full = [line for line in lines if line]
    if not full:
        return []
    margin = min(len(line) - len(line.lstrip()) for line in full)
    width = max(map(len, full))
    is_wrapped = _WRAPPED[0] <= width <= _WRAPPED[1] and sum(len(line) > width - _NEAR for line in full) >= _AT_MARGIN
    reader = _Rows(margin >= _XML_MARGIN, width if is_wrapped else 0)
    for line in lines:
        reader.take(line)
    return [row for row in reader.rows if row.text]


class _Rows:
    def __init__(self, is_xml: bool, width: int) -> None:
        self.is_xml = is_xml
        self.width = width
        self.rows: list[Row] = []
        self.after_blank = True

    def take(self, line: str) -> None:
        if not line.strip():
            self.after_blank = True
            return
        row = _row(line)
        row.after_blank = self.after_blank
        if self.rows and not row.bullet and self._continues(row, self.rows[-1]):
            last = self.rows[-1]
            last.text = f"{last.text} {row.text}".strip()
            last.last_length = row.last_length
        else:
            self.rows.append(row)
        self.after_blank = False

    def _continues(self, row: Row, last: Row) -> bool:
        """Tell whether ``row`` goes on with the sentence of ``last``."""
        if row.after_blank or not last.text:
            return False
        if self.is_xml:
            return True
        if last.bullet and last.indent < row.indent and row.indent >= last.content - 1:
            return True
        first = row.text.split(" ", 1)[0]
        is_full = bool(self.width) and last.last_length + 1 + len(first) > self.width
        return is_full and (row.text[0].islower() or row.text[0].isdigit()) and last.text[-1] not in ".;:"


def _row(line: str) -> Row:
    at = indent = len(line) - len(line.lstrip())
    bullet = ordinal = ""
    for _ in range(_BULLETS):
        found = _BULLET.match(line, at)
        if found is None:
            break
        bullet = found.lastgroup or ""
        ordinal = found[bullet]
        at = found.end()
    return Row(indent, at, bullet, collapsed(line[at:]), ordinal, last_length=len(line))

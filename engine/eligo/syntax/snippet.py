"""The text of a rule, cleaned for the parser, that still knows where each character stands in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eligo.diagnostics import Span

#: what is read as something else; LANGUAGE §1, last bullet
_GLYPHS = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "˃": ">", "˂": "<",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "\N{GREEK SMALL LETTER MU}": "\N{MICRO SIGN}", "\N{MINUS SIGN}": "-",
    **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
}  # fmt: skip
#: signs that were written in one encoding and read in another: UTF-8 taken for Mac OS Roman
_GARBLED = {sign.encode().decode("mac_roman"): sign for sign in "µμ°²³×≥≤±·–—’"}
#: zero width: space, joiners, word joiner, byte order mark, soft hyphen; and the signs of a trade mark
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad" + "®™"
_ESCAPED = r"""!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"""
_SPECIAL = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+")'
    rf"|(?P<garbled>{'|'.join(map(re.escape, _GARBLED))})"
    # a space that stands alone stays as it is
    rf"|(?P<gap>[\s{_INVISIBLE}]{{2,}}+|[^\S ]|[{_INVISIBLE}])"
    rf"|\\(?P<escaped>[{_ESCAPED}])"
    rf"|(?P<glyph>[{re.escape(''.join(_GLYPHS))}])",
    re.DOTALL,
)
_BREAK = re.compile(r"\s++")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text and, for each of its characters, the offset in the source that it came from."""

    text: str
    offsets: tuple[int, ...]

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)

    def __getitem__(self, part: slice) -> Snippet:
        """Return a part of the text, with its places."""
        return Snippet(self.text[part], self.offsets[part])

    def __add__(self, other: Snippet) -> Snippet:
        """Return both texts, one directly after the other."""
        return Snippet(self.text + other.text, self.offsets + other.offsets)

    def offset(self, index: int) -> int:
        """Return the place in the source of character ``index``; behind the last character, the place after it."""
        if index < len(self.offsets):
            return self.offsets[index]
        return self.offsets[-1] + 1 if self.offsets else 0

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source of the characters from ``start`` to before ``end``."""
        if start >= end:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def strip(self) -> Snippet:
        """Return the snippet without spaces at its ends."""
        first = len(self.text) - len(self.text.lstrip())
        return self[first : max(first, len(self.text.rstrip()))]

    @staticmethod
    def written(text: str, offset: int) -> Snippet:
        """Return ``text`` put in at one place of the source: words that the file leaves out."""
        return Snippet(text, (offset,) * len(text))

    @staticmethod
    def joined(pieces: list[Snippet]) -> Snippet:
        """Return the pieces with a space between each two, as lines of one rule."""
        pieces = [piece for piece in pieces if piece.text]
        text = " ".join(piece.text for piece in pieces)
        offsets: list[int] = []
        for piece in pieces:
            if offsets:
                offsets.append(offsets[-1] + 1)
            offsets += piece.offsets
        return Snippet(text, tuple(offsets))


def clean(source_text: str, start: int = 0, end: int | None = None) -> Snippet:
    """Return the rule text between two offsets as the parser reads it.

    Markdown escapes lose their backslash, white space of any kind and width becomes one space, invisible characters
    go, full-width and look-alike signs become the plain ones, curly quotes straight ones, and both micro signs the
    micro sign. Text in double quotes stays as it is, apart from line breaks, which become one space. Dashes stay.
    Spaces at both ends go. Linear in the length of the text.
    """
    end = len(source_text) if end is None else end
    text: list[str] = []
    offsets: list[int] = []
    at = start
    for found in _SPECIAL.finditer(source_text, start, end):
        text.append(source_text[at : found.start()])
        offsets += range(at, found.start())
        at = found.end()
        if found["string"]:
            _add_string(source_text, found.start(), at, text, offsets)
            continue
        plain, place = _plain(found)
        text.append(plain)
        offsets += [place] * len(plain)
    text.append(source_text[at:end])
    offsets += range(at, end)
    return Snippet("".join(text), tuple(offsets)).strip()


def _plain(found: re.Match[str]) -> tuple[str, int]:
    """Return what one match is read as, and where that stands."""
    if garbled := found["garbled"]:
        sign = _GARBLED[garbled]
        return _GLYPHS.get(sign, sign), found.start()
    if gap := found["gap"]:
        return (" " if any(c not in _INVISIBLE for c in gap) else ""), found.start()
    if escaped := found["escaped"]:
        return escaped, found.start("escaped")
    return _GLYPHS[found["glyph"]], found.start()


def _add_string(source: str, start: int, end: int, text: list[str], offsets: list[int]) -> None:
    """Add a text in quotes, its line breaks folded to one space each."""
    at = start
    for gap in _BREAK.finditer(source, start, end):
        if "\n" in gap.group() or "\r" in gap.group():
            text += (source[at : gap.start()], " ")
            offsets += range(at, gap.start() + 1)
            at = gap.end()
    text.append(source[at:end])
    offsets += range(at, end)

"""How wide text is on a terminal, and how it is cut into lines there."""

from __future__ import annotations

import unicodedata

#: what stands in for characters that would move the cursor or turn the direction of the text
_REPLACEMENT = "\ufffd"
_TAB = "    "


def visible(text: str) -> str:
    """Return ``text`` with tabs as spaces and every control or direction-changing character made harmless.

    Each character other than a tab stays one character.
    """
    if text.isprintable():
        return text
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if character.isprintable():
        return character
    if character == "\t":
        return _TAB
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))  # the control pictures: ESC is ␛
    return " " if unicodedata.category(character) == "Zs" else _REPLACEMENT


def display_width(text: str) -> int:
    """Return how many columns ``text`` takes: none for combining marks, two for wide characters.

    >>> [display_width(text) for text in ("mL/min", "µmol", "e\\u0301", "肺炎")]
    [6, 4, 1, 4]
    """
    return len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, width: int) -> str:
    """Return ``text`` followed by the spaces that make it ``width`` columns wide."""
    return text + " " * (width - display_width(text))


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Return ``text`` as lines of at most ``width`` columns, broken between words.

    ``first`` begins the first line and ``rest`` every other one (spaces as wide as ``first`` unless given). A word too
    long for a line is cut.
    """
    hanging = " " * display_width(first) if rest is None else rest
    lines: list[str] = []
    line, is_empty = first, True
    for word in visible(" ".join(text.split())).split(" "):
        if not is_empty and display_width(line) + 1 + display_width(word) > width:
            lines.append(line)
            line, is_empty = hanging, True
        line = line + word if is_empty else f"{line} {word}"
        is_empty = False
        while display_width(line) > width and display_width(line) > display_width(hanging) + 1:
            cut = max(_cut(line, width), len(hanging) + 1)
            if cut >= len(line):
                break
            lines.append(line[:cut])
            line = hanging + line[cut:]
    return [*lines, line.rstrip()]


def _cut(text: str, width: int) -> int:
    """Return how many characters of ``text``, which is wider than ``width`` columns, fit into them."""
    count, left = 0, width - _width(text[0])
    while left >= 0:
        count += 1
        left -= _width(text[count])
    return count

"""Colours on a terminal: ANSI codes, or nothing at all."""

from __future__ import annotations

from typing import Literal

Style = Literal["error", "warning", "good", "strong", "faint", "note"]

_CODES: dict[Style, str] = {
    "error": "1;31",
    "warning": "1;33",
    "good": "1;32",
    "strong": "1",
    "faint": "2",
    "note": "1;36",
}


class Palette:
    """Paints text where the output is a terminal that wants colour, else leaves it as it is."""

    def __init__(self, colour: bool = False) -> None:
        """Paint only if ``colour``."""
        self._colour = colour

    def paint(self, text: str, style: Style) -> str:
        """Return ``text`` in ``style``."""
        return f"\033[{_CODES[style]}m{text}\033[0m" if self._colour and text else text

"""The problems that one reading of a file has met."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eligo.diagnostics import Diagnostic, Label, Source, Span

#: what a terminal obeys and a reader does not see: control characters, and marks that turn the direction of a text
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Control:
    """A character that no text may hold: where it stands and what is said of it."""

    message: str
    span: Span
    help: str = "take it out: it is invisible, or changes how what follows is shown"


def control_character(text: str, start: int, end: int) -> Control | None:
    """Return the first control character between two places, or None."""
    found = _CONTROL.search(text, start, end)
    if found is None:
        return None
    return Control(f"the character U+{ord(found.group()):04X} cannot stand here", Span(*found.span()))


@dataclass(slots=True)
class Problems:
    """Collects diagnostics about one source."""

    source: Source
    found: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def add(
        self, code: str, message: str, span: Span, label: str = "", *, help: str, other: Label | None = None
    ) -> None:
        """Note one problem at ``span``, with the place it clashes with where there is one."""
        self.found.append(
            Diagnostic(
                code,
                message,
                primary=Label(span, label),
                secondary=(other,) if other else (),
                help=help,
                source=self.source,
            )
        )

    def in_order(self) -> list[Diagnostic]:
        """Return the diagnostics in the order of their places in the file."""
        return sorted(self.found, key=lambda problem: problem.primary.span.start if problem.primary else 0)


def shown(text: str, at_most: int = 40) -> str:
    """Return ``text`` in backticks for a message, on one line and shortened."""
    line = " ".join(text[: 4 * at_most].replace("`", "'").split())
    line = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line)
    return f"`{line if len(line) <= at_most else line[: at_most - 1].rstrip() + '…'}`"

"""What a problem is: a code, a sentence, the places it concerns and the remedy.

Every stage returns its result and a list of diagnostics. Rendering happens at the edge, one renderer a file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]
#: what messages call standard input
STANDARD_INPUT = "<standard input>"


class Span(Struct, frozen=True, order=True):
    """A half-open range of character offsets into a `Source`."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True)
class Source:
    """A text that spans point into, and the name it is shown under."""

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of ``offset``."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of line ``number`` (from 1) without its line end."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] - 1 if number < len(self._line_starts) else len(self.text)
        return self.text[start:end]


class Label(Struct, frozen=True):
    """A place in the source and what is said of it; ``text`` may be empty."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem.

    ``code`` is a letter and three digits (``E301``, ``W503``); ``E`` is an error and ``W`` a warning, and each has a
    page ``grammar/diagnostics/CODE.md``. ``message`` is lower case, without a final full stop, the user's words in
    backticks. ``place`` names where in a file of patient data (``facts[7]``), where no span exists; a diagnostic about
    patient data never carries a value or a key of the patient.
    """

    code: str
    message: str
    primary: Label | None = None
    secondary: tuple[Label, ...] = ()
    help: str | None = None
    notes: tuple[str, ...] = ()
    place: str | None = None
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def severity(self) -> Severity:
        """Return ``error`` or ``warning``, which the code's letter says."""
        return "error" if self.code.startswith("E") else "warning"


class EligoError(Exception):
    """Input that cannot be used; carries every diagnostic that says why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        """Keep ``diagnostics``; the text of the exception is their messages."""
        self.diagnostics = diagnostics
        super().__init__("\n".join(_line(d) for d in diagnostics if d.severity == "error"))


class TrialError(EligoError):
    """A trial file that has errors."""


class FactsError(EligoError):
    """Patient data that cannot be read. Its text holds places, never a value of the patient."""


class UsageError(EligoError):
    """A command that was called wrongly: an unknown trial, a file that is not there."""


def _line(diagnostic: Diagnostic) -> str:
    where = f"{diagnostic.place}: " if diagnostic.place else ""
    help_ = f" ({diagnostic.help})" if diagnostic.help else ""
    return f"{diagnostic.code} {where}{diagnostic.message}{help_}"


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Tell whether any of ``diagnostics`` is an error."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)

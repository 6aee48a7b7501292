"""The diagnostics of reading patient data: a code, a place and plain words, never a value or a key of the patient."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from eligo.diagnostics import Diagnostic, FactsError

#: nobody reads more errors of one sheet, and to find them takes time
MOST_ERRORS: Final = 1000


class Problems:
    """What was found wrong so far, in the order of finding."""

    __slots__ = ("_errors", "found")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.found: list[Diagnostic] = []
        self._errors = 0

    def add(self, code: str, place: str, message: str, help: str | None = None) -> None:
        """Note a problem of ``code`` at ``place``; raises `FactsError` with all of them where it is one too many."""
        if code[0] == "E":
            self._errors += 1
            if self._errors == MOST_ERRORS:
                note = f"reading stopped at the {ordinal(MOST_ERRORS)} error"
                self.found.append(Diagnostic(code, message, place=place, help=help, notes=(note,)))
                raise FactsError(self.found)
        self.found.append(Diagnostic(code, message, place=place, help=help))


def listed(names: Iterable[str]) -> str:
    """Return ``names`` in backticks, in order.

    >>> listed(["low", "high", "unit"])
    '`low`, `high` or `unit`'
    """
    marked = [f"`{name}`" for name in names]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} or {marked[-1]}"


def ordinal(number: int) -> str:
    """Return the word or the digits for a place in a row.

    >>> ordinal(1), ordinal(3), ordinal(22)
    ('1st', '3rd', '22nd')
    """
    tens = number % 100
    suffix = "th" if 10 <= tens <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"

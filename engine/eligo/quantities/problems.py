"""What is wrong with a quantity: a code, a message and a remedy, raised where text is read.

The callers turn these into diagnostics with a place; a message names what was written only where the caller gave the
text of a criterion, never for patient data (the reader of patient data replaces the message by one with a place).
"""

from __future__ import annotations


class QuantityError(ValueError):
    """Text that is no quantity. ``code`` has a page in ``grammar/diagnostics``; ``help`` says what to write instead."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        """Keep the three; the text of the exception is the message."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help

    def __reduce__(self) -> tuple[type[QuantityError], tuple[str, str, str | None]]:
        """Let the error cross a process boundary."""
        return type(self), (self.code, self.message, self.help)


class UnitError(QuantityError):
    """Text that is no unit: E303 unknown, E305 an exponent that lost its mark."""


class NumberError(QuantityError):
    """Text that is no number: E306 where a mark may be a decimal or a thousands mark."""


class DateError(QuantityError):
    """Text that is no date or no length of time: E605, E311."""


def shown(text: str, limit: int = 40) -> str:
    """Return ``text`` as a message shows it: in backticks, control characters escaped, cut at ``limit``.

    >>> shown("mg\\n")
    '`mg\\\\n`'
    """
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:limit])
    return f"`{safe}{'…' if len(text) > limit else ''}`"

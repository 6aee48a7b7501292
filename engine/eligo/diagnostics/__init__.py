"""Problems, and how they are shown."""

from eligo.diagnostics.model import (
    Diagnostic,
    EligoError,
    FactsError,
    Label,
    Severity,
    Source,
    Span,
    TrialError,
    UsageError,
    has_errors,
)

__all__ = [
    "Diagnostic",
    "EligoError",
    "FactsError",
    "Label",
    "Severity",
    "Source",
    "Span",
    "TrialError",
    "UsageError",
    "has_errors",
]

"""What resolving a rule needs to know, and how a rule is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from eligo.diagnostics import Diagnostic, Label, Span
from eligo.rules.model import Rule, Section, Window
from eligo.syntax.elements import Definition
from eligo.vocabulary import Vocabulary


class Refused(Exception):
    """A rule means nothing plain; carries the reasons. Caught where the criterion is compiled, never beyond."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Keep the reasons."""
        self.diagnostics = list(diagnostics)
        super().__init__(diagnostics[0].message)


class Suggestions:
    """Known names near unknown ones, for the first few of a file: each costs some milliseconds."""

    def __init__(self, vocabulary: Vocabulary, at_most: int = 12) -> None:
        """Ask ``vocabulary`` for at most so many different texts."""
        self._vocabulary = vocabulary
        self._left = at_most
        self._known: dict[str, list[str]] = {}

    def __call__(self, text: str) -> list[str]:
        """Return preferred names near ``text``, none once the budget is spent."""
        if text not in self._known:
            if self._left == 0:
                return []
            self._left -= 1
            self._known[text] = self._vocabulary.suggest(text)
        return self._known[text]


@dataclass(frozen=True)
class Context:
    """Where a rule stands.

    ``section`` is None where no section decides how a condition or a slash reads: under a negation, in a count, in a
    definition, under no heading. ``results_window`` and ``any_age`` come from the header. ``key`` is the label under
    which a question of this rule is answered.
    """

    vocabulary: Vocabulary
    section: Section | None
    suggest: Callable[[str], list[str]] = lambda text: []
    key: str = ""
    results_window: Window | None = None
    any_age: bool = False
    definitions: dict[str, Definition] = field(default_factory=dict[str, Definition])
    warnings: list[Diagnostic] = field(default_factory=list[Diagnostic])
    warned: set[str] = field(default_factory=set[str])
    questions: list[str] = field(default_factory=list[str])
    expanding: tuple[str, ...] = ()
    cache: dict[str, Rule] = field(default_factory=dict[str, Rule])

    def without_section(self) -> Context:
        """Return the same place with no section to decide."""
        return replace(self, section=None)

    def warn(self, code: str, message: str, span: Span, help: str | None = None, label: str = "") -> None:
        """Record a warning."""
        self.warnings.append(Diagnostic(code, message, Label(span, label), help=help))

    def warn_once(self, code: str, message: str, span: Span, help: str) -> None:
        """Record a warning unless this criterion has one of its code."""
        mark = f"{code} {self.key}"
        if mark not in self.warned:
            self.warned.add(mark)
            self.warn(code, message, span, help)

    @contextmanager
    def expand(self, name: str) -> Generator[Context]:
        """Enter the definition called ``name``; its questions are answered under its name, wherever it is used."""
        key = re.sub(r"[^a-z0-9]+", "_", name).strip("_")
        yield replace(self.without_section(), key=key, expanding=(*self.expanding, name))


def refuse(code: str, message: str, span: Span, help: str | None = None, label: str = "") -> Refused:
    """Return the refusal of what stands at ``span``."""
    return Refused(Diagnostic(code, message, Label(span, label), help=help))

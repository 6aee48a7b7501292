"""Reads layouts without the grammar of rules: a rule is one piece that holds its text, or it is refused."""

from __future__ import annotations

from typing import NamedTuple

from eligo.diagnostics import Diagnostic, Label, Source
from eligo.syntax.elements import Document
from eligo.syntax.layout.printing import print_document
from eligo.syntax.layout.reading import read_layout
from eligo.syntax.nodes import Clause, Criterion, Group, Part, Rule, Unknown
from eligo.syntax.snippet import Snippet

#: characters that begin no rule of the language, so that none is refused here that the language reads
_REFUSED = frozenset('#"\\[]{}')


class Read(NamedTuple):
    """What came of a text."""

    document: Document
    problems: list[Diagnostic]

    @property
    def codes(self) -> list[str]:
        """Return the codes of the problems, in order."""
        return [problem.code for problem in self.problems]

    @property
    def criteria(self) -> list[Criterion]:
        """Return the criteria on the first level."""
        return [element for element in self.document.elements if isinstance(element, Criterion)]

    @property
    def underlined(self) -> list[str]:
        """Return what the problems point at."""
        spans = [problem.primary.span for problem in self.problems if problem.primary]
        return [self.document.source.text[span.start : span.end] for span in spans]


def read_stub(snippet: Snippet) -> tuple[Rule | None, list[Diagnostic]]:
    """Read any text as a rule, apart from ``bad`` ones, which are E201."""
    text = snippet.text
    if "bad" in text or set(text) & _REFUSED:
        return None, [Diagnostic("E201", "bad", primary=Label(snippet.span(0, len(snippet))))]
    return Clause((Part((Unknown(text),)),)), []


def read(text: str) -> Read:
    """Read ``text`` as a trial file."""
    return Read(*read_layout(Source("trial.elig", text), read_stub))


def rule_text(rule: Rule | None) -> str:
    """Return the text of a rule that `read_stub` made."""
    assert isinstance(rule, Clause)
    piece = rule.parts[0].pieces[0]
    assert isinstance(piece, Unknown)
    return piece.text


def tree(criterion: Criterion) -> object:
    """Return a criterion as its rule's text, its sentence, or its group line and items."""
    rule = criterion.rule
    if isinstance(rule, Group):
        return (rule.kind if rule.count is None else f"{rule.kind} {rule.count}", [tree(item) for item in rule.items])
    return f"? {criterion.sentence}" if rule is None else rule_text(rule)


def printed(read: Read) -> str:
    """Return the canonical text of what was read."""
    return print_document(read.document, lambda rule, _: rule_text(rule))

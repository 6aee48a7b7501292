"""The formatter: a trial file in its canonical form."""

from __future__ import annotations

from dataclasses import replace

from eligo.diagnostics import Diagnostic, Source, TrialError, has_errors
from eligo.rules.compiling import defined_in, document_of, name_printer
from eligo.syntax.canonical import print_rule
from eligo.syntax.layout import decode
from eligo.syntax.nodes import Rule
from eligo.syntax.printing import print_document
from eligo.syntax.undecidable import is_understood
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.loading import load_vocabulary


def format_text(
    text: str | bytes, name: str, vocabulary: Vocabulary | None = None
) -> tuple[str | None, list[Diagnostic]]:
    """Return ``text`` in its canonical form, or None where it has errors that keep it from being read.

    A rule with words that nothing knows stays as it is written: what they mean together with the others is not known.
    """
    try:
        source = decode(text, name) if isinstance(text, bytes) else Source(name, text)
    except TrialError as error:
        return None, error.diagnostics
    document, found, known = document_of(source, vocabulary or load_vocabulary())
    diagnostics = [replace(diagnostic, source=source) for diagnostic in found]
    if has_errors(diagnostics):
        return None, diagnostics
    printer = name_printer(known, defined_in(document))

    def printed(rule: Rule, written: str) -> str:
        return print_rule(rule, printer) if is_understood(rule) else written

    return print_document(document, printed), diagnostics

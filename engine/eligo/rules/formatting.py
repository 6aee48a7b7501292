"""The formatter: a trial file in its canonical form."""

from __future__ import annotations

from dataclasses import replace

from eligo.diagnostics import Diagnostic, Source, TrialError, has_errors
from eligo.rules.compiling import defined_in, document_of, name_printer, names_of
from eligo.rules.context import Context, Refused
from eligo.rules.resolving import resolve_rule
from eligo.syntax.canonical import print_rule
from eligo.syntax.layout.printing import print_document
from eligo.syntax.layout.reading import decode
from eligo.syntax.nodes import Rule
from eligo.syntax.parser import parse_rule
from eligo.syntax.snippet import clean
from eligo.syntax.undecidable import is_understood
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.loading import load_vocabulary


def format_text(
    text: str | bytes, name: str, vocabulary: Vocabulary | None = None
) -> tuple[str | None, list[Diagnostic]]:
    """Return ``text`` in its canonical form, or None where it has errors that keep it from being read.

    A rule with words that nothing knows stays as it is written: what they mean together with the others is not known.
    So does one that is refused for its meaning where its canonical form would be printed otherwise the next time.
    """
    try:
        source = decode(text, name) if isinstance(text, bytes) else Source(name, text)
    except TrialError as error:
        return None, error.diagnostics
    document, found, known = document_of(source, vocabulary or load_vocabulary())
    diagnostics = [replace(diagnostic, source=source) for diagnostic in found]
    if has_errors(diagnostics):
        return None, diagnostics
    defined = defined_in(document)
    printer = name_printer(known, defined)
    names = names_of(known, defined)

    def printed(rule: Rule, written: str) -> str:
        if not is_understood(rule):
            return written
        canonical = print_rule(rule, printer)
        if _means_something(rule, known):
            return canonical
        again, _ = parse_rule(clean(canonical), names)
        return canonical if again is not None and print_rule(again, printer) == canonical else written

    return print_document(document, printed), diagnostics


def _means_something(rule: Rule, vocabulary: Vocabulary) -> bool:
    """Tell whether ``rule`` is not refused, as far as that can be said of it alone."""
    try:
        resolve_rule(rule, Context(vocabulary, None))
    except Refused:
        return False
    return True

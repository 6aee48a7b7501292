"""From the text of a trial to a `Trial`: declarations first, then every criterion, then the checks across them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from eligo.diagnostics import Diagnostic, Label, Source, Span, TrialError, has_errors
from eligo.quantities.dates import parse_duration
from eligo.rules.context import Context, Refused, Suggestions
from eligo.rules.declarations import declare, taken_by
from eligo.rules.lints import lint
from eligo.rules.model import All, Ask, Criterion, Demographic, Rule, Section, Trial, Window
from eligo.rules.resolving import check_size, definition_key, resolve_rule
from eligo.rules.times import duration_of
from eligo.syntax import nodes as n
from eligo.syntax.canonical import NamePrinter, print_rule
from eligo.syntax.elements import (
    AgeStatement,
    ConceptDeclaration,
    Definition,
    Document,
    Element,
    Heading,
    ResultsStatement,
    SexStatement,
    TextStatement,
    TrialStatement,
)
from eligo.syntax.layout.reading import Layout, decode
from eligo.syntax.parser import parse_rule
from eligo.syntax.tokens.known_names import Names
from eligo.syntax.undecidable import Suggest
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import is_count
from eligo.vocabulary.loading import load_vocabulary
from eligo.vocabulary.model import Concept, Drug, Finding, Measure, Procedure, Scale
from eligo.vocabulary.names import NameIndex, name_key


@dataclass
class Compiled:
    """Everything that compiling gives: the document and, where nothing is wrong, the trial."""

    document: Document
    diagnostics: list[Diagnostic]
    vocabulary: Vocabulary
    trial: Trial | None = None


def compile_text(
    text: str | bytes, name: str, vocabulary: Vocabulary | None = None
) -> tuple[Trial | None, list[Diagnostic]]:
    """Return the trial that ``text`` writes, or None, and everything to say about it, in the order of the file."""
    compiled = compile_source(text, name, vocabulary)
    return compiled.trial, compiled.diagnostics


def compile_source(text: str | bytes, name: str, vocabulary: Vocabulary | None = None) -> Compiled:
    """Return the document, the diagnostics and, where there is no error, the trial of ``text``."""
    vocabulary = vocabulary or load_vocabulary()
    data = text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
    try:
        source = decode(text, name) if isinstance(text, bytes) else Source(name, text)
    except TrialError as error:
        return Compiled(Document(Source(name, ""), (), recovered=True), error.diagnostics, vocabulary)
    return _Compiler(source, data, vocabulary).compile()


def document_of(
    source: Source, vocabulary: Vocabulary, suggest: Suggest | None = None
) -> tuple[Document, list[Diagnostic], Vocabulary]:
    """Return the document of ``source``: names of definitions and declarations are gathered before rules are read.

    ``suggest`` gives known names near an unknown one.
    """
    suggest = suggest or Suggestions(vocabulary)
    layout = Layout(source)
    statements = layout.statements()
    vocabulary, found = _declared(statements, vocabulary)
    names = names_of(vocabulary, _defined_in(statements), suggest)
    document, diagnostics = layout.document(lambda snippet: parse_rule(snippet, names))
    return document, [*found, *diagnostics], vocabulary


def defined_in(document: Document) -> list[str]:
    """Return the names of the definitions of ``document``."""
    return _defined_in(document.elements)


def _defined_in(elements: Iterable[Element]) -> list[str]:
    return [element.name for element in elements if isinstance(element, Definition)]


def _declared(elements: Iterable[Element], vocabulary: Vocabulary) -> tuple[Vocabulary, list[Diagnostic]]:
    concepts: list[Concept] = []
    found: list[Diagnostic] = []
    names = NameIndex()
    for element in elements:
        if isinstance(element, ConceptDeclaration):
            concept, problems = declare(element, vocabulary, names)
            found.extend(problems)
            if concept is not None:
                concepts.append(concept)
                for name in (concept.name, *concept.synonyms):
                    names.add(name, concept.id)
    return (vocabulary.extended(concepts) if concepts else vocabulary), found


def names_of(vocabulary: Vocabulary, definitions: list[str], suggest: Suggest | None = None) -> Names:
    """Return the names that rules may use; without ``suggest`` messages name none that is near."""
    base = _vocabulary_names(vocabulary)
    if suggest is not None:
        base = replace(base, suggest=suggest)
    return replace(base, definitions=_index_of(definitions)) if definitions else base


def _index_of(definitions: Iterable[str]) -> NameIndex:
    return NameIndex((name, "definition") for name in definitions)


@lru_cache(maxsize=8)
def _vocabulary_names(vocabulary: Vocabulary) -> Names:
    values: set[tuple[str, ...]] = set()
    scales: set[str] = set()
    findings: set[str] = set()
    for id, concept in vocabulary.concepts.items():
        if isinstance(concept, Scale):
            scales.add(id)
        elif isinstance(concept, Finding):
            findings.add(id)
            values.update(name_key(value) for value in concept.values)
            values.update(name_key(spelling) for spelling, _ in concept.spellings)
    values.discard(())
    taken = frozenset(id for id, concept in vocabulary.concepts.items() if isinstance(concept, Drug | Procedure))
    unlisted = frozenset(
        id for id, concept in vocabulary.concepts.items() if isinstance(concept, Drug) and not concept.codes
    )
    numbers = frozenset(id for id, concept in vocabulary.concepts.items() if isinstance(concept, Measure | Scale))
    together = frozenset(ambiguity.meanings for ambiguity in vocabulary.ambiguities if ambiguity.together)
    counted = frozenset(
        id for id, concept in vocabulary.concepts.items() if isinstance(concept, Measure) and is_count(concept.unit)
    )
    return Names(
        vocabulary.index, frozenset(scales), frozenset(values), frozenset(findings), taken, unlisted, numbers, counted,
        together,
    )  # fmt: skip


@dataclass
class _Compiler:
    source: Source
    data: bytes
    vocabulary: Vocabulary
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    criteria: list[Criterion] = field(default_factory=list[Criterion])
    printer: NamePrinter = field(init=False)

    def compile(self) -> Compiled:
        suggest = Suggestions(self.vocabulary)
        document, found, self.vocabulary = document_of(self.source, self.vocabulary, suggest)
        self.diagnostics.extend(found)
        base = replace(self._base(document), suggest=suggest)
        self.printer = name_printer(self.vocabulary, defined_in(document))
        self._check_definitions(document, base)
        section: Section | None = None
        places = {"inclusion": 0, "exclusion": 0}
        for element in document.elements:
            if isinstance(element, Heading):
                section = element.section
            elif isinstance(element, AgeStatement | SexStatement):
                self._header(element, base)
            elif isinstance(element, n.Criterion):
                places[section or "inclusion"] += 1
                self._criterion(element, section, places[section or "inclusion"], base)
        if not self.criteria and not has_errors(self.diagnostics):
            whole = Label(Span(0, len(self.source.text)))
            message, help_ = "this trial has no criteria: everyone would pass", "write a heading and a bullet below it"
            self.diagnostics.append(Diagnostic("E113", message, whole, help=help_))
        self.diagnostics.extend(lint(self.criteria, self.vocabulary))
        return self._result(document)

    def _result(self, document: Document) -> Compiled:
        told = dict.fromkeys(self.diagnostics)  # what is wrong with a definition is wrong wherever it is used
        ordered = sorted(told, key=lambda d: (d.primary.span.start if d.primary else 0, d.code))
        located = [replace(d, source=self.source) for d in ordered]
        compiled = Compiled(document, located, self.vocabulary)
        if not has_errors(located) and not document.recovered:
            compiled.trial = self._trial(document)
        return compiled

    def _trial(self, document: Document) -> Trial:
        statements = {type(e): e for e in document.elements}
        named = statements.get(TrialStatement)
        texts = {e.keyword: e.text for e in document.elements if isinstance(e, TextStatement)}
        return Trial(
            id=named.id if isinstance(named, TrialStatement) else self.source.name.removesuffix(".elig"),
            title=named.title if isinstance(named, TrialStatement) else "",
            digest="sha256:" + hashlib.sha256(self.data).hexdigest(),
            criteria=tuple(self.criteria),
            vocabulary=self.vocabulary,
            source=texts.get("source"),
            version=texts.get("version"),
            healthy_volunteers=texts.get("healthy volunteers"),
            path=self.source.name,
        )

    # --- the header

    def _base(self, document: Document) -> Context:
        """Return the context of every criterion: the header's window of results, and the definitions."""
        results = next((e for e in document.elements if isinstance(e, ResultsStatement)), None)
        definitions = {definition_key(e.name): e for e in document.elements if isinstance(e, Definition)}
        window = None
        if results is not None and results.within is not None:
            window = Window(duration_of(results.within), parse_duration("P0D"))
        return Context(
            self.vocabulary, None, results_window=window, definitions=definitions,
            any_age=results is not None and results.within is None, warnings=self.diagnostics,
        )  # fmt: skip

    def _check_definitions(self, document: Document, base: Context) -> None:
        """Resolve every definition once, so that an unused one that is wrong is an error too."""
        named: dict[str, Span] = {}
        for element in document.elements:
            if not isinstance(element, Definition):
                continue
            self._check_name(element, named)
            if element.rule is not None:
                quiet = replace(base.without_section(), warnings=[], questions=[], cache={})
                key = definition_key(element.name)
                self._resolved(element.rule, replace(quiet, expanding=(key,), key=key.replace(" ", "_")))

    def _check_name(self, definition: Definition, named: dict[str, Span]) -> None:
        """Refuse a name that means something already; ``named`` holds those of the definitions before."""
        name, span = definition.name, definition.name_span
        first = named.setdefault(definition_key(name), span)
        if taken := taken_by(name, self.vocabulary):
            self.diagnostics.append(Diagnostic("E205", taken, Label(span), help="choose another name"))
        elif first != span:
            other = (Label(first, "defined here"),)
            message = f"`{name}` is defined twice"
            self.diagnostics.append(Diagnostic("E110", message, Label(span), other, help="keep one of the two"))

    def _header(self, element: AgeStatement | SexStatement, base: Context) -> None:
        """The age and sex of the header are inclusion criteria of those names."""
        rule: Rule | None
        if isinstance(element, SexStatement):
            rule = All(()) if element.sex == "all" else Demographic(element.sex)
            id, text, canonical = "sex", f"sex {element.sex}", f"sex {element.sex}"
        else:
            rule = All(()) if element.rule is None else self._resolved(element.rule, self._at(base, "inclusion", "age"))
            id, text = "age", element.text
            canonical = "any age" if element.rule is None else print_rule(element.rule, self.printer)
        if rule is not None:
            line = self.source.position(element.span.start)[0]
            self.criteria.append(Criterion(id, "inclusion", rule, canonical, text, line=line, span=element.span))

    # --- criteria

    def _at(self, base: Context, section: Section | None, key: str) -> Context:
        return replace(base, section=section, key=key, questions=[])

    def _criterion(self, node: n.Criterion, section: Section | None, place: int, base: Context) -> None:
        held: Section = section or "inclusion"
        id = node.label or f"{'I' if held == 'inclusion' else 'E'}{place}"
        if node.broken:
            return
        rule: Rule | None
        if node.rule is None:
            rule = Ask(node.sentence or "", id, is_sentence=True)
            canonical = f'ask "{node.sentence}"'
            if node.label is None:
                self.diagnostics.append(
                    Diagnostic(
                        "W512", "a question without a label is called by its place", Label(node.span),
                        help=f"write `[label]` before it; its answer is now looked up as `{id}`",
                    )
                )  # fmt: skip
        else:
            rule = self._resolved(node.rule, self._at(base, section, id))
            canonical = print_rule(node.rule, self.printer)
        if rule is not None:
            line = self.source.position(node.span.start)[0]
            self.criteria.append(
                Criterion(
                    id, held, rule, canonical, node.text, node.sentence, node.note, line,
                    node.rule_span if node.rule is not None else node.span,
                )
            )  # fmt: skip

    def _resolved(self, rule: n.Rule, context: Context) -> Rule | None:
        try:
            resolved = resolve_rule(rule, context)
            check_size(resolved, rule.span)
            return resolved
        except Refused as refused:
            self.diagnostics.extend(refused.diagnostics)
            return None


def name_printer(vocabulary: Vocabulary, definitions: Iterable[str] = ()) -> NamePrinter:
    """Return how names are printed: as ``vocabulary`` prefers them, and told apart from it and ``definitions``."""
    concepts = vocabulary.concepts
    known = (vocabulary.index, _index_of(definitions))
    listed = {name_key(ambiguity.name): ambiguity.name for ambiguity in vocabulary.ambiguities}
    return NamePrinter(
        lambda id: concepts[id].name, lambda id: concepts[id].kind, known, lambda name: listed.get(name_key(name), name)
    )


def compile_criterion(
    text: str, section: Section | None = None, vocabulary: Vocabulary | None = None
) -> tuple[Criterion | None, list[Diagnostic]]:
    """Return a single criterion, with or without a bullet and a list below it, as if it stood in ``section``."""
    heading = f"{section} criteria\n\n" if section else ""
    bullet = text if text.lstrip()[:1] in ("-", "*", "•") else f"- {_indented(text)}"
    compiled = compile_source(heading + bullet, "criterion", vocabulary)
    moved = [_moved(d, text, len(heading) + (0 if bullet is text else 2)) for d in compiled.diagnostics]
    criteria = compiled.trial.criteria if compiled.trial else ()
    return (criteria[0] if len(criteria) == 1 else None), moved


def _indented(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"  {line}" for line in rest)])


def _moved(diagnostic: Diagnostic, text: str, by: int) -> Diagnostic:
    """Point a diagnostic into the criterion as it was given, where it stands on one line."""
    if "\n" in text or diagnostic.primary is None:
        return diagnostic

    def move(label: Label) -> Label:
        return Label(Span(max(0, label.span.start - by), max(0, label.span.end - by)), label.text)

    secondary = tuple(move(label) for label in diagnostic.secondary)
    return replace(diagnostic, primary=move(diagnostic.primary), secondary=secondary, source=Source("criterion", text))

"""A study to its draft: drafted, written, and read back, until the file compiles and means what the draft says."""

from __future__ import annotations

from dataclasses import dataclass, field

from eligo.diagnostics import Diagnostic, UsageError
from eligo.drafting.drafting import Drafter
from eligo.drafting.model import Drafted, Line, Reason, Study
from eligo.drafting.outlining import lines_of
from eligo.drafting.reading import Reader
from eligo.drafting.writing import trial_text
from eligo.rules.compiling import Compiled, compile_source
from eligo.rules.formatting import format_text
from eligo.rules.model import Rule
from eligo.rules.walking import children_of
from eligo.syntax import nodes as n
from eligo.syntax.elements import Document
from eligo.syntax.layout.loading import ITEMS_AT_MOST

#: rounds of reading back; each leaves the lines that did not come through as questions
_ROUNDS = 6
_UNREADABLE = Reason("E104", "what was read here does not read back")
_NAME = "draft.elig"


@dataclass(frozen=True, slots=True)
class Draft:
    """A study's lines and the trial file made of them."""

    lines: list[Drafted]
    text: str


def draft_study(study: Study, reader: Reader | None = None) -> Draft:
    """Return the draft of ``study``. Its text compiles without errors, each rule as the draft gives it.

    Raises `UsageError`: E801 for plain text without any criterion, E803 for more lines than a trial has.
    """
    reader = reader or Reader()
    lines = lines_of(study.text)
    if len(lines) > ITEMS_AT_MOST:
        message = f"the eligibility text holds {len(lines):,} lines; the limit is {ITEMS_AT_MOST:,}"
        raise UsageError([Diagnostic("E803", message, help="draft from a part of it")])
    if not study.is_registered and all(line.kind == "heading" for line in Drafter(reader).draft(lines)):
        raise UsageError([Diagnostic("E801", "this text holds no criteria", help="give the eligibility text")])
    attempt = _Attempt(study, reader, lines)
    for _ in range(_ROUNDS):
        if draft := attempt.draft():
            return draft
    attempt.refused = {line.number: _UNREADABLE for line in lines}
    attempt.fields_as_questions = True
    draft = attempt.draft()
    if draft is None:
        raise AssertionError("a draft of questions alone does not compile")
    return draft


@dataclass(slots=True)
class _Attempt:
    """What is known so far of lines that do not come through the file as they were drafted."""

    study: Study
    reader: Reader
    lines: list[Line]
    refused: dict[int, Reason] = field(default_factory=dict[int, Reason])
    verbatim: set[int] = field(default_factory=set[int])
    fields_as_questions: bool = False

    def draft(self) -> Draft | None:
        """Return the draft where it reads back as drafted; else note what did not, for the next attempt."""
        drafted = Drafter(self.reader, self.refused).draft(self.lines)
        text = trial_text(self.study, drafted, frozenset(self.verbatim), fields_as_questions=self.fields_as_questions)
        vocabulary = self.reader.vocabulary
        text = format_text(text, _NAME, vocabulary)[0] or text
        compiled = compile_source(text, _NAME, vocabulary)
        wrong = _wrong(compiled, drafted)
        for number, reason in wrong.items():
            if number in self.verbatim:
                self.refused[number] = reason
            self.verbatim.add(number)
        if compiled.trial is None and not wrong:
            self.fields_as_questions = True
        return None if wrong or compiled.trial is None else Draft(drafted, text)


def _wrong(compiled: Compiled, drafted: list[Drafted]) -> dict[int, Reason]:
    """Return the lines that did not come through the file as they were drafted, and what happened to each."""
    by_label = {line.label: line for line in drafted if line.label}
    wrong: dict[int, Reason] = {}
    for problem in compiled.diagnostics:
        if problem.severity == "error" and (label := _label_at(compiled.document, problem)) in by_label:
            wrong.setdefault(by_label[label].line.number, Reason(problem.code, problem.message))
    if compiled.trial is not None:
        meant = {criterion.id: criterion.rule for criterion in compiled.trial.criteria}
        tops = [line for line in drafted if line.label in meant and line.kind == "rule"]
        for line in tops:
            if line.reading.rule is not None:
                _compare(line, line.reading.rule, meant[line.label], wrong)
    return wrong


def _compare(line: Drafted, drafted: Rule, meant: Rule, wrong: dict[int, Reason]) -> None:
    """Note ``line`` where it came to mean something else; of a group, the items that did."""
    if drafted == meant:
        return
    inner, back = children_of(drafted), children_of(meant)
    if line.is_group and len(inner) == len(back) == len(line.items):
        for item, rule, other in zip(line.items, inner, back, strict=True):
            _compare(item, rule, other, wrong)
    else:
        wrong[line.line.number] = Reason("E104", "its canonical form reads otherwise")


def _label_at(document: Document, problem: Diagnostic) -> str | None:
    """Return the label of the innermost criterion at the place of ``problem``."""
    if problem.primary is None:
        return None
    at = problem.primary.span.start
    found: str | None = None
    inner = [element for element in document.elements if isinstance(element, n.Criterion)]
    while here := next((item for item in inner if item.span.start <= at <= item.span.end), None):
        found = here.label or found
        inner = list(here.rule.items) if isinstance(here.rule, n.Group) else []
    return found

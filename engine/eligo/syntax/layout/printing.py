"""A document in canonical layout.

The decisions, where LANGUAGE §5 leaves them open:

- Comments, runs of blank lines between elements, labels and sentences stay as they are; blank lines at both ends of the
  file and inside a criterion go. The file ends with one line end.
- Headings are lower case (``Key Inclusion Criteria:`` becomes ``inclusion criteria``), every bullet is ``- ``.
- A rule without a sentence stands on its bullet's line, one with a sentence on the next, four columns deeper than the
  bullet; a list two columns deeper than the text of the line that opens it. Rules are never broken over lines: a line
  that began with ``- 5`` or ``* ULN`` would be a bullet.
- A sentence is broken at single spaces before column 115, its further lines four columns deeper than its bullet.
- The note follows the rule and its list, wherever it was written. Comments inside a criterion stay in front of, or
  behind, the part they were written at; those before its first part go above its bullet.
- Broken criteria, broken definitions and unread lines are printed as written, moved to their column. A file with a
  quotation that nothing closes is printed as written from end to end: where the quotation ends is anyone's guess, and
  moving a line could change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from eligo.syntax.elements import (
    AgeStatement,
    Blank,
    Comment,
    ConceptDeclaration,
    Definition,
    Document,
    Element,
    Heading,
    ResultsStatement,
    SexStatement,
    TextStatement,
    TrialStatement,
    Unread,
)
from eligo.syntax.layout.loading import unreadable
from eligo.syntax.layout.phrases import print_group_line, print_length
from eligo.syntax.layout.rows import moved, quoted, read_rows, with_line_ends
from eligo.syntax.nodes import Criterion, Group, Remark, Rule

#: columns that a wrapped sentence fills
WIDTH = 115
_BELOW = 4
_STEP = 2
_SPACE = re.compile(r"(?<=\S) (?=\S)")


#: gives a rule (never a `Group`) on one line; its second argument is the rule as written
PrintRule = Callable[[Rule, str], str]


def print_document(document: Document, print_rule: PrintRule) -> str:
    """Return the canonical text of ``document``, its rules as ``print_rule`` gives them.

    Reading the text gives an equal document, and printing that the same text.
    """
    source = document.source.text
    if document.recovered and (unreadable(document.source) or any(r.unclosed is not None for r in read_rows(source))):
        return with_line_ends(source)
    printer = _Printer(source, print_rule)
    for element in document.elements:
        printer.element(element)
    return with_line_ends("\n".join(printer.lines).strip("\n"))


@dataclass(slots=True)
class _Printer:
    source: str
    print_rule: PrintRule
    lines: list[str] = field(default_factory=list[str])

    def element(self, element: Element) -> None:
        match element:
            case Blank():
                self.lines += [""] * element.lines
            case Comment(trailing=True):
                self.lines[-1] += f"  {element.text}"
            case Comment():
                self.lines.append(element.text)
            case Unread():
                self.lines += element.text.split("\n")
            case Criterion():
                self._criterion(element, 0)
            case Definition():
                self._definition(element)
            case _:
                self.lines.append(self._statement(element))

    def _statement(
        self,
        element: Heading
        | TrialStatement
        | TextStatement
        | AgeStatement
        | SexStatement
        | ResultsStatement
        | ConceptDeclaration,
    ) -> str:
        match element:
            case Heading():
                return f"{element.section} criteria"
            case TrialStatement():
                return f"trial {element.id}" + (f" {quoted(element.title)}" if element.title else "")
            case TextStatement(keyword="healthy volunteers"):
                return f"{element.keyword} {element.text}"
            case TextStatement():
                return f"{element.keyword} {quoted(element.text)}"
            case AgeStatement():
                rule = "N/A" if element.rule is None else self.print_rule(element.rule, element.text)
                return rule if rule.startswith("age ") else f"age {rule}"
            case SexStatement():
                return f"sex {element.sex}"
            case ResultsStatement():
                return (
                    "results of any age" if element.within is None else f"results within {print_length(element.within)}"
                )
            case _:
                return _print_concept(element)

    def _definition(self, definition: Definition) -> None:
        if definition.broken or definition.rule is None:
            self._as_written(definition.span.start, definition.span.end, 0)
            return
        name = f"'{definition.name}'" if set(definition.name) & set(":：#") else definition.name
        self.lines.append(f"define {name}: ")
        self._rule(definition, definition.rule, 0)
        self._remarks(definition.comments, "end", _STEP)

    def _criterion(self, criterion: Criterion, indent: int) -> None:
        comments = criterion.comments
        self._remarks(comments, "above", indent)
        if criterion.broken:
            self._as_written(criterion.span.start, criterion.span.end, indent, indent - criterion.depth)
            return
        below = indent + _BELOW
        self.lines.append(" " * indent + "- " + (f"[{criterion.label}] " if criterion.label else ""))
        if criterion.sentence is not None:
            self._sentence(criterion.sentence, below)
            self._remark_behind(comments, "sentence")
        if criterion.rule is not None and criterion.sentence is None:
            self._rule(criterion, criterion.rule, indent + _STEP)
        elif criterion.rule is not None:
            self._remarks(comments, "rule", below)
            self.lines.append(" " * below)
            self._rule(criterion, criterion.rule, below)
        if criterion.note is not None:
            self._remarks(comments, "note", below)
            self.lines.append(" " * below + "note ")
            self._sentence(criterion.note, below + _BELOW)
            self._remark_behind(comments, "note")
        self._remarks(comments, "end", below)

    def _rule(self, of: Criterion | Definition, rule: Rule, indent: int) -> None:
        """Print a rule behind what the last line holds, and its list; ``indent`` is the column of that text."""
        if not isinstance(rule, Group):
            self.lines[-1] += self.print_rule(rule, of.text)
            self._remark_behind(of.comments, "rule")
            return
        self.lines[-1] += print_group_line(rule.kind, rule.count)
        self._remark_behind(of.comments, "rule")
        for item in rule.items:
            self._criterion(item, indent + _STEP)

    def _sentence(self, sentence: str, indent: int) -> None:
        """Print a quotation behind what the last line holds, its further lines at ``indent``."""
        words = _SPACE.split(quoted(sentence)[1:-1])
        words[0] = '"' + words[0]
        words[-1] += '"'
        self.lines[-1] += words[0]
        for word in words[1:]:
            if len(self.lines[-1]) + 1 + len(word) > WIDTH:
                self.lines.append(" " * indent + word)
            else:
                self.lines[-1] += " " + word

    def _remarks(self, comments: tuple[Remark, ...], place: str, indent: int) -> None:
        self.lines += [" " * indent + r.text for r in comments if r.place == place and not r.behind]

    def _remark_behind(self, comments: tuple[Remark, ...], place: str) -> None:
        self.lines[-1] += "".join(f"  {r.text}" for r in comments if r.place == place and r.behind)

    def _as_written(self, start: int, end: int, indent: int, by: int = 0) -> None:
        first, *others = moved(self.source, start, end, by)
        self.lines += [" " * indent + first, *others]


def _print_concept(concept: ConceptDeclaration) -> str:
    parts = [f"concept '{concept.name}': {concept.kind}"]
    if concept.unit is not None:
        parts[0] += f" in {concept.unit}"
    if concept.kind == "scale" and concept.values[0].isdigit():
        parts[0] += f" {concept.values[0]} to {concept.values[-1]}"
    elif concept.values:
        parts.append("values " + ", ".join(f"'{value}'" for value in concept.values))
    if concept.plausible is not None:
        low, high = concept.plausible
        parts.append(f"plausible {low.text} to {high.text}")
    if concept.synonyms:
        parts.append("also " + ", ".join(f"'{synonym}'" for synonym in concept.synonyms))
    parts += [f"code {code}" for code in concept.codes]
    return ", ".join(parts)

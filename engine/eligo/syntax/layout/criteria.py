"""Criteria and definitions: an item of the outline with its list read into a node."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from eligo.diagnostics import Diagnostic, Label, Span, has_errors
from eligo.syntax.elements import Definition
from eligo.syntax.layout.outline import Item
from eligo.syntax.layout.parts import Parts, collect_parts
from eligo.syntax.layout.phrases import read_group_line
from eligo.syntax.layout.rows import heading_section, marker_end, skip_space
from eligo.syntax.nodes import Criterion, Group, Remark, Rule
from eligo.syntax.problems import Problems, control_character, shown
from eligo.syntax.snippet import Snippet, clean
from eligo.vocabulary.names import can_be_found

#: bullets below bullets
NESTING_AT_MOST = 64
#: characters of a defined name
NAME_AT_MOST = 200

_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
_LABEL = re.compile(r"[a-z][a-z0-9_-]*")
#: the criterion that every trial has (FORMATS §1)
_TAKEN = "alive"
_NAME_QUOTED = re.compile(r"'(?P<name>[^\r\n]*?)'(?!\w)")
#: an apostrophe that is not inside a word
_STRAY_QUOTE = re.compile(r"(?<!\w)'|'(?!\w)")
ReadRule = Callable[[Snippet], tuple[Rule | None, list[Diagnostic]]]


@dataclass(slots=True)
class CriterionReader:
    """Reads items of one file; knows the labels given so far and what gave them."""

    text: str
    problems: Problems
    read_rule: ReadRule
    labels: dict[str, Span] = field(default_factory=dict[str, Span])
    #: words and signs of the rules read so far
    words: int = 0

    def criterion(self, item: Item) -> Criterion:
        """Return the criterion of a bullet; ``broken`` where a problem of its own was reported."""
        label, label_span, start, is_label_good = self._label(item)
        parts = collect_parts(self.text, item, start, self.problems)
        parts.failed |= not is_label_good
        if not parts.failed:
            self._check_content(item, parts)
        rule = None if parts.failed else self._rule(item, parts)
        return Criterion(
            label=label,
            sentence=parts.sentence,
            note=parts.note,
            rule=rule,
            text=parts.written(self.text),
            broken=parts.failed,
            label_span=label_span,
            sentence_span=parts.sentence_span,
            note_span=parts.note_span,
            rule_span=Span(parts.rule_span.start, item.children[-1].end)
            if isinstance(rule, Group)
            else parts.rule_span,
            depth=item.indent,
            comments=_kept(item, parts),
            span=Span(item.row.start, item.end),
        )

    def definition(self, item: Item, start: int) -> Definition | None:
        """Return the definition whose name begins at ``start``, or None where it has no name."""
        named = self._defined_name(item, skip_space(self.text, start, item.row.end))
        if named is None:
            return None
        name, name_span, after = named
        parts = collect_parts(self.text, item, after, self.problems, is_definition=True)
        if not (parts.failed or parts.segments or item.children):
            self._fail(
                parts, "E111", f"{shown(name)} is defined as nothing", name_span, help="write its rule behind the colon"
            )
        rule = None if parts.failed else self._rule(item, parts)
        return Definition(
            name=name,
            rule=rule,
            text=parts.written(self.text),
            name_span=name_span,
            comments=_kept(item, parts),
            broken=parts.failed,
            span=Span(item.row.start, item.end),
        )

    def take_label(self, label: str, span: Span) -> None:
        """Let the header statement at ``span`` be the criterion ``label``."""
        if label in self.labels:
            self._twice(label, self.labels[label], span)
        self.labels[label] = span

    def _twice(self, label: str, first: Span, span: Span) -> None:
        other = Label(first, "given here")
        message = f"the label {shown(label)} is given twice"
        self.problems.add("E106", message, span, help="give each criterion a label of its own", other=other)

    def _fail(self, parts: Parts, code: str, message: str, span: Span, label: str = "", *, help: str) -> None:
        self.problems.add(code, message, span, label, help=help)
        parts.failed = True

    def _label(self, item: Item) -> tuple[str | None, Span, int, bool]:
        """Return the label behind the bullet, its place, where the text goes on, and whether all is well."""
        start, end = item.content, item.row.end
        if not self.text.startswith("[", start, end):
            return None, Span(0, 0), start, True
        close = self.text.find("]", start, end)
        if close < 0:
            self.problems.add("E106", "this label is not closed", Span(start, start + 1), help="write `[label]`")
            return None, Span(0, 0), end, False
        label, span = self.text[start + 1 : close], Span(start, close + 1)
        after = skip_space(self.text, close + 1, end)
        if not _LABEL.fullmatch(label):
            self.problems.add("E106", f"{shown(f'[{label}]')} is no label", span, help=_label_help(label))
            return None, span, after, False
        if label == _TAKEN:
            message = f"the label `{_TAKEN}` is taken: a patient who has died fails it"
            self.problems.add("E106", message, span, help="choose another label")
            return label, span, after, False
        if label in self.labels:
            self._twice(label, self.labels[label], span)
            return label, span, after, False
        self.labels[label] = span
        return label, span, after, True

    def _check_content(self, item: Item, parts: Parts) -> None:
        here = Span(item.row.start, item.row.end)
        if parts.sentence is not None and not parts.sentence.strip():
            self._fail(
                parts, "E104", "this sentence is empty", parts.sentence_span, help="quote the protocol's sentence"
            )
        elif parts.sentence is None and not parts.segments and not item.children:
            what = "has a note, but neither sentence nor rule" if parts.note is not None else "is empty"
            help_ = 'write a rule, or a sentence in quotes: `- "…"` is a question for a person'
            self._fail(parts, "E104", f"this criterion {what}", here, help=help_)

    def _rule(self, item: Item, parts: Parts) -> Rule | None:
        """Return the rule of an item, its list included."""
        snippet = parts.snippet(self.text)
        if item.children or snippet.text.endswith(":"):
            return self._group(item, parts, snippet)
        if not snippet.text:
            return None
        self._check_start(parts, snippet, is_definition=not item.is_bullet)
        if parts.failed:
            return None
        self.words += len(_WORD_OR_SIGN.findall(snippet.text))
        rule, found = self.read_rule(snippet)
        self.problems.found += found
        parts.failed = rule is None or has_errors(found)
        return rule

    def _check_start(self, parts: Parts, snippet: Snippet, *, is_definition: bool) -> None:
        """Refuse a rule that, on a line of its own, would be read as another part of the criterion."""
        text = snippet.text
        if text[0] == '"':
            message = "a definition has no sentence" if is_definition else "this is a second sentence"
            help_ = 'keep one quoted sentence to a criterion; your own reading of it goes into `note "…"`'
            self._fail(parts, "E104", message, parts.rule_span, help=help_)
        elif text[0] == "[":
            help_ = 'write `- [label] "sentence"`; the brackets of a rule are round'
            self._fail(parts, "E106", "a label stands directly behind the bullet", parts.rule_span, help=help_)
        elif ":" in text and read_group_line(text[: text.index(":") + 1]):
            help_ = (
                "write its items below it, each behind a `- ` that is indented deeper, or join them with `or` or `and`"
            )
            self._fail(parts, "E108", "the items of a group stand below it", parts.rule_span, help=help_)
        elif marker_end(text, 0) or heading_section(text):
            message = f"a rule cannot begin with {shown(text)}"
            self._fail(parts, "E104", message, parts.rule_span, help="put this on a new line, or leave it out")

    def _group(self, item: Item, parts: Parts, snippet: Snippet) -> Group | None:
        line = read_group_line(snippet.text)
        children = item.children
        if line is None or not children:
            self._no_group(item, parts, snippet, is_group=line is not None)
            return None
        self._check_list(parts, children)
        if parts.failed:
            return None
        items = tuple(self.criterion(child) for child in children)
        span = Span(parts.rule_span.start, children[-1].end)
        return Group(line.kind, line.number, items, span=span)

    def _no_group(self, item: Item, parts: Parts, snippet: Snippet, *, is_group: bool) -> None:
        """Report a group without a list, or a list without a group."""
        if is_group:
            message = f"no list stands below {shown(snippet.text)}"
            help_ = "write its items below it, each behind a `- ` that is indented deeper"
            self._fail(parts, "E108", message, parts.rule_span, help=help_)
            return
        if snippet.text:
            message, span = f"{shown(snippet.text)} opens no list", parts.rule_span
            help_ = (
                "what stands above a list is `any of:`, `all of:`, `none of:`, `at least 2 of:`, `at most 1 of:` or "
                "`exactly 1 of:`; the protocol's own words go before it, in quotes"
            )
        else:
            message, span = "a list stands here without its connective", Span(item.row.start, item.row.end)
            help_ = "write `all of:` or `any of:` on a line of its own above the list"
        first = item.children[0].row if item.children else None
        self.problems.add(
            "E108", message, span, help=help_, other=Label(Span(first.start, first.end), "the list") if first else None
        )
        parts.failed = True

    def _check_list(self, parts: Parts, children: list[Item]) -> None:
        """Refuse a list that is nested too deep, or whose bullets do not line up."""
        first = children[0]
        if first.level > NESTING_AT_MOST:
            message = f"lists are nested more than {NESTING_AT_MOST} deep here"
            here = Span(first.row.start, first.row.end)
            self._fail(parts, "E105", message, here, help="name a part of it with `define`")
            return
        for child in children:
            if child.indent != first.indent and _text_column(child) != _text_column(first):
                parts.failed = True
                self.problems.add(
                    "E105",
                    "this bullet lines up with no other: which list does it belong to?",
                    Span(child.row.start, child.row.end),
                    help="indent it as far as the other items of its list",
                    other=Label(Span(first.row.start, first.row.end), "the list begins here"),
                )

    def _defined_name(self, item: Item, start: int) -> tuple[str, Span, int] | None:
        """Return the name, its place, and where the rule begins; report what is wrong with it."""
        row = item.row
        quoted = _NAME_QUOTED.match(self.text, start, min(row.end, start + NAME_AT_MOST))
        close = quoted.end() if quoted else start
        end = min(row.end, close + NAME_AT_MOST)
        colons = [at for at in (self.text.find(sign, close, end) for sign in ":：") if at >= 0]
        if not colons:
            self.problems.add(
                "E111", "a definition needs a colon behind its name", Span(row.start, row.end), help=_DEFINE
            )
            return None
        colon = min(colons)
        first, last = quoted.span("name") if quoted else (start, colon)
        name = clean(self.text, first, last)
        stray = clean(self.text, close, colon).text if quoted else ""
        is_odd = '"' in name.text or _STRAY_QUOTE.search(name.text) or control_character(name.text, 0, len(name))
        if not can_be_found(name.text) or stray or is_odd:
            self.problems.add("E111", "this is no name", Span(start, max(colon, start + 1)), help=_DEFINE)
            return None
        return name.text, name.span(0, len(name)), skip_space(self.text, colon + 1, row.end)


_DEFINE = "write `define severe hypoxaemia: SpO2 ≤ 90% at rest`"


def _kept(item: Item, parts: Parts) -> tuple[Remark, ...]:
    """Return the comments of an item; what is broken is printed as written, with the comments inside it."""
    return tuple(r for r in parts.remarks if not parts.failed or r.span.start < item.row.start)


def _text_column(item: Item) -> int:
    return item.indent + item.content - item.row.start


def _label_help(label: str) -> str:
    """Return what a label is, with one made of ``label``."""
    made = re.sub(r"[^a-z0-9_-]+", "_", label[:60].lower()).strip("_-0123456789")
    rule = "a label is a lower-case letter, then lower-case letters, digits, `_` and `-`"
    return f"{rule}: `[{made}]`" if made else rule

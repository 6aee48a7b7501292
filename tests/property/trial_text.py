"""Trials as a tree of their own and as text. The tree says only how a rule is written, never what it means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Leaf:
    """A rule of one piece, as it is written."""

    text: str
    #: a comparison or a question, which `no` does not fit before
    is_comparison: bool = False


@dataclass(frozen=True)
class Join:
    """Rules joined on one line; joins within it go into brackets."""

    word: str
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Negation:
    """What is not."""

    of: Node


@dataclass(frozen=True)
class Conditional:
    """`if C then R`, `if C then R otherwise R` or `R unless C`."""

    when: Leaf
    then: Leaf
    otherwise: Leaf | None = None
    is_unless: bool = False


@dataclass(frozen=True)
class Group:
    """A line that opens a list, and its items."""

    opening: str
    items: tuple[Node, ...]


Node = Leaf | Join | Negation | Conditional | Group


@dataclass(frozen=True)
class CriterionText:
    """A criterion: a label, a sentence and a rule; without a rule it is a question."""

    label: str
    rule: Node | None
    sentence: str | None = None


@dataclass(frozen=True)
class TrialText:
    """A trial, section by section."""

    inclusion: tuple[CriterionText, ...] = ()
    exclusion: tuple[CriterionText, ...] = ()
    header: tuple[str, ...] = ()
    declared: tuple[str, ...] = field(default=())

    @property
    def criteria(self) -> tuple[CriterionText, ...]:
        """Every criterion, in order."""
        return (*self.inclusion, *self.exclusion)

    def text(self) -> str:
        """Return the trial file."""
        lines = ['trial NCT90000000 "Generated"', *self.header, *self.declared]
        for heading, criteria in (("inclusion criteria", self.inclusion), ("exclusion criteria", self.exclusion)):
            if criteria:
                lines += ["", heading, ""]
            for criterion in criteria:
                lines += _criterion_lines(criterion)
        return "\n".join(lines) + "\n"

    def shuffled(self, order: list[int]) -> TrialText:
        """Return the trial with the criteria of each section in another order."""
        rank = {index: place for place, index in enumerate(order)}
        by_rank = [
            tuple(part[i] for i in sorted(range(len(part)), key=lambda i: rank.get(i, i)))
            for part in (self.inclusion, self.exclusion)
        ]
        return replace(self, inclusion=by_rank[0], exclusion=by_rank[1])


def _criterion_lines(criterion: CriterionText) -> list[str]:
    head = f"- [{criterion.label}]"
    if criterion.sentence is not None:
        head += f' "{criterion.sentence}"'
    if criterion.rule is None:
        return [head]
    if isinstance(criterion.rule, Group):
        first, *rest = _group_lines(criterion.rule, 4)
        return [f"{head} {first.strip()}", *rest] if criterion.sentence is None else [head, first, *rest]
    if criterion.sentence is None:
        return [f"{head} {line_of(criterion.rule)}"]
    return [head, f"    {line_of(criterion.rule)}"]


def _group_lines(group: Group, indent: int) -> list[str]:
    lines = [" " * indent + group.opening]
    for item in group.items:
        if isinstance(item, Group):
            first, *rest = _group_lines(item, indent + 4)
            lines += [" " * (indent + 2) + "- " + first.strip(), *rest]
        else:
            lines.append(" " * (indent + 2) + "- " + line_of(item))
    return lines


def line_of(node: Node) -> str:
    """Return ``node`` on one line."""
    match node:
        case Leaf():
            return node.text
        case Join(word=word, parts=parts):
            return f" {word} ".join(_bracketed(part) for part in parts)
        case Negation(of=of):
            if isinstance(of, Leaf) and not of.is_comparison:
                return f"no {of.text}"
            return f"not ({line_of(of)})"
        case Conditional(when=when, then=then, otherwise=otherwise, is_unless=is_unless):
            if is_unless:
                return f"{then.text} unless {when.text}"
            tail = "" if otherwise is None else f" otherwise {otherwise.text}"
            return f"if {when.text} then {then.text}{tail}"
        case Group():
            raise TypeError("a group has no line")


def _bracketed(node: Node) -> str:
    text = line_of(node)
    is_one = isinstance(node, Leaf) and " or " not in text and " and " not in text
    return text if is_one else f"({text})"

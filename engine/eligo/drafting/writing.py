"""Drafted lines as the text of a trial file."""

from __future__ import annotations

from eligo.drafting.counting import counted
from eligo.drafting.model import Drafted, Study
from eligo.rules.model import Section
from eligo.syntax.layout.phrases import print_group_line
from eligo.syntax.layout.rows import quoted
from eligo.syntax.nodes import Group

_BELOW = "    "
_STEP = "  "
#: a question's own text has to fit into a criterion, in characters; longer ones are parted at a space
_SENTENCE_AT_MOST = 1800
_NO_HEADING = (
    "# These lines stand under no heading in the registry text. They are taken as inclusion criteria: is that so?"
)


def trial_text(
    study: Study, drafted: list[Drafted], verbatim: frozenset[int] = frozenset(), *, fields_as_questions: bool = False
) -> str:
    """Return the trial file of ``study``; the rules of the lines in ``verbatim`` are written in the sentence's words.

    ``fields_as_questions``: ages and sex are such as no statement of a header takes (``30 Minutes``).
    """
    writer = _Writer(verbatim, fields_as_questions)
    writer.header(study, drafted)
    section: Section | None = None
    is_headed = False
    for line in drafted:
        if line.line.heads is None and (not is_headed or (line.line.section or "inclusion") != section):
            section = line.line.section or "inclusion"
            writer.section(section)
            is_headed = True
            if line.line.section is None:
                writer.lines += [_NO_HEADING, ""]
        if line.line.heads is not None:
            is_headed = True
            section = line.line.heads
            writer.section(section, line.line.text if line.line.scope else "")
        else:
            writer.line(line)
    return "\n".join(writer.lines).rstrip() + "\n"


class _Writer:
    def __init__(self, verbatim: frozenset[int], fields_as_questions: bool) -> None:
        self.verbatim = verbatim
        self.fields_as_questions = fields_as_questions
        self.lines: list[str] = []
        self.written: set[int] = set()

    def header(self, study: Study, drafted: list[Drafted]) -> None:
        title = " ".join(study.title.split())
        self.lines += [
            f"# Drafted from the eligibility text as registered: {counted(drafted)}.",
            "# Hold every rule beside its sentence before you use it. A question says above it why it is no rule:",
            "# reword it, write its rule below the sentence, or leave it to be answered by a person.",
            f"trial {study.id}" + (f" {quoted(title)}" if title else ""),
        ]
        if study.source:
            self.lines.append(f"source {quoted(study.source)}")
        if study.healthy_volunteers is not None:
            self.lines.append(f"healthy volunteers {'yes' if study.healthy_volunteers else 'no'}")
        if study.is_registered and self.fields_as_questions:
            self.section("inclusion")
            self.lines += [
                "# No statement of a header takes what the registry gives here.",
                f"- [registered_age] {quoted(f'Age: {_ages(study)}')}",
                f"- [registered_sex] {quoted(f'Sex: {_sex(study)}')}",
            ]
        elif study.is_registered:
            self.lines += ["", f"age {_ages(study)}", f"sex {_sex(study)}"]

    def section(self, section: Section, scope: str = "") -> None:
        self.lines += ["", f"{section} criteria", ""]
        if scope:
            self.lines += [f"# {scope}", ""]

    def line(self, drafted: Drafted) -> None:
        if drafted.line.number in self.written:
            return
        if drafted.kind == "heading" or not drafted.label:
            self.lines += [f"# {drafted.line.text}", ""]
        else:
            self._criterion(drafted, "")
            self.lines.append("")

    def _criterion(self, drafted: Drafted, indent: str) -> None:
        self.written.add(drafted.line.number)
        reading = drafted.reading
        if drafted.kind == "question" and reading.reason is not None:
            self.lines.append(f"{indent}# {reading.reason.code}: {reading.reason.message}")
        first, *more = _parted(drafted.line.text)
        self.lines.append(f"{indent}- [{drafted.label}] {quoted(first)}")
        below = indent + _BELOW
        if isinstance(reading.node, Group) and drafted.is_group:
            self.lines.append(below + print_group_line(reading.node.kind, reading.node.count))
            for item in drafted.items:
                self._criterion(item, below + _STEP)
        elif reading.node is not None:
            text = reading.text if drafted.line.number in self.verbatim else reading.canonical
            self.lines.append(f"{below}{text}")
        if drafted.note:
            self.lines.append(f"{below}note {quoted(drafted.note)}")
        for number, part in enumerate(more, start=2):
            self.lines.append(f"{indent}- [{drafted.label}-{number}] {quoted(part)}")


def _sex(study: Study) -> str:
    return " ".join((study.sex or "all").lower().split())


def _ages(study: Study) -> str:
    """Return the registry's ages as it prints them; one that it leaves out has no limit."""
    low, high = (_no_limit(age) for age in (study.minimum_age, study.maximum_age))
    if low is None and high is None:
        return "N/A"
    if high is None:
        return f"{low} and older"
    return f"{low or 'N/A'} to {high}"


def _no_limit(age: str | None) -> str | None:
    text = " ".join((age or "").split())
    return None if text.lower() in ("", "n/a", "none", "n/a (no limit)") else text


def _parted(text: str) -> list[str]:
    """Return ``text`` in parts that fit into a criterion each."""
    parts: list[str] = []
    while len(text) > _SENTENCE_AT_MOST:
        end = text.rfind(" ", 1, _SENTENCE_AT_MOST)
        end = end if end > 0 else _SENTENCE_AT_MOST
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*parts, text] if text else parts

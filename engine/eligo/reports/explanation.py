"""How a criterion is read, in plain words: concepts, codes, units, time, and what happens when nothing is known."""

from __future__ import annotations

from typing import Literal

from eligo.casebook.atoms import atoms
from eligo.diagnostics.columns import display_width, pad, wrapped
from eligo.reports import rule_words
from eligo.reports.rule_words import Line
from eligo.rules.model import Ask, Criterion, Present, Rule
from eligo.screening.windows import AHEAD
from eligo.vocabulary import Vocabulary

Section = Literal["inclusion", "exclusion"]
_EFFECTS: dict[Section, str] = {
    "inclusion": "As an inclusion criterion it passes when this holds and fails when it does not.",
    "exclusion": "As an exclusion criterion it fails when this holds and passes when it does not.",
}
#: codes listed for each concept; the rest are counted
_CODES_SHOWN = 4


def render(criterion: Criterion, vocabulary: Vocabulary, section: Section | None = None, *, width: int = 80) -> str:
    """Return the explanation of ``criterion`` in lines of at most ``width`` columns.

    ``section`` adds what the section makes of it; None where the reader has named none.
    """
    lines = [*wrapped(criterion.canonical, width), ""]
    for line in rule_words.lines(criterion.rule, vocabulary):
        lines += _laid_out(line, width)
    concepts = _concepts(criterion.rule, vocabulary)
    if concepts:
        lines += ["", "Concepts", *_table(concepts, width)]
    lines.append("")
    for remark in _remarks(criterion.rule, vocabulary):
        lines += wrapped(remark, width)
    if section is not None:
        lines += wrapped(_EFFECTS[section], width)
    while not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


def _laid_out(line: Line, width: int) -> list[str]:
    lead = "  " * line.depth + ("- " if line.depth else "")
    return wrapped(line.text, width, lead)


def _concepts(rule: Rule, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return each concept that the rule names, in order, with its codes and what narrower concepts it covers."""
    rows: list[tuple[str, str]] = []
    for id in rule_words.concepts(rule):
        concept = vocabulary.concepts.get(id)
        if concept is None:
            continue
        shown = ", ".join(concept.codes[:_CODES_SHOWN])
        more = len(concept.codes) - _CODES_SHOWN
        codes = f"{shown} and {more} more" if more > 0 else shown or "no code; found by name"
        narrower = len(vocabulary.members(id)) - 1
        covered = f"; covers {narrower} narrower {'concept' if narrower == 1 else 'concepts'}" if narrower else ""
        rows.append((concept.name, f"{concept.kind}, {codes}{covered}"))
    return rows


def _table(rows: list[tuple[str, str]], width: int) -> list[str]:
    column = min(max(display_width(name) for name, _ in rows), width // 2)
    lines: list[str] = []
    for name, text in rows:
        if display_width(name) > column:
            lines += [*wrapped(name, width, "  "), *wrapped(text, width, " " * (column + 4))]
        else:
            lines += wrapped(text, width, f"  {pad(name, column)}  ")
    return lines


def _lasts(rule: Present, vocabulary: Vocabulary) -> bool:
    """Tell whether any concept of ``rule`` goes on once it has begun."""
    return not all(getattr(vocabulary.concepts.get(id), "is_event", False) for id in rule.concepts)


def _about_anchor(anchor: str) -> str:
    if anchor in AHEAD:
        return f"Where the date of {anchor} is not given, the screening date stands in for it."
    return f"Where the date of {anchor} is not given, it is unknown."


def _remarks(rule: Rule, vocabulary: Vocabulary) -> list[str]:
    """Return what holds for the whole rule: what silence means, and what is assumed."""
    asked = list(atoms(rule))
    remarks: list[str] = []
    presences = [atom for atom in asked if isinstance(atom, Present)]
    if presences:
        remarks.append(
            "No record counts as absent only where the patient's records of that kind are declared complete; until "
            "then it is unknown."
        )
    if any(atom.when != "ever" and atom.relation is None and _lasts(atom, vocabulary) for atom in presences):
        remarks.append("With a start but no end, a lasting condition or a treatment is taken as going on.")
    remarks += [_about_anchor(anchor) for anchor in rule_words.anchors(rule) if anchor != "screening"]
    if any(rule_words.is_result(atom) for atom in asked):
        remarks.append(
            "No result, a result that is too old, without a unit that fits, or not precise enough to decide leaves it "
            "unknown."
        )
    if any(isinstance(atom, Ask) for atom in asked):
        remarks.append("A question is unknown until a person has answered it.")
    return remarks

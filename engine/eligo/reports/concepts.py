"""The vocabulary for people: what a search finds, and everything that is known of one concept."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from eligo.diagnostics import Diagnostic, UsageError
from eligo.diagnostics.columns import display_width, pad, wrapped
from eligo.reports.phrases import amount
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Concept, Finding, Formula, Measure, Scale
from eligo.vocabulary.names import name_key

_MOST_FOUND = 20
_NAME_COLUMN = 40
#: characters of a search in which misspelt words are looked for, and how alike two words must be
_LONGEST_TEXT, _ALIKE = 100, 0.8


def search(vocabulary: Vocabulary, text: str) -> list[Concept]:
    """Return the concepts that ``text`` names, then those whose names or codes hold it; else those spelled like it.

    At most 20, the shortest names first among those that hold the text.
    """
    exact = [concept.id for concept in vocabulary.find(text)]
    by_code = vocabulary.by_code(text) if ":" in text else None
    found = [*exact, *([by_code.id] if by_code else []), *_holding(vocabulary, text)]
    if not found:
        near = [concept.id for name in vocabulary.suggest(text, 5) for concept in vocabulary.find(name)]
        found = [*_holding(vocabulary, _respelt(vocabulary, text)), *near]
    return [vocabulary.concepts[id] for id in dict.fromkeys(found)][:_MOST_FOUND]


def _holding(vocabulary: Vocabulary, text: str) -> list[str]:
    """Return the concepts of which a name holds the words of ``text``, the shortest names first."""
    words = name_key(text)
    holding = (
        (min(map(len, names)), id) for id, names in vocabulary.spellings() if any(_holds(name, words) for name in names)
    )
    return [id for _, id in sorted(holding)]


def _respelt(vocabulary: Vocabulary, text: str) -> str:
    """Return ``text`` with each word as the vocabulary has one that is spelled nearly so."""
    known = {word for _, names in vocabulary.spellings() for name in names for word in name.lower().split()}
    words = text[:_LONGEST_TEXT].lower().split()
    return " ".join(next(iter(get_close_matches(word, known, n=1, cutoff=_ALIKE)), word) for word in words)


def _holds(name: str, words: tuple[str, ...]) -> bool:
    """Tell whether ``words`` stand in ``name`` in a row, the last one perhaps only begun."""
    key = name_key(name)
    size = len(words)
    return bool(words) and any(
        key[i : i + size - 1] == words[:-1] and key[i + size - 1].startswith(words[-1])
        for i in range(len(key) - size + 1)
    )


def concept_called(vocabulary: Vocabulary, text: str) -> list[Concept]:
    """Return the concept with the id, name or code ``text``, several where a name means several.

    Raise `UsageError` (E201) where there is none.
    """
    if text in vocabulary.concepts:
        return [vocabulary.concepts[text]]
    found = list(vocabulary.find(text))
    by_code = vocabulary.by_code(text) if not found and ":" in text else None
    if by_code is not None:
        found = [by_code]
    if not found:
        near = vocabulary.suggest(text)
        help_ = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else "try `eligo vocab find`"
        raise UsageError([Diagnostic("E201", f"no concept is called `{text}`", help=help_)])
    return found


def render_list(concepts: list[Concept], *, width: int = 80) -> str:
    """Return one entry a concept: its name, kind, id and codes."""
    column = min(max((display_width(concept.name) for concept in concepts), default=0), _NAME_COLUMN)
    lines: list[str] = []
    for concept in concepts:
        lead = f"{pad(concept.name, column)}  {concept.kind:<9}  "
        lines += wrapped(", ".join([concept.id, *concept.codes]), width, lead)
    return "".join(f"{line}\n" for line in lines)


def render(concept: Concept, vocabulary: Vocabulary, *, width: int = 80) -> str:
    """Return everything that is known of ``concept``, one fact an entry."""
    lines = [concept.name]
    for name, text in _facts(concept, vocabulary):
        lines += wrapped(text, width, f"  {name:<16}")
    return "".join(f"{line}\n" for line in lines)


def concept_object(concept: Concept, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return ``concept`` as a JSON object; fields that do not belong to its kind are left out."""
    document: dict[str, Any] = {
        "id": concept.id,
        "name": concept.name,
        "kind": concept.kind,
        "synonyms": list(concept.synonyms),
        "codes": list(concept.codes),
        "parents": list(concept.parents),
        "members": sorted(vocabulary.members(concept.id) - {concept.id}),
        "sex": concept.sex,
        "source": concept.source,
    }
    if isinstance(concept, Measure):
        document["unit"] = concept.unit.code
        document["units"] = [unit.code for unit in concept.units]
        document["formulas"] = [formula.id for formula in vocabulary.formulas_for(concept.id)]
    if isinstance(concept, Scale):
        document["levels"] = list(concept.levels)
    if isinstance(concept, Finding):
        document["values"] = list(concept.values)
        document["implies"] = concept.implies
    if isinstance(concept, Measure | Scale | Finding):
        document["current_for"] = concept.current_for.iso() if concept.current_for else None
    return document


def _facts(concept: Concept, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    def names(ids: frozenset[str] | tuple[str, ...]) -> str:
        return ", ".join(sorted(vocabulary.concepts[id].name for id in ids))

    facts = [
        ("id", concept.id),
        ("kind", concept.kind),
        ("also called", ", ".join(concept.synonyms)),
        ("codes", ", ".join(concept.codes)),
        ("broader", names(concept.parents)),
        ("narrower", names(vocabulary.members(concept.id) - {concept.id})),
        ("belongs to", f"the {concept.sex} sex alone" if concept.sex else ""),
        *_of_kind(concept, vocabulary),
        ("source", concept.source),
    ]
    return [(name, text) for name, text in facts if text]


def _of_kind(concept: Concept, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    if isinstance(concept, Measure):
        facts += _of_measure(concept)
        facts += [("computed by", _formula(formula, vocabulary)) for formula in vocabulary.formulas_for(concept.id)]
    elif isinstance(concept, Scale):
        facts.append(("levels", ", ".join(concept.levels)))
        if concept.follows_from is not None:
            facts.append(("follows from", vocabulary.concepts[concept.follows_from[0]].name))
    elif isinstance(concept, Finding):
        facts.append(("values", ", ".join(concept.values)))
        facts.append(("implies", vocabulary.concepts[concept.implies].name if concept.implies else ""))
    elif getattr(concept, "is_event", False):
        facts.append(("an event", "it happens at its start and does not go on"))
    if isinstance(concept, Measure | Scale | Finding):
        current = concept.current_for
        facts.append(("current", f"for {current.text()}" if current else "always"))
    return facts


def _of_measure(measure: Measure) -> list[tuple[str, str]]:
    unit = measure.unit
    facts = [("measured in", f"{unit.display}, {unit.words()}" if unit.display else "no unit")]
    others = [other.display for other in measure.units if other != unit]
    others += [other.display for other, _, _ in measure.conversions if other.display not in others]
    facts.append(("also in", ", ".join(other for other in others if other)))
    if measure.plausible is not None:
        low, high = (_decimal(bound) for bound in measure.plausible)
        facts.append(("believable", amount(f"{low} to {high}", unit.display or None)))
    facts.append(("presumed", ", ".join(sorted(measure.presumed))))
    return facts


def _formula(formula: Formula, vocabulary: Vocabulary) -> str:
    inputs = [vocabulary.concepts[id].name for id, _ in formula.inputs]
    inputs += [name for name, needed in (("age", formula.needs_age), ("sex", formula.needs_sex)) if needed]
    adults = ", in adults" if formula.adults_only else ""
    return f"{formula.name} from {', '.join(inputs)}, taken within {formula.within.text()}{adults}. {formula.source}"


def _decimal(value: Any) -> str:
    from eligo.quantities.numbers import decimal_text

    return decimal_text(value)

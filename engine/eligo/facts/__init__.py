"""Patient data: from a fact sheet to the facts that screening reads.

``load_facts(source, vocabulary=None)`` and ``read_sheet(data, vocabulary, name=…)`` return a `FactSheet` or raise
`FactsError`. ``resolve(sheet, vocabulary)`` looks up again what nothing knew, in the vocabulary of a trial that
declares concepts. ``screened_at(sheet, as_of)`` sets the screening date and checks the sheet against it (E609, E607,
E606, W604). ``check_answers(answers, questions)`` compares answers with the questions of a trial (W607, W608).
"""

from eligo.facts.answers import check_answers, is_outdated
from eligo.facts.dating import screened_at
from eligo.facts.loading import load_facts
from eligo.facts.model import Answer, Completeness, Fact, FactSheet, ReferenceRange, StatedAge, Unresolved
from eligo.facts.sheet import read_sheet, resolve

__all__ = [
    "Answer",
    "Completeness",
    "Fact",
    "FactSheet",
    "ReferenceRange",
    "StatedAge",
    "Unresolved",
    "check_answers",
    "is_outdated",
    "load_facts",
    "read_sheet",
    "resolve",
    "screened_at",
]

"""One patient's records, put where the rules look for them: by concept, converted once, times as moments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import cast

from eligo.facts.model import Answer, Completeness, Fact, FactSheet, Relation
from eligo.quantities.dates import PartialDate
from eligo.screening.ages import birth_of, completed_years
from eligo.screening.completeness import Declarations
from eligo.screening.lexicon import Lexicon, lexicon_of
from eligo.screening.moments import Clock, screening_clock
from eligo.screening.recording import on_one_clock, recorded
from eligo.screening.results import Result
from eligo.screening.windows import AHEAD, Period, period_of
from eligo.rules.model import Window
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Finding


class PatientIndex:
    """What screening asks of one patient; the answers are worked out when first asked for, and kept.

    ``by_concept`` are the plain records by the concept that each is of, ``related`` those of allergies, family history
    and contraindications by relation and concept, ``unknown`` those that nothing in the vocabulary knows.
    """

    __slots__ = (
        "_ages", "_results", "by_concept", "clock", "declarations", "facts", "kept", "lexicon", "related", "sex", "unknown",
        "vocabulary",
    )  # fmt: skip

    def __init__(self, facts: FactSheet, vocabulary: Vocabulary, clock: Clock, complete: tuple[Completeness, ...]) -> None:
        """Index ``facts`` as of ``clock``; ``complete`` are declarations beside those of the sheet."""
        self.facts = facts
        self.vocabulary = vocabulary
        self.clock = clock
        self.lexicon: Lexicon = lexicon_of(vocabulary)
        self.sex = facts.sex
        self.declarations = Declarations((*facts.complete, *complete), birth_of(facts, clock))
        self.by_concept: dict[str, list[Fact]] = {}
        self.related: dict[Relation, dict[str, list[Fact]]] = {}
        self.unknown: list[Fact] = []
        self._results: dict[str, list[Result]] = {}
        self._ages: tuple[tuple[int, int] | None] | None = None
        #: what other modules worked out of this patient, by their own keys
        self.kept: dict[object, object] = {}
        for fact in facts.facts:
            concept = fact.concept
            if concept is None:
                self.unknown.append(fact)
                continue
            records = self.by_concept if fact.relation is None else self.related.setdefault(fact.relation, {})
            if concept in records:
                records[concept].append(fact)
            else:
                records[concept] = [fact]

    def records(self, relation: Relation | None) -> dict[str, list[Fact]]:
        """Return the records of one relation by concept; None is of the concept itself."""
        return self.by_concept if relation is None else self.related.get(relation, {})

    def results(self, id: str) -> list[Result]:
        """Return the recorded results of the concept ``id`` and of what is narrower, those after the screening left out."""
        found = self._results.get(id)
        if found is None:
            found = self._results[id] = self._recorded(id)
        return found

    def age(self) -> tuple[int, int] | None:
        """Return the least and the greatest number of completed years, None where nothing is known."""
        if self._ages is None:
            self._ages = (completed_years(self.facts, self.clock),)
        return self._ages[0]

    def answer(self, key: str, sentence: str) -> Answer | None:
        """Return a person's answer under ``key``; one that was given to another ``sentence`` is none."""
        answer = self.facts.answers.get(key)
        if answer is None or answer.holds is None:
            return None
        if answer.sentence is not None and answer.sentence.removeprefix("sha256:") != _digest(sentence):
            return None
        return answer

    def period(self, window: Window) -> Period:
        """Return ``window`` as moments of this patient."""
        clock = self.clock
        if window.anchor == "screening":
            return period_of(window, clock, (clock.first, clock.horizon))
        written = self.facts.dates.get(window.anchor)
        if written is not None:
            first, last = clock.span(written)
            return period_of(window, clock, (first, last))
        if window.anchor in AHEAD:
            return period_of(window, clock, (clock.first, clock.horizon), assumed=True)
        return period_of(window, clock, self._diagnosis(window.anchor))

    def keep(self, key: object, make: Callable[[], object]) -> object:
        """Return what was kept under ``key``, made by ``make`` when first asked for."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def positive_findings(self) -> list[tuple[Finding, Fact]]:
        """Return each recorded finding that is there (positive, or of any degree), before the screening."""
        return cast("list[tuple[Finding, Fact]]", self.keep("positive findings", self._positive))

    def _recorded(self, id: str) -> list[Result]:
        by_concept = self.by_concept
        members = self.vocabulary.members(id)
        found: list[Result] = []
        for concept_id, facts in by_concept.items():
            if concept_id in members:
                found += recorded(self.vocabulary.concepts[concept_id], facts, self.clock, self.lexicon)
        return on_one_clock(found) if len(found) > 1 else found

    def _positive(self) -> list[tuple[Finding, Fact]]:
        found: list[tuple[Finding, Fact]] = []
        for id in self.by_concept:
            concept = self.vocabulary.concepts[id]
            if isinstance(concept, Finding):
                negative = _negative_bits(concept)
                found += [
                    (concept, result.fact)
                    for result in self.results(id)
                    if result.fact is not None and result.fact.concept == id and result.levels & ~negative
                ]
        return found

    def _diagnosis(self, anchor: str) -> tuple[int, int] | None:
        """Return when the condition of ``diagnosis of X`` began, where the records state one beginning."""
        name = anchor.removeprefix("diagnosis of ")
        starts = {
            fact.start
            for concept in self.vocabulary.find(name)
            for id in self.vocabulary.members(concept.id)
            for fact in self.by_concept.get(id, ())
            if fact.present is not False and fact.ever is not False and fact.status != "planned"
        }
        return _one_start(starts, self.clock)


def index(
    facts: FactSheet,
    vocabulary: Vocabulary,
    as_of: str | PartialDate | None = None,
    complete: Iterable[Completeness] = (),
) -> PatientIndex:
    """Return the index of ``facts`` as of ``as_of``, else of the sheet's own date.

    ``complete`` declares kinds or concepts beside the sheet's own. FactsError where there is no screening date (E609).
    """
    return PatientIndex(facts, vocabulary, screening_clock(as_of, facts.as_of), tuple(complete))


#: values that say that a finding is not there
_ABSENT = frozenset({"negative", "none", "absent", "normal"})


def _negative_bits(finding: Finding) -> int:
    return sum(1 << place for place, value in enumerate(finding.values) if value in _ABSENT)


def _one_start(starts: set[PartialDate | None], clock: Clock) -> tuple[int, int] | None:
    if len(starts) != 1:
        return None
    start = starts.pop()
    return None if start is None else clock.span(start)


def _digest(sentence: str) -> str:
    return sha256(sentence.encode()).hexdigest()

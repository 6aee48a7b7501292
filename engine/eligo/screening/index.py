"""One patient's records, put where the rules look for them: by concept, converted once, times as moments."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from eligo.facts.answers import is_outdated
from eligo.facts.dating import screened_at
from eligo.facts.model import Answer, Completeness, Fact, FactSheet, Relation
from eligo.facts.sheet import resolve
from eligo.facts.wording import DIAGNOSIS_OF
from eligo.quantities.dates import PartialDate
from eligo.rules.model import Window
from eligo.screening.ages import birth_of, completed_units
from eligo.screening.completeness import Declarations
from eligo.screening.lexicon import Lexicon, lexicon_of
from eligo.screening.moments import Clock, Period, clock_of
from eligo.screening.recording import on_one_clock, recorded
from eligo.screening.results import Result
from eligo.screening.windows import AHEAD, period_of
from eligo.vocabulary import Vocabulary

if TYPE_CHECKING:
    from eligo.screening.history import History


class PatientIndex:
    """What screening asks of one patient; the answers are worked out when first asked for, and kept.

    ``by_concept`` are the plain records by the concept that each is of, ``related`` those of allergies, family history
    and contraindications by relation and concept, ``unknown`` those that nothing in the vocabulary knows, ``denying``
    those that say that something is not there, ``complete`` the declarations beside those of the sheet.
    """

    __slots__ = (
        "_ages", "_results", "birth", "by_concept", "clock", "complete", "declarations", "denying", "facts",
        "histories", "kept", "lexicon", "related", "sex", "unknown", "vocabulary",
    )  # fmt: skip

    def __init__(self, facts: FactSheet, vocabulary: Vocabulary, complete: tuple[Completeness, ...]) -> None:
        """Index ``facts``, which have their screening date; ``complete`` are declarations beside those of the sheet."""
        assert facts.as_of is not None  # `screened_at` has seen to it
        self.facts = facts
        self.vocabulary = vocabulary
        self.complete = complete
        self.clock = clock = clock_of(facts.as_of)
        self.lexicon: Lexicon = lexicon_of(vocabulary)
        self.sex = facts.sex
        self.birth = birth_of(facts, clock)
        self.declarations = Declarations((*facts.complete, *complete), self.birth)
        self.by_concept: dict[str, list[Fact]] = {}
        self.related: dict[Relation, dict[str, list[Fact]]] = {}
        self.unknown: list[Fact] = []
        self.denying: list[Fact] = []
        self._results: dict[str, list[Result]] = {}
        self._ages: tuple[tuple[int, int] | None] | None = None
        #: what was worked out of this patient: formulas by plan, histories by relation
        self.kept: dict[object, object] = {}
        self.histories: dict[tuple[Relation | None, bool], History] = {}
        for fact in facts.facts:
            concept = fact.concept
            if concept is None:
                self.unknown.append(fact)
                continue
            if fact.present is False or fact.ever is False:
                self.denying.append(fact)
            records = self.by_concept if fact.relation is None else self.related.setdefault(fact.relation, {})
            if concept in records:
                records[concept].append(fact)
            else:
                records[concept] = [fact]

    def records(self, relation: Relation | None) -> dict[str, list[Fact]]:
        """Return the records of one relation by concept; None is of the concept itself."""
        return self.by_concept if relation is None else self.related.get(relation, {})

    def results(self, id: str) -> list[Result]:
        """Return the recorded results of the concept ``id`` and of what is narrower, none of after the screening."""
        found = self._results.get(id)
        if found is None:
            found = self._results[id] = self._recorded(id)
        return found

    def age(self) -> tuple[int, int] | None:
        """Return the least and the greatest number of completed years, None where nothing is known."""
        if self._ages is None:
            birth = self.birth
            self._ages = (None if birth is None else completed_units(birth, "year", self.clock),)
        return self._ages[0]

    def answer(self, key: str, sentence: str) -> Answer | None:
        """Return a person's answer under ``key``; one to another ``sentence``, or given later, is none."""
        answer = self.facts.answers.get(key)
        if answer is None or answer.holds is None:
            return None
        if answer.on is not None and self.clock.span(answer.on)[0] > self.clock.horizon:
            return None
        outdated = answer.sentence is not None and is_outdated(answer, _digest(sentence))
        return None if outdated else answer

    def period(self, window: Window) -> Period:
        """Return ``window`` as moments of this patient."""
        clock = self.clock
        if window.anchor == "screening":
            return period_of(window, clock, clock.moments)
        written = self.facts.dates.get(window.anchor)
        if written is not None:
            first, last = clock.span(written)
            return period_of(window, clock, (first, last))
        if window.anchor in AHEAD:
            return period_of(window, clock, clock.moments, assumed=True)
        return period_of(window, clock, _one_start(self.diagnoses(window.anchor), clock))

    def diagnoses(self, anchor: str) -> list[Fact]:
        """Return the records that may date the anchor ``diagnosis of X``; none of another anchor."""
        name = anchor.removeprefix(DIAGNOSIS_OF)
        concepts = () if name == anchor else self.vocabulary.find(name)
        return [
            fact
            for concept in concepts
            for id in self.vocabulary.members(concept.id)
            for fact in self.by_concept.get(id, ())
            if fact.present is not False and fact.ever is not False and fact.status != "planned"
        ]

    def _recorded(self, id: str) -> list[Result]:
        members = self.vocabulary.members(id)
        if len(members) == 1:
            facts = self.by_concept.get(id)
            found = [] if facts is None else self._read(id, facts)
        else:
            records = self.by_concept.items()
            found = [result for one, facts in records if one in members for result in self._read(one, facts)]
        return on_one_clock(found) if len(found) > 1 else found

    def _read(self, id: str, facts: list[Fact]) -> list[Result]:
        return recorded(self.vocabulary.concepts[id], facts, self.clock, self.lexicon)


def index(
    facts: FactSheet,
    vocabulary: Vocabulary,
    as_of: str | PartialDate | None = None,
    complete: Iterable[Completeness] = (),
) -> PatientIndex:
    """Return the index of ``facts`` as of ``as_of``, else of the sheet's own date.

    ``complete`` declares kinds or concepts beside the sheet's own. What only the declarations of a trial know is looked
    up again in ``vocabulary``. FactsError where there is no screening date (E609), or one that cannot be (E605–E607).
    """
    dated = screened_at(facts, as_of)
    if vocabulary.declared:
        dated = resolve(dated, vocabulary)
    return PatientIndex(dated, vocabulary, tuple(complete))


def _one_start(records: Iterable[Fact], clock: Clock) -> tuple[int, int] | None:
    """Return when what ``records`` are of began, None where they do not state one beginning."""
    starts = {fact.start for fact in records}
    start = starts.pop() if len(starts) == 1 else None
    return None if start is None else clock.span(start)


def _digest(sentence: str) -> str:
    return f"sha256:{sha256(sentence.encode()).hexdigest()}"

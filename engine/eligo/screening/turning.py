"""The days on which time alone may turn a decision: the records stay as they are, and the screening date moves on.

A decision compares moments of records, some lengths of time away, with the screening date; so it can turn only about a
day that lies such a length after such a moment. The days that are returned are all of those and a few beside them, for
edges are open or closed and months of unequal length; whoever asks decides again on each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from math import floor
from typing import Final

from eligo.facts.model import Fact
from eligo.quantities.dates import Duration, parse_duration
from eligo.rules import model as rules
from eligo.rules.walking import parts_of
from eligo.screening.ages import ADULT, UNITS, Birth
from eligo.screening.index import PatientIndex
from eligo.screening.moments import day_of
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Finding, Formula, Measure, Scale

#: what a record is counted for beside the lengths of a rule: an order, the gap that a course bridges, a child's height
_ORDER: Final = parse_duration("P90D")
_BRIDGE: Final = parse_duration("P30D")
#: an edge may lie on the day itself, or before or after it by a time of day, an offset, an open end, a shorter month
_BESIDE: Final = range(-2, 5)
#: nobody is older; the facts of a patient who is are refused
_OLDEST: Final = 131


class Bearing:
    """What bears on a rule: ``concepts`` by id, the ``lengths`` of time that count, alone or one after the other, the
    ``ages`` that it asks for, and whether it counts with the age beside (``counts_years``).
    """

    __slots__ = ("_vocabulary", "ages", "anchors", "concepts", "counts_years", "is_course", "lengths")

    def __init__(self, rule: rules.Rule, vocabulary: Vocabulary) -> None:
        """Collect what bears on ``rule``; every criterion does so once."""
        self._vocabulary = vocabulary
        self.ages: set[Duration] = set()
        self.concepts: set[str] = set()
        self.lengths: set[Duration] = set()
        self.anchors: set[str] = set()
        self.counts_years = False
        self.is_course = False
        for part in parts_of(rule):
            self._add(part)

    def _add(self, part: rules.Rule) -> None:
        match part:
            case rules.Measure(measure="age"):
                self._add_age(part)
            case rules.Measure(measure=id):
                self._add_values((id,), part.window)
            case rules.Ratio(of=ids):
                self._add_values(ids, part.window)
            case rules.Change(measure=id, within=within):
                self._add_values((id,), part.window)
                self._add_lengths(within.at_least, within.at_most)
            case rules.Grade(scale=id) | rules.Finding(finding=id):
                self._add_values((id,), part.window)
            case rules.Present():
                self._add_presence(part)
            case _:
                pass

    def _add_age(self, rule: rules.Measure) -> None:
        unit = UNITS[rule.unit.code if rule.unit is not None else "a"][0]
        bounds = (floor(bound.value) for bound in (rule.low, rule.high) if bound is not None)
        self.ages |= {Duration(count, unit) for whole in bounds for count in (whole, whole + 1) if 0 <= count < 10**6}

    def _add_presence(self, rule: rules.Present) -> None:
        self._add_concepts((*rule.concepts, *rule.exceptions))
        self._add_window(rule.window)
        lengths = (rule.for_at_least, rule.for_more_than, rule.for_less_than)
        self._add_lengths(_ORDER, *lengths)
        if any(length is not None for length in lengths):
            self.is_course = True
            self._add_lengths(_BRIDGE)

    def _add_values(self, ids: Iterable[str], window: rules.Window | None) -> None:
        """Add concepts whose results decide, and what their formulas take."""
        vocabulary = self._vocabulary
        self._add_window(window)
        for id in ids:
            concept = vocabulary.concepts[id]
            self._add_concepts((id,))
            assert isinstance(concept, Measure | Scale | Finding)  # nothing else has results
            self._add_lengths(concept.current_for)
            if isinstance(concept, Finding) and concept.implies is not None:
                self._add_concepts((concept.implies,))
            if isinstance(concept, Scale) and concept.follows_from is not None:
                self._add_values((concept.follows_from[0],), None)
            for formula in vocabulary.formulas_for(id):
                self._add_formula(formula)
            if id == "height":
                self._add_growth()

    def _add_formula(self, formula: Formula) -> None:
        self._add_lengths(formula.within)
        self._add_concepts((*(id for id, _ in formula.inputs), *formula.not_during))
        if formula.not_during:
            self._add_lengths(_ORDER)
        self.counts_years |= formula.needs_age or formula.adults_only

    def _add_growth(self) -> None:
        """Add how long the height of somebody who grows is current, and when growing ends."""
        self._add_lengths(_ORDER)
        self.ages.add(Duration(ADULT, "year"))

    def _add_concepts(self, ids: Iterable[str]) -> None:
        """Add concepts with what is narrower and broader, and the findings that tell of any of these."""
        for id in ids:
            self.concepts |= self._vocabulary.members(id) | self._vocabulary.ancestors(id)
            self.concepts |= self._vocabulary.kinds_beside(id)

    def _add_window(self, window: rules.Window | None) -> None:
        if window is not None:
            self._add_lengths(window.start, window.end)
            if window.anchor != "screening":
                self.anchors.add(window.anchor)

    def _add_lengths(self, *lengths: Duration | None) -> None:
        self.lengths.update(length for length in lengths if length is not None)


def turning_days(bearing: Bearing, patient: PatientIndex) -> list[int]:
    """Return the days after the screening date, in order, on which a decision may turn for ``patient``.

    ``bearing`` is what bears on its rule. Each day is its number (`datetime.date.toordinal`).
    """
    today = day_of(patient.clock.midnight)
    moments = set(_moments(bearing, patient))
    about = chain(moments, *(_apart(moment, bearing) for moment in moments))
    days = {day + beside for day in {day_of(moment) for moment in about} for beside in _BESIDE}
    if patient.birth is not None:
        days.update(day + beside for day in _birthdays(bearing, patient.birth) for beside in _BESIDE)
    last = today + _OLDEST * 366
    return sorted(day for day in days if today < day < last)


def _moments(bearing: Bearing, patient: PatientIndex) -> Iterator[int]:
    """Yield every first and last moment of what is recorded and bears on the rule."""
    facts, clock = patient.facts, patient.clock
    for fact in chain(_records(bearing, patient), patient.unknown if bearing.concepts else ()):
        for written in (fact.time, fact.start, fact.end, fact.recorded):
            if written is not None:
                yield from clock.span(written)
    for anchor, written in facts.dates.items():
        if anchor in bearing.anchors:
            yield from clock.span(written)
    is_bounded = False
    for declared in patient.declarations.bounded:
        is_bounded = True
        for written in (declared.start, declared.end):
            if written is not None:
                yield from (written.earliest, written.latest)
    if is_bounded and patient.birth is not None:
        yield from (patient.birth.earliest, patient.birth.latest)


def _records(bearing: Bearing, patient: PatientIndex) -> Iterator[Fact]:
    telling = patient.vocabulary.tests_of(bearing.concepts)
    anchored = {id for anchor in bearing.anchors for id in _diagnosed(anchor, patient.vocabulary)}
    for records in (patient.by_concept, *patient.related.values()):
        for id, facts in records.items():
            if id in bearing.concepts or id in telling or id in anchored:
                yield from facts


def _diagnosed(anchor: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the ids of the conditions of ``diagnosis of X``."""
    for concept in vocabulary.find(anchor.removeprefix("diagnosis of ")):
        yield from vocabulary.members(concept.id)


def _apart(moment: int, bearing: Bearing) -> Iterator[int]:
    """Yield the moments that lie a length, or two, after ``moment``; of a course also those of one less another."""
    lengths = bearing.lengths
    for length in lengths:
        after = length.after(moment)
        yield after
        if _ORDER in lengths:
            yield length.after(_ORDER.after(moment))
        if bearing.anchors:
            yield length.before(moment)
        if bearing.is_course:
            for other in lengths:
                yield from (other.after(after), other.before(after))


def _birthdays(bearing: Bearing, birth: Birth) -> Iterator[int]:
    """Yield the days on which the age passes what is asked for; each birthday where the age is counted with."""
    years = range(_OLDEST) if bearing.counts_years else ()
    for age in (*bearing.ages, *(Duration(count, "year") for count in years)):
        for born in (birth.earliest, birth.latest):
            yield day_of(age.after(born))

"""Whether conditions, drugs and procedures are, or were, there (LANGUAGE §3.2, §3.8).

Each concept of a rule is decided by itself; any of them will do. Records decide first: what is there, and what is
stated not to be. Silence is *no* only where nothing recorded could be meant and the sheet declares records complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, cast

from msgspec import Struct

from eligo.facts.model import CompleteKind
from eligo.rules.model import Present
from eligo.screening import words
from eligo.screening.completeness import declared_kinds
from eligo.screening.courses import courses
from eligo.screening.deciders import Decider, Decision
from eligo.screening.episodes import Denial, Episode
from eligo.screening.evidence import record_evidence
from eligo.screening.history import History, history
from eligo.screening.index import PatientIndex
from eligo.screening.moments import Clock, Period
from eligo.screening.pools import Reach, anchor_missing
from eligo.screening.result import Assumption, Cause, Evidence, Missing
from eligo.screening.truth import NO, UNKNOWN, WORDS, YES
from eligo.screening.unmapped import unmapped
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Condition


class Asked:
    """One concept that a rule asks for. ``members``: it and what is narrower, the exceptions taken out; ``broader``: it
    and its ancestors, whose denial denies it; ``unspecific``: what may be it, unsaid; ``relevant``: everything whose
    record can bear on it. ``declared_as`` are the kinds that have to be complete for silence to speak of it; ``told``:
    of what a positive test keeps it open. The answers of plain silence are the same for all.
    """

    __slots__ = (
        "absent", "ancestors", "broader", "concept", "declared_as", "members", "not_of_sex", "relevant", "told",
        "unrecorded", "unspecific",
    )  # fmt: skip

    def __init__(self, id: str, rule: Present, excepted: frozenset[str], vocabulary: Vocabulary) -> None:
        """Ask for the concept ``id`` but for what is ``excepted``."""
        self.concept = vocabulary.concepts[id]
        self.members = vocabulary.members(id) - excepted
        self.ancestors = vocabulary.ancestors(id)
        self.broader = self.ancestors | {id}
        self.unspecific = self.ancestors | vocabulary.kinds_beside(id)
        self.relevant = self.members | self.broader | self.unspecific
        is_complication = isinstance(self.concept, Condition) and self.concept.is_complication
        self.told = self.members if is_complication else self.members | self.ancestors
        members = (vocabulary.concepts[member] for member in self.members)
        self.declared_as = declared_kinds(self.concept, members, rule.relation)
        self.absent = Seen(self, NO, silence="closed-world")
        self.not_of_sex = Seen(self, NO, silence="by-sex")
        self.unrecorded = Seen(self, UNKNOWN)


class Seen(Struct, eq=False):
    """How one concept was decided: by episodes, by denials, or by silence of a kind; ``cause`` of an unknown."""

    asked: Asked
    truth: int
    episodes: Sequence[Episode] = ()
    denials: Sequence[Denial] = ()
    silence: Literal["by-sex", "closed-world"] | None = None
    cause: Cause = "missing"


class PresenceDecider(Decider):
    """Any of some concepts, or what is narrower: going on, ever, in a window, or begun in it."""

    __slots__ = (
        "_all_absent",
        "_asked",
        "_general",
        "_history",
        "_is_course",
        "_is_of_today",
        "_kinds",
        "_reach",
        "_relevant",
        "rule",
        "test",
    )

    def __init__(self, rule: Present, vocabulary: Vocabulary, *, with_findings: bool = True) -> None:
        """Compile ``rule``. ``with_findings``: a recorded finding speaks for the condition that it is of."""
        self.rule = rule
        self.test = words.presence(rule)
        excepted = frozenset[str]().union(*(vocabulary.members(id) for id in rule.exceptions))
        self._asked = [Asked(id, rule, excepted, vocabulary) for id in rule.concepts]
        self._relevant = frozenset[str]().union(*(asked.relevant for asked in self._asked))
        self._history = (rule.relation, with_findings)
        #: the kinds whose completeness answers for everything that is asked, and that answer, for any patient
        self._kinds = frozenset[CompleteKind | None]().union(
            *((None,) if asked.concept.sex or not asked.declared_as else asked.declared_as for asked in self._asked)
        )
        self._all_absent = tuple(asked.absent for asked in self._asked)
        #: by what silence says of each, and whether the anchor of the time asked for is assumed
        self._general: dict[tuple[bool, tuple[Seen, ...]], Decision] = {}
        self._is_of_today = rule.window is None and rule.when == "now" and rule.relation != "family-history"
        self._reach = Reach(rule.window, None, any_age=False)
        lengths = (rule.for_at_least, rule.for_more_than, rule.for_less_than)
        self._is_course = any(length is not None for length in lengths)

    def decide(self, patient: PatientIndex) -> Decision:
        past = patient.histories.get(self._history) or history(patient, *self._history)
        period = self._period(patient)
        if self._relevant.isdisjoint(past.concepts) and not period.is_empty:
            if self._kinds <= past.silent:
                return self._by_silence(self._all_absent, period)
            return self._by_silence(tuple([self._silent(asked, (), patient, period) for asked in self._asked]), period)
        seen = [self._decide(asked, patient, past, period) for asked in self._asked]
        return Decision(max([one.truth for one in seen]), self, seen)

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        period = self._period(patient)
        for seen in cast("Sequence[Seen]", decision.found):
            if seen.truth == decision.truth:
                yield from self._told(patient, seen, period)

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        window = self.rule.window
        if window is not None and self._period(patient).no_anchor:
            yield anchor_missing(window)
            return
        for seen in cast("Sequence[Seen]", decision.found):
            if seen.truth == UNKNOWN:
                concept = seen.asked.concept
                yield Missing(
                    cause=seen.cause,
                    concept=words.related(concept.name, self.rule.relation),
                    ask=words.ask_presence(self.rule, seen.cause, concept),
                    place=seen.episodes[0].fact.place if seen.cause != "missing" else None,
                )

    def doubt(self, decision: Decision) -> Cause | None:
        """Return why ``decision``, of one concept, is unknown; None where it is known."""
        (seen,) = cast("Sequence[Seen]", decision.found)
        return seen.cause if decision.truth == UNKNOWN else None

    def _period(self, patient: PatientIndex) -> Period:
        if self._is_of_today:
            return patient.clock.today
        return self._reach.period(patient)

    def _by_silence(self, seen: tuple[Seen, ...], period: Period) -> Decision:
        key = (period.anchor_assumed, seen)
        found = self._general.get(key)
        if found is None:
            is_general = not any(one.episodes for one in seen)
            found = Decision(max(one.truth for one in seen), self, seen, is_general)
            if is_general:
                self._general[key] = found
        return found

    def _decide(self, asked: Asked, patient: PatientIndex, past: History, period: Period) -> Seen:
        """Decide for one concept: what is there, what is denied, else what silence says."""
        if _is_of_other_sex(asked, patient):
            return asked.not_of_sex
        if period.is_empty:
            return Seen(asked, UNKNOWN)
        if asked.relevant.isdisjoint(past.concepts):
            return self._silent(asked, (), patient, period)
        episodes = past.episodes(asked.members)
        if episodes:
            found = self._recorded(asked, episodes, patient, past, period)
            if found is not None:
                return found
        elif past.denials:
            denials = self._denied(asked, patient, past, period)
            if denials:
                return Seen(asked, NO, denials=denials)
        return self._beside_others(asked, episodes, patient, past, period)

    def _recorded(
        self, asked: Asked, episodes: list[Episode], patient: PatientIndex, past: History, period: Period
    ) -> Seen | None:
        """Decide by ``episodes`` and by what denies them; None where they say nothing of the time asked for."""
        answers = self._answers(episodes, patient, past, period)
        truth = max(answers.values())
        if truth == YES:
            return Seen(asked, YES, [episode for episode, answer in answers.items() if answer == YES])
        disputed = any(answer == UNKNOWN and episode.doubt == "conflict" for episode, answer in answers.items())
        denials = self._denied(asked, patient, past, period)
        if self._is_course:
            # too short a course that goes on contradicts a denial as any does
            contested = {d for e in episodes if self._answer(e, period) != NO for d in e.denials}
            denials = [denial for denial in denials if denial not in contested]
        if disputed or (truth == UNKNOWN and not denials):
            open_ = [episode for episode, answer in answers.items() if answer == UNKNOWN]
            return Seen(asked, UNKNOWN, open_, cause="conflict" if disputed else open_[0].doubt)
        if denials:
            return Seen(asked, NO, denials=denials)
        lasting = [episode for episode in episodes if self._prevents(episode, asked, period)]
        return Seen(asked, NO, lasting) if lasting else None

    def _denied(self, asked: Asked, patient: PatientIndex, past: History, period: Period) -> list[Denial]:
        """Return the records that say that ``asked`` was not there at the time asked for."""
        return [d for d in past.denials if d.concept in asked.broader and self._denies(d, period, patient.clock)]

    def _denials_of(self, episode: Episode, past: History, period: Period, patient: PatientIndex) -> list[Denial]:
        """Return the records that say that what ``episode`` is of was not there at the time asked for."""
        if not past.denials:
            return []
        ids = patient.vocabulary.ancestors(episode.concept) | {episode.concept}
        return [d for d in past.denials if d.concept in ids and self._denies(d, period, patient.clock)]

    def _beside_others(
        self, asked: Asked, episodes: list[Episode], patient: PatientIndex, past: History, period: Period
    ) -> Seen:
        """Decide where no record of ``asked`` answers: a less specific one, or a finding, may be of it."""
        excludes, id = patient.vocabulary.excludes, asked.concept.id
        broader = [e for e in past.episodes(asked.unspecific) if not excludes(e.fact.code, id)]
        open_ = [e for e in broader if self._answer(e, period) != NO]
        open_ += past.suggestions(asked.told)
        if open_:
            return Seen(asked, UNKNOWN, open_, cause="unspecific")
        return self._silent(asked, episodes, patient, period)

    def _silent(self, asked: Asked, episodes: Sequence[Episode], patient: PatientIndex, period: Period) -> Seen:
        """Decide where nothing is recorded that could be ``asked``; ``episodes`` are those of it at other times."""
        if _is_of_other_sex(asked, patient):
            return asked.not_of_sex
        kinds, first, last = asked.declared_as, period.outer_first, period.outer_last
        declared = patient.declarations
        if not declared.by_kinds(kinds, first, last) and (
            self.rule.relation is not None or not declared.by_concept(asked.broader, first, last)
        ):
            return Seen(asked, UNKNOWN, episodes) if episodes else asked.unrecorded
        if patient.unknown:
            # a record that may be of several kinds is one all the same
            strange = {e.fact.place: e for kind in kinds for e in unmapped(patient, kind, asked.concept)}
            open_ = [e for e in strange.values() if self._answer(e, period) != NO]
            if open_:
                return Seen(asked, UNKNOWN, open_, cause="unmapped")
        return Seen(asked, NO, episodes, silence="closed-world") if episodes else asked.absent

    def _answers(
        self, episodes: list[Episode], patient: PatientIndex, past: History, period: Period
    ) -> dict[Episode, int]:
        """Answer for each of ``episodes``; what may be of another time was not there where its like is denied."""
        if self._is_course:
            return courses(self.rule, episodes, period, patient.clock)
        answers = {episode: self._answer(episode, period) for episode in episodes}
        for episode, answer in answers.items():
            denials = self._denials_of(episode, past, period, patient) if answer == UNKNOWN else []
            if denials and not any(denial in episode.denials for denial in denials):
                answers[episode] = NO
        return answers

    def _answer(self, episode: Episode, period: Period) -> int:
        return episode.begins_in(period) if self.rule.when == "onset" else episode.overlaps(period)

    def _denies(self, denial: Denial, period: Period, clock: Clock) -> bool:
        """Tell whether ``denial``, of what is asked for, says that it was not there at the time asked for."""
        if denial.is_ever:
            return denial.last >= period.outer_last
        return self.rule.when == "now" and denial.first >= clock.midnight

    def _prevents(self, episode: Episode, asked: Asked, period: Period) -> bool:
        """Tell whether ``asked`` cannot have begun in ``period``, because it went on all that time."""
        is_same = self.rule.when == "onset" and episode.concept == asked.concept.id and episode.exists
        return is_same and episode.covers(period.outer_first, period.outer_last)

    def _told(self, patient: PatientIndex, seen: Seen, period: Period) -> Iterator[Evidence]:
        concept = seen.asked.concept
        base: tuple[Assumption, ...] = ("anchor",) if period.anchor_assumed else ()
        base = base if seen.silence is None else (seen.silence, *base)
        # what is unknown because nothing is recorded of the time asked for: the records of other times are not it
        truth = NO if seen.truth == UNKNOWN and seen.cause == "missing" else seen.truth
        for episode in seen.episodes:
            own: list[Assumption] = []
            if episode.ongoing and seen.silence is None:
                own.append("ongoing")
            if episode.undated:
                own.append("undated")
            yield record_evidence(patient, episode.fact, test=self.test, truth=truth, assumed=(*own, *base))
            for denial in episode.denials:
                yield record_evidence(patient, denial.fact, test=self.test, truth=UNKNOWN, assumed=base)
            if truth == NO and episode.concept:
                agreeing = self._denials_of(episode, patient.histories[self._history], period, patient)
                for denial in agreeing:
                    yield record_evidence(patient, denial.fact, test=self.test, truth=NO, assumed=base)
        for denial in seen.denials:
            yield record_evidence(patient, denial.fact, test=self.test, truth=NO, assumed=base)
        if seen.silence is not None and not seen.episodes:
            name = words.related(concept.name, self.rule.relation)
            yield Evidence(concept=name, test=self.test, holds=WORDS[NO], assumed=base)


def _is_of_other_sex(asked: Asked, patient: PatientIndex) -> bool:
    sex = asked.concept.sex
    return sex is not None and patient.sex in ("female", "male") and patient.sex != sex

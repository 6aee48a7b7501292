"""Conditions, drugs and procedures: going on, ever, in a window, begun in it (LANGUAGE §3.8)."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace

from reference.ages import born
from reference.kleene import NO, UNKNOWN, YES, Truth, both, every, some
from reference.results import Reader
from reference.time import ALWAYS_AGO, NEVER_YET, Bounds, Clock, Time, not_before

from eligo.facts import Completeness, Fact, FactSheet
from eligo.quantities.dates import DAY, Duration
from eligo.rules.model import Present
from eligo.vocabulary import model as v

_ORDERED = Duration(90, "day")
_KINDS = {"condition": "conditions", "drug": "medications", "procedure": "procedures"}
_RELATIONS = {"allergy": "allergies", "family-history": "family history"}


@dataclass(frozen=True)
class Episode:
    """Something that was there from ``start`` to ``end``; ``concept`` is what was recorded.

    ``sure`` is false of what was only ordered, and may not have been done.
    """

    concept: str
    start: Time
    end: Time
    sure: bool = True


@dataclass(frozen=True)
class Denial:
    """A record that says that ``concept`` is not there, on ``day``; None: never, up to the moment ``until``."""

    concept: str
    day: Time | None
    until: int = NEVER_YET


class History:
    """What one sheet says of the presence of things, in one relation."""

    def __init__(self, reader: Reader, relation: str | None) -> None:
        """Read the records of ``relation``."""
        self.reader, self.relation = reader, relation
        self.clock: Clock = reader.clock
        self.vocabulary = reader.vocabulary
        facts = [f for f in reader.sheet.facts if f.concept is not None and f.relation == relation]
        self.facts = [f for f in facts if self.vocabulary.concepts[f.concept or ""].kind in _KINDS]
        self.denials = [d for f in self.facts for d in self._denial(f)]
        self.episodes = [e for f in self.facts for e in self._episode(f)]
        if relation is None:
            self.episodes += self._implied()

    def by_its_own_records(self) -> History:
        """Return the same without what findings imply."""
        own = copy(self)
        own.episodes = [episode for fact in self.facts for episode in self._episode(fact)]
        return own

    # --- what a record says

    def _denial(self, fact: Fact) -> list[Denial]:
        if fact.ever is False:
            return self._never(fact)
        if fact.present is not False or fact.unclear:
            return []
        date = fact.time or fact.start or fact.end
        if date is None and fact.relation == "family-history":
            return [Denial(fact.concept or "", None)]
        day = self.clock.today() if date is None else self.clock.time(date)
        return [] if self.clock.is_past(day) == NO else [Denial(fact.concept or "", day)]

    def _never(self, fact: Fact) -> list[Denial]:
        """Never is up to the time it was said: surely up to the beginning of a month."""
        date = fact.time or fact.start or fact.end
        if date is None:
            return [Denial(fact.concept or "", None)]
        said = self.clock.time(date)
        until = said.last if said.first_day == said.last_day else said.first
        return [] if self.clock.is_past(replace(said, last=until)) == NO else [Denial(fact.concept or "", None, until)]

    def _episode(self, fact: Fact) -> list[Episode]:
        if fact.present is False or fact.ever is False or fact.unclear or fact.status == "planned":
            return []
        start, end = self._times(fact)
        if self.clock.is_past(start) == NO:
            return []
        # it ends no sooner than it starts and starts no later than it ends, where the end is stated
        if fact.end is not None:
            is_dated = start.first_day == start.last_day  # what is dated to the screening date counts
            last = max(start.first, min(start.last, end.last))
            start = replace(start, last=last, exact=start.exact or (end.exact and not is_dated))
        end = replace(end, first=max(end.first, start.first), last=max(end.last, start.first))
        return [Episode(fact.concept or "", start, end, sure=fact.status != "ordered" or self._is_drug(fact))]

    def _times(self, fact: Fact) -> tuple[Time, Time]:
        clock = self.clock
        now = clock.today().last
        start = None if fact.start is None else clock.time(fact.start)
        end = None if fact.end is None else clock.time(fact.end)
        time = None if fact.time is None else clock.time(fact.time)
        anytime = Time(ALWAYS_AGO, now)
        if self._is_event(fact) and fact.relation is None:
            happened = start or time or (anytime if end is None else Time(ALWAYS_AGO, end.last))
            if fact.status == "resolved" and start is None and time is None:  # over: it was before today
                happened = Time(ALWAYS_AGO, min(happened.last, clock.today().first - 1))
            return happened, happened
        if fact.status == "ordered" and end is None and self._is_drug(fact):
            ordered = start or time or anytime
            return ordered, Time(min(NEVER_YET, _ORDERED.after(ordered.first) // DAY * DAY), NEVER_YET)
        if start is None and end is None and time is not None and fact.status != "active":
            # an allergy that was noted, or an illness in the family, does not pass
            return (time, time) if fact.relation is None else (time, Time(NEVER_YET, NEVER_YET))
        if start is None:
            # without any date it is so on the screening date
            start = Time(ALWAYS_AGO, clock.today().first) if end is None else Time(ALWAYS_AGO, end.last, end.exact)
        if end is None:
            end = Time(NEVER_YET, NEVER_YET)
            if fact.status == "resolved":  # over: it ended before today
                latest = start.last if fact.start is not None else start.first
                end = Time(start.first, max(latest, clock.today().first - 1))
        return start, end

    def _is_drug(self, fact: Fact) -> bool:
        return isinstance(self.vocabulary.concepts.get(fact.concept or ""), v.Drug)

    def _is_event(self, fact: Fact) -> bool:
        return bool(getattr(self.vocabulary.concepts.get(fact.concept or ""), "is_event", False))

    def _positives(self) -> list[tuple[v.Finding, Time]]:
        found: list[tuple[v.Finding, Time]] = []
        for fact in self.reader.sheet.facts:
            concept = self.vocabulary.concepts[fact.concept] if fact.concept is not None else None
            # whatever is not the first value, negative or normal: deficient, indeterminate
            if isinstance(concept, v.Finding) and fact.text not in (None, concept.values[0]):
                time = self.reader.time_of(fact)
                if self.clock.is_past(time) != NO:
                    found.append((concept, time))
        return found

    def _implied(self) -> list[Episode]:
        """A positive finding implies its condition, which lasts."""
        return [
            Episode(finding.implies, Time(ALWAYS_AGO, time.last), Time(NEVER_YET, NEVER_YET))
            for finding, time in self._positives()
            if finding.implies is not None and self.clock.is_past(time) == YES
        ]

    # --- questions

    def window_of(self, rule: Present) -> Bounds:
        """Return the time that ``rule`` asks about."""
        today = self.clock.today()
        if rule.when == "now":
            return Bounds(Time(today.first, today.first), Time(today.last, today.last))
        if rule.window is None:
            return Bounds(Time(ALWAYS_AGO, ALWAYS_AGO), Time(today.last, today.last))
        return self.clock.bounds(rule.window)

    def answer(self, rule: Present) -> Truth:
        """Tell whether any of the concepts of ``rule`` was there when it asks."""
        excepted = {m for e in rule.exceptions for m in self.vocabulary.members(e)}
        return some(self._of_concept(concept, rule, excepted) for concept in rule.concepts)

    def undenied(self, rule: Present) -> Truth:
        """Tell whether the one concept of ``rule`` is recorded to be there, denials and silence aside."""
        undisputed = copy(self)
        undisputed.denials = []
        return undisputed._recorded(rule)

    def may_be(self, rule: Present) -> bool:
        """Tell whether some record keeps the one concept of ``rule`` from being absent if records were complete."""
        concept, bounds = rule.concepts[0], self.window_of(rule)
        counted = self.vocabulary.members(concept)
        return self._recorded(rule) != NO or self._may_be_by(concept, bounds, counted, set(), rule.when)

    def _recorded(self, rule: Present) -> Truth:
        bounds, counted = self.window_of(rule), self.vocabulary.members(rule.concepts[0])
        return some(self._of_episode(e, bounds, rule.when) for e in self.episodes if e.concept in counted)

    def _of_concept(self, concept: str, rule: Present, excepted: set[str]) -> Truth:
        if self.belongs_to_the_other_sex(concept):
            return NO
        counted = self.vocabulary.members(concept) - excepted
        bounds = self.window_of(rule)
        truths = [self._of_episode(e, bounds, rule.when) for e in self.episodes if e.concept in counted]
        found = some(truths)
        if found == NO and rule.when == "onset" and self._goes_on_throughout(concept, bounds):
            return NO  # what goes on cannot begin
        return self.settled(found, concept, bounds, counted, excepted, rule.when)

    def _goes_on_throughout(self, concept: str, bounds: Bounds) -> bool:
        return any(
            episode.concept == concept
            and episode.sure
            and not_before(bounds.start, episode.start) == YES
            and not_before(episode.end, bounds.end) == YES
            and not any(
                episode.concept in self.vocabulary.members(denial.concept)
                and self.certainly_contradicts(denial, episode)
                for denial in self.denials
            )
            for episode in self.episodes
        )

    def belongs_to_the_other_sex(self, concept: str) -> bool:
        """Tell whether ``concept`` is of one sex and the patient of the other."""
        sex = self.vocabulary.concepts[concept].sex
        return self.relation is None and sex is not None and self.reader.sheet.sex in {"female", "male"} - {sex}

    def settled(
        self,
        found: Truth,
        concept: str,
        bounds: Bounds,
        counted: frozenset[str],
        excepted: set[str],
        when: str = "window",
        *,
        is_contested: bool = False,
    ) -> Truth:
        """Return ``found``; where nothing was, whether that means no: it is denied, or silence counts as absence.

        A denial does not count that ``is_contested``.
        """
        if found != NO:
            return found
        if not is_contested and self._is_denied(concept, bounds):
            return NO
        if self._is_complete(concept, bounds) and not self._may_be_by(concept, bounds, counted, excepted, when):
            return NO
        return UNKNOWN

    def _of_episode(self, episode: Episode, bounds: Bounds, when: str) -> Truth:
        truth = _begun(episode, bounds) if when == "onset" else overlaps(episode, bounds)
        if not episode.sure or self.clock.is_past(episode.start) == UNKNOWN:
            truth = both(truth, UNKNOWN)
        return self._beside_denials(truth, episode, bounds, when) if truth != NO else NO

    def _beside_denials(self, truth: Truth, episode: Episode, bounds: Bounds, when: str) -> Truth:
        """Return what becomes of ``truth`` beside records that say otherwise.

        Where the two contradict each other, only what was before stays known. Where they need not, they do not: it had
        ended by then, or began later.
        """
        test = _begun if when == "onset" else overlaps
        denials = [d for d in self.denials if episode.concept in self.vocabulary.members(d.concept)]
        for denial in sorted(denials, key=lambda d: not self.certainly_contradicts(d, episode)):
            if denial.day is None:
                # it can only be true where the other began later
                if self.certainly_contradicts(denial, episode):
                    return UNKNOWN
                if denial.until >= bounds.end.last:
                    return NO
            elif self.certainly_contradicts(denial, episode):
                first = denial.day.first_day * DAY
                before = replace(bounds, end=Time(min(bounds.end.first, first - 1), min(bounds.end.last, first - 1)))
                is_lasting = self.relation == "family-history"
                if is_lasting or not_before(before.end, before.start) == NO or test(episode, before) != truth:
                    return UNKNOWN
            elif truth == UNKNOWN and when == "now" and self._is_of_today(denial):
                return NO  # it may have ended by then, or not begun: then the two agree
        return truth

    def certainly_contradicts(self, denial: Denial, episode: Episode) -> bool:
        """Tell whether ``episode`` surely goes on when ``denial`` says that it does not."""
        if denial.day is None:
            return self.clock.is_past(episode.start) == YES and episode.start.last <= denial.until
        if self.clock.is_past(denial.day) != YES:
            return False
        first, last = self._denied_moments(denial.day)
        if first // DAY == last // DAY:
            return overlaps(episode, Bounds(Time(first, first), Time(last, last))) == YES
        return episode.start.last <= first and episode.end.first >= last

    def _is_of_today(self, denial: Denial) -> bool:
        today = self.clock.today().first_day
        return denial.day is not None and denial.day.first_day == denial.day.last_day == today

    def without(self, denial: Denial, episode: Episode, when: str) -> list[Episode]:
        """Return what is left of ``episode`` beside a ``denial`` that need not contradict it."""
        gone = (denial.day is None and denial.until == NEVER_YET) or (when == "now" and self._is_of_today(denial))
        return [] if gone else [episode]

    def _denied_moments(self, day: Time) -> tuple[int, int]:
        """Return the first and the last moment of the days, or of the time of day, at which something was not there."""
        if day.exact:
            return day.first, day.last
        last = min(day.last_day, self.clock.day)
        return day.first_day * DAY, last * DAY + DAY - 1

    # --- absence

    def _is_denied(self, concept: str, bounds: Bounds) -> bool:
        for denial in self.denials:
            if concept in self.vocabulary.members(denial.concept):
                day = denial.day
                if day is None:
                    if denial.until >= bounds.end.last:
                        return True
                    continue
                first, last = bounds.start.first // DAY, bounds.end.last // DAY
                if day.first_day == day.last_day == first == last:
                    return True
        return False

    def _is_complete(self, concept: str, bounds: Bounds) -> bool:
        by_name: dict[str, list[Completeness]] = {}
        by_kind: dict[object, list[Completeness]] = {}
        for entry in self.reader.sheet.complete:
            if entry.concept is not None and concept in self.vocabulary.members(entry.concept):
                by_name.setdefault(entry.concept, []).append(entry)
            elif entry.kind is not None:
                by_kind.setdefault(entry.kind, []).append(entry)
        sheet, clock = self.reader.sheet, self.clock
        if self.relation is None and any(declared_over(e, bounds, sheet, clock) for e in by_name.values()):
            return True
        needed = self._kinds_of(concept)
        return bool(needed) and all(declared_over(by_kind.get(kind, []), bounds, sheet, clock) for kind in needed)

    def _kinds_of(self, concept: str) -> set[object]:
        """Return the kinds that have to be complete; a treatment by drugs may stand under either heading."""
        if self.relation is not None:
            return {_RELATIONS[self.relation]} if self.relation in _RELATIONS else set()
        found = self.vocabulary.concepts[concept]
        if isinstance(found, v.Condition) and found.is_state:  # not what a list of conditions lists
            return set()
        members = {self.vocabulary.concepts[id].kind for id in self.vocabulary.members(concept)}
        return {_KINDS[found.kind], *(["medications"] if found.kind == "procedure" and "drug" in members else [])}

    def _may_be_by(self, concept: str, bounds: Bounds, counted: frozenset[str], excepted: set[str], when: str) -> bool:
        """Tell whether something on record keeps ``concept`` from being absent by silence."""
        wider = self.vocabulary.ancestors(concept)
        if any(fact.unclear and (fact.concept in counted or fact.concept in wider) for fact in self.facts):
            return True
        test = _begun if when == "onset" else overlaps
        if any(e.concept in wider and test(e, bounds) != NO for e in self.episodes):
            return True
        if self.relation is not None:
            return False
        if any(test(e, bounds) != NO for fact in self.reader.strange() for e in self._episode(fact)):
            return True
        for finding, _ in self._positives():
            for condition in (*finding.suggests, *((finding.implies,) if finding.implies else ())):
                if condition not in excepted and (condition in counted or condition in wider):
                    return True
        return False


def declared_over(entries: list[Completeness], bounds: Bounds, sheet: FactSheet, clock: Clock) -> bool:
    """Tell whether ``entries`` of one thing together speak for the whole of ``bounds``; nothing is before birth."""
    birth = born(sheet, clock)
    open_from = bounds.start.first
    if birth is not None:
        open_from = max(open_from, birth.first_day.toordinal() * DAY)
    for _ in entries:
        for entry in entries:
            if entry.start is not None and clock.time(entry.start).first > open_from:
                continue
            last = None if entry.end is None else clock.time(entry.end).last
            if last is None or last >= bounds.end.last:
                return True
            open_from = max(open_from, last + 1)
    return False


def overlaps(episode: Episode, bounds: Bounds) -> Truth:
    """Tell whether it was there at some time of the window."""
    exists = not_before(bounds.end, bounds.start)
    return every((exists, not_before(bounds.end, episode.start), not_before(episode.end, bounds.start)))


def _begun(episode: Episode, bounds: Bounds) -> Truth:
    """Tell whether it began in the window."""
    return bounds.holds(episode.start)

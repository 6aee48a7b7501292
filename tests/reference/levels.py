"""Scales and findings: the level or value of the latest result (LANGUAGE §2, §3.7, §3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reference.derived import Deriver
from reference.kleene import NO, UNKNOWN, YES, Truth
from reference.results import Reader, Result
from reference.selecting import judged_latest
from reference.time import Time

from eligo.facts import Fact
from eligo.quantities.interval import Interval
from eligo.quantities.numbers import parse_number
from eligo.rules.model import Finding, Grade
from eligo.vocabulary import model as v


@dataclass(frozen=True)
class Level:
    """What one record says: the levels that it may be; None is that nothing is known of it."""

    time: Time
    may_be: frozenset[str] | None
    counts: Truth = YES
    measured: bool = True


def judged_levels(levels: Sequence[Level], wanted: frozenset[str]) -> Truth:
    """Tell whether the latest of ``levels`` is one of ``wanted``; those of one moment are taken together."""
    merged: dict[object, Level] = {}
    for index, level in enumerate(levels):
        if level.counts == NO:
            continue
        key = (level.time.first, level.time.last) if level.measured and level.time.exact else index
        known = merged.get(key)
        if known is not None:
            both_known = known.may_be is not None and level.may_be is not None
            level = replace(level, may_be=known.may_be | level.may_be if both_known else None)  # type: ignore[operator]
        merged[key] = level
    marks = {Result(level.time, None, level.counts, level.measured, Interval.point(number)): level
             for number, level in enumerate(merged.values())}  # fmt: skip

    def judge(mark: Result) -> Truth:
        may_be = marks[mark].may_be
        if may_be is None:
            return UNKNOWN
        return YES if may_be <= wanted else UNKNOWN if may_be & wanted else NO

    return judged_latest(list(marks), judge)


def with_parts(scale: v.Scale, levels: Sequence[str]) -> frozenset[str]:
    """Return ``levels`` and what each of them may be in particular: stage III is one of IIIA, IIIB, IIIC."""
    parts = dict(scale.parts)
    return frozenset(levels) | {part for level in levels for part in parts.get(level, ())}


class LevelReader:
    """Reads the scales of one sheet."""

    def __init__(self, reader: Reader, deriver: Deriver) -> None:
        """Read with ``reader``; scores may be computed by ``deriver``."""
        self.reader, self.deriver = reader, deriver

    def graded(self, rule: Grade) -> list[Level]:
        """Return what the sheet says of the scale of ``rule``."""
        scale = self.reader.vocabulary.scale(rule.scale)
        found = self._recorded(scale, rule.of)
        if rule.of is None:
            found += self._followed(scale)
            found += self._computed(scale)
        return found

    def _recorded(self, scale: v.Scale, of: str | None) -> list[Level]:
        subjects = None if of is None else self.reader.vocabulary.members(of)
        found: list[Level] = []
        for fact in self.reader.records(scale.id):
            if fact.concept == scale.id and (subjects is None or fact.of in subjects):
                found.append(Level(self.reader.time_of(fact), level_set(scale, fact)))
        return found

    def _followed(self, scale: v.Scale) -> list[Level]:
        """Return the classes that follow from the scores."""
        if scale.follows_from is None:
            return []
        score, table = scale.follows_from
        source = self.reader.vocabulary.scale(score)
        found: list[Level] = []
        for level in [*self._recorded(source, None), *self._computed(source)]:
            classes = None
            if level.may_be is not None:
                classes = frozenset(name for name, scores in table if level.may_be & set(scores)) or None
            found.append(replace(level, may_be=classes, measured=False))
        return found

    def _computed(self, scale: v.Scale) -> list[Level]:
        found: list[Level] = []
        for result in self.deriver.results(scale.id):
            may_be = None if result.value is None else _levels_in(scale, result.value)
            found.append(Level(result.time, may_be or None, result.counts, measured=False))
        return found


def level_set(scale: v.Scale, fact: Fact) -> frozenset[str] | None:
    """Return the levels that ``fact`` may be."""
    if fact.unit_problem:
        return None
    if fact.text is not None:
        parts = dict(scale.parts).get(fact.text)
        return frozenset(parts) if parts else frozenset({fact.text})
    return None if fact.value is None else _levels_in(scale, fact.value) or None


def _levels_in(scale: v.Scale, value: Interval) -> frozenset[str]:
    return frozenset(level for level in scale.levels if _is_number(level) and value.contains(parse_number(level)))


def _is_number(level: str) -> bool:
    return level.replace(".", "").isdigit()


def finding_values(reader: Reader, rule: Finding) -> list[Level]:
    """Return what the sheet says of the finding of ``rule``."""
    found: list[Level] = []
    for fact in reader.records(rule.finding):
        if fact.present is None and fact.ever is None:
            text = None if fact.text is None else frozenset({fact.text})
            found.append(Level(reader.time_of(fact), text))
    return found

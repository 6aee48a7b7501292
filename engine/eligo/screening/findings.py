"""Values of findings, and the condition that a finding may be tied to (LANGUAGE §2, §3.2, §3.7, §3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from eligo.facts.model import Fact
from eligo.rules import model as rules
from eligo.screening import words
from eligo.screening.deciders import Decision
from eligo.screening.evidence import assumed_evidence
from eligo.screening.index import PatientIndex
from eligo.screening.levels import LevelDecider
from eligo.screening.pools import Reach
from eligo.screening.presence import PresenceDecider
from eligo.screening.recording import bits_of
from eligo.screening.result import Assumption, Evidence, Missing
from eligo.screening.results import Candidate
from eligo.screening.selection import latest
from eligo.screening.truth import NO, UNKNOWN, YES, agreed
from eligo.screening.unmapped import unmapped_findings
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Finding

_POSITIVE: Final = "positive"
#: doubts about a condition that no record of it raises
_SILENT: Final = ("missing", "unspecific", "unmapped")


class Seen(NamedTuple):
    """What a finding was decided by: results, the records of the condition that it is tied to, or silence."""

    results: list[Candidate]
    condition: Decision | None = None
    silence: Assumption | None = None


class FindingDecider(LevelDecider):
    """A finding with one of some values.

    Where findings are declared complete, no record makes *positive* no, never *negative* yes.
    """

    __slots__ = ("_is_positive", "finding")

    def __init__(self, rule: rules.Finding, finding: Finding) -> None:
        """Compile ``rule`` on ``finding``."""
        super().__init__(finding, Reach(rule.window, finding.current_for, any_age=rule.any_age))
        self.finding = finding
        self.mask = bits_of(finding.values, rule.values)
        self.test = " or ".join(rule.values)
        self._is_positive = set(rule.values) <= {_POSITIVE}

    def decide(self, patient: PatientIndex) -> Decision:
        chosen = latest(self.pool(patient))
        silence = None if chosen else self._silence(patient)
        return Decision(self.agreement(chosen) if silence is None else NO, self, Seen(chosen, silence=silence))

    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        seen: Seen = decision.found
        if seen.condition is not None:
            yield from seen.condition.decider.evidence(patient, seen.condition)
        if seen.silence is not None:
            yield assumed_evidence(self.finding.name, self.test, NO, seen.silence)
        yield from super().evidence(patient, Decision(decision.truth, self, seen.results))

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        seen: Seen = decision.found
        strange = [] if seen.results or not self._may_be_silent(patient) else self._strange(patient)
        if strange:
            ask = words.ask_about_record("unmapped", self.finding.name)
            yield Missing(cause="unmapped", concept=self.finding.name, ask=ask, place=strange[0].place)
        else:
            yield from super().missing(patient, Decision(decision.truth, self, seen.results))

    def _silence(self, patient: PatientIndex) -> Assumption | None:
        """Return by what assumption *positive* is no where nothing is recorded; None where it is not."""
        if not self._is_positive or self.recorded(patient):
            return None
        if self.finding.sex is not None and patient.sex in ("female", "male") and patient.sex != self.finding.sex:
            return "by-sex"
        return "closed-world" if self._may_be_silent(patient) and not self._strange(patient) else None

    def _may_be_silent(self, patient: PatientIndex) -> bool:
        """Tell whether no record makes *positive* no, but for records that are not understood."""
        if not self._is_positive or self.recorded(patient):
            return False
        period = self.reach.period(patient)
        first, last = period.outer_first, period.outer_last
        ids = patient.vocabulary.ancestors(self.finding.id) | {self.finding.id}
        declared = patient.declarations
        return declared.by_kind("findings", first, last) or declared.by_concept(ids, first, last)

    def _strange(self, patient: PatientIndex) -> list[Fact]:
        """Return the records that are not understood and might be positive results."""
        return unmapped_findings(patient, self.finding) if patient.unknown else []


class TiedFindingDecider(FindingDecider):
    """A finding that implies a condition and is implied by it (HIV).

    The condition on record, over the time asked for, stands in for a result. A result and a record of the condition
    that says otherwise are a conflict, whichever is the later; so are a negative result and an earlier positive one.
    A positive result that is too old decides nothing by itself, but keeps *positive* from being no.
    """

    __slots__ = ("_by_own_records", "_condition", "_positive")

    def __init__(self, rule: rules.Finding, finding: Finding, condition: str, vocabulary: Vocabulary) -> None:
        """Compile ``rule`` on ``finding``, which implies ``condition``."""
        super().__init__(rule, finding)
        present = rules.Present((condition,), when="now" if rule.window is None else "window", window=rule.window)
        self._condition = PresenceDecider(present, vocabulary)
        self._by_own_records = PresenceDecider(present, vocabulary, with_findings=False)
        self._positive = bits_of(finding.values, (_POSITIVE,))

    def decide(self, patient: PatientIndex) -> Decision:
        chosen = latest(self.pool(patient))
        condition = self._condition.decide(patient)
        answers = [UNKNOWN if self._contests(condition, one) else self.truth(one) for one in chosen]
        if any(one.sure for one in chosen):
            is_contested = any(self._contests(condition, one) for one in chosen)
            return Decision(agreed(answers), self, Seen(chosen, condition if is_contested else None))
        silence = self._silence(patient) if self._condition.doubt(condition) == "missing" else None
        if silence is not None:
            return Decision(NO, self, Seen(chosen, silence=silence))
        answers.append(self._without_result(patient, condition))
        return Decision(agreed(answers), self, Seen(chosen, condition))

    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        seen: Seen = decision.found
        condition = seen.condition
        if condition is not None and any(self._contests(condition, one) for one in seen.results):
            yield self.gap("conflict", None)
        elif condition is None or seen.results or self._condition.doubt(condition) in (None, "missing"):
            yield from super().missing(patient, decision)
        else:
            yield from self._condition.missing(patient, condition)

    def _without_result(self, patient: PatientIndex, condition: Decision) -> int:
        """Answer by the records of the condition, where no result counts."""
        if condition.truth == YES and self._by_own_records.decide(patient).truth == YES:
            return self.of(self._positive)
        return NO if condition.truth == NO and self._is_positive else UNKNOWN

    def _contests(self, condition: Decision, candidate: Candidate) -> bool:
        """Tell whether what is recorded of the condition says, or may say, otherwise than ``candidate``."""
        if candidate.problem is not None:
            return False
        levels = candidate.result.levels
        if condition.truth == NO:
            return bool(levels & self._positive)
        doubt = self._condition.doubt(condition)
        if doubt in _SILENT:
            return False
        return doubt == "conflict" or bool(levels & ~self._positive)

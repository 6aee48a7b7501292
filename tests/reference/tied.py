"""The condition that a finding implies and is implied by, where a rule asks for the finding (LANGUAGE §3.8)."""

from __future__ import annotations

from dataclasses import dataclass

from reference.kleene import NO, UNKNOWN, YES, Truth
from reference.presence import History

from eligo.rules.model import Finding, Present
from eligo.vocabulary import model as v


@dataclass(frozen=True)
class TiedCondition:
    """What the sheet says of the condition over the time that the rule asks about.

    ``truth`` is with all records of it and of the finding, ``by_own_records`` without those of the finding,
    ``undenied`` by what is recorded to be there alone: denials and silence aside. ``may_be``: a record may be of it.
    """

    truth: Truth
    by_own_records: Truth
    undenied: Truth
    may_be: bool

    @classmethod
    def of(cls, history: History, finding: v.Finding, rule: Finding) -> TiedCondition:
        """Read the condition of ``finding`` in ``history``."""
        condition = finding.implies or ""
        asked = Present((condition,), when="now" if rule.window is None else "window", window=rule.window)
        truth = history.answer(asked)
        return cls(
            truth,
            history.by_its_own_records().answer(asked),
            history.undenied(asked),
            may_be=truth != NO and history.may_be(asked),
        )

    def contests(self, positive: Truth) -> bool:
        """Tell whether a result that is, or is not, ``positive`` contradicts it, or may."""
        if self.truth == NO:
            return positive != NO
        if self.truth == UNKNOWN and self.undenied == YES:  # it is denied what is there
            return True
        return self.undenied != NO and positive != YES

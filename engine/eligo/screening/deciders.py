"""What every rule becomes: something that decides for a patient, and afterwards can say why.

Deciding keeps what was found and makes no words; evidence and gaps are put into words when they are read.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from eligo.screening.index import PatientIndex
from eligo.screening.result import Evidence, Missing


class Decision(Struct, eq=False):
    """What ``decider`` decided; ``found`` is what it needs to say why.

    One that is ``general`` rests on no record: it is the same object for every patient of whom it is so, and so are its
    evidence and its gaps. Silence says the same of many, and need be put into words only once.
    """

    truth: int
    decider: Decider
    found: Any = None
    general: bool = False


class Decider(ABC):
    """A compiled rule."""

    __slots__ = ()

    @abstractmethod
    def decide(self, patient: PatientIndex) -> Decision:
        """Decide for ``patient``."""

    @abstractmethod
    def evidence(self, patient: PatientIndex, decision: Decision) -> Iterator[Evidence]:
        """Yield what decided, or, of an unknown decision, the records that leave it open."""

    @abstractmethod
    def missing(self, patient: PatientIndex, decision: Decision) -> Iterator[Missing]:
        """Yield what would settle an unknown ``decision``."""

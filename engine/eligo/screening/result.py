"""The outcome of screening one patient against one trial (FORMATS §2), and its JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import Struct

from eligo import __version__

Verdict = Literal["eligible", "ineligible", "undetermined"]
Holds = Literal["yes", "no", "unknown"]
Status = Literal["pass", "fail", "unknown"]
Cause = Literal[
    "missing", "stale", "unit", "range", "imprecise", "implausible", "context", "conflict", "unanswered", "unmapped",
    "unspecific",
]  # fmt: skip
Assumption = Literal[
    "ongoing", "undated", "context", "anchor", "closed-world", "by-sex", "default-unit", "answered"
]  # fmt: skip


class Component(Struct, frozen=True, kw_only=True):
    """One input of a derived value. ``place`` is where its record stood in the sheet."""

    concept: str
    value: str
    unit: str | None = None
    time: str | None = None
    source: str | None = None
    place: str | None = None


class Derivation(Struct, frozen=True, kw_only=True, rename={"inputs": "from"}):
    """How a value was computed."""

    formula: str
    inputs: tuple[Component, ...]


class Evidence(Struct, frozen=True, kw_only=True):
    """One thing that decided, or helped to decide, a criterion. ``concept`` is the preferred name."""

    concept: str
    test: str
    holds: Holds
    value: str | None = None
    unit: str | None = None
    time: str | None = None
    start: str | None = None
    end: str | None = None
    status: str | None = None
    source: str | None = None
    id: str | None = None
    margin: str | None = None
    derived: Derivation | None = None
    assumed: tuple[Assumption, ...] = ()
    #: who answered, of a person's answer
    by: str | None = None
    #: the place of the fact in the sheet (``facts[3]``), for re-screening with only the cited facts
    place: str | None = None


class Missing(Struct, frozen=True, kw_only=True):
    """Why something is unknown, and what to ask or measure to settle it."""

    cause: Cause
    concept: str | None = None
    ask: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """What a criterion says of the patient (``holds``) and what that means for eligibility (``status``)."""

    id: str
    section: Literal["inclusion", "exclusion"]
    sentence: str | None
    canonical: str
    note: str | None
    holds: Holds
    status: Status
    because: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    #: the last day on which it still passes, where time alone will undo that
    valid_until: str | None = field(default=None, compare=False)


class Open(Struct, frozen=True, kw_only=True):
    """A fact to find out, or a question to answer, that could make the verdict known.

    ``label`` is where a question is answered in the fact sheet, ``criteria`` are the ids of those that wait for it.
    """

    cause: Cause
    concept: str | None = None
    ask: str | None = None
    label: str | None = None
    place: str | None = None
    criteria: tuple[str, ...] = ()


class NearMiss(Struct, frozen=True, kw_only=True, rename={"passes_from": "from"}):
    """What alone makes a patient ineligible: a number of the criterion ``id`` by its ``margin``, or a time.

    ``margin`` is the value minus the nearest bound; ``passes_from`` the day from which, with the same records, the
    criterion would pass by time alone.
    """

    id: str
    concept: str
    test: str
    value: str | None = None
    unit: str | None = None
    time: str | None = None
    start: str | None = None
    end: str | None = None
    margin: str | None = None
    passes_from: str | None = None


class TrialIdentity(Struct, frozen=True, kw_only=True):
    """Which trial, to the byte. ``version`` is what the file says of itself; the digest is what counts."""

    id: str
    title: str
    digest: str
    version: str | None = None


class PatientSummary(Struct, frozen=True, kw_only=True):
    """What a report's header says of the patient; never in a log."""

    sex: str | None
    age: str | None


def _nothing() -> None:
    """Stand for a default that is no attribute of the class, so that `DecidedScreening` can work it out."""


@dataclass(frozen=True, kw_only=True)
class Screening:
    """The whole outcome. ``not_understood`` lists the places of facts that nothing in the vocabulary knows.

    ``settle`` is the shortest list of what could make an undetermined verdict known, ``near_misses`` what alone makes
    an ineligible one, ``valid_until`` the last day on which, by time alone, everything that passes still does; None
    where there is no such day, or where the patient is ineligible. They are worked out when they are read.
    """

    trial: TrialIdentity
    patient: str | None
    as_of: str
    engine: str
    vocabulary: str
    verdict: Verdict
    standing: str
    failing: tuple[str, ...]
    unknown: tuple[str, ...]
    criteria: tuple[CriterionResult, ...]
    not_understood: tuple[str, ...] = ()
    summary: PatientSummary | None = field(default=None, compare=False)
    settle: tuple[Open, ...] = field(default_factory=tuple, compare=False)
    near_misses: tuple[NearMiss, ...] = field(default_factory=tuple, compare=False)
    valid_until: str | None = field(default_factory=_nothing, compare=False)

    def criterion(self, id: str) -> CriterionResult:
        """Return the result of the criterion called ``id``; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise KeyError(id)

    def model_dump(self, mode: Literal["json", "python"] = "json") -> dict[str, Any]:
        """Return the object of FORMATS §2."""
        from eligo.screening.encoding import screening_object  # the JSON shape is needed only when asked for

        return screening_object(self)


def engine_version() -> str:
    """Return ``eligo VERSION``, as results carry it."""
    return f"eligo {__version__}"

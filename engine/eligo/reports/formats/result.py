"""The result of a screening."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from eligo.reports.formats.common import Digest, Strict
from eligo.screening.result import Assumption, Cause, Holds, Status, Verdict


class Trial(Strict):
    """Which trial, to the byte."""

    id: str
    title: str
    digest: Digest
    version: str | None = None


class Component(Strict):
    """One input of a derived value."""

    concept: str
    value: str
    unit: str | None = None
    time: str | None = None
    source: str | None = None
    place: str | None = None


class Derivation(Strict):
    """How a value was computed."""

    formula: str
    inputs: list[Component] = Field(alias="from")


class Evidence(Strict):
    """One thing that helped to decide a criterion; a presence has start, end and status in place of a value."""

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
    assumed: list[Assumption]
    by: str | None = None
    place: str | None = None


class Missing(Strict):
    """Why something is unknown, and what to ask or measure to settle it."""

    cause: Cause
    concept: str | None = None
    ask: str | None = None
    place: str | None = None


class Criterion(Strict):
    """Whether a criterion, as written, is true of the patient, and what that means for eligibility."""

    id: str
    section: Literal["inclusion", "exclusion"]
    sentence: str | None
    canonical: str
    note: str | None
    holds: Holds
    status: Status
    because: list[Evidence]
    missing: list[Missing]
    valid_until: str | None = Field(
        default=None, description="The last day on which it still passes, where time alone will undo that."
    )


class Open(Strict):
    """A fact to find out, or a question to answer under its label, and the criteria that wait for it."""

    cause: Cause
    concept: str | None = None
    ask: str | None = None
    label: str | None = None
    place: str | None = None
    criteria: list[str]


class NearMiss(Strict):
    """What alone makes the patient ineligible: a number by its margin, a time by the day from which it would pass."""

    id: str
    concept: str
    test: str
    value: str | None = None
    unit: str | None = None
    time: str | None = None
    start: str | None = None
    end: str | None = None
    margin: str | None = None
    passes_from: str | None = Field(default=None, alias="from")


class Model(Strict):
    """What screening one patient against one trial gave."""

    trial: Trial
    patient: str | None
    as_of: str
    engine: str
    vocabulary: Digest
    verdict: Verdict
    standing: str
    failing: list[str]
    unknown: list[str]
    criteria: list[Criterion]
    not_understood: list[str] = Field(default_factory=list[str])
    settle: list[Open] = Field(
        default_factory=list[Open], description="The shortest list of what could make an undetermined verdict known."
    )
    near_misses: list[NearMiss] = Field(default_factory=list[NearMiss])
    valid_until: str | None = Field(
        default=None, description="The last day on which, by time alone, everything that passes still does."
    )

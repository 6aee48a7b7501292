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

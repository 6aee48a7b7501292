"""A fact sheet: what is known of one patient."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from eligo.facts.model import CompleteKind, Relation
from eligo.reports.formats.common import DateText, Strict

Number = int | float


class Patient(Strict):
    """Who the patient is."""

    id: str | None = None
    birth_date: DateText | None = None
    sex: Literal["female", "male", "other", "unknown"] | None = None
    deceased: DateText | bool | None = None


class Limits(Strict):
    """A laboratory's reference range."""

    low: Number | str | None = None
    high: Number | str | None = None
    unit: str | None = None


class Fact(Strict):
    """One record, under a name or a code of the vocabulary."""

    name: str | None = None
    code: str | None = None
    value: Number | str | bool | None = None
    unit: str | None = None
    range: Limits | None = None
    time: DateText | None = None
    start: DateText | None = None
    end: DateText | None = None
    status: Literal["active", "resolved", "planned", "ordered", "entered-in-error"] | None = None
    present: bool | None = None
    ever: bool | None = None
    relation: Relation | None = None
    of: str | None = None
    context: list[str] | None = None
    method: str | None = None
    id: str | None = None
    source: str | None = None


class Range(Limits):
    """A reference range for results that carry none."""

    name: str | None = None
    code: str | None = None
    sex: Literal["female", "male"] | None = None


class Answer(Strict):
    """A person's answer to a question."""

    holds: bool | None
    by: str | None = None
    on: DateText | None = None
    source: str | None = None
    sentence: str | None = None


class Complete(Strict):
    """What is complete, over a time."""

    of: str
    from_: DateText | None = Field(default=None, alias="from")
    to: DateText | None = None


class Model(Strict):
    """Everything that is known of one patient; every field may be left out."""

    patient: Patient | None = None
    as_of: DateText | None = None
    dates: dict[str, DateText] | None = None
    facts: list[Fact] | dict[str, Number | str | bool] | None = None
    answers: dict[str, bool | Answer | None] | None = None
    complete: list[CompleteKind | str | Complete] | None = None
    ranges: list[Range] | None = None

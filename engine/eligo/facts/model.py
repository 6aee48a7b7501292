"""A patient's facts, resolved against the vocabulary: what screening reads.

Readers (`facts.sheet` for FORMATS §1; FHIR, OMOP and CSV later) give a `FactSheet`. Values are exact, times are as
precise as they were written, and nothing is assumed: a missing unit stays missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import Struct

from eligo.diagnostics import Diagnostic
from eligo.quantities.dates import PartialDate
from eligo.quantities.interval import Interval
from eligo.quantities.units import Unit

RecordStatus = Literal["active", "resolved", "planned", "ordered"]
Relation = Literal["allergy", "family-history", "contraindication"]
CompleteKind = Literal["conditions", "medications", "procedures", "findings", "allergies", "family history"]
#: what a record is of, where its source says so and its code says nothing
RecordKind = Literal["condition", "medication", "procedure", "finding"]
Sex = Literal["female", "male", "other", "unknown"]


_new, _set = object.__new__, object.__setattr__


# no slots: `made_of` leaves fields that a record lacks to the defaults on the class
@dataclass(frozen=True, kw_only=True)
class Fact:
    """One record. ``place`` is where it stood (``facts[3]``); ``concept`` the id that its name or code means.

    ``value`` is the interval of a number (``<5`` is open at 5), in ``unit`` as written (``unit_problem`` where that
    unit could not be read or measures something else); a level of a scale that is a number has one too. ``text`` is
    the value of a finding or the level of a scale, in the vocabulary's spelling; None where the vocabulary does not
    know it. ``written`` is the value as it stood, without its unit. A record of a condition, drug or procedure is
    *unclear* where its value says neither that it is there nor that it is not: no absence, no presence, no silence.
    """

    place: str
    concept: str | None
    name: str | None = None
    code: str | None = None
    value: Interval | None = None
    written: str | None = None
    text: str | None = None
    unit: Unit | None = None
    unit_problem: bool = False
    unclear: bool = False
    range_low: Interval | None = None
    range_high: Interval | None = None
    time: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    #: by when it was known, of a record that does not say since when it is so
    recorded: PartialDate | None = None
    status: RecordStatus | None = None
    present: bool | None = None
    ever: bool | None = None
    relation: Relation | None = None
    #: the id of what a toxicity grade is of; None where it is of nothing or of something unknown (`of_name`)
    of: str | None = None
    of_name: str | None = None
    context: tuple[str, ...] = ()
    method: str | None = None
    id: str | None = None
    source: str | None = None
    kind: RecordKind | None = None
    #: the record as it was read, of one that nothing in the vocabulary knows, for `facts.sheet.resolve`
    raw: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def made_of(cls, fields: dict[str, Any]) -> Fact:
        """Return the fact of ``fields``, which it keeps as they are: names and types of the fields above.

        For readers of many facts: the generated ``__init__`` sets every field, given or not, and takes 3 µs.
        """
        fact = _new(cls)
        _set(fact, "__dict__", fields)
        return fact


class ReferenceRange(Struct, frozen=True, kw_only=True):
    """A laboratory's own range for a measure, for results that carry none."""

    concept: str
    low: Interval | None = None
    high: Interval | None = None
    unit: Unit | None = None
    sex: Literal["female", "male"] | None = None


class Completeness(Struct, frozen=True, kw_only=True):
    """A kind or a concept for which no record means absent, over a time (None: open)."""

    kind: CompleteKind | None = None
    concept: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A person's answer to a question. ``holds`` None: not yet answered. ``place`` is where it stood."""

    holds: bool | None
    by: str | None = None
    on: PartialDate | None = None
    source: str | None = None
    sentence: str | None = None
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAge:
    """An age that stands in for a birth date: ``54 years`` is from 54 up to 55, in ``unit`` (a, mo, wk or d).

    It was true at ``time``, or on the screening date where that is None.
    """

    value: Interval
    unit: Unit
    time: PartialDate | None = None
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """An entry of ``section`` whose name nothing in the vocabulary knows; a trial's own declarations may."""

    section: Literal["ranges", "complete", "dates"]
    place: str
    raw: Mapping[str, Any] = field(repr=False)


class Imported(Struct, frozen=True, kw_only=True):
    """What facts were made of that did not come as a fact sheet: resources by type, those of them that say nothing to a
    rule, and the records that nothing in the vocabulary knows, by the type that they came from.
    """

    resources: Mapping[str, int]
    silent: Mapping[str, int]
    unmapped: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class FactSheet:
    """One patient. ``diagnostics`` are the warnings of reading it; errors raise `FactsError`.

    ``dates`` go by the anchor's name in LANGUAGE §2 (``enrolment``, ``first dose``; ``diagnosis of `` and the preferred
    name). ``entered_in_error`` counts the records that were dropped because their own status says so.
    """

    patient_id: str | None = None
    birth_date: PartialDate | None = None
    age: StatedAge | None = None
    sex: Sex | None = None
    deceased: PartialDate | bool | None = None
    as_of: PartialDate | None = None
    dates: dict[str, PartialDate] = field(default_factory=dict[str, PartialDate])
    facts: tuple[Fact, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    complete: tuple[Completeness, ...] = ()
    ranges: tuple[ReferenceRange, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    entered_in_error: int = 0
    #: None of a fact sheet
    imported: Imported | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

"""What passes between the reading, the screening and the writing of a batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from eligo.batch.tally import Tally
from eligo.facts.model import Completeness
from eligo.rules.model import Trial
from eligo.screening.result import Screening


@dataclass(frozen=True, slots=True)
class Failure:
    """A patient who could not be screened. ``place`` is where in the input, ``at`` where in the patient's own data.

    ``patient`` is the id where it could still be read. ``message`` holds no value and no key of the patient.
    """

    place: str
    code: str
    message: str
    at: str | None = None
    patient: str | None = None


class Task(Struct, frozen=True):
    """One patient to screen: the bytes of the data, or why there are none. ``is_line``: a line of an NDJSON file.

    ``declares``: the data say themselves, for their own time, what of the batch's declarations holds. ``places``: the
    data are resources of the patient with the id ``patient``, parted by `fhir.export`, and where each stood.
    """

    place: str
    content: bytes
    is_line: bool = False
    declares: bool = False
    failure: Failure | None = None
    places: tuple[str, ...] = ()
    patient: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How results are written: a header, and what stands for a screening and for a failure.

    Both functions belong to a module, so that every process can find them, and give whole lines.
    """

    name: str
    header: str
    screening: Callable[[Screening], str]
    failure: Callable[[Failure], str]


@dataclass(frozen=True, slots=True)
class Settings:
    """What every patient of a batch is screened with. ``audited``: the results come with entries for an audit file."""

    trials: tuple[Trial, ...]
    layout: Layout
    as_of: str | None = None
    complete: tuple[Completeness, ...] = ()
    audited: bool = False


def to_bytes(text: str) -> bytes:
    """Return ``text`` as it is written to files: the name of a patient's file may be no text."""
    return text.encode("utf-8", "backslashreplace")


class Outcome(Struct):
    """What a chunk of patients gave: what to append to the results, what it counts, and its audit entries."""

    results: bytes
    tally: Tally
    entries: list[dict[str, Any]] = []

"""Screenings whose prospects are worked out when they are first read: what would settle them, and what time changes.

A report reads them, a batch does not; each takes several times as long as the screening itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from eligo.quantities.dates import PartialDate
from eligo.screening.outcomes import DecidedResult
from eligo.screening.result import NearMiss, Open, Screening
from eligo.screening.truth import NO, YES


class DecidedScreening(Screening):
    """A screening with what it was made of. A field that is not set yet is looked for by `__getattr__`.

    It equals any screening of the same content.
    """

    _deceased: PartialDate | bool | None

    @classmethod
    def of(cls, *, deceased: PartialDate | bool | None, **fields: Any) -> DecidedScreening:
        """Return the screening of ``fields``, of a patient who is ``deceased``, or will be."""
        made = object.__new__(cls)
        made.__dict__.update(fields, _deceased=deceased)
        return made

    def __getattr__(self, name: str) -> object:
        if name == "settle":
            value: object = _settle(self)
        elif name == "near_misses":
            value = _near_misses(self)
        elif name == "valid_until":
            value = _valid_until(self, self._deceased)
        else:
            raise AttributeError(name)
        self.__dict__[name] = value
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Screening) and _content(self) == _content(other)

    __hash__ = Screening.__hash__


def _settle(screening: Screening) -> tuple[Open, ...]:
    if screening.verdict != "undetermined":
        return ()
    from eligo.screening.settling import settled, ways_to_pass  # few read it

    unknown = [result for result in screening.criteria if result.status == "unknown"]
    return settled(
        [
            (result, ways_to_pass(result.grounds[1], result.grounds[2], YES if result.section == "inclusion" else NO))
            if isinstance(result, DecidedResult)
            else (result, [])
            for result in unknown
        ]
    )


def _near_misses(screening: Screening) -> tuple[NearMiss, ...]:
    from eligo.screening.near_misses import near_misses  # few read it

    failing = [result for result in screening.criteria if result.status == "fail"]
    return near_misses(failing[0]) if len(failing) == 1 and isinstance(failing[0], DecidedResult) else ()


def _valid_until(screening: Screening, deceased: PartialDate | bool | None) -> str | None:
    """Return the earliest day on which something that passes ends by time alone; a death that is dated ends all."""
    if screening.verdict == "ineligible":
        return None
    ends = [result.valid_until for result in screening.criteria if result.valid_until is not None]
    if isinstance(deceased, PartialDate) and "alive" not in screening.unknown:
        ends.append((deceased.first_day - timedelta(days=1)).isoformat())
    return min(ends, default=None, key=lambda end: (end[:10], "T" not in end))


def _content(screening: Screening) -> tuple[object, ...]:
    return (
        screening.trial, screening.patient, screening.as_of, screening.engine, screening.vocabulary, screening.verdict,
        screening.standing, screening.failing, screening.unknown, screening.criteria, screening.not_understood,
    )  # fmt: skip

"""Results read back from JSON lines, as `eligo batch` and `eligo screen --format json` write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from eligo.batch import Failure
from eligo.diagnostics import Diagnostic, UsageError
from eligo.screening.result import Screening

_HELP: Final = "name a file that `eligo batch` or `eligo screen --format json` wrote"


class _Error(msgspec.Struct):
    code: str
    message: str
    at: str | None = None


class _Unscreened(msgspec.Struct):
    patient: str | None
    place: str
    error: _Error


_SCREENING: Final = msgspec.json.Decoder(Screening)
_UNSCREENED: Final = msgspec.json.Decoder(_Unscreened)


def read_results(lines: Iterable[bytes], name: str) -> Iterator[Screening | Failure]:
    """Yield what each of ``lines`` of the file ``name`` says: a screening, or why a patient could not be screened.

    Fields that this version does not know are passed over. Raises `UsageError` (E819) at a line that is neither; the
    message holds its place and nothing of it.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            result = _screening(line) or _failure(line)
            if result is None:
                place = f"{name}:{number}"
                raise UsageError([Diagnostic("E819", "no result of a screening", place=place, help=_HELP)])
            yield result


def _screening(line: bytes) -> Screening | None:
    try:
        return _SCREENING.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return None


def _failure(line: bytes) -> Failure | None:
    try:
        found = _UNSCREENED.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return None
    return Failure(found.place, found.error.code, found.error.message, found.error.at, found.patient)

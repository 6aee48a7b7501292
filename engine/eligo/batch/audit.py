"""An audit file: JSON lines in a chain of digests, one record a screening, written by any number of processes.

Each record holds the digest of the record before it (``previous``) and its own (``digest``, SHA-256 over the record
without it, in one form of JSON). Whoever changes, removes, adds or moves a record breaks the chain at that line. What a
chain alone cannot show: that records were cut off from its end, and that all of it was written anew by somebody who
computes the digests again. Against both, keep the last digest elsewhere and verify with it. 21 CFR 11.10(e) asks for
records that do not obscure earlier ones; it does not ask for a chain.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from eligo.diagnostics import Diagnostic, UsageError
from eligo.screening.result import Screening

#: what stands before the first record
FIRST: Final = f"sha256:{'0' * 64}"
_BLOCK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the line, and what is wrong there."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found. ``last`` is the digest of the last record, `FIRST` of an empty file."""

    records: int
    last: str
    breaks: tuple[Break, ...]


def entry_of(screening: Screening, data: bytes | None = None) -> dict[str, Any]:
    """Return what an audit record says of ``screening``; ``data`` is what the patient was read from, where at hand.

    ``result`` is the digest of the screening's JSON object (FORMATS §2) on one line.
    """
    result = json.dumps(screening.model_dump(), ensure_ascii=False)
    return {
        "event": "screening",
        "patient": screening.patient,
        "data": None if data is None else f"sha256:{sha256(data).hexdigest()}",
        "trial": screening.trial.id,
        "criteria": screening.trial.digest,
        "as_of": screening.as_of,
        "engine": screening.engine,
        "vocabulary": screening.vocabulary,
        "verdict": screening.verdict,
        "failing": list(screening.failing),
        "unknown": list(screening.unknown),
        "result": f"sha256:{sha256(result.encode()).hexdigest()}",
    }


def append(path: str, entries: Iterable[dict[str, Any]], *, time: str, by: str | None) -> None:
    """Append a record for each of ``entries`` to the file at ``path``, made at ``time`` (ISO 8601) by ``by``.

    Waits for other processes that append. A last line that was torn by a crash is taken off, and a record says so.
    Raises `UsageError`: E707 where the file cannot be written, E817 where its last record does not hold.
    """
    try:
        with Path(path).open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            previous, number, torn = _end_of(file, path)
            every = [*([torn] if torn else []), *entries]
            lines: list[bytes] = []
            for entry in every:
                number += 1
                record = {"number": number, "time": time, "by": by, **entry, "previous": previous}
                previous = _digest(record)
                lines.append(_line(record | {"digest": previous}))
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        help_ = error.strerror or "the system gave no reason"
        raise UsageError([Diagnostic("E707", f"the audit file `{path}` cannot be written", help=help_)]) from None


def verify(file: BinaryIO, kept: str | None = None) -> Verification:
    """Return where the chain in ``file`` does not hold. ``kept``: a digest that must be in it, kept from earlier."""
    breaks: list[Break] = []
    before: tuple[int, str] | None = (0, FIRST)
    digests: set[str] = set()
    line_number = 0
    for line_number, line in enumerate(file, start=1):
        record = _record(line)
        if record is None:
            what = "is torn: the file ends inside a record" if not line.endswith(b"\n") else "is no record"
            breaks.append(Break(line_number, what))
            before = None
            continue
        digest = cast("str", record["digest"])
        digests.add(digest)
        if digest != _digest(record) or line != _line(record):
            breaks.append(Break(line_number, "was changed: its digest is another"))
        if before is not None:
            what = _gap(record, *before)
            if what is not None:
                breaks.append(Break(line_number, what))
        number = record["number"]
        before = (number, digest)
    last = before[1] if before is not None else FIRST
    if kept is not None and kept not in digests:
        breaks.append(Break(line_number + 1, "records are missing from here on: the digest that was kept is not there"))
    return Verification(line_number, last, tuple(breaks))


def _gap(record: dict[str, Any], number: int, digest: str) -> str | None:
    """Return what is wrong between ``record`` and the one before it, which has ``number`` and ``digest``."""
    here = record["number"]
    if record["previous"] == digest and here == number + 1:
        return None
    if here > number + 1:
        missing = f"record {number + 1} is" if here == number + 2 else f"records {number + 1} to {here - 1} are"
        return f"{missing} missing before it"
    if here <= number:
        return f"is record {here}, behind record {number}: added or moved"
    return "does not follow the record before it, which was changed or replaced"


def _end_of(file: BinaryIO, path: str) -> tuple[str, int, dict[str, Any] | None]:
    """Return the digest and the number of the last record, and what to record of a torn line that was taken off."""
    size = file.seek(0, os.SEEK_END)
    tail = _last_line(file, size)
    torn: dict[str, Any] | None = None
    if tail and not tail.endswith(b"\n"):
        size -= len(tail)
        file.truncate(size)
        torn = {"event": "torn record removed", "removed": f"sha256:{sha256(tail).hexdigest()}", "bytes": len(tail)}
        tail = _last_line(file, size)
    if not tail:
        return FIRST, 0, torn
    record = _record(tail)
    if record is None or record["digest"] != _digest(record):
        help_ = "find out what happened to it with `eligo audit verify`, and begin another file"
        raise UsageError([Diagnostic("E817", f"the last record of the audit file `{path}` does not hold", help=help_)])
    return record["digest"], record["number"], torn


def _last_line(file: BinaryIO, size: int) -> bytes:
    """Return the last line of the first ``size`` bytes, with its line end where it has one."""
    found = b""
    while size > 0 and b"\n" not in found[:-1]:
        step = min(_BLOCK, size)
        size -= step
        file.seek(size)
        found = file.read(step) + found
    return found[found.rfind(b"\n", 0, -1) + 1 :]


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        node = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not line.endswith(b"\n") or not isinstance(node, dict):
        return None
    record = cast("dict[str, Any]", node)
    is_record = type(record.get("number")) is int and all(type(record.get(k)) is str for k in ("previous", "digest"))
    return record if is_record else None


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _digest(record: dict[str, Any]) -> str:
    content = {key: value for key, value in record.items() if key != "digest"}
    return f"sha256:{sha256(_line(content)).hexdigest()}"

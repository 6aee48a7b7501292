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

from eligo.batch.json_lines import screening_line
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

    ``result`` is the digest of the screening's line as a batch writes it, without its prospects and its line end.
    """
    result = screening_line(screening).rstrip("\n").encode("utf-8", "backslashreplace")
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
        "result": f"sha256:{sha256(result).hexdigest()}",
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


def verify(path: str, kept: str | None = None) -> Verification:
    """Return where the chain in the file at ``path`` does not hold. ``kept``: a digest from earlier that must be there.

    Waits for a process that appends. Raises `OSError` where the file cannot be read.
    """
    with Path(path).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        return _verified(file, kept)


def _verified(lines: Iterable[bytes], kept: str | None) -> Verification:
    breaks: list[Break] = []
    before: tuple[int, str] | None = (0, FIRST)
    is_kept = kept in (None, FIRST)
    line_number = 0
    for line_number, line in enumerate(lines, start=1):
        record = _record(line)
        if record is None:
            what = "is torn: the file ends inside it" if not line.endswith(b"\n") else "is not as `--audit` writes it"
            breaks.append(Break(line_number, what))
            before = None
            continue
        digest = cast("str", record["digest"])
        if digest != _digest(record) or line != _line(record):
            breaks.append(Break(line_number, "was changed: its digest is another"))
        if before is not None:
            what = _gap(record, *before)
            if what is not None:
                breaks.append(Break(line_number, what))
        before = (record["number"], digest)
        is_kept = is_kept or digest == kept
    last = before[1] if before is not None else FIRST
    if not is_kept:
        what = "is missing, or another stands in its place: the digest that was kept is not in the file"
        breaks.append(Break(line_number + 1, what))
    return Verification(line_number, last, tuple(breaks))


def _gap(record: dict[str, Any], number: int, digest: str) -> str | None:
    """Return what is wrong between ``record`` and the one before it, which has ``number`` and ``digest``."""
    here = record["number"]
    if record["previous"] == digest and here == number + 1:
        return None
    if here > number + 1:
        missing = f"record {number + 1} is" if here == number + 2 else f"records {number + 1} to {here - 1} are"
        return f"stands behind a gap: {missing} missing"
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

"""The result file of a batch, and beside it a journal from which a run that was killed goes on.

``FILE`` holds nothing but results. ``FILE.state`` is JSON lines: first what the run is (engine, vocabulary, trials,
options), then one line for each chunk that is safely in ``FILE``: how many patients and bytes, the digests of all input
read and of all output written so far, and the counts. The chunk is on disk before its line is written, so that what a
line states is always there; what stands in ``FILE`` beyond the last line is dropped and written again, to the same
bytes.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from eligo.batch.tally import Tally
from eligo.diagnostics import Diagnostic, UsageError

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Mark:
    """What is safely written: so many patients and bytes; the digests of all ``input`` read and ``output`` written."""

    patients: int
    size: int
    input: str
    output: str
    tally: Tally
    is_finished: bool = False


class Journal:
    """The files of one run, open and locked. ``mark`` is what an earlier run has done, None of a new run."""

    def __init__(self, results: BinaryIO, state: BinaryIO, mark: Mark | None) -> None:
        """Go on behind ``mark``; `opened` is the way to make one."""
        self.mark = mark
        self._results = results
        self._state = state
        self._digest = sha256()
        if mark is not None:
            self._digest = _digest_of(results, mark.size)
        self._size = mark.size if mark is not None else 0

    def write(self, data: bytes) -> None:
        """Append ``data`` to the results; they are safe after the next `commit`."""
        self._results.write(data)
        self._digest.update(data)
        self._size += len(data)

    def commit(self, input_digest: str, tally: Tally, *, is_finished: bool = False) -> None:
        """Make everything written so far safe, and then say so in the journal."""
        _sync(self._results)
        line = {
            "patients": tally.patients,
            "bytes": self._size,
            "input": input_digest,
            "output": self._digest.hexdigest(),
            "tally": tally.encoded(),
            "finished": is_finished,
        }
        self._state.write(json.dumps(line).encode() + b"\n")
        _sync(self._state)


@contextmanager
def opened(path: str, identity: dict[str, Any], *, resume: bool) -> Generator[Journal]:
    """Open the result file at ``path`` for the run that ``identity`` describes, alone.

    ``resume`` goes on behind what is there; without it, only a finished run is overwritten. Raises `UsageError`: E707
    for a file that cannot be written, E810 for an unfinished run or a file of something else that would be lost, E811
    for results that are not as they were written, E812 for a run of something else, E816 for a run that is going on.
    """
    state_path = f"{path}.state"
    try:
        with ExitStack() as stack:
            results = stack.enter_context(Path(path).open("a+b"))
            _lock(results, path)
            if not Path(state_path).exists():  # a file that is not ours stays as it is, and alone
                _check_foreign(path, results, resume)
            state = stack.enter_context(Path(state_path).open("a+b"))
            old, marks = _read(state)
            at = _resumed(path, results, old, marks, identity) if resume else None
            if not resume:
                _check_overwriting(path, results, old, marks)
            _rewind(results, state, at, identity)
            _sync_folder(path)
            yield Journal(results, state, None if at is None else at[0])
    except OSError as error:
        help_ = error.strerror or "the system gave no reason"
        raise UsageError([Diagnostic("E707", f"`{path}` or `{state_path}` cannot be written", help=help_)]) from None


def _lock(results: BinaryIO, path: str) -> None:
    try:
        fcntl.flock(results, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        help_ = "wait for it, or write into another file"
        raise UsageError([Diagnostic("E816", f"another batch is writing `{path}`", help=help_)]) from None


def _check_foreign(path: str, results: BinaryIO, resume: bool) -> None:
    if os.fstat(results.fileno()).st_size == 0:
        return
    if resume:
        raise _changed(f"`{path}` holds results, and `{path}.state`, which says of what, is not there")
    _check_overwriting(path, results, None, [])


def _read(state: BinaryIO) -> tuple[dict[str, Any] | None, list[tuple[Mark, int]]]:
    """Return what the run was, and its marks, each with where in the journal it ends; a torn last line is no mark."""
    state.seek(0)
    identity: dict[str, Any] | None = None
    marks: list[tuple[Mark, int]] = []
    end = 0
    for line in state:
        end += len(line)
        node = _node(line)
        if node is None:
            break
        if identity is None:
            identity = node
        else:
            tally = Tally.decoded(node["tally"])
            mark = Mark(node["patients"], node["bytes"], node["input"], node["output"], tally, node["finished"])
            marks.append((mark, end))
    return identity, marks


def _node(line: bytes) -> dict[str, Any] | None:
    try:
        return cast("dict[str, Any]", json.loads(line)) if line.endswith(b"\n") else None
    except ValueError:
        return None


def _resumed(
    path: str,
    results: BinaryIO,
    old: dict[str, Any] | None,
    marks: list[tuple[Mark, int]],
    identity: dict[str, Any],
) -> tuple[Mark, int] | None:
    """Return the last mark whose results are all there, None where there is none and the run begins anew."""
    size = os.fstat(results.fileno()).st_size
    if old is None:
        if size:
            raise _changed(f"`{path}` holds results, and `{path}.state`, which says of what, is damaged")
        return None
    different = [key for key in identity if old.get(key) != identity[key]]
    if different:
        message = f"`{path}` was begun with another {', '.join(different)}"
        help_ = "call it as it was called then, or write into another file"
        raise UsageError([Diagnostic("E812", message, help=help_)])
    there = [(mark, end) for mark, end in marks if mark.size <= size]
    if not there:
        return None
    mark, end = there[-1]
    if _digest_of(results, mark.size).hexdigest() != mark.output:
        raise _changed(f"`{path}` is not as the batch wrote it")
    return mark, end


def _changed(message: str) -> UsageError:
    return UsageError([Diagnostic("E811", message, help="move it away, and begin anew without --resume")])


def _check_overwriting(path: str, results: BinaryIO, old: dict[str, Any] | None, marks: list[tuple[Mark, int]]) -> None:
    size = os.fstat(results.fileno()).st_size
    mark = marks[-1][0] if marks else None
    if size == 0 or (mark is not None and mark.is_finished and mark.size == size):
        return
    if old is not None and (mark is None or not mark.is_finished):
        message, help_ = f"`{path}` holds a run that was not finished", "go on with --resume, or move the file away"
    else:
        message, help_ = (
            f"`{path}` is there already and is no finished batch",
            "write into another file, or move it away",
        )
    raise UsageError([Diagnostic("E810", message, help=help_)])


def _rewind(results: BinaryIO, state: BinaryIO, at: tuple[Mark, int] | None, identity: dict[str, Any]) -> None:
    """Cut both files back to what is safe, the journal first: it must never state more than there is."""
    state.truncate(0 if at is None else at[1])
    if at is None:
        state.write(json.dumps(identity).encode() + b"\n")
    _sync(state)
    results.truncate(0 if at is None else at[0].size)
    _sync(results)


def _digest_of(file: BinaryIO, size: int) -> Any:
    digest = sha256()
    file.seek(0)
    while size > 0:
        block = file.read(min(size, _BLOCK))
        if not block:
            break
        digest.update(block)
        size -= len(block)
    return digest


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(path: str) -> None:
    folder = os.open(Path(path).resolve().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

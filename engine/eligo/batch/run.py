"""A batch from its first patient to its last: read, screen, write, count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, islice
from typing import Any, Final

from eligo.batch.exports import NOBODY, Told
from eligo.batch.journal import Journal, Mark, opened
from eligo.batch.model import Settings, Task, to_bytes
from eligo.batch.pool import outcomes
from eligo.batch.sources import Source, tasks
from eligo.batch.tally import Tally
from eligo.diagnostics import Diagnostic, UsageError
from eligo.screening.result import engine_version
from eligo.vocabulary.loading import load_vocabulary

#: pairs of a patient and a trial after which results are made safe, and bytes of patients, whichever comes first
_PAIRS: Final = 250
_BYTES: Final = 512 << 10

#: told after each chunk that is safe: its patients and audit entries
Screened = Callable[[list[dict[str, Any]]], None]
Progress = Callable[[int, int], None]


def run_batch(
    sources: Sequence[Source],
    settings: Settings,
    path: str,
    *,
    resume: bool = False,
    jobs: int = 1,
    on_screened: Screened | None = None,
    on_progress: Progress | None = None,
    told: Told = NOBODY,
) -> Tally:
    """Screen every patient of ``sources`` and write the results to ``path``, in order; return the counts of all.

    ``on_screened`` is given the audit entries of a chunk before its results are written: a crash between the two
    leaves a record of a screening that is done again, never a result without a record. ``on_progress`` is told how many
    patients are safe and how many bytes of the sources they took, ``told`` what is to say of a source. Raises
    what `journal.opened` raises, and E812 where
    the patients are not those that a resumed run began with. With more than one job, call it from a module that can be
    imported without side effects (``if __name__ == "__main__"``), for every process begins by that.
    """
    with opened(path, _identity(settings), resume=resume) as journal:
        reading = _Reading(sources, settings, told)
        if journal.mark is not None:
            reading.skip(journal.mark, path)
        run = _Run(settings, journal, reading)
        for tally in run.chunks(jobs, on_screened):
            if on_progress is not None:
                on_progress(tally.patients, reading.size)
        return run.finished()


def _identity(settings: Settings) -> dict[str, Any]:
    """Return what a run must share with the one that it resumes, by the words that a message names it with."""
    complete = [repr(one) for one in settings.complete]
    return {
        "engine": engine_version(),
        "vocabulary": load_vocabulary().digest,
        "list of trials": [[trial.id, trial.digest] for trial in settings.trials],
        "format": settings.layout.name,
        "screening date": settings.as_of,
        "list of complete kinds": sha256("\n".join(complete).encode()).hexdigest(),
    }


class _Reading:
    """The patients of the sources in chunks, with a running digest of all that was handed out."""

    def __init__(self, sources: Sequence[Source], settings: Settings, told: Told) -> None:
        self.size = 0
        self._tasks = chain.from_iterable(tasks(source, settings.complete, told) for source in sources)
        self._digest = sha256()

    def digest(self) -> str:
        return self._digest.hexdigest()

    def skip(self, mark: Mark, path: str) -> None:
        """Read over the patients before ``mark``; raises `UsageError` (E812) where they are not the same."""
        count = sum(1 for task in islice(self._tasks, mark.patients) if self._note(task))
        if count != mark.patients or self.digest() != mark.input:
            message = f"the patients are not those that `{path}` was begun with"
            help_ = "name the same files in the same order, unchanged, or write into another file"
            raise UsageError([Diagnostic("E812", message, help=help_)])

    def chunks(self, patients: int) -> Iterator[tuple[list[Task], str]]:
        """Yield at most ``patients`` at a time, and the digest of everything up to there."""
        chunk: list[Task] = []
        size = 0
        for task in self._tasks:
            self._note(task)
            chunk.append(task)
            size += len(task.content)
            if len(chunk) >= patients or size >= _BYTES:
                yield chunk, self.digest()
                chunk, size = [], 0
        if chunk:
            yield chunk, self.digest()

    def _note(self, task: Task) -> bool:
        failure = task.failure.code if task.failure is not None else ""
        self._digest.update(f"{task.place}\0{failure}\0{len(task.content)}\0".encode("utf-8", "backslashreplace"))
        self._digest.update(task.content)
        self.size += len(task.content)
        return True


class _Run:
    def __init__(self, settings: Settings, journal: Journal, reading: _Reading) -> None:
        self._settings = settings
        self._journal = journal
        self._reading = reading
        mark = journal.mark
        self._tally = mark.tally if mark is not None else Tally.of(trial.id for trial in settings.trials)
        if mark is None:
            journal.write(to_bytes(settings.layout.header))

    def chunks(self, jobs: int, on_screened: Screened | None) -> Iterator[Tally]:
        """Work through what is left, and yield the counts after each chunk that is safe."""
        digests: list[str] = []
        patients = max(1, _PAIRS // max(1, len(self._settings.trials)))

        def handed_out() -> Iterator[list[Task]]:
            for chunk, digest in self._reading.chunks(patients):
                digests.append(digest)
                yield chunk

        for outcome in outcomes(handed_out(), self._settings, jobs):
            if on_screened is not None and outcome.entries:
                on_screened(outcome.entries)
            self._journal.write(outcome.results)
            self._tally.add(outcome.tally)
            self._journal.commit(digests.pop(0), self._tally)
            yield self._tally

    def finished(self) -> Tally:
        """Note that all is done, and check that every patient was counted once for every trial."""
        tally = self._tally
        screened = tally.patients - tally.unreadable.total()
        assert all(trial.verdicts.total() == screened for trial in tally.trials)
        self._journal.commit(self._reading.digest(), tally, is_finished=True)
        return tally

"""Chunks of patients on every core, their outcomes in order; a process that dies takes one patient with it at most.

The standard pools lose everything under way when a process dies (`BrokenProcessPool`), so this one watches each process
itself: what a dead one had under way is tried again patient by patient, each alone, and a patient on whom a process
dies once more is a line that says so. Processes are started afresh (*spawn*), which is the same on every system.
"""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final, cast

from eligo.batch.model import Failure, Outcome, Settings, Task, to_bytes
from eligo.batch.tally import Tally
from eligo.batch.work import Worker

#: chunks a process may be ahead of the oldest that is not written yet
_AHEAD: Final = 4


def outcomes(chunks: Iterator[list[Task]], settings: Settings, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of each of ``chunks``, in order; one chunk alone, or one job, is done by this process."""
    first = list(islice(chunks, 2)) if jobs > 1 else []
    if len(first) < 2:
        worker = Worker(settings)
        yield from (worker.work(chunk) for chunk in _joined(first, chunks))
        return
    with _Pool(settings, jobs) as pool:
        yield from pool.run(_joined(first, chunks))


def _joined(first: list[list[Task]], rest: Iterator[list[Task]]) -> Iterator[list[Task]]:
    yield from first
    yield from rest


class _Job:
    """A chunk, what of it is still to do, and what is done. Once a process died on it, patients go one by one."""

    __slots__ = ("done", "is_suspect", "todo")

    def __init__(self, chunk: list[Task]) -> None:
        self.todo: deque[list[Task]] = deque([chunk])
        self.done: list[Outcome] = []
        self.is_suspect = False

    def outcome(self) -> Outcome:
        first, *rest = self.done
        for other in rest:
            first.results += other.results
            first.entries += other.entries
            first.tally.add(other.tally)
        return first


class _Process:
    """A process and the pipe to it; ``job`` is what it has under way."""

    __slots__ = ("is_ready", "job", "pipe", "process")

    def __init__(self, settings: Settings) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = cast("BaseProcess", context.Process(target=_serve, args=(theirs, settings), daemon=True))
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.is_ready = False

    def begin(self, job: _Job) -> None:
        self.job = job
        with suppress(OSError):  # one that died meanwhile is met when it is waited for
            self.pipe.send(job.todo[0])

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Pool:
    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings = settings
        self._processes = [_Process(settings) for _ in range(jobs)]

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.end()

    def run(self, chunks: Iterator[list[Task]]) -> Iterator[Outcome]:
        jobs: deque[_Job] = deque()
        while True:
            for process in self._processes:
                if process.job is None and len(jobs) < _AHEAD * len(self._processes):
                    chunk = next(chunks, None)
                    if chunk is not None:
                        jobs.append(_Job(chunk))
                        process.begin(jobs[-1])
            if not jobs:
                return
            if jobs[0].todo:
                self._wait()
            while jobs and not jobs[0].todo:
                yield jobs.popleft().outcome()

    def _wait(self) -> None:
        by_pipe = {process.pipe: process for process in self._processes if process.job is not None}
        for pipe in wait(list(by_pipe)):
            process = by_pipe[cast("Connection", pipe)]
            try:
                answer = process.pipe.recv()
            except (EOFError, OSError):
                self._replace(process)
                continue
            if answer is None:
                process.is_ready = True
                continue
            job = cast("_Job", process.job)
            job.todo.popleft()
            job.done.append(answer)
            self._go_on(process, job)

    def _go_on(self, process: _Process, job: _Job) -> None:
        process.job = None
        if job.todo:
            process.begin(job)

    def _replace(self, dead: _Process) -> None:
        """Put another process in the place of ``dead``, and what it had under way before it again."""
        dead.end()
        if not dead.is_ready:
            raise RuntimeError("a process of the batch cannot start")
        job = cast("_Job", dead.job)
        failed = job.todo.popleft()
        if job.is_suspect:
            job.done.append(self._died(failed[0]))
        else:
            job.is_suspect = True
            job.todo.extendleft([task] for task in reversed(failed))
        process = _Process(self._settings)
        self._processes[self._processes.index(dead)] = process
        self._go_on(process, job)

    def _died(self, task: Task) -> Outcome:
        failure = Failure(task.place, "E814", "the process that screened this patient died, twice")
        tally = Tally.of(trial.id for trial in self._settings.trials)
        tally.count_unreadable(failure.code)
        return Outcome(to_bytes(self._settings.layout.failure(failure)), tally)


def _serve(pipe: Connection, settings: Settings) -> None:
    """Answer each chunk with its outcome until the other side goes away.

    Garbage is collected between chunks, and without what stays for good: looking for it while a patient's data are read
    takes a fifth of the time, for nothing.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    worker = Worker(settings)
    gc.freeze()
    gc.disable()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(worker.work(pipe.recv()))
            gc.collect()

"""``eligo batch``: many patients against one or more trials."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS
from eligo.cli.options import AsOf, AuditFile, ScreenedBy, date_of, declared
from eligo.reports.layouts import BatchFormat

if TYPE_CHECKING:
    from eligo.rules.model import Trial

_TRIAL_ENDING = ".elig"


def run(
    patients: Annotated[
        list[str],
        typer.Argument(
            metavar="PATIENTS",
            help="Files of patients, folders, globs, and NDJSON (a fact sheet or FHIR bundle a line, or the resources "
            "of a bulk export); - for NDJSON on standard input. A CDM or tidy tables (a folder, a DuckDB file, "
            "postgresql://…); CSV files with --map.",
        ),
    ],
    trial: Annotated[
        list[str], typer.Option(metavar="TRIAL", help="A trial file, a folder of them, or an id; repeatable.")
    ],
    out: Annotated[str, typer.Option(metavar="FILE", help="The file for the results.")],
    mapping: Annotated[
        str | None, typer.Option("--map", metavar="MAP.toml", help="How CSV files of patients are read.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was interrupted; FILE.state says how far it came.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many processes; every core unless given.")
    ] = None,
    format: Annotated[
        BatchFormat, typer.Option(help="JSON lines, from which `eligo report` makes study files, or a table.")
    ] = "jsonl",
    as_of: AsOf = None,
    complete: Annotated[
        str | None,
        typer.Option(metavar="KINDS", help="Kinds of which no record means absent, parted by commas (see `screen`)."),
    ] = None,
    audit: AuditFile = None,
    by: ScreenedBy = None,
) -> int:
    """Screen many patients against one or more trials.

    Results stand in the order of the patients, a line for each patient and trial. A patient who cannot be read is a
    line that says why; the exit code is then 1.
    """
    from eligo.batch import Settings, Told, find_sources, run_batch
    from eligo.reports import batch_summary
    from eligo.reports.layouts import layout

    names, more = _parted(patients)
    trials = _trials([*trial, *more])
    own = [out, f"{out}.state", *([audit] if audit else [])]
    sources = find_sources(names, own, mapping)
    settings = Settings(
        trials=tuple(trials),
        layout=layout(format),
        as_of=date_of(as_of),
        complete=declared(complete),
        audited=audit is not None,
    )
    with _progress(sum(source.size for source in sources)) as (on_progress, on_resources):
        tally = run_batch(
            sources,
            settings,
            out,
            resume=resume,
            jobs=jobs or _cores(),
            on_screened=_auditor(audit, by),
            on_progress=on_progress,
            told=Told(streams.report, on_resources),
        )
    sys.stderr.write(batch_summary.render(tally))
    return HAS_ERRORS if tally.unreadable else DONE


def _parted(names: list[str]) -> tuple[list[str], list[str]]:
    """Return the patients and the trials among ``names``: ``--trial A.elig B.elig`` names two trials."""
    trials = [name for name in names if name.endswith(_TRIAL_ENDING)]
    patients = [name for name in names if not name.endswith(_TRIAL_ENDING)]
    if not patients:
        raise typer.TyperException("Missing argument 'PATIENTS...'.")
    return patients, trials


def _trials(names: list[str]) -> list[Trial]:
    """Return the trials; every one must be without errors before the first patient is read."""
    from eligo.diagnostics.model import TrialError
    from eligo.rules import load_trial

    trials: list[Trial] = []
    errors: list[TrialError] = []
    for name in streams.trial_files(names):
        try:
            trials.append(load_trial(name))
        except TrialError as error:
            errors.append(error)
    if errors:
        raise TrialError([diagnostic for error in errors for diagnostic in error.diagnostics])
    return trials


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _auditor(path: str | None, by: str | None) -> Callable[[list[dict[str, Any]]], None] | None:
    if path is None:
        return None
    from eligo.batch.audit import append
    from eligo.cli.auditing import now, person

    append(path, [], time=now(), by=person(by))  # a file that cannot be written is met before the first patient
    return lambda entries: append(path, entries, time=now(), by=person(by))


def _unseen(*_: int) -> None:
    pass


@contextmanager
def _progress(size: int) -> Generator[tuple[Callable[[int, int], None], Callable[[int], None]]]:
    """Give what moves a bar on standard error, where that is a terminal: patients done, resources read before them.

    It shows counts alone.
    """
    if not sys.stderr.isatty():
        yield _unseen, _unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # 80 ms, for people only

    columns = (TextColumn("{task.fields[done]}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("", total=size or None, done="0 patients")
        yield (
            lambda patients, read: progress.update(task, completed=read, done=f"{patients:,} patients"),
            lambda resources: progress.update(
                task, done=f"{resources:,} resources read, to find whose each is", refresh=True
            ),
        )

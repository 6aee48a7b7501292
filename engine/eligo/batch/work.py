"""The work of one process: patients in, lines out. Whatever is wrong with one patient ends with that patient."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import TracebackType
from typing import Any, cast

from eligo.batch.audit import entry_of
from eligo.batch.model import Failure, Outcome, Settings, Task, to_bytes
from eligo.batch.tally import Tally
from eligo.diagnostics import FactsError
from eligo.facts import FactSheet, read_sheet
from eligo.facts.loading import Source, open_source
from eligo.screening import PatientIndex, Screening, index, prepare, screen_prepared
from eligo.vocabulary.loading import load_vocabulary


class Worker:
    """Screens patients against the trials of ``settings``."""

    def __init__(self, settings: Settings) -> None:
        """Make the trials ready."""
        self._settings = settings
        self._vocabulary = load_vocabulary()
        self._prepared = [prepare(trial) for trial in settings.trials]

    def work(self, tasks: Iterable[Task]) -> Outcome:
        """Return what ``tasks`` give, in their order."""
        layout = self._settings.layout
        outcome = Outcome(b"", Tally.of(trial.id for trial in self._settings.trials))
        lines: list[str] = []
        for task in tasks:
            try:
                screenings = self._screened(task)
                texts = [layout.screening(screening) for screening in screenings]
                entries = self._entries(task, screenings)
            except Exception as error:
                failure = _failure(task, error)
                lines.append(layout.failure(failure))
                outcome.tally.count_unreadable(failure.code)
            else:
                lines += texts
                outcome.entries += entries
                outcome.tally.count(screenings)
        outcome.results = to_bytes("".join(lines))
        return outcome

    def _screened(self, task: Task) -> list[Screening]:
        if task.failure is not None:
            raise _FailedError(task.failure)
        facts = self._facts(task)
        complete = () if task.declares else self._settings.complete
        patients: dict[int, PatientIndex] = {}
        screenings: list[Screening] = []
        for prepared in self._prepared:
            # trials without declarations share the shipped vocabulary, and with it the index of the patient
            key = id(prepared.vocabulary)
            if key not in patients:
                patients[key] = index(facts, prepared.vocabulary, self._settings.as_of, complete)
            screenings.append(screen_prepared(prepared, patients[key]))
        return screenings

    def _facts(self, task: Task) -> FactSheet:
        if task.places:
            from eligo.facts.fhir import read_resources
            from eligo.facts.fhir.export import Content, open_content

            return read_resources(open_content(Content(task.content, task.places)), self._vocabulary)
        opened = open_source(task.content)
        if opened.fhir is None:
            return read_sheet(opened.content, self._vocabulary, name=opened.name)
        if task.is_line and _is_lone(opened):
            message = "a resource, not a whole patient: a line holds a fact sheet or a bundle"
            raise _FailedError(Failure(task.place, "E813", message))
        from eligo.facts.fhir import read_resources  # fact sheets need nothing of FHIR

        return read_resources(opened.fhir, self._vocabulary)

    def _entries(self, task: Task, screenings: list[Screening]) -> list[dict[str, Any]]:
        if not self._settings.audited:
            return []
        return [entry_of(screening, task.content) for screening in screenings]


class _FailedError(Exception):
    """Carries a failure that is known already."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


def _is_lone(opened: Source) -> bool:
    """Tell whether what was opened is one resource that is no bundle; the entries of a bundle have places in it."""
    fhir = opened.fhir
    return fhir is not None and len(fhir.entries) == 1 and fhir.entries[0].place == opened.name


def _failure(task: Task, error: Exception) -> Failure:
    """Return what ``error`` says of ``task``; of an error that should not be, where it arose and never what it says."""
    if isinstance(error, _FailedError):
        return error.failure
    if isinstance(error, FactsError):
        problem = next(d for d in error.diagnostics if d.severity == "error")
        at = (problem.place or "").removeprefix("patient.json").lstrip(":") or None  # the name of what has no name
        return Failure(task.place, problem.code, problem.message, at, _printable(task.patient) or _id_of(task.content))
    message = f"Eligo itself failed on this patient, at {_where(error.__traceback__)} ({type(error).__name__})"
    return Failure(task.place, "E815", message)


def _where(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def _id_of(content: bytes) -> str | None:
    """Return the patient's id where it is plain to see in data that cannot be used; None where anything is doubtful."""
    try:
        tree = json.loads(content, object_pairs_hook=_without_repetition)
        patients = [tree["patient"]] if "patient" in tree else _patients(tree)
        [patient] = patients
        found = patient["id"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _printable(found)


def _printable(id: object) -> str | None:
    return id if isinstance(id, str) and id.isprintable() else None


def _patients(tree: Any) -> list[dict[str, Any]]:
    resources = [entry["resource"] for entry in tree["entry"]]
    return [cast("dict[str, Any]", r) for r in resources if r.get("resourceType") == "Patient"]


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    node = dict(pairs)
    if len(node) != len(pairs):
        raise ValueError
    return node

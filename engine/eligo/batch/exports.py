"""FHIR of many patients as tasks: each with the resources of one, as they were written, for any process to screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import IO, Final, NamedTuple

from eligo.batch.model import Failure, Task
from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.fhir.export import Export, Unreadable
from eligo.facts.fhir.opening import MOST_BYTES, unpacked
from eligo.facts.fhir.peeking import has_patients, is_of_nobody
from eligo.facts.model import Completeness
from eligo.vocabulary.loading import load_vocabulary


class Told(NamedTuple):
    """Who is told of a source: of what is to say of it as a whole, and, before its first patient, how many resources
    of an export have been read.
    """

    warnings: Callable[[list[Diagnostic]], None] = lambda _: None
    resources: Callable[[int], None] = lambda _: None


NOBODY: Final = Told()


def of_files(files: Sequence[str], folder: str, complete: Sequence[Completeness], told: Told) -> Iterator[Task]:
    """Yield the patients of the export that ``files`` of ``folder`` are."""
    export = Export.of_files(files, folder, load_vocabulary(), complete, told.resources)

    def shown(place: str) -> str:
        is_inside = len(files) == 1 and place.startswith("Bundle")
        return f"{files[0]}: {place}" if is_inside else os.path.join(folder, place)  # noqa: PTH118

    return _of_export(export, shown, told)


def of_lines(stream: IO[bytes], name: str, complete: Sequence[Completeness], told: Told) -> Iterator[Task]:
    """Yield the patients of the export whose resources are the lines of ``stream``."""
    return _of_export(Export.of_stream(stream, name, load_vocabulary(), complete, told.resources), str, told)


def split(tasks: Iterable[Task], complete: Sequence[Completeness], told: Told) -> Iterator[Task]:
    """Yield ``tasks``: for one that is a bundle of several patients, one for each of these; none for one of nobody."""
    for task in tasks:
        try:
            data = unpacked(task.content, task.place, MOST_BYTES)
        except FactsError:
            data = b""  # the reader itself says what is wrong
        if has_patients(data):
            export = Export.of_data(data, "patient.json", load_vocabulary(), complete)
            place = task.place
            yield from _of_export(export, lambda inner, place=place: f"{place}: {inner}", told)
        elif not task.is_line and is_of_nobody(data):
            message = "a bundle of hospitals, practitioners and the like: no patient, and no record of one"
            told.warnings([Diagnostic("W811", message, place=task.place)])
        else:
            yield task


def _of_export(export: Export, shown: Callable[[str], str], told: Told) -> Iterator[Task]:
    with closing(export):
        warnings = export.warnings()
        if warnings:
            told.warnings(warnings)
        for patient in export:
            place = shown(patient.place)
            if isinstance(patient, Unreadable):
                fault = patient.fault
                yield Task(place, b"", failure=Failure(place, fault.code, fault.message, fault.inside))
                continue
            try:
                data, places = patient.content()
            except FactsError as error:
                problem = error.diagnostics[0]
                failure = Failure(place, problem.code, problem.message, problem.place, patient.id)
                yield Task(place, b"", failure=failure)
            else:
                yield Task(place, data, declares=not export.is_whole, places=places, patient=patient.id)

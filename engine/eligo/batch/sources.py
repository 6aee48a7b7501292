"""From what the command line names to patients, one after the other, in a fixed order."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from glob import glob, has_magic
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import IO, Final, NamedTuple, cast

from eligo.batch import exports
from eligo.batch.exports import NOBODY, Told
from eligo.batch.model import Failure, Task
from eligo.diagnostics import Diagnostic, FactsError, UsageError
from eligo.diagnostics.model import STANDARD_INPUT
from eligo.facts.fhir.opening import MOST_BYTES
from eligo.facts.fhir.peeking import ENDINGS, Peek, folder_of, is_lines, is_named_as_json, peek, peek_lines
from eligo.facts.model import Completeness
from eligo.facts.packing import is_gzip, lines_of, plain
from eligo.facts.patients import holds_tables, open_patients, shown_name
from eligo.facts.writing import tree_line
from eligo.vocabulary.loading import load_vocabulary

#: of standard input, so much tells what it is
_HEAD: Final = 1 << 16


class Source(NamedTuple):
    """A file of patients. ``name`` is what was given or found; ``has_lines``: it holds one patient a line.

    ``has_tables``: it is a CDM or another source of many patients; ``mapping`` is the file that says how CSV is read.
    ``parts`` are the files of a FHIR export in the folder ``name``, of whose patients each is spread over all of them.
    """

    name: str
    has_lines: bool
    size: int
    has_tables: bool = False
    mapping: str | None = None
    parts: tuple[str, ...] = ()


def find_sources(names: Iterable[str], leave_out: Collection[str] = (), mapping: str | None = None) -> list[Source]:
    """Return the files that ``names`` mean: files, folders (every JSON and NDJSON file below, also gzip) and globs.

    The order is that of ``names``, and inside a folder or a glob that of the paths. ``-`` is standard input, a patient
    a line. Files of ``leave_out`` (what the batch itself writes) are not taken from folders and globs. Files of one
    folder that hold parts of patients (`fhir.peeking`) are one source, where the first of them stands. With a
    ``mapping`` each file is a table that it reads. Raises `UsageError` (E702) for a name that means nothing, and what
    `load_mapping` raises.
    """
    own = {os.path.realpath(path) for path in leave_out}
    found = [source for name in names for source in _found(name, own)]
    if mapping is None:
        return _joined(found)
    from eligo.facts.tables.mapping import load_mapping  # with pydantic, for tables only

    load_mapping(mapping, load_vocabulary())
    return [source._replace(has_lines=False, has_tables=True, mapping=mapping) for source in found]


def tasks(source: Source, complete: Sequence[Completeness] = (), told: Told = NOBODY) -> Iterator[Task]:
    """Yield the patients of ``source``; one that cannot be read is a task with a failure, and the next follows.

    What ``complete`` declares is bounded by sources that know how far their records reach.
    """
    if source.has_tables:
        yield from _of_tables(source, complete, told)
    elif source.parts:
        yield from exports.of_files(source.parts, source.name, complete, told)
    elif source.name == "-":
        name, stream = STANDARD_INPUT, BufferedReader(cast("RawIOBase", sys.stdin.buffer), _HEAD)
        nature = peek_lines(BytesIO(stream.peek())).nature
        is_export = nature == "part"
        lines = exports.of_lines(stream, name, complete, told) if is_export else _lines(stream, name)
        yield from lines if is_export else exports.split(lines, complete, told)
    else:
        yield from exports.split(_of_file(source), complete, told)


def _of_file(source: Source) -> Iterator[Task]:
    try:
        if not source.has_lines:
            with Path(source.name).open("rb") as file:
                yield Task(source.name, file.read(MOST_BYTES + 1))
        else:
            with _opened(source.name) as file:
                yield from _lines(file, source.name)
    except OSError:
        yield _failed(source.name, "E612", "the file cannot be read")


def _joined(sources: list[Source]) -> list[Source]:
    """Return ``sources`` with one in the place of those that are parts of one export, and without what only lists them.

    What is damaged beside parts is one of them.
    """
    natures = [peek(one.name) if not one.has_tables and one.name != "-" else Peek(None) for one in sources]
    folders = [folder_of(source.name, seen.first) for source, seen in zip(sources, natures, strict=True)]
    of_exports = {folder for folder, seen in zip(folders, natures, strict=True) if seen.nature == "part"}
    joined: dict[str, Source] = {}
    for source, folder, seen in zip(sources, folders, natures, strict=True):
        if seen.nature == "part" or (seen.nature == "damaged" and folder in of_exports):
            before = joined.get(f"{folder}/", Source(folder, False, 0))
            parts = tuple(dict.fromkeys((*before.parts, source.name)))
            joined[f"{folder}/"] = before._replace(size=before.size + source.size, parts=parts)
        elif seen.nature != "manifest":
            joined[f"{len(joined)}"] = source
    return list(joined.values())


def _of_tables(source: Source, complete: Sequence[Completeness], told: Told) -> Iterator[Task]:
    """Yield each of many patients as a fact sheet in one line of JSON, so that any process can screen it."""
    shown = shown_name(source.name)
    try:
        with open_patients(source.name, load_vocabulary(), complete, source.mapping) as patients:
            warnings = patients.warnings()
            if warnings:
                told.warnings(warnings)
            for patient in patients:
                place = f"{shown}:{patient.place}" if source.mapping is None else _beside(shown, patient.place)
                try:
                    yield Task(place, tree_line(patient.tree()).encode(), declares=True)
                except FactsError as error:
                    yield _refused(place, error, patient.id)
    except FactsError as error:
        yield _refused(shown, error, None)


def _beside(name: str, place: str) -> str:
    """Return ``place``, which begins with the name of the table ``name``, in its folder."""
    return os.path.join(os.path.dirname(name), place)  # noqa: PTH118, PTH120


def _refused(place: str, error: FactsError, patient: str | None) -> Task:
    problem = error.diagnostics[0]
    return Task(place, b"", failure=Failure(place, problem.code, problem.message, problem.place, patient))


def _found(name: str, own: set[str]) -> list[Source]:
    if name == "-":
        return [Source("-", True, 0)]
    if holds_tables(name):
        return [Source(name, False, 0, has_tables=True)]
    if "\0" not in name and os.path.isdir(name):  # noqa: PTH112 (Path.is_dir raises on a null character)
        files = [str(path) for path in sorted(Path(name).rglob("*")) if _is_wanted(path, own)]
        if not files:
            help_ = f"files of patients end in {', '.join(ENDINGS)}, with or without .gz"
            raise UsageError([Diagnostic("E702", f"the folder `{name}` holds no patient", help=help_)])
        return [_source(file) for file in files]
    if not os.path.lexists(name) and has_magic(name):
        files = sorted(file for file in glob(name, recursive=True) if _is_taken(Path(file), own))  # noqa: PTH207
        if not files:
            raise UsageError(
                [Diagnostic("E702", f"no file matches `{name}`", help="check the pattern, and the folder")]
            )
        return [_source(file) for file in files]
    if "\0" in name or not os.path.isfile(name):  # noqa: PTH113
        raise UsageError([Diagnostic("E702", f"there is no file `{name}`", help="check the spelling, and the folder")])
    if os.path.realpath(name) in own:
        help_ = "write the results into another file"
        raise UsageError([Diagnostic("E702", f"`{name}` is read and written by the same batch", help=help_)])
    return [_source(name)]


def _source(name: str) -> Source:
    return Source(name, is_lines(name), Path(name).stat().st_size)


def _is_wanted(path: Path, own: set[str]) -> bool:
    return is_named_as_json(path.name) and not path.name.startswith(".") and _is_taken(path, own)


def _is_taken(path: Path, own: set[str]) -> bool:
    return path.is_file() and os.path.realpath(path) not in own


@contextmanager
def _opened(name: str) -> Generator[IO[bytes]]:
    with Path(name).open("rb") as file:
        yield plain(file, is_packed=is_gzip(file))


def _lines(file: IO[bytes], name: str) -> Iterator[Task]:
    """Yield a task for each line that is not blank; one that is too long is read over."""
    number = 0
    try:
        for number, _, line, is_whole in lines_of(file, MOST_BYTES):
            place = f"{name}:{number}"
            if not is_whole:
                yield _failed(place, "E610", "a line of more than 64 MB")
            elif line.strip():
                yield Task(place, line.rstrip(b"\r\n"), is_line=True)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield _failed(f"{name}:{number + 1}", "E624", "a damaged gzip file: what follows cannot be read")


def _failed(place: str, code: str, message: str) -> Task:
    return Task(place, b"", failure=Failure(place, code, message))

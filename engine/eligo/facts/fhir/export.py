"""Many patients as FHIR: a bulk export, pages of a search, or one bundle, whose resources stand in any order.

The files are read twice: once to learn whose each resource is, and then patient by patient, in the order in which the
Patient resources stand. No more than one patient is in memory. What cannot be read is of the patients that it names,
who are refused; where it names none, it may be of anybody, and the others go on, but nothing of them is complete.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import IO, Any, Final, NamedTuple

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.fhir.chart import NO_PATIENT
from eligo.facts.fhir.index import Fault, Index, Known
from eligo.facts.fhir.nodes import Node, node_of, text_of
from eligo.facts.fhir.opening import EVERY_PAGE, MOST_BYTES, ONE_PAGE, Entry, Opened
from eligo.facts.fhir.peeking import files_in
from eligo.facts.fhir.pieces import SPOOL, Files
from eligo.facts.fhir.reading import Counted, Reader
from eligo.facts.fhir.sheet import read_resources, sheet_tree
from eligo.facts.fhir.tree import read_trees
from eligo.facts.imports import ONE_OF_MANY
from eligo.facts.model import Completeness, FactSheet
from eligo.vocabulary import Vocabulary

#: between the resources of one patient: a character that JSON never has (RFC 7464)
_BETWEEN: Final = b"\x1e"
_MOST_SHOWN: Final = 1000
_INCOMPLETE: Final = "correct it at the source; until then nothing is complete, and silence stays unknown"


class Content(NamedTuple):
    """The resources of one patient as they were written, and the place of each."""

    data: bytes
    places: tuple[str, ...]


class ExportPatient:
    """One patient of an export. ``place`` is where the first resource of the patient stands."""

    def __init__(self, export: Export, known: Known) -> None:
        """Read nothing yet."""
        self.place = known.place
        self._export = export
        self._known = known

    @property
    def id(self) -> str:
        """Return the patient's id."""
        return self._known.id

    def content(self) -> Content:
        """Return the resources; raises `FactsError`: what is wrong with one, E610 for more than 64 MB."""
        return self._export.content_of(self._known)

    def sheet(self) -> FactSheet:
        """Return the facts; raises `FactsError`: what `content` and `sheet.read_resources` raise."""
        sheet = read_resources(open_content(self.content()), self._export.vocabulary)
        return replace(sheet, complete=self._export.complete)

    def tree(self) -> dict[str, Any]:
        """Return the fact sheet (FORMATS §1); raises what `sheet` raises."""
        vocabulary = self._export.vocabulary
        tree = sheet_tree(open_content(self.content()), vocabulary)
        names = [one.kind or vocabulary.concepts[one.concept or ""].name for one in self._export.complete]
        return tree | ({"complete": names} if names else {})


class Unreadable:
    """Something in an export that cannot be read, and names no patient."""

    id = None

    def __init__(self, fault: Fault) -> None:
        """Stand for ``fault``."""
        self.place = fault.place
        self.fault = fault

    def sheet(self) -> FactSheet:
        """Raise `FactsError`."""
        raise FactsError([self.fault.diagnostic()])

    def tree(self) -> dict[str, Any]:
        """Raise `FactsError`."""
        raise FactsError([self.fault.diagnostic()])


class Export:
    """The patients of some files; ``complete`` is what is so of them: nothing, where a part is missing."""

    def __init__(self, name: str, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()) -> None:
        """Begin with nothing read; ``name`` is what messages call the whole."""
        self.vocabulary = vocabulary
        self.complete: tuple[Completeness, ...] = ()
        self.is_whole = True
        self._name = name
        self._asked = tuple(complete)
        self._index = Index()
        self._files = Files([])
        self._missing: list[Diagnostic] = []

    @classmethod
    def of_folder(cls, path: str, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()) -> Export:
        """Return the export in the folder at ``path`` and in those below it that are named by a type."""
        return cls.of_files(files_in(path), path, vocabulary, complete)

    @classmethod
    def of_files(
        cls,
        paths: Sequence[str],
        folder: str,
        vocabulary: Vocabulary,
        complete: Sequence[Completeness] = (),
        on_read: Counted | None = None,
    ) -> Export:
        """Return the export of the files at ``paths``; places are named as from ``folder``."""
        export = cls(folder, vocabulary, complete)
        export._files = Files(list(paths))
        reader = Reader(export._index, export._files, has_many=len(paths) > 1, on_read=on_read)
        for number, path in enumerate(paths):
            reader.read_file(number, path, os.path.relpath(path, folder))
        export._settle(reader)
        return export

    @classmethod
    def of_file(cls, path: str, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()) -> Export:
        """Return the export that is the one file at ``path``."""
        name = os.path.basename(path)  # noqa: PTH119 # pathlib costs 10 ms to import
        export = cls(name, vocabulary, complete)
        export._files = Files([path])
        reader = Reader(export._index, export._files, has_many=False)
        reader.read_file(0, path, name)
        export._settle(reader)
        return export

    @classmethod
    def of_data(cls, data: bytes, name: str, vocabulary: Vocabulary, complete: Sequence[Completeness] = ()) -> Export:
        """Return the export that ``data`` are, unpacked: a bundle, or one resource a line."""
        export = cls(name, vocabulary, complete)
        reader = Reader(export._index, export._files, has_many=False)
        reader.read_data(data, SPOOL, name)
        export._settle(reader)
        return export

    @classmethod
    def of_stream(
        cls,
        stream: IO[bytes],
        name: str,
        vocabulary: Vocabulary,
        complete: Sequence[Completeness] = (),
        on_read: Counted | None = None,
    ) -> Export:
        """Return the export whose resources are the lines of ``stream``."""
        export = cls(name, vocabulary, complete)
        reader = Reader(export._index, export._files, has_many=True, on_read=on_read)
        reader.read_stream(stream, name)
        export._settle(reader)
        return export

    def one(self, id: str | None) -> ExportPatient:
        """Return the patient ``id``, or the only one where it is None.

        Raises `FactsError`: E621 for no patient, E622 for several, E635 for none with this id.
        """
        if id is not None:
            known = self._index.find(id)
            if known is None:
                help_ = "ids are those of the Patient resources; `eligo facts` without `--patient` prints every patient"
                raise _failure("E635", self._name, "there is no patient with this id", help_)
            return ExportPatient(self, known)
        first = list(islice(self._index, 2))
        if not first:
            self._raise_faults()
            raise _failure("E621", self._name, "there is no patient in it", NO_PATIENT)
        if len(first) > 1:
            help_ = ONE_OF_MANY
            raise _failure("E622", first[1].place, "a second patient", help_)
        return ExportPatient(self, first[0])

    def __iter__(self) -> Iterator[ExportPatient | Unreadable]:
        """Yield what cannot be read and may be of anybody, and then every patient."""
        for fault in self._index.faults():
            yield Unreadable(fault)
        for known in self._index:
            yield ExportPatient(self, known)

    def warnings(self) -> list[Diagnostic]:
        """Return what is to say of the whole: pages that are not there, records that are of no patient here."""
        found = list(self._missing)
        strangers = _counted(self._index.strangers())
        if strangers:
            message = f"records of patients who are not in it, which are left out: {strangers}"
            help_ = "add their Patient resources where these should be here"
            found.append(Diagnostic("W624", message, place=self._name, help=help_))
        return found

    def content_of(self, known: Known) -> Content:
        """Return the resources of ``known``; see `ExportPatient.content`."""
        fault = self._index.fault_of(known)
        if fault is not None:
            raise FactsError([fault.diagnostic()])
        pieces = self._index.pieces(known)
        if sum(piece.size for piece in pieces) > MOST_BYTES:
            help_ = "leave out images and documents"
            raise _failure("E610", known.place, "more than 64 MB of FHIR of one patient", help_)
        try:
            texts = [self._files.read(piece) for piece in pieces]
        except OSError:
            message = "a file with records of this patient can no longer be read"
            raise _failure("E612", known.place, message, "leave the files where they are until the end") from None
        return Content(_BETWEEN.join(texts), tuple(piece.place for piece in pieces))

    def close(self) -> None:
        """Close the files."""
        self._index.close()
        self._files.close()

    def _settle(self, reader: Reader) -> None:
        """End the reading: only of what is whole is anything complete."""
        self._files.settle()
        self._index.settle()
        if reader.linked and reader.linked == reader.pages:
            self._missing.append(Diagnostic("W623", ONE_PAGE, place=self._name, help=EVERY_PAGE))
        unsaid = _counted(self._index.unsaid())
        if unsaid:
            message = f"records that do not say whose they are and may be of anybody, which are left out: {unsaid}"
            self._missing.append(Diagnostic("W625", message, place=self._name, help=_INCOMPLETE))
        number = self._index.count_faults()
        if number:
            what = "something that" if number == 1 else f"{number} things that"
            message = f"{what} cannot be read and may be of anybody"
            self._missing.append(Diagnostic("W625", message, place=self._name, help=_INCOMPLETE))
        self.is_whole = not self._missing
        self.complete = self._asked if self.is_whole else ()

    def _raise_faults(self) -> None:
        found = [fault.diagnostic() for fault in islice(self._index.faults(), _MOST_SHOWN)]
        if found:
            raise FactsError(found)


def open_content(content: Content) -> Opened:
    """Return the resources of ``content``; raises `FactsError`: what `read_trees` raises, by their places."""
    entries: list[Entry] = []
    for text, place in zip(content.data.split(_BETWEEN), content.places, strict=True):
        try:
            [(tree, _)] = read_trees(text.decode(), place)
        except FactsError as error:
            raise FactsError([replace(found, place=place) for found in error.diagnostics]) from None
        node: Node = tree
        resource = node if "resourceType" in node else node_of(node, "resource")
        entries.append(Entry(resource or {}, place, None if resource is node else text_of(node, "fullUrl")))
    return Opened(entries, [], content.places[0])


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {type_}" for type_, number in counts.items())


def _failure(code: str, place: str, message: str, help: str | None = None) -> FactsError:
    return FactsError([Diagnostic(code, message, place=place, help=help)])

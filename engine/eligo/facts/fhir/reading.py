"""From the files of an export to its index: what each resource is, of whom, and where it stands."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, Final, cast

from eligo.diagnostics import FactsError
from eligo.facts.fhir.index import Fault, Index
from eligo.facts.fhir.nodes import Node, node_of, nodes_of, text_of
from eligo.facts.fhir.opening import BUNDLES, MOST_BYTES, unpacked
from eligo.facts.fhir.peeking import BOM, is_lines, peek_lines
from eligo.facts.fhir.pieces import SPOOL, Files, Piece
from eligo.facts.fhir.slicing import Listed, Value, entries_of, values_of
from eligo.facts.fhir.subjects import keys_of_patient, subject_of
from eligo.facts.fhir.tree import read_trees
from eligo.facts.packing import is_gzip, lines_of, plain

#: what names a patient in something that cannot be read, and what may
_NAMES: Final = (
    re.compile(rb'"(?:[^"\s]*/)?Patient/([A-Za-z0-9.-]{1,64})["/]'),
    re.compile(rb'"resourceType"\s*:\s*"Patient"\s*,\s*"id"\s*:\s*"([A-Za-z0-9.-]{1,64})"'),
)
_MAY_NAME: Final = re.compile(rb'"urn:uuid:([A-Za-z0-9-]{1,64})"')


#: told how many resources have been read, after so many of them
Counted = Callable[[int], None]
_STEP: Final = 1000


class Reader:
    """Reads files into ``index``. ``pages`` counts results of a search, ``linked`` those that have a next page."""

    def __init__(self, index: Index, files: Files, *, has_many: bool, on_read: Counted | None = None) -> None:
        """Begin with nothing read; ``has_many`` files, so that a place names its own."""
        self.pages = 0
        self.linked = 0
        self._count = 0
        self._on_read = on_read
        self._index = index
        self._files = files
        self._has_many = has_many

    def read_file(self, number: int, path: str, name: str) -> None:
        """Read the file at ``path``, the one with this ``number``, which people know as ``name``."""
        try:
            with open(path, "rb") as file:  # noqa: PTH123 # pathlib costs 10 ms to import
                is_packed = is_gzip(file)
                if is_lines(name):
                    self._read_lines(plain(file, is_packed=is_packed), SPOOL if is_packed else number, name)
                else:
                    data = unpacked(file.read(MOST_BYTES + 1), name, MOST_BYTES)
                    self.read_data(data, SPOOL if is_packed else number, name)
        except OSError:
            self._fault(Fault(name, "E612", "the file cannot be read"))
        except FactsError as error:
            self._refused(error, name, b"")

    def read_stream(self, stream: IO[bytes], name: str) -> None:
        """Read the lines of ``stream``, which people know as ``name``."""
        self._read_lines(stream, SPOOL, name)

    def read_data(self, data: bytes, file: int, name: str) -> None:
        """Read ``data``: one value or one a line, all that the file has."""
        body = data.removeprefix(BOM)
        start = self._files.keep(body) if file == SPOOL else len(data) - len(body)
        try:
            text = body.decode()
            values = list(values_of(text))
        except (ValueError, RecursionError):
            if peek_lines(BytesIO(body)).first is not None:  # a value a line, of which one cannot be read
                self._read_lines(BytesIO(data), file, name)
            else:
                self._unreadable(body, name)
            return
        is_alone = len(values) == 1
        offsets = _Offsets(text, 0, start)
        for value in values:
            place = name if is_alone else f"{name}:{value.line}"
            piece = offsets.piece(value.start, value.start, Piece(file, 0, 0, place))
            self._read_value(text, value, piece, is_alone=is_alone)

    def _read_lines(self, stream: IO[bytes], file: int, name: str) -> None:
        """Read lines, of which those that are read from where they cannot be read again go to the `SPOOL`."""
        number = 0
        try:
            for number, at, line, is_whole in lines_of(stream, MOST_BYTES):
                place = f"{name}:{number}"
                if not is_whole:
                    self._fault(Fault(place, "E610", "a line of more than 64 MB"))
                elif line.strip() and line.strip() != BOM:
                    body = line.removeprefix(BOM) if number == 1 else line
                    self._read_line(body, at + len(line) - len(body), file, place)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            place = f"{name}:{number + 1}"
            self._fault(Fault(place, "E624", "a damaged gzip file: what follows cannot be read"))

    def _read_line(self, line: bytes, at: int, file: int, place: str) -> None:
        body = line.rstrip(b"\r\n")
        try:
            text = body.decode()
            tree = json.loads(text)
        except (ValueError, RecursionError):
            self._unreadable(body, place)
            return
        if file == SPOOL:
            at = self._files.keep(body)
        start = len(text) - len(text.lstrip(" \t"))
        self._read_value(text, Value(tree, 1, start, len(text)), Piece(file, at + start, 0, place), is_alone=False)

    def _read_value(self, text: str, value: Value, piece: Piece, *, is_alone: bool) -> None:
        """Read ``value``, which begins where ``piece`` does."""
        tree = value.tree
        if not _is_resource(tree):
            self._fault(Fault(piece.place, "E620", "no FHIR resource"))
            return
        resource = cast("Node", tree)
        offsets = _Offsets(text, value.start, piece.at)
        if resource["resourceType"] != "Bundle":
            self._add(resource, None, offsets.piece(value.start, value.end, piece))
            return
        if not is_alone:
            piece = piece._replace(place=f"{piece.place} Bundle")
        else:
            piece = piece._replace(place=f"{piece.place}: Bundle" if self._has_many else "Bundle")
        self._read_bundle(resource, piece, offsets, entries_of(text, value))

    def _read_bundle(self, bundle: Node, piece: Piece, offsets: _Offsets, entries: list[Listed]) -> None:
        kind = bundle.get("type")
        if kind is not None and not (isinstance(kind, str) and kind in BUNDLES):
            message = "a bundle of another kind than those that hold a patient"
            self._fault(Fault(f"{piece.place}.type", "E620", message))
            return
        if kind == "searchset":
            self.pages += 1
            self.linked += any(link.get("relation") == "next" for link in nodes_of(bundle, "link"))
        if not entries and bundle.get("entry"):
            self._fault(Fault(f"{piece.place}.entry", "E620", "no list"))
        for index, entry in enumerate(entries):
            at = offsets.piece(entry.start, entry.end, piece._replace(place=f"{piece.place}.entry[{index}]"))
            tree = entry.tree
            node = cast("Node", tree) if isinstance(tree, dict) else {"resource": tree}
            resource = node_of(node, "resource")
            if resource is not None and _is_resource(resource):
                self._add(resource, text_of(node, "fullUrl"), at)
            elif node.get("resource") is not None:
                self._fault(Fault(at.place, "E620", "its resource does not say what it is"))

    def _add(self, resource: Node, url: str | None, piece: Piece) -> None:
        self._count += 1
        if self._on_read is not None and self._count % _STEP == 0:
            self._on_read(self._count)
        type_ = str(resource["resourceType"])
        if type_ == "Patient":
            self._index.add_patient(keys_of_patient(resource, url), text_of(resource, "id"), piece)
            return
        owner = subject_of(resource)
        if owner is not None:
            self._index.add_record(owner, type_, piece, _medication_of(resource))
        elif type_ == "Medication":
            id_ = text_of(resource, "id")
            keys = [*([f"Medication/{id_}"] if id_ is not None else []), *([url] if url is not None else [])]
            self._index.add_shared(keys, piece)

    def _unreadable(self, data: bytes, name: str) -> None:
        """Add what is wrong with ``data``, which Python's own reader of JSON does not take."""
        try:
            read_trees(data.decode(), name)
        except UnicodeDecodeError as error:
            message = f"not UTF-8: byte {error.start + 1} begins no character"
            self._fault(Fault(name, "E602", message), data)
        except FactsError as error:
            self._refused(error, name, data)
        else:
            self._fault(Fault(name, "E601", "not JSON"), data)

    def _refused(self, error: FactsError, name: str, data: bytes) -> None:
        problem = error.diagnostics[0]
        inside = (problem.place or "").removeprefix(name).lstrip(":") or None
        self._fault(Fault(name, problem.code, problem.message, inside), data)

    def _fault(self, fault: Fault, data: bytes = b"") -> None:
        names = dict.fromkeys(name.decode() for pattern in _NAMES for name in pattern.findall(data))
        self._index.add_fault(fault, names, dict.fromkeys(name.decode() for name in _MAY_NAME.findall(data)))


class _Offsets:
    """From characters of a text to bytes, from the front to the back."""

    def __init__(self, text: str, character: int, byte: int) -> None:
        """Count from ``character``, which stands at ``byte``."""
        self._text = text
        self._character = character
        self._byte = byte

    def piece(self, start: int, end: int, within: Piece) -> Piece:
        """Return the piece of ``within`` from ``start`` to ``end``, none of it before what was asked for last."""
        at = self._to(start)
        return Piece(within.file, at, self._to(end) - at, within.place)

    def _to(self, character: int) -> int:
        self._byte += len(self._text[self._character : character].encode())
        self._character = character
        return self._byte


def _is_resource(tree: Any) -> bool:
    return isinstance(tree, dict) and type(cast("Node", tree).get("resourceType")) is str


def _medication_of(resource: Node) -> str | None:
    """Return the address of the Medication that ``resource`` refers to; R5 joins the two ways to name a drug."""
    both = node_of(resource, "medication")
    reference = node_of(resource, "medicationReference") or (None if both is None else node_of(both, "reference"))
    target = None if reference is None else text_of(reference, "reference")
    return None if target is None or target.startswith("#") else target.partition("/_history/")[0]

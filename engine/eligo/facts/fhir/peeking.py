"""What a file of FHIR is, told from its beginning: a whole patient, or a part of an export of many."""

from __future__ import annotations

import json
import os
import re
import zlib
from typing import IO, Any, Final, Literal, cast

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.fhir.opening import MOST_BYTES, shown, unpacked
from eligo.facts.packing import is_gzip, plain

#: a *part* belongs to what else lies in its folder: lone resources, one or one a line, and results of a search, of
#: which a folder holds the pages. A *bundle* of another kind stands alone. A *manifest* lists the files of an export.
#: *damaged* is what cannot be read, so that nobody knows what it would be.
Nature = Literal["part", "bundle", "manifest", "damaged"]

LINES: Final = (".ndjson", ".jsonl")
ENDINGS: Final = (".json", *LINES)
_OF_EXPORTS: Final = ("part", "bundle", "damaged")
#: the mark of UTF-8, which some programs write
BOM: Final = b"\xef\xbb\xbf"
_HEAD: Final = 4096
_MOST_LINES: Final = 100
_TYPE: Final = re.compile(rb'\s*\{\s*"resourceType"\s*:\s*"(\w+)"')
_KIND: Final = re.compile(rb'"type"\s*:\s*"([\w-]+)"')
_BUNDLE: Final = re.compile(rb'"resourceType"\s*:\s*"Bundle"')
_OF_PATIENT: Final = re.compile(rb'"(?:subject|patient|beneficiary)"\s*:|Patient"|Patient[/?]')
_PATIENT: Final = re.compile(rb'"resourceType"\s*:\s*"Patient"')


class Peek:
    """What ``nature`` a file has, None where it is no FHIR, and the type ``first`` of its first resource."""

    __slots__ = ("first", "nature")

    def __init__(self, nature: Nature | None, first: str | None = None) -> None:
        """Keep what was seen."""
        self.nature: Nature | None = nature
        self.first = first


def peek(path: str) -> Peek:
    """Return what the file at ``path`` is. What cannot be read is nothing; whoever reads it says why."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 # pathlib costs 10 ms to import
            stream = plain(file, is_packed=is_gzip(file))
            return peek_lines(stream) if is_lines(path) else _whole(stream)
    except (OSError, EOFError, zlib.error):
        return Peek("damaged")


def is_lines(name: str) -> bool:
    """Tell whether a file called ``name`` holds one value a line."""
    return name.lower().removesuffix(".gz").endswith(LINES)


def is_named_as_json(name: str) -> bool:
    """Tell whether a file called ``name`` may hold JSON, and so FHIR."""
    return name.lower().removesuffix(".gz").endswith(ENDINGS)


def peek_lines(stream: IO[bytes]) -> Peek:
    """Return what the lines of ``stream`` are by the first that can be read; lines of other things are nothing."""
    nature: Nature | None = None
    for _ in range(_MOST_LINES):
        line = stream.readline(MOST_BYTES)
        if not line:
            break
        found = _TYPE.match(line.removeprefix(BOM))
        seen = Peek("part", found[1].decode()) if found is not None else _parsed(line)
        if seen.first is not None:
            return Peek("bundle" if seen.first == "Bundle" else "part", seen.first)
        if seen.nature is None and line.strip():
            return seen
        nature = "damaged" if line.strip() else nature
    return Peek(nature)


def is_folder(path: str) -> bool:
    """Tell whether the folder at ``path``, or one below it that is named by a type, holds FHIR."""
    return any(peek(file).nature != "damaged" for file in files_in(path))


def has_several(path: str) -> bool:
    """Tell whether the file at ``path`` holds FHIR of more than one patient, or a resource a line."""
    nature = peek(path).nature
    if nature == "part" and is_lines(path):
        return True
    if nature not in ("part", "bundle"):
        return False
    with open(path, "rb") as file:  # noqa: PTH123
        try:
            return has_patients(unpacked(file.read(MOST_BYTES + 1), path, MOST_BYTES))
        except FactsError:  # too large; lines may be many patients
            return is_lines(path)


def files_in(path: str) -> list[str]:
    """Return the files that may hold FHIR in the folder at ``path``, and in those below that are named by their type.

    Raises `FactsError` (E612).
    """
    found: list[str] = []
    for name in _listed(path):
        there = os.path.join(path, name)  # noqa: PTH118
        if os.path.isdir(there):  # noqa: PTH112
            below = [os.path.join(there, one) for one in _listed(there) if is_named_as_json(one)]  # noqa: PTH118
            found += [file for file in below if folder_of(file, peek(file).first) == path]
        elif is_named_as_json(name) and peek(there).nature in _OF_EXPORTS:
            found.append(there)
    return found


def _listed(path: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(path) if not name.startswith("."))  # noqa: PTH208
    except OSError:
        help_ = "check who may read it"
        raise FactsError([Diagnostic("E612", "the folder cannot be read", place=shown(path), help=help_)]) from None


def has_patients(data: bytes) -> bool:
    """Tell whether ``data``, unpacked, may be FHIR of more than one patient."""
    found = _PATIENT.finditer(data)
    return next(found, None) is not None and next(found, None) is not None


def is_of_nobody(data: bytes) -> bool:
    """Tell whether ``data``, unpacked, is a bundle of resources that are neither patients nor of any."""
    is_bundle = _BUNDLE.search(data) is not None and data.count(b'"resourceType"') > 1
    return is_bundle and _OF_PATIENT.search(data) is None and _parsed(data).nature == "bundle"


def folder_of(path: str, first: str | None) -> str:
    """Return the folder of the export that the file at ``path`` is part of: its own, or that above one for a type.

    ``first`` is the type of its first resource.
    """
    folder = os.path.dirname(path)  # noqa: PTH120
    above, name = os.path.split(folder)
    return above if name == first else folder


def _whole(stream: IO[bytes]) -> Peek:
    head = stream.read(_HEAD).removeprefix(BOM)
    found = _TYPE.match(head)
    kind = _KIND.search(head.partition(b'"entry"')[0])
    if found is not None and found[1] != b"Bundle":
        return Peek("part", found[1].decode())
    if found is not None and kind is not None:
        return Peek("part" if kind[1] == b"searchset" else "bundle", "Bundle")
    data = head + stream.read(MOST_BYTES)
    if b"resourceType" not in data and b"transactionTime" not in data:
        return Peek(None)
    return _parsed(data)


def _parsed(data: bytes) -> Peek:
    try:
        node = json.loads(data.removeprefix(BOM))
    except (ValueError, RecursionError):
        return Peek("damaged")
    if not isinstance(node, dict):
        return Peek(None)
    tree = cast("dict[str, Any]", node)
    if "transactionTime" in tree and "output" in tree:
        return Peek("manifest")
    type_ = tree.get("resourceType")
    if type(type_) is not str:
        return Peek(None)
    is_part = type_ != "Bundle" or tree.get("type") == "searchset"
    return Peek("part" if is_part else "bundle", type_)

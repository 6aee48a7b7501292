"""Facts from wherever a program has them."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.json_text import MOST_BYTES
from eligo.facts.model import FactSheet
from eligo.facts.packing import GZIP
from eligo.facts.patients import holds_patients, open_patients
from eligo.facts.sheet import read_sheet
from eligo.vocabulary import Vocabulary

if TYPE_CHECKING:
    from eligo.facts.fhir.opening import Opened

#: what messages call data that has no name of its own
UNNAMED: Final = "patient.json"


class Source(NamedTuple):
    """One patient's data: the ``content`` of a fact sheet, or the resources of ``fhir``. ``name`` is the file's."""

    name: str
    content: bytes | dict[str, Any]
    fhir: Opened | None = None


def load_facts(
    source: str | os.PathLike[str] | bytes | dict[str, Any],
    vocabulary: Vocabulary | None = None,
    *,
    patient: str | None = None,
    name: str = UNNAMED,
) -> FactSheet:
    """Return the facts of one patient: ``source`` is a path, the bytes of a file, or what JSON makes of one.

    The file is a fact sheet, or FHIR (a bundle, one resource a line, a folder of such files), either of them plain or
    gzip; or it is an OMOP CDM (a folder of tables, a DuckDB file, a connection string). ``patient`` names one of many.
    ``vocabulary`` is the shipped one unless given; ``name`` is what messages call data that has none. Raises
    `FactsError`: what `open_source`, `read_sheet`, `fhir.read_resources` and `patients.open_patients` raise.
    """
    if vocabulary is None:
        from eligo.vocabulary.loading import load_vocabulary  # a caller with its own vocabulary needs no other

        vocabulary = load_vocabulary()
    if not isinstance(source, dict):
        given = source if isinstance(source, bytes) else os.fspath(source)
        if holds_patients(given):
            with open_patients(given, vocabulary) as patients:
                sheet = patients.one(patient).sheet()
                said = patients.warnings()
            return replace(sheet, diagnostics=(*said, *sheet.diagnostics)) if said else sheet
    opened = open_source(source, name)
    if opened.fhir is None:
        return read_sheet(opened.content, vocabulary, name=opened.name)
    from eligo.facts.fhir import read_resources

    return read_resources(opened.fhir, vocabulary)


def open_source(source: str | os.PathLike[str] | bytes | dict[str, Any], name: str = UNNAMED) -> Source:
    """Return what ``source`` holds, bytes and trees under ``name``.

    Raises `FactsError`: what `fhir.open_resources` raises, E612 for what is not there. A fact sheet is not looked into,
    and nothing of FHIR is imported for it.
    """
    if isinstance(source, dict):
        return Source(name, source, _fhir(source, name) if "resourceType" in source else None)
    if isinstance(source, bytes):
        return _opened(name, source, source)
    path = os.fspath(source)
    name = os.path.basename(path)  # noqa: PTH119 # pathlib costs 10 ms to import
    if "\0" not in path and os.path.isdir(path):  # noqa: PTH112
        raise _unreadable(path, "a folder, not a file", "name a file in it; a folder is read where it holds FHIR files")
    return _opened(name, path, _content(path))


def _opened(name: str, source: str | bytes, content: bytes) -> Source:
    """Open ``source``, of which ``content`` is at least as much as a fact sheet may have."""
    is_packed = content.startswith(GZIP)
    if is_packed or b"resourceType" in content or (len(content) > MOST_BYTES and isinstance(source, str)):
        fhir = _fhir(source, name)
        if fhir is not None:
            return Source(name, b"", fhir)
    if is_packed:
        from eligo.facts.fhir.opening import unpacked

        content = unpacked(content, name, MOST_BYTES)
    return Source(name, content)


def _fhir(source: str | bytes | dict[str, Any], name: str) -> Opened | None:
    from eligo.facts.fhir import open_resources

    return open_resources(source, name)


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 # pathlib costs 10 ms to import
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(path, "there is no such file", "check the path") from None
    except (OSError, ValueError):
        raise _unreadable(path, "the file cannot be read", "check the path and who may read it") from None


def _unreadable(path: str, message: str, help: str) -> FactsError:
    name = "".join(character if character.isprintable() else "?" for character in path)
    return FactsError([Diagnostic("E612", message, place=name, help=help)])

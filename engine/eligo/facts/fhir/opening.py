"""From a file or bytes to FHIR resources: what is compressed is unpacked, what is too large is refused."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.fhir.nodes import Node, node_of, nodes_of, text_of
from eligo.facts.fhir.tree import copied, read_trees
from eligo.facts.packing import GZIP

#: the most of one patient, unpacked
MOST_BYTES: Final = 64 * 1024 * 1024
#: bundles that hold the present state of resources; a history holds many states of each
BUNDLES: Final = frozenset(
    {"transaction", "batch", "collection", "searchset", "transaction-response", "batch-response", "document", "message"}
)
ONE_PAGE: Final = "one page of several: records on the other pages are not read"
EVERY_PAGE: Final = "fetch every page into a folder"


class Entry(NamedTuple):
    """A resource, where it stood, and the address that its bundle gives it."""

    resource: Node
    place: str
    url: str | None


class Opened(NamedTuple):
    """The resources of a source, the warnings that opening it brings, and the place of the whole."""

    entries: list[Entry]
    warnings: list[Diagnostic]
    place: str = "Bundle"


def open_resources(source: str | bytes | dict[str, Any], name: str = "patient.json") -> Opened | None:
    """Return the resources of ``source``: the path of a file, bytes, or what JSON makes of one resource.

    None where it is no FHIR at all (a fact sheet). Raises `FactsError`: what `read_trees`
    raises, E610 for more than 64 MB unpacked, E612 for what cannot be read, E620 for what holds no readable resources.
    """
    if isinstance(source, dict):
        return None if "resourceType" not in source else _opened([(copied(source, name), 1)], name)
    if isinstance(source, bytes):
        return _of_bytes(source, name, MOST_BYTES)
    return _of_bytes(_content(source), os.path.basename(source), MOST_BYTES)  # noqa: PTH119


def unpacked(data: bytes, name: str, most: int) -> bytes:
    """Return ``data``, unpacked where it is gzip; raises `FactsError` (E610) as soon as it is more than ``most``."""
    if not data.startswith(GZIP):
        if len(data) > most:
            raise _too_large(name)
        return data
    parts: list[bytes] = []
    size = 0
    try:
        while data:
            stream = zlib.decompressobj(wbits=31)
            while not stream.eof:
                part = stream.decompress(data, most + 1 - size)
                size += len(part)
                if size > most:
                    raise _too_large(name)
                parts.append(part)
                if not part and not stream.eof:
                    raise _failure("E624", name, "a gzip file that breaks off", "copy the file again")
                data = stream.unconsumed_tail
            data = stream.unused_data.lstrip(b"\0")
    except zlib.error:
        raise _failure("E624", name, "a damaged gzip file", "copy the file again") from None
    return b"".join(parts)


def _of_bytes(data: bytes, name: str, most: int) -> Opened | None:
    data = unpacked(data, name, most)
    if b"resourceType" not in data:
        return None
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte {error.start + 1} begins no character"
        raise _failure("E602", name, message, "save the file as UTF-8") from None
    trees = read_trees(text, name)
    if len(trees) == 1 and not (isinstance(trees[0][0], dict) and "resourceType" in trees[0][0]):
        return None
    return _opened(trees, name)


def _opened(trees: list[tuple[Any, int]], name: str) -> Opened:
    entries: list[Entry] = []
    warnings: list[Diagnostic] = []
    for tree, line in trees:
        is_alone = len(trees) == 1
        place = name if is_alone else f"{name}:{line}"
        if not isinstance(tree, dict) or type(cast("Node", tree).get("resourceType")) is not str:
            raise _failure("E620", place, "no FHIR resource", "each line is a resource, an object with `resourceType`")
        resource = cast("Node", tree)
        if resource["resourceType"] == "Bundle":
            entries += _of_bundle(resource, "Bundle" if is_alone else f"{place} Bundle", warnings)
        else:
            entries.append(Entry(resource, place, None))
    return Opened(entries, warnings)


def _of_bundle(bundle: Node, place: str, warnings: list[Diagnostic]) -> Iterable[Entry]:
    kind = bundle.get("type")
    if kind is not None and not (isinstance(kind, str) and kind in BUNDLES):
        help_ = "export the present state, as a transaction, a collection or a search result"
        raise _failure("E620", f"{place}.type", "a bundle of another kind than those that hold a patient", help_)
    listed = bundle.get("entry")
    if listed is not None and type(listed) is not list:
        raise _failure("E620", f"{place}.entry", "no list", "the entries of a bundle are a list of objects")
    if any(link.get("relation") == "next" for link in nodes_of(bundle, "link")):
        warnings.append(Diagnostic("W623", ONE_PAGE, place=f"{place}.link", help=EVERY_PAGE))
    for index, entry in enumerate(cast("list[object]", listed or [])):
        there = f"{place}.entry[{index}]"
        if type(entry) is not dict:
            raise _failure("E620", there, "no object", "the entries of a bundle are a list of objects")
        node = cast("Node", entry)
        resource = node_of(node, "resource")
        if resource is not None and type(resource.get("resourceType")) is str:
            yield Entry(resource, there, text_of(node, "fullUrl"))
        elif node.get("resource") is not None:
            message = "its resource does not say what it is"
            raise _failure("E620", there, message, "a resource is an object with `resourceType`")


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 # pathlib costs 10 ms to import
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _failure("E612", shown(path), "there is no such file", "check the path") from None
    except (OSError, ValueError):
        raise _failure("E612", shown(path), "the file cannot be read", "check the path and who may read it") from None


def shown(path: str) -> str:
    """Return ``path`` as messages show it."""
    return "".join(character if character.isprintable() else "?" for character in path)


def _too_large(name: str) -> FactsError:
    help_ = "a file holds one patient; leave out images and documents, or name the patient's own files"
    return _failure("E610", name, "more than 64 MB of FHIR, unpacked", help_)


def _failure(code: str, place: str, message: str, help: str | None = None) -> FactsError:
    return FactsError([Diagnostic(code, message, place=place, help=help)])

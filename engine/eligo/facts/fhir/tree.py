"""From the text of FHIR JSON to trees, strictly: what `facts.json_text` refuses in a fact sheet is refused here.

Measured on the sample bundles: two thirds of the time to read one goes into its JSON, so numbers stay texts until they
are needed, and nothing is looked at twice unless something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, cast

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.fhir.nodes import NumberText

_LONE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SPACE: Final = re.compile(r"[ \t\r\n]*")
#: deeper than any FHIR resource goes
_DEEPEST: Final = 200
#: more parts than 64 MB of text hold
_MOST_NODES: Final = 32_000_000


class _SuspiciousError(Exception):
    """Something that only the slow reading can place."""


class _Fault(str):
    """Stands for what is refused: the code and the message, parted by a colon."""

    __slots__ = ()


def read_trees(text: str, name: str) -> list[tuple[Any, int]]:
    """Return every JSON value of ``text`` with the line on which it starts: one, or one a line (NDJSON).

    Raises `FactsError`: E601 not JSON, E602 half a character, E603 a key that stands twice, E604 nested too deeply,
    E611 a number that is none. ``name`` is the file's.
    """
    try:
        try:
            found = _read(text, _FAST)
        except _SuspiciousError:
            raise FactsError(_faults(text, name)) from None
    except JSONDecodeError as error:
        raise _failure("E601", f"{name}:{error.lineno}:{error.colno}", *_not_json(error)) from None
    except RecursionError:
        raise _failure("E604", name, "nested deeper than any FHIR resource") from None
    if "\\u" in text and _LONE_ESCAPE.search(text) and any(_has_half(tree) for tree, _ in found):
        raise _failure("E602", name, "a text holds half of a character pair, which is no Unicode text")
    return found


def _read(text: str, decoder: JSONDecoder) -> list[tuple[Any, int]]:
    found: list[tuple[Any, int]] = []
    line, counted, end, at = 1, 0, 0, _after_space(text, 0)
    while at < len(text) or not found:
        line += text.count("\n", counted, at)
        counted = at
        if found and "\n" not in text[end:at]:
            raise JSONDecodeError("Extra data", text, end)
        try:
            tree, end = decoder.raw_decode(text, at)
        except IndexError:
            raise JSONDecodeError("Expecting value", text, at) from None
        found.append((tree, line))
        at = _after_space(text, end)
    return found


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return at if found is None else found.end()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _SuspiciousError
    return found


def _constant(text: str) -> Any:
    raise _SuspiciousError


def _marked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        found["\0"] = _Fault("E603:a key stands twice in one object")
    return found


_FAST: Final = JSONDecoder(
    object_pairs_hook=_unique, parse_float=NumberText, parse_int=NumberText, parse_constant=_constant
)
_SLOW: Final = JSONDecoder(
    object_pairs_hook=_marked,
    parse_float=NumberText,
    parse_int=NumberText,
    parse_constant=lambda _: _Fault("E611:not a finite number"),
)


def _faults(text: str, name: str) -> list[Diagnostic]:
    """Return what is wrong with the values of ``text``, by the entry that it is in."""
    found: list[Diagnostic] = []
    for tree, line in _read(text, _SLOW):
        entries = cast("dict[str, Any]", tree).get("entry") if isinstance(tree, dict) else None
        parts: list[tuple[str, Any]] = [(f"{name}:{line}", tree)]
        if isinstance(entries, list):
            listed = enumerate(cast("list[Any]", entries))
            rest = {key: value for key, value in cast("dict[str, Any]", tree).items() if key != "entry"}
            parts = [(f"{name}:{line}", rest), *((f"Bundle.entry[{index}]", entry) for index, entry in listed)]
        for place, part in parts:
            for fault in dict.fromkeys(_within(part)):
                code, _, message = fault.partition(":")
                found.append(Diagnostic(code, message, place=place))
    return found


def _within(tree: Any) -> list[_Fault]:
    return [text for text in _texts(tree) if isinstance(text, _Fault)]


def copied(tree: Any, name: str) -> Any:
    """Return ``tree``, what a JSON library made of FHIR, as `read_trees` makes it; ``tree`` stays as it is.

    Raises `FactsError`: E604 for what JSON has not, or nested too deeply, E610 for too much of it.
    """
    return _Copier(name).copy(tree, 0)


class _Copier:
    def __init__(self, name: str) -> None:
        self._name = name
        self._left = _MOST_NODES

    def copy(self, node: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0:
            raise _failure("E610", self._name, "more than any one patient has")
        if depth > _DEEPEST:
            raise _failure("E604", self._name, "nested deeper than any FHIR resource")
        if node is None or isinstance(node, bool | str):
            return node
        if isinstance(node, int | float | Decimal):
            return NumberText(float.__repr__(node) if isinstance(node, float) else node)
        if isinstance(node, date):
            return node.isoformat()
        if isinstance(node, list | tuple):
            return [self.copy(item, depth + 1) for item in cast("list[Any]", node)]
        if isinstance(node, dict):
            pairs = cast("dict[Any, Any]", node).items()
            return {str(key): self.copy(value, depth + 1) for key, value in pairs}
        raise _failure("E604", self._name, "a thing that JSON has not")


def _has_half(tree: Any) -> bool:
    """Tell whether a text of ``tree`` holds half of a character pair."""
    return any(_SURROGATE.search(text) for text in _texts(tree))


def _texts(tree: Any) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            fields = cast("dict[str, Any]", node)
            waiting += [*fields, *fields.values()]
        elif isinstance(node, list):
            waiting += cast("list[Any]", node)


def _not_json(error: JSONDecodeError) -> tuple[str, str]:
    if not error.doc.strip():
        return "an empty file", "a FHIR file is a Bundle, or one resource a line"
    what = (
        "something stands after the end of the object" if error.msg == "Extra data" else "it breaks off or goes wrong"
    )
    return f"not JSON: {what}", "check the file with a JSON editor at this line and column"


def _failure(code: str, place: str, message: str, help: str | None = None) -> FactsError:
    return FactsError([Diagnostic(code, message, place=place, help=help)])

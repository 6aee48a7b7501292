"""From the bytes of a fact sheet to a tree of objects, lists, texts, `Number`, true, false and null: JSON, strictly.

Python's own scanner does the work; its hooks refuse what it would let pass (keys that stand twice, NaN, endless
numbers). They only raise: where the first reading meets such a thing, a second, slower one finds every one of them and
its place. ``msgspec`` and ``orjson`` were measured and left out: they read numbers as floats, keep the last of two
equal keys, and their import costs more than they save on one sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, cast

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.numbers import NUMBERS, NotANumberError, Number
from eligo.facts.places import field_name, inside
from eligo.facts.problems import Problems

#: the largest fact sheet
MOST_BYTES: Final = 1024 * 1024
#: deeper than any fact sheet goes
_DEEPEST: Final = 32
_LONE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
#: stands for what cannot be read on: its field is left out, and in a list it is nothing
_NONE: Final = object()
_WHAT_IS_WRONG: Final = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a field's name in double quotes is missing",
    "Expecting ',' delimiter": "a comma or the closing bracket is missing",
    "Expecting ':' delimiter": "the colon after a field's name is missing",
    "Unterminated string starting at": "a text is not closed",
    "Invalid control character at": "a text holds a line break or another control character",
    "Extra data": "something stands after the end of the object",
}


class _SuspiciousError(Exception):
    """Something that only the slow reading can place."""


class _Pairs(list[tuple[str, Any]]):
    """An object with its keys as they stand, two equal ones among them."""


class _Refused:
    """Stands for a number that is none."""


def read_json(data: bytes | str, name: str, problems: Problems) -> Any:
    """Return the tree of ``data``, the fact sheet called ``name``.

    Adds E603 and E611 to ``problems``, with places, and returns a tree that can be read on; raises `FactsError` where
    there is nothing to read on: E601 not JSON, E602 not UTF-8, E604 nested too deeply, E610 too large.
    """
    text = _decoded(data, name)
    try:
        try:
            tree = _FAST.decode(text)
        except (_SuspiciousError, NotANumberError):
            tree = _plain(_SLOW.decode(text), "", problems)
        else:
            if "\\u" in text and _LONE_ESCAPE.search(text):
                tree = _plain(tree, "", problems)
    except JSONDecodeError as error:
        raise _failure("E601", f"{name}:{error.lineno}:{error.colno}", *_not_json(error)) from None
    except RecursionError:
        raise _too_deep(name) from None
    return tree


def from_object(data: dict[Any, Any], name: str, problems: Problems) -> Any:
    """Return the tree of ``data``, which is what a JSON library made of a fact sheet; ``data`` stays as it is.

    Numbers may be int, float (taken as the shortest decimal that it prints) and Decimal; dates become text. Adds and
    raises what `read_json` does; E604 for anything that JSON has not.
    """
    return _Copier(name, problems).copy(data, "", 0)


def _decoded(data: bytes | str, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    if isinstance(data, str):
        try:
            size = len(data) if data.isascii() else len(data.encode())
        except UnicodeEncodeError:
            raise _failure("E602", name, "a text holds half of a character pair, which is no Unicode text") from None
        if size > MOST_BYTES:
            raise _too_large(name)
        text = data
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            help_ = "save the file as UTF-8"
            raise _failure("E602", name, f"not UTF-8: byte {error.start + 1} begins no character", help_) from None
        if "\0" in text:
            raise _failure("E602", name, "not UTF-8 text: it holds null characters", "save the file as UTF-8")
    return text.removeprefix("\ufeff")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _SuspiciousError
    return found


def _constant(text: str) -> Any:
    raise _SuspiciousError


def _number(text: str) -> Number | _Refused:
    try:
        return NUMBERS[text]
    except NotANumberError:
        return _Refused()


def _decoder(
    pairs: Callable[[list[tuple[str, Any]]], Any], number: Callable[[str], Any], constant: Callable[[str], Any]
) -> JSONDecoder:
    return JSONDecoder(object_pairs_hook=pairs, parse_float=number, parse_int=number, parse_constant=constant)


_FAST: Final = _decoder(_unique, NUMBERS.__getitem__, _constant)
_SLOW: Final = _decoder(_Pairs, _number, lambda _: _Refused())


def _plain(node: Any, place: str, problems: Problems) -> Any:
    """Return ``node`` with plain objects in it, its problems noted by place."""
    if isinstance(node, _Refused):
        problems.add("E611", place, *_NO_NUMBER)
        return _NONE
    if isinstance(node, str):
        _check_text(node, place, problems)
    if isinstance(node, _Pairs | dict):
        pairs: Iterable[tuple[str, Any]] = cast("dict[str, Any]", node).items() if isinstance(node, dict) else node
        return _object(pairs, place, problems)
    if isinstance(node, list):
        items = cast("list[Any]", node)
        plain = (_plain(item, f"{place}[{index}]", problems) for index, item in enumerate(items))
        return [None if item is _NONE else item for item in plain]
    return node


def _object(pairs: Iterable[tuple[str, Any]], place: str, problems: Problems) -> dict[str, Any]:
    found: dict[str, Any] = {}
    seen: set[str] = set()
    for position, (key, value) in enumerate(pairs):
        there = inside(place, key, position)
        _check_text(key, there, problems)
        if key in seen:
            named = field_name(place, key)
            subject = "a key" if named is None else f"`{named}`"
            problems.add("E603", there, f"{subject} stands twice in one object", "keep one of the two")
        seen.add(key)
        plain = _plain(value, there, problems)
        if plain is not _NONE:
            found.setdefault(key, plain)
    return found


def _check_text(text: str, place: str, problems: Problems) -> None:
    if _SURROGATE.search(text):
        help_ = "write both halves of the pair, or the character itself"
        problems.add("E602", place, "a text holds half of a character pair, which is no Unicode text", help_)


class _Copier:
    """Copies what a JSON library made, strictly."""

    def __init__(self, name: str, problems: Problems) -> None:
        self._name = name
        self._problems = problems
        self._size = 0

    def copy(self, node: Any, place: str, depth: int) -> Any:
        self._size += len(cast("str | list[Any]", node)) + 2 if isinstance(node, str | list | tuple | dict) else 4
        if self._size > MOST_BYTES:
            raise _too_large(self._name)
        if depth > _DEEPEST:
            raise _too_deep(self._name)
        if node is None or isinstance(node, bool):
            return node
        if isinstance(node, str):
            _check_text(node, place, self._problems)
            return str(node)
        if isinstance(node, Number | int | float | Decimal):
            return self._number(node, place)
        if isinstance(node, date):
            return node.isoformat()
        if isinstance(node, list | tuple):
            items = cast("list[Any]", node)
            copies = (self.copy(item, f"{place}[{index}]", depth + 1) for index, item in enumerate(items))
            return [None if item is _NONE else item for item in copies]
        if isinstance(node, dict):
            return self._object(cast("dict[Any, Any]", node), place, depth)
        self._problems.add(
            "E604", place, "a thing that JSON has not", "give text, numbers, true, false, lists and objects"
        )
        return _NONE

    def _object(self, node: dict[Any, Any], place: str, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for position, (key, value) in enumerate(node.items()):
            there = inside(place, key, position)
            if isinstance(key, str):
                self._size += len(key)
                _check_text(key, there, self._problems)
                copied = self.copy(value, there, depth + 1)
                if copied is not _NONE:
                    found[str(key)] = copied
            else:
                self._problems.add("E604", there, "a key that is no text", "make every key a text")
        return found

    def _number(self, node: Number | int | float | Decimal, place: str) -> object:
        if isinstance(node, Number):
            return node
        try:
            # the digits of a huge int take long to work out, and it is refused anyway
            if isinstance(node, int) and node.bit_length() > 400:
                raise NotANumberError
            return NUMBERS[float.__repr__(node) if isinstance(node, float) else str(node)]
        except NotANumberError:
            self._problems.add("E611", place, *_NO_NUMBER)
            return _NONE


_NO_NUMBER: Final = (
    "not a finite number of a size that can be measured",
    "leave the field out where there is no result",
)


def _not_json(error: JSONDecodeError) -> tuple[str, str]:
    if not error.doc.strip():
        return "an empty file", "a fact sheet is a JSON object, at the least `{}`"
    wrong = _WHAT_IS_WRONG.get(error.msg, "an escape or a bracket is wrong")
    return f"not JSON: {wrong}", "check the file with a JSON editor at this line and column"


def _failure(code: str, place: str, message: str, help: str | None = None) -> FactsError:
    return FactsError([Diagnostic(code, message, place=place, help=help)])


def _too_large(name: str) -> FactsError:
    return _failure(
        "E610", name, "a fact sheet of more than 1 MB", "a sheet holds one patient; leave out what no trial asks"
    )


def _too_deep(name: str) -> FactsError:
    return _failure("E604", name, "nested deeper than any fact sheet", "see `eligo schema patient` for the form")

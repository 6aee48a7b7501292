"""Where in a text the resources of FHIR JSON stand, so that each can be read again by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, NamedTuple, cast

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = JSONDecoder()


class Value(NamedTuple):
    """A JSON value, the line on which it begins, and the characters that it takes."""

    tree: Any
    line: int
    start: int
    end: int


class Listed(NamedTuple):
    """An entry of a bundle, and the characters that it takes."""

    tree: Any
    start: int
    end: int


def values_of(text: str) -> Iterator[Value]:
    """Yield the JSON values of ``text``: one, or one a line. Raises `JSONDecodeError` where what follows is none."""
    line, counted, at = 1, 0, _after_space(text, 0)
    while at < len(text):
        line += text.count("\n", counted, at)
        counted = at
        tree, end = _decoded(text, at)
        yield Value(tree, line, at, end)
        at = _after_space(text, end)
        if at < len(text) and "\n" not in text[end:at]:
            raise JSONDecodeError("Extra data", text, end)


def entries_of(text: str, value: Value) -> list[Listed]:
    """Return the entries of the bundle ``value`` of ``text``; none where its `entry` is no list.

    >>> text = '{"resourceType": "Bundle", "entry": [{"a": 1}, 7]}'
    >>> [text[one.start : one.end] for one in entries_of(text, next(values_of(text)))]
    ['{"a": 1}', '7']
    """
    at = _after_space(text, value.start + 1)
    found: list[Listed] = []
    while text[at] == '"':
        key, at = _decoded(text, at)
        at = _after_space(text, _after_space(text, at) + 1)  # behind the colon
        if key == "entry" and text[at] == "[":
            found, at = _items(text, at)
        else:
            at = _decoded(text, at)[1]
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return found


def _items(text: str, at: int) -> tuple[list[Listed], int]:
    """Return the items of the list that begins at ``at``, and where it ends."""
    found: list[Listed] = []
    at = _after_space(text, at + 1)
    while text[at] != "]":
        tree, end = _decoded(text, at)
        found.append(Listed(tree, at, end))
        at = _after_space(text, end)
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return found, at + 1


def _decoded(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except IndexError:
        raise JSONDecodeError("Expecting value", text, at) from None


def _after_space(text: str, at: int) -> int:
    return cast("re.Match[str]", _SPACE.match(text, at)).end()

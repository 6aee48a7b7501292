"""Parts of FHIR resources, taken for what they should be: what is of another type is as good as absent.

A resource is a tree of objects, lists, texts, `NumberText`, true, false and null.
"""

from __future__ import annotations

from typing import Any, Final, cast

Node = dict[str, Any]
_NO_NODES: Final[list[Node]] = []


class NumberText(str):
    """A JSON number as written; it is worked out only where it is needed."""

    __slots__ = ()


def text_of(node: Node, key: str) -> str | None:
    """Return the text under ``key``; None where there is none."""
    value = node.get(key)
    return value if type(value) is str and value else None


def node_of(node: Node, key: str) -> Node | None:
    """Return the object under ``key``; None where there is none."""
    value = node.get(key)
    return cast("Node", value) if type(value) is dict else None


def nodes_of(node: Node, key: str) -> list[Node]:
    """Return the objects in the list under ``key``, or the one object that stands there."""
    value = node.get(key)
    if value is None:
        return _NO_NODES
    if type(value) is dict:
        return [cast("Node", value)]
    if type(value) is not list:
        return _NO_NODES
    return [cast("Node", item) for item in cast("list[object]", value) if type(item) is dict]


def status_of(node: Node, key: str) -> str | None:
    """Return the code of a status that is a code (STU3) or a concept with one coding of FHIR's own (R4).

    None where there is none; ``?`` where something stands there that is no code.
    """
    value = node.get(key)
    if value is None:
        return None
    if type(value) is str:
        return value
    if type(value) is dict:
        for coding in nodes_of(cast("Node", value), "coding"):
            code = text_of(coding, "code")
            if code is not None:
                return code
    return "?"

"""A map of texts kept as one string, so that reading it from a cache costs next to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

_T = TypeVar("_T")

#: so many searches cost as much as laying the map out as a dict
_MANY = 300


class Packed(Mapping[str, str]):
    """Texts by text: sorted lines of key, tab and value. Searched by halving; laid out once it is asked often."""

    __slots__ = ("_asked", "_table", "lines")

    def __init__(self, lines: str = "") -> None:
        """Serve ``lines`` that `packed` made."""
        self.lines = lines
        self._asked = 0
        self._table: dict[str, str] | None = None

    def __reduce__(self) -> tuple[type[Packed], tuple[str]]:
        return Packed, (self.lines,)

    def __getitem__(self, key: str) -> str:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    @overload
    def get(self, key: str, default: None = None, /) -> str | None: ...
    @overload
    def get(self, key: str, default: str | _T, /) -> str | _T: ...
    def get(self, key: str, default: object = None, /) -> object:
        """Return the text of ``key``: the way taken most, and most keys have none."""
        if self._table is not None:
            return self._table.get(key, default)
        self._asked += 1
        if self._asked > _MANY:
            return self._laid_out().get(key, default)
        found = self._searched(key)
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._laid_out())

    def __len__(self) -> int:
        return self.lines.count("\n")

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Packed) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    def _laid_out(self) -> dict[str, str]:
        if self._table is None:
            cells = self.lines.replace("\n", "\t").split("\t")
            self._table = dict(zip(cells[0:-1:2], cells[1::2], strict=True))
        return self._table

    def _searched(self, key: str) -> str | None:
        lines = self.lines
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind("\n", low, (low + high) // 2) + 1 or low
            tab = lines.index("\t", start)
            found = lines[start:tab]
            end = lines.index("\n", tab)
            if found == key:
                return lines[tab + 1 : end]
            if found < key:
                low = end + 1
            else:
                high = start
        return None


def packed(table: Mapping[str, str]) -> Packed:
    r"""Return ``table`` packed; no key and no value may hold a tab or a line break.

    >>> packed({"b": "2", "a": "1"}).lines
    'a\t1\nb\t2\n'
    """
    for key, value in table.items():
        if not {"\t", "\n"}.isdisjoint(key + value):
            raise ValueError(f"{key!r} or {value!r} holds a tab or a line break")
    return Packed("".join(f"{key}\t{table[key]}\n" for key in sorted(table)))

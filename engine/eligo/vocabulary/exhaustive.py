"""Codes that are surely not of a concept, because the vocabulary knows where in the code system all of its codes lie.

A record whose code nobody knows, or only as something broader, may be of anything (LANGUAGE §3.2); one whose code lies
elsewhere than every code of a concept is surely not of that concept, nor of anything narrower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct


class CodeSystem(Struct, frozen=True):
    """A table of ``exhaustive.toml``. ``form`` is what its codes look like, without points; what looks otherwise is no
    code of it. Codes that begin with one of ``vague`` say too little to exclude anything. ``prefixes`` are, by id of a
    concept, those of all the codes that may be of it.
    """

    form: str
    vague: tuple[str, ...]
    prefixes: Mapping[str, tuple[str, ...]]
    source: str

    def excludes(self, code: str, ids: frozenset[str]) -> bool:
        """Tell whether ``code`` is surely not of a concept that is all of ``ids``: itself and what is broader."""
        plain = code.replace(".", "")
        if re.fullmatch(self.form, plain) is None or _may_lie(plain, self.vague):
            return False
        return any(id in self.prefixes and not _may_lie(plain, self.prefixes[id]) for id in ids)

    def strays(self, id: str, codes: Iterable[str]) -> list[str]:
        """Return those of ``codes``, which the concept ``id`` has in this system, that its prefixes leave out."""
        places = (*self.prefixes[id], *self.vague)
        return [code for code in codes if not _may_lie(code.removesuffix("*").replace(".", ""), places)]


def _may_lie(code: str, prefixes: tuple[str, ...]) -> bool:
    """Tell whether ``code`` may lie under one of ``prefixes``: it begins with it, or is a heading above it."""
    return any(code.startswith(prefix) or prefix.startswith(code) for prefix in prefixes)

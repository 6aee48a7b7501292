"""The grammar of UCUM codes, case-sensitive (UCUM 2.2, sections 5 to 12).

A code is read into a flat row of components, each with the power it has in the whole: ``mg/(8.h)`` is mg, 8⁻¹, h⁻¹.
"""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from eligo.quantities.table import Atom, table

#: powers beyond this are no unit of anything, and could be made to cost time
GREATEST_POWER = 99
GREATEST_SUM = 200
GREATEST_DEPTH = 16

_POWER_OF_TEN = re.compile(r"10[*^](?P<power>[+-]?[0-9]+)?")
_SYMBOL = re.compile(r"(?P<symbol>(?:[^\d\s.+\-/(){}\[\]]|\[[!-Z\\^-z|~]*\])+)(?P<power>[+-]?[0-9]+)?")
_INTEGER = re.compile(r"[0-9]+")
_ANNOTATION = re.compile(r"\{[!-z|~]*\}")


class UcumSyntaxError(ValueError):
    """Text that is no UCUM code; ``part`` is the symbol that is no unit, where there is one."""

    def __init__(self, part: str | None = None) -> None:
        """Keep the part."""
        super().__init__(part)
        self.part = part


class Component(Struct, frozen=True):
    """A factor of a unit: a prefixed atom, an integer, or an annotation alone, to ``power``."""

    power: int
    atom: Atom | None = None
    prefix: str = ""
    number: int = 1
    annotation: str | None = None

    @property
    def symbol(self) -> str:
        """Return its UCUM code without the power."""
        if self.atom is not None:
            return self.prefix + self.atom.code
        return str(self.number)

    @property
    def scale(self) -> Fraction:
        """Return what the prefix or the integer multiplies by, power left aside."""
        return table().prefixes[self.prefix] if self.prefix else Fraction(self.number)


def parse_ucum(code: str) -> tuple[Component, ...]:
    """Return the components of ``code``; raises `UcumSyntaxError`.

    >>> [(c.symbol, c.power) for c in parse_ucum("mmol/(8.h)")]
    [('mmol', 1), ('8', -1), ('h', -1)]
    """
    reader = _Reader(code)
    components = reader.term()
    if reader.place != len(code) or sum(abs(c.power) for c in components) > GREATEST_SUM:
        raise UcumSyntaxError
    return tuple(components)


class _Reader:
    """Reads a code from left to right; ``place`` is how far it is."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.place = 0
        self.depth = 0

    def term(self) -> list[Component]:
        """Read components joined by ``.`` and ``/``; a slash binds to the component after it only."""
        components: list[Component] = []
        sign = -1 if self._take("/") else 1
        while True:
            components += [replace(c, power=c.power * sign) for c in self._component()]
            if self._take("/"):
                sign = -1
            elif self._take("."):
                sign = 1
            else:
                return components

    def _component(self) -> list[Component]:
        components = self._bracketed() if self._take("(") else [self._match_component()]
        annotation = _ANNOTATION.match(self.code, self.place)
        if annotation is None or components[-1].annotation is not None:
            return components
        self.place = annotation.end()
        return [*components[:-1], replace(components[-1], annotation=annotation.group())]

    def _bracketed(self) -> list[Component]:
        self.depth += 1
        if self.depth > GREATEST_DEPTH:
            raise UcumSyntaxError
        components = self.term()
        if not self._take(")"):
            raise UcumSyntaxError
        self.depth -= 1
        return components

    def _match_component(self) -> Component:
        if match := _POWER_OF_TEN.match(self.code, self.place):
            component = Component(_power(match), table().atoms["10*"])
        elif match := _INTEGER.match(self.code, self.place):
            component = Component(1, number=int(match.group()))
            if component.number == 0:
                raise UcumSyntaxError
        elif match := _SYMBOL.match(self.code, self.place):
            prefix, atom = split_symbol(match["symbol"])
            component = Component(_power(match), atom, prefix)
        elif match := _ANNOTATION.match(self.code, self.place):
            component = Component(1, annotation=match.group())
        else:
            raise UcumSyntaxError
        self.place = match.end()
        return component

    def _take(self, character: str) -> bool:
        if self.code.startswith(character, self.place):
            self.place += 1
            return True
        return False


def split_symbol(symbol: str) -> tuple[str, Atom]:
    """Return the prefix (or ``""``) and the atom of ``symbol``; an atom goes before a prefixed one (``cd``)."""
    known = table()
    atom = known.atoms.get(symbol)
    if atom is not None:
        return "", atom
    for length in (1, 2):
        prefix = symbol[:length]
        atom = known.atoms.get(symbol[length:])
        if prefix in known.prefixes and atom is not None and atom.is_metric:
            return prefix, atom
    raise UcumSyntaxError(symbol)


def _power(match: re.Match[str]) -> int:
    written = match["power"]
    if written is None:
        return 1
    if len(written) > 3 or abs(int(written)) > GREATEST_POWER:
        raise UcumSyntaxError
    return int(written)

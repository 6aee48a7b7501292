"""One TOML table of the vocabulary, read strictly: each field is taken once, and what nobody took is an error."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from eligo.quantities.dates import DateError, Duration, parse_duration
from eligo.quantities.units import Unit, UnitError, parse_unit


class VocabularyError(Exception):
    """Vocabulary files that are wrong; ``problems`` says what, each with its file and table."""

    def __init__(self, problems: list[str]) -> None:
        """Keep ``problems``."""
        self.problems = problems
        super().__init__("\n".join(problems))


class Table:
    """A table whose fields are taken one by one; ``problems`` collects what is wrong with it."""

    def __init__(self, place: str, fields: dict[str, object], problems: list[str]) -> None:
        """Read ``fields`` of the table at ``place`` (``measures.toml [creatinine]``)."""
        self.place = place
        self._fields = dict(fields)
        self._problems = problems

    def problem(self, text: str) -> None:
        """Note that something is wrong."""
        self._problems.append(f"{self.place}: {text}")

    def finish(self) -> None:
        """Note every field that nobody took."""
        for name in self._fields:
            self.problem(f"unknown field `{name}`")

    def text(self, name: str, default: str | None = None) -> str:
        """Take a text; without ``default`` it must be there."""
        if name not in self._fields and default is not None:
            return default
        value = self._fields.pop(name, None)
        if not isinstance(value, str) or not value.strip():
            self.problem(f"`{name}` must be a text")
            return default or "?"
        return value

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Take a list of texts."""
        if name not in self._fields:
            return default
        return self._texts(name, self._fields.pop(name))

    def flag(self, name: str) -> bool:
        """Take true or false; absent is false."""
        value = self._fields.pop(name, False)
        if not isinstance(value, bool):
            self.problem(f"`{name}` must be true or false")
            return False
        return value

    def integer(self, name: str) -> int | None:
        """Take a whole number."""
        value = self._fields.pop(name, None)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.problem(f"`{name}` must be a whole number")
            return None
        return value

    def number(self, name: str, default: Fraction | None = None) -> Fraction | None:
        """Take an exact number: a text such as ``"88.4"`` or ``"1/60"``, or a whole number."""
        if name not in self._fields:
            return default
        return self._number(name, self._fields.pop(name))

    def numbers(self, name: str) -> tuple[Fraction, ...]:
        """Take a list of exact numbers."""
        value = self._fields.pop(name, ())
        items = cast("list[object]", value) if isinstance(value, list) else []
        if value != () and not isinstance(value, list):
            self.problem(f"`{name}` must be a list")
        found = (self._number(name, item) for item in items)
        return tuple(number for number in found if number is not None)

    def duration(self, name: str) -> Duration | None:
        """Take an ISO 8601 duration; ``always`` and absence are None."""
        text = self.text(name, "always")
        if text == "always":
            return None
        try:
            return parse_duration(text)
        except DateError:
            self.problem(f"`{name}`: `{text}` is no duration")
            return None

    def unit(self, name: str) -> Unit | None:
        """Take a unit, which must be there."""
        return self.unit_of(name, self.text(name))

    def units(self, name: str) -> tuple[Unit, ...]:
        """Take a list of units."""
        found = (self.unit_of(name, text) for text in self.texts(name))
        return tuple(unit for unit in found if unit is not None)

    def unit_of(self, name: str, text: str) -> Unit | None:
        """Return the unit ``text`` of the field ``name``."""
        try:
            return parse_unit(text)
        except UnitError as error:
            self.problem(f"`{name}`: unknown unit `{text}` ({error})")
            return None

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Take a table of texts."""
        return tuple((key, self._text_of(name, value)) for key, value in self._entries(name))

    def unit_numbers(self, name: str) -> Iterator[tuple[Unit, Fraction]]:
        """Take a table from unit to exact number."""
        for key, value in self._entries(name):
            unit, number = self.unit_of(name, key), self._number(name, value)
            if unit is not None and number is not None:
                yield unit, number

    def unit_texts(self, name: str) -> Iterator[tuple[Unit, str]]:
        """Take a table from unit to text."""
        for key, value in self._entries(name):
            unit = self.unit_of(name, key)
            if unit is not None:
                yield unit, self._text_of(name, value)

    def text_lists(self, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Take a table from text to a list of texts."""
        return tuple((key, self._texts(f"{name}.{key}", value)) for key, value in self._entries(name))

    def subtables(self, name: str) -> Iterator[tuple[str, Table]]:
        """Take a table of tables; each is finished when the next is asked for."""
        for key, value in self._entries(name):
            if not isinstance(value, dict):
                self.problem(f"`{name}.{key}` must be a table")
                continue
            table = Table(f"{self.place} {name}.{key}", cast("dict[str, object]", value), self._problems)
            yield key, table
            table.finish()

    def raw(self, name: str) -> object:
        """Take a field as it is; None where it is absent."""
        return self._fields.pop(name, None)

    def _entries(self, name: str) -> list[tuple[str, object]]:
        value = self._fields.pop(name, {})
        if not isinstance(value, dict):
            self.problem(f"`{name}` must be a table")
            return []
        return list(cast("dict[str, object]", value).items())

    def _texts(self, name: str, value: object) -> tuple[str, ...]:
        items = cast("list[object]", value) if isinstance(value, list) else None
        if items is None or not all(isinstance(item, str) and item for item in items):
            self.problem(f"`{name}` must be a list of texts")
            return ()
        return tuple(cast("list[str]", items))

    def _text_of(self, name: str, value: object) -> str:
        if isinstance(value, str):
            return value
        self.problem(f"`{name}` must hold texts")
        return "?"

    def _number(self, name: str, value: object) -> Fraction | None:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            try:
                return Fraction(value)
            except (ValueError, ZeroDivisionError):
                pass
        self.problem(f'`{name}` must be an exact number such as "88.4" or "1/60"')
        return None

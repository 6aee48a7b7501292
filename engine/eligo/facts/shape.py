"""The shape of a fact sheet: which fields an object has and what stands in each (FORMATS §1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from eligo.facts.numbers import Number
from eligo.facts.places import inside
from eligo.facts.problems import Problems, listed, ordinal

_NULL: Final = type(None)
_TYPE_NAMES: Final[dict[type, str]] = {
    str: "text",
    Number: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    _NULL: "null",
}
#: a key longer than any field's name resembles none
_LONGEST_KEY: Final = 40
#: a sheet with more problems than this has another one than its spelling, and guesses take time
_MOST_GUESSES: Final = 100

Fields = Mapping[str, frozenset[type]]


def _may_be(*types: type) -> frozenset[type]:
    return frozenset(types)


_TEXT: Final = _may_be(str, _NULL)
TOP: Final[Fields] = {
    "patient": _may_be(dict, _NULL),
    "as_of": _TEXT,
    "dates": _may_be(dict, _NULL),
    "facts": _may_be(list, dict, _NULL),
    "answers": _may_be(dict, _NULL),
    "complete": _may_be(list, _NULL),
    "ranges": _may_be(list, _NULL),
}
PATIENT: Final[Fields] = {"id": _TEXT, "birth_date": _TEXT, "sex": _TEXT, "deceased": _may_be(str, bool, _NULL)}
#: null where it can only mean that nothing is stated; `"value": null` or `"present": null` would leave a bare name,
#: which states that the patient has it
FACT: Final[Fields] = {
    "name": _TEXT,
    "code": _TEXT,
    "value": _may_be(Number, str, bool),
    "unit": _TEXT,
    "range": _may_be(dict, _NULL),
    "time": _TEXT,
    "start": _TEXT,
    "end": _TEXT,
    "recorded": _TEXT,
    "status": _may_be(str),
    "present": _may_be(bool),
    "ever": _may_be(bool),
    "relation": _may_be(str),
    "of": _may_be(str),
    "context": _may_be(list, _NULL),
    "method": _TEXT,
    "id": _TEXT,
    "source": _TEXT,
    "kind": _may_be(str),
}
LIMITS: Final[Fields] = {"low": _may_be(Number, _NULL), "high": _may_be(Number, _NULL), "unit": _TEXT}
RANGE: Final[Fields] = {"name": _TEXT, "code": _TEXT, **LIMITS, "sex": _TEXT}
COMPLETE: Final[Fields] = {"of": _may_be(str), "from": _TEXT, "to": _TEXT}
ANSWER: Final[Fields] = {
    "holds": _may_be(bool, _NULL),
    "by": _TEXT,
    "on": _TEXT,
    "source": _TEXT,
    "sentence": _TEXT,
}
SEXES: Final = ("female", "male", "other", "unknown")
STATUSES: Final = ("active", "resolved", "planned", "ordered", "entered-in-error")
KINDS: Final = ("condition", "medication", "procedure", "finding")
RELATIONS: Final = ("allergy", "family-history", "contraindication")


def check_fields(node: dict[str, Any], fields: Fields, place: str, problems: Problems) -> dict[str, Any]:
    """Return ``node`` without its nulls, and without what is no field or of another type, which is noted (E604)."""
    for key, value in node.items():
        if value is None or type(value) not in fields.get(key, ()):
            break
    else:
        return node
    kept: dict[str, Any] = {}
    for position, (key, value) in enumerate(node.items()):
        types = fields.get(key)
        if types is None:
            _unknown_field(key, position, fields, place, problems)
        elif type(value) not in types:
            wrong_type(value, types, inside(place, key, position), problems)
        elif value is not None:
            kept[key] = value
    return kept


def wrong_type(value: object, types: Iterable[type], place: str, problems: Problems) -> None:
    """Note that ``value`` is none of ``types`` (E604)."""
    help_ = None
    if value is None:
        help_ = "leave out what is not known: beside a bare name it would not be read as unknown"
    elif type(value) is str and Number in types:
        help_ = "write the number without quotes"
    problems.add("E604", place, f"{_TYPE_NAMES[type(value)]} stands where {_expected(frozenset(types))} belongs", help_)


def one_of(value: str, allowed: tuple[str, ...], place: str, problems: Problems) -> str | None:
    """Return ``value`` where it is one of ``allowed``; None, noted (E604), where it is not."""
    if value in allowed:
        return value
    help_ = _did_you_mean(value, allowed, problems)
    problems.add("E604", place, f"none of the values that stand here: {listed(allowed)}", help_)
    return None


def _unknown_field(key: str, position: int, fields: Fields, place: str, problems: Problems) -> None:
    where = (
        f"the {ordinal(position + 1)} field" if fields is not TOP else f"the {ordinal(position + 1)} field of the sheet"
    )
    message = f"{where} is not one that belongs here: {_names_of(tuple(fields))}"
    problems.add("E604", place, message, _did_you_mean(key, tuple(fields), problems))


@lru_cache(maxsize=64)
def _expected(types: frozenset[type]) -> str:
    names = sorted(_TYPE_NAMES[each] for each in types if each is not _NULL)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


@lru_cache(maxsize=64)
def _names_of(fields: tuple[str, ...]) -> str:
    return listed(fields)


def _did_you_mean(text: str, allowed: tuple[str, ...], problems: Problems) -> str | None:
    if len(text) > _LONGEST_KEY or len(problems.found) > _MOST_GUESSES:
        return None
    from difflib import get_close_matches  # needed only where something is wrong

    near = get_close_matches(text.lower().replace("_", "-" if any("-" in a for a in allowed) else "_"), allowed, n=1)
    return f"did you mean `{near[0]}`?" if near else None

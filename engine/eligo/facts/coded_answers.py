"""Questions of which each coded answer says something of conditions (`criteria/coded_answers.toml`): smoking status.

A status that changes between two answers is a conflict of the two, for nobody said when it did.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from eligo.facts.choosing import DISAGREE
from eligo.facts.imports import NO_VALUE, UNDATABLE
from eligo.facts.naming import Record
from eligo.resources import data_folder

#: what an answer may say of a condition, as fields of a record, and the field that its date goes to
_SAID: Final[dict[str, tuple[Record, str]]] = {
    "now": ({"status": "active"}, "recorded"),
    "past": ({"status": "resolved"}, "recorded"),
    "not_now": ({"present": False}, "time"),
    "never": ({"present": False, "ever": False}, "time"),
}


def is_question(code: str) -> bool:
    """Tell whether ``code`` is that of such a question."""
    return code in _questions()


def answered(code: str, answers: Iterable[str], time: str | None, doubt: str | None) -> Iterator[tuple[str, Record]]:
    """Yield the records that the ``answers``, by their codes, to the question ``code`` make: concept id and fields.

    ``time`` is when it was answered, None where nobody says. With a ``doubt``, two answers that differ, or none that is
    known, none of the conditions that it asks of is known, and the records say that.
    """
    question = _questions()[code]
    said = [found for answer in answers if (found := question["answers"].get(answer)) is not None]
    if time == UNDATABLE:
        time, doubt = None, UNDATABLE
    elif any(other != said[0] for other in said):
        doubt = DISAGREE
    if doubt is not None or not said:
        dated: Record = {} if time is None else {"time": time}
        yield from ((id, {"value": doubt or NO_VALUE, **dated}) for id in question["of"])
        return
    for what, ids in said[0].items():
        fields, when = _SAID[what]
        yield from ((id, {**fields, **({} if time is None else {when: time})}) for id in ids)


@lru_cache(maxsize=1)
def _questions() -> dict[str, dict[str, Any]]:
    return tomllib.loads(data_folder("criteria").joinpath("coded_answers.toml").read_text(encoding="utf-8"))

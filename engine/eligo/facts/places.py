"""Where something stands in a fact sheet: names of the sheet's own fields and positions, never a key of the patient."""

from __future__ import annotations

#: the fields of each object of FORMATS §1
TOP_FIELDS = frozenset({"patient", "as_of", "dates", "facts", "answers", "complete", "ranges"})
PATIENT_FIELDS = frozenset({"id", "birth_date", "sex", "deceased"})
FACT_FIELDS = frozenset(
    {
        "name", "code", "value", "unit", "range", "time", "start", "end", "recorded", "status", "present", "ever",
        "relation", "of", "context", "method", "id", "source", "kind",
    }
)  # fmt: skip
LIMIT_FIELDS = frozenset({"low", "high", "unit"})
RANGE_FIELDS = frozenset({"name", "code", "low", "high", "unit", "sex"})
COMPLETE_FIELDS = frozenset({"of", "from", "to"})
ANSWER_FIELDS = frozenset({"holds", "by", "on", "source", "sentence"})
#: objects whose keys are the patient's or the trial's own
_FREE = frozenset({"facts", "dates", "answers"})
_FIELDS = (
    TOP_FIELDS | PATIENT_FIELDS | FACT_FIELDS | LIMIT_FIELDS | RANGE_FIELDS | COMPLETE_FIELDS | ANSWER_FIELDS
)  # fmt: skip


def field_name(place: str, key: object) -> str | None:
    """Return ``key`` where it may be named in a message: a field of the format, in an object that has fields."""
    return key if isinstance(key, str) and key in _FIELDS and place not in _FREE else None


def inside(place: str, key: object, position: int) -> str:
    """Return the place of the value under ``key``, the one at ``position`` in the object at ``place``.

    >>> inside("facts[3].range", "low", 0), inside("", "facts", 2), inside("answers", "consent", 0)
    ('facts[3].range.low', 'facts', 'answers[0]')
    """
    name = field_name(place, key)
    if name is None:
        return f"{place}[{position}]"
    return f"{place}.{name}" if place else name

"""The fact sheet of FORMATS §1 as pydantic models: the source of ``eligo schema patient``.

`sheet.read_sheet` reads sheets without them, for the reasons that it states; a property test holds that it refuses what
these refuse, and nothing else for its shape. Imported only where the schema is asked for: pydantic takes 100 ms.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from eligo.facts.model import CompleteKind, Relation, Sex
from eligo.quantities.dates import parse_date

_TIME_PATTERN = r"(T\d{2}(:\d{2}(:\d{2}([.,]\d{1,9})?)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?"
_DATE_PATTERN = rf"^\d{{4}}(-\d{{2}}(-\d{{2}}{_TIME_PATTERN})?)?$"
_DAY_PATTERN = rf"^\d{{4}}-\d{{2}}-\d{{2}}{_TIME_PATTERN}$"


def _is_date(text: str) -> str:
    parse_date(text)
    return text


def _is_day(text: str) -> str:
    if parse_date(text).day is None:
        raise ValueError("a whole day")
    return text


#: ISO 8601, as precise as is known
DateText = Annotated[str, AfterValidator(_is_date), WithJsonSchema({"type": "string", "pattern": _DATE_PATTERN})]
DayText = Annotated[str, AfterValidator(_is_day), WithJsonSchema({"type": "string", "pattern": _DAY_PATTERN})]
Number = Annotated[int | float | Decimal, WithJsonSchema({"type": "number"})]
Value = Number | str | bool


class Strict(BaseModel):
    """An object with no field beyond those named, and no value of another kind."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True)


class Patient(Strict):
    """Who the patient is."""

    id: str | None = None
    birth_date: DateText | None = None
    sex: Sex | None = None
    deceased: DateText | bool | None = None


class Limits(Strict):
    """A result's own reference range, in the unit of its value unless it has one of its own."""

    low: Number | None = None
    high: Number | None = None
    unit: str | None = None


class Fact(Strict):
    """One record, under a name or a code of the vocabulary. What is not known is left out."""

    name: str | None = None
    code: str | None = None
    value: Value = Field(default="", description="a number, a text with a unit (`<5 mg/L`), or a value of a finding")
    unit: str | None = None
    range: Limits | None = None
    time: DateText | None = None
    start: DateText | None = None
    end: DateText | None = None
    recorded: DateText | None = Field(default=None, description="by when it was known, where it is not since when")
    status: Literal["active", "resolved", "planned", "ordered", "entered-in-error"] = "active"
    present: bool = True
    ever: bool = True
    relation: Relation = "allergy"
    of: str = Field(default="", description="what a toxicity grade is of")
    context: list[str] | None = None
    method: str | None = None
    id: str | None = None
    source: str | None = None
    kind: Literal["condition", "medication", "procedure", "finding"] = Field(
        default="condition", description="what the record is of, for a code that nothing knows"
    )

    @model_validator(mode="after")
    def _is_named_and_ordered(self) -> Fact:
        named = bool((self.name or "").strip() or (self.code or "").strip())
        # what was entered in error is dropped, whatever else is wrong with it
        _require(named or self.status == "entered-in-error", "`name` or `code`")
        _require(not _ends_first(self.start, self.end), "a start before the end")
        return self


class Range(Limits):
    """A laboratory's reference range for results that carry none."""

    name: str | None = None
    code: str | None = None
    sex: Literal["female", "male"] | None = None

    @model_validator(mode="after")
    def _is_named_and_has_an_end(self) -> Range:
        _require(self.name is not None or self.code is not None, "`name` or `code`")
        _require(self.low is not None or self.high is not None, "`low` or `high`")
        return self


class Answer(Strict):
    """A person's answer to a question; `holds` null is one not yet given."""

    holds: bool | None
    by: str | None = None
    on: DateText | None = None
    source: str | None = None
    sentence: str | None = Field(default=None, description="the digest of the sentence that was answered: `sha256:…`")


class Complete(Strict):
    """What is complete, over a time."""

    of: CompleteKind | str
    from_: DateText | None = Field(default=None, alias="from")
    to: DateText | None = None

    @model_validator(mode="after")
    def _is_ordered(self) -> Complete:
        _require(not _ends_first(self.from_, self.to), "a start before the end")
        return self


class Model(Strict):
    """Everything that is known of one patient; every field may be left out."""

    patient: Patient | None = None
    as_of: DayText | None = None
    dates: dict[str, DateText | None] | None = None
    facts: list[Fact] | dict[str, Value] | None = None
    answers: dict[str, bool | Answer | None] | None = None
    complete: list[CompleteKind | str | Complete] | None = None
    ranges: list[Range] | None = None


def patient_schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of a fact sheet."""
    schema = Model.model_json_schema(by_alias=True, mode="validation")
    return _without_defaults({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "patient"})


def _without_defaults(node: Any) -> Any:
    """Return ``node`` without defaults: a field that is left out states nothing."""
    if isinstance(node, dict):
        fields = cast("dict[str, Any]", node)
        return {key: _without_defaults(value) for key, value in fields.items() if key != "default"}
    if isinstance(node, list):
        return [_without_defaults(item) for item in cast("list[Any]", node)]
    return node


def _ends_first(start: str | None, end: str | None) -> bool:
    if start is None or end is None:
        return False
    first, last = parse_date(start), parse_date(end)
    return first.earliest > last.on_clock(first.offset).latest


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)

"""The mapping of a table as a pydantic model: what is checked, and the source of ``eligo schema mapping``.

Imported only where a mapping is read: pydantic takes 100 ms.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

_STRICT = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class Column(BaseModel):
    """What one column of the table says."""

    model_config = _STRICT

    name: str = Field(min_length=1, description="the column, as the first line of the table has it")
    fact: str | None = Field(default=None, description="a name of the vocabulary: `creatinine`, `deep vein thrombosis`")
    code: str | None = Field(default=None, description="a code in place of a name: `loinc:2160-0`")
    answer: str | None = Field(default=None, description="the label of a question that the column answers, yes or no")
    holds: Literal["value", "time", "start", "end"] = Field(
        default="value", description="what stands in the cell: a value, or the date of something that was there"
    )
    unit: str | None = Field(default=None, description="the unit of every value of the column")
    unit_column: str | None = Field(default=None, description="the column that holds the unit")
    time: str | None = Field(default=None, description="the column that holds the date of the value")
    start: str | None = Field(default=None, description="the column that holds the date of the start")
    end: str | None = Field(default=None, description="the column that holds the date of the end")
    low: str | None = Field(default=None, description="the column that holds the low end of the reference range")
    high: str | None = Field(default=None, description="the column that holds the high end of the reference range")
    values: dict[str, bool | str] | None = Field(
        default=None, description="what the words of the column mean: true, false, or a value of the finding"
    )
    missing: list[str] | None = Field(default=None, description="more words of this column that stand for nothing")
    complete: bool = Field(default=False, description="an empty cell means that it is not there")
    status: Literal["active", "resolved", "planned", "ordered"] | None = None
    relation: Literal["allergy", "family-history", "contraindication"] | None = None
    context: list[str] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Column:
        if sum(one is not None for one in (self.fact, self.code, self.answer)) != 1:
            raise ValueError("one of `fact`, `code` and `answer`")
        return self


class Model(BaseModel):
    """How a table is read, a row for each patient or for each visit."""

    model_config = _STRICT

    id: str = Field(min_length=1, description="the column of the patient's id")
    sex: str | None = Field(default=None, description="the column of the sex")
    sexes: dict[str, Literal["female", "male", "other", "unknown"]] | None = Field(
        default=None, description="what the words of that column mean, where they are not these four"
    )
    birth_date: str | None = Field(default=None, description="the column of the birth date")
    deceased: str | None = Field(default=None, description="the column of the date of death")
    time: str | None = Field(default=None, description="the column of the date of every value in the row")
    rows: Literal["patient", "visit"] = Field(default="patient", description="what a row is; a patient has many visits")
    missing: list[str] = Field(default=[], description="words that stand for nothing, beside an empty cell")
    date_format: str = Field(default="YYYY-MM-DD", description="`DD.MM.YYYY`, `MM/DD/YYYY hh:mm`; ISO 8601 always")
    decimal: Literal[".", ","] = "."
    separator: Literal[",", ";", "\t", "|"] | None = Field(default=None, description="found where not given")
    encoding: Literal["utf-8", "latin-1", "windows-1252"] = "utf-8"
    ignore: list[str] = Field(default=[], description="columns that are left out on purpose")
    complete: list[str] = Field(default=[], description="kinds of record that the table holds all of: `conditions`")
    column: list[Column] = Field(default=[], description="one `[[column]]` for each fact")

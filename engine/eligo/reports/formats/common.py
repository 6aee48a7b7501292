"""What the formats share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

DecimalText = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]+$")]
#: ISO 8601, as precise as is known: ``2019``, ``2019-03``, ``2021-05-02``, ``2021-05-02T08:10+02:00``
DateText = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}.*)?)?)?)?$")]
DurationText = Annotated[str, StringConstraints(pattern=r"^-?P")]


class Strict(BaseModel):
    """A JSON object with no field beyond those named, and no value of another kind."""

    model_config = ConfigDict(
        strict=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True, validate_by_name=True
    )

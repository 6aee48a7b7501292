"""What the formats share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

DecimalText = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]+$")]
DurationText = Annotated[str, StringConstraints(pattern=r"^-?P")]


class Strict(BaseModel):
    """A JSON object with no field beyond those named, and no value of another kind."""

    model_config = ConfigDict(
        strict=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True, validate_by_name=True
    )


class SchemaWithoutDefaults(GenerateJsonSchema):
    """A schema that states no defaults: a field that is left out says nothing."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        """Return the schema of the field alone."""
        return self.generate_inner(schema["schema"])

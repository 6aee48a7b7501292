"""A line of a drafted study."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from eligo.reports.formats.common import Strict
from eligo.reports.formats.trial import Rule


class Reason(Strict):
    """Why a line is no rule."""

    code: str
    message: str


class Model(Strict):
    """What `eligo draft --format json` prints for each line, and `--each-line` for each line asked, with its `id`."""

    id: str | int | float | bool | list[object] | dict[str, object] | None = Field(
        default=None, description="only of `--each-line`: the id as it was given"
    )
    line: int
    parent: int | None
    section: Literal["inclusion", "exclusion"] | None
    text: str
    kind: Literal["rule", "question", "heading"]
    rule: Rule | None
    canonical: str | None
    reason: Reason | None

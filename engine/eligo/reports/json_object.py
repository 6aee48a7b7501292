"""Screenings as JSON: the object of the result format, one object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from eligo.screening.result import Screening


def render(screenings: Sequence[Screening]) -> str:
    """Return one line for each of ``screenings``: a single JSON document for one, JSON lines for several."""
    return "".join(json.dumps(screening.model_dump(), ensure_ascii=False) + "\n" for screening in screenings)

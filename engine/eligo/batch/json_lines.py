"""Results as JSON lines: the object of FORMATS §2, or one that says why a patient could not be screened."""

from __future__ import annotations

import json
from typing import Any

from eligo.batch.model import Failure, Layout
from eligo.screening.result import Screening


def screening_line(screening: Screening) -> str:
    """Return the line of a screening."""
    return json.dumps(screening.model_dump(), ensure_ascii=False) + "\n"


def failure_line(failure: Failure) -> str:
    """Return the line of a patient who could not be screened; ``at`` is where in the patient's data."""
    error: dict[str, Any] = {"code": failure.code, "message": failure.message}
    if failure.at is not None:
        error["at"] = failure.at
    return json.dumps({"patient": failure.patient, "place": failure.place, "error": error}, ensure_ascii=False) + "\n"


JSON_LINES = Layout("jsonl", "", screening_line, failure_line)

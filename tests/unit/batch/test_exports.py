"""What is told while the files of an export are read, before its first patient."""

import json
from pathlib import Path
from typing import Any

from eligo.batch import Told, find_sources
from eligo.batch.sources import tasks
from eligo.diagnostics import Diagnostic


def test_how_far_the_reading_came_is_told_and_then_what_is_to_say_of_the_whole(tmp_path: Path) -> None:
    subject = {"subject": {"reference": "Patient/b"}}
    records: list[dict[str, Any]] = [{"resourceType": "Condition", "id": str(n), **subject} for n in range(2500)]
    tmp_path.joinpath("Condition.ndjson").write_text("".join(f"{json.dumps(one)}\n" for one in records))
    tmp_path.joinpath("Patient.ndjson").write_text('{"resourceType": "Patient", "id": "a"}\n')
    told: list[object] = []

    def warned(found: list[Diagnostic]) -> None:
        told.extend(one.code for one in found)

    [source] = find_sources([str(tmp_path)])
    for task in tasks(source, (), Told(warned, told.append)):
        told.append(task.patient)
    assert told == [1000, 2000, "W624", "a"]

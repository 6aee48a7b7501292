"""A trial, and patients for it, small enough to screen by the thousand."""

import json
from pathlib import Path
from typing import Any

TRIAL = """\
trial NCT00000001 "A small trial"

age 25–75 years

inclusion criteria

- [consent] "Patients who are willing to participate."

exclusion criteria

- [crcl] "Creatinine clearance <15 ml / min"
    creatinine clearance < 15 mL/min
- [vte] "Thrombosis, or \\\\ embolism, in the past 3 years"
    history of deep vein thrombosis or pulmonary embolism in the past 3 years
- [severe] SpO2 ≤ 85% at rest
"""
SECOND = TRIAL.replace("NCT00000001", "NCT00000002").replace("< 15 mL/min", "< 10 mL/min")


def patient(number: int) -> dict[str, Any]:
    """Return a fact sheet; one in three is ineligible, one in three undetermined."""
    facts: list[dict[str, Any]] = [
        {"name": "creatinine", "value": 1.0 + number % 3 * 4, "unit": "mg/dL", "time": "2021-05-01"},
        {"name": "weight", "value": 61, "unit": "kg", "time": "2021-04-30", "source": f"Observation/{number}"},
        {"name": "SpO2", "value": "97 %", "time": "2021-05-02T08:10", "context": ["at rest"]},
    ]
    if number % 4 == 0:
        facts.append({"name": "deep vein thrombosis", "start": "2019-03", "end": "2019-09-14"})
    return {
        "patient": {"id": f"P-{number}", "birth_date": "1961-07-02", "sex": "female"},
        "as_of": "2021-05-02",
        "facts": facts[number % 3 == 1 :],
        "answers": {"consent": True},
        "complete": ["conditions"],
    }


def ndjson(numbers: range, bad: frozenset[int] = frozenset()) -> str:
    """Return a fact sheet a line; those of ``bad`` cannot be read."""
    return "".join(("{nonsense" if n in bad else json.dumps(patient(n))) + "\n" for n in numbers)


def write_trial(folder: Path) -> str:
    """Write the trial into ``folder`` and return its path."""
    path = folder / "trial.elig"
    path.write_text(TRIAL, encoding="utf-8")
    return str(path)

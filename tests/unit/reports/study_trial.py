"""A trial with everything that study files must bear, and patients for it."""

import json
from typing import Any

TRIAL = """\
trial NCT00000005 "Of “reports” & <logs>"
version "2.1, 2021-03-01"
results within 28 days

age 25–75 years

inclusion criteria

- [consent] "=HYPERLINK(\\"x\\") Patients who are willing to participate, by signing the informed consent form."
- [rate] "Respiratory distress, RR >30 times/min"
    respiratory rate > 30/min
    note "distress is read as the rate alone"

exclusion criteria

- [creatinine_clearance] "Creatinine clearance <15 ml / min"
    creatinine clearance < 15 mL/min
- [vte] "History of deep vein thrombosis (DVT) or pulmonary embolism over the past 3 years"
    history of deep vein thrombosis or pulmonary embolism in the past 3 years
- SpO2 ≤ 85% at rest
"""
ANSWER = {"holds": True, "by": "Dr Roe", "on": "2021-05-02", "source": "consent form 3"}


def patient(code: str | None, *facts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a fact sheet that passes every criterion but for ``facts`` and ``changes``."""
    usual = [
        {"name": "respiratory rate", "value": "34/min", "time": "2021-05-02T08:10", "source": "Observation/76"},
        {"name": "creatinine", "value": "0.9 mg/dL", "time": "2021-05-01", "source": "Observation/77"},
        {"name": "weight", "value": "61 kg", "time": "2021-05-01"},
        {"name": "SpO2", "value": "97 %", "time": "2021-05-02T08:10"},
    ]
    names = {fact.get("name") for fact in facts}
    sheet: dict[str, Any] = {
        "patient": {"id": code, "birth_date": "1961-07-02", "sex": "female"},
        "as_of": "2021-05-02",
        "facts": [*(fact for fact in usual if fact["name"] not in names), *facts],
        "answers": {"consent": ANSWER},
        "complete": ["conditions", "procedures"],
    }
    return sheet | changes


THROMBOSIS = {"name": "deep vein thrombosis", "start": "2019-03", "end": "2019-09-14", "source": "Condition/9"}
SLOW = {"name": "respiratory rate", "value": "16/min", "time": "2021-05-02T08:10"}
UNKNOWN = {"name": "florbitude", "value": "3"}
#: eligible; one reason; two reasons; open questions; dead
COHORT = [
    patient("P-1"),
    patient("P-2", THROMBOSIS, UNKNOWN),
    patient("=P-3", THROMBOSIS, SLOW),
    patient("Ü-4", {"name": "creatinine", "value": "0.9 mg/dL", "time": "2020-01-01"}, answers={}),
    patient("P-5") | {"patient": {"id": "P-5", "birth_date": "1961-07-02", "sex": "female", "deceased": "2021-05-01"}},
]


def ndjson() -> str:
    """Return the cohort, and behind it a patient who cannot be read."""
    return "".join(json.dumps(sheet, ensure_ascii=False) + "\n" for sheet in COHORT) + '{"patient": SECRET}\n'

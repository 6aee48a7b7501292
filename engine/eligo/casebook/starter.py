"""The trial file and the case file that a new trial starts from."""

from __future__ import annotations

import re

#: what may stand in the name of a file everywhere, and as the id of a trial
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

_TRIAL = """\
# Eligibility of {id}. Everything after a # is a comment.
trial {id} "Title of the trial, as the registry prints it"
source "https://example.org/where-the-criteria-were-copied-from"

# Age and sex as the registry prints them; both are inclusion criteria.
age ≥ 18 years
sex all

# Results count for this long, unless a criterion says otherwise.
results within 28 days

inclusion criteria

# A criterion: a bullet, a [label] that never changes, the protocol's own sentence, and below it the rule.
- [ecog] "Eastern Cooperative Oncology Group performance status of 0 or 1"
    ECOG 0–1

# A sentence without a rule is a question for a person.
- [consent] "Willing and able to give written informed consent"

exclusion criteria

- [crcl] "Creatinine clearance below 30 ml/min"
    creatinine clearance < 30 mL/min

# A rule needs no sentence where it says the same.
- [vte] history of deep vein thrombosis or pulmonary embolism in the past 6 months
"""

_CASES = """\
# Patients and what screening them against {id} must give. `eligo test` runs them.

[[case]]
name = "a patient who may take part"
patient = {{ birth_date = "1961-03-14", sex = "female" }}
as_of = "2026-01-15"
facts = {{ "ECOG" = 1, "creatinine clearance" = "90 mL/min" }}
answers = {{ consent = true }}
complete = ["conditions"]
verdict = "eligible"

[[case]]
name = "clearance of exactly 30 does not exclude"
base = "a patient who may take part"
facts = {{ "creatinine clearance" = "30 mL/min" }}
verdict = "eligible"
holds = {{ crcl = "no" }}

[[case]]
name = "clearance just below 30 excludes"
base = "a patient who may take part"
facts = {{ "creatinine clearance" = "29.9 mL/min" }}
verdict = "ineligible"
holds = {{ crcl = "yes" }}

[[case]]
name = "nothing is known of the clearance of another patient"
patient = {{ birth_date = "1970-07-01", sex = "male" }}
as_of = "2026-01-15"
facts = {{ "ECOG" = 0 }}
answers = {{ consent = true }}
complete = ["conditions"]
verdict = "undetermined"
holds = {{ crcl = "unknown", vte = "no" }}
"""


def starter(id: str) -> dict[str, str]:
    """Return the files of a new trial ``id`` (which matches `ID`), by name: the trial and its cases."""
    return {f"{id}.elig": _TRIAL.format(id=id), f"{id}.cases.toml": _CASES.format(id=id)}

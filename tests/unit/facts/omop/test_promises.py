"""Nothing of a patient is in a message; an unknown code never makes anybody eligible; pages provoke their codes."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from eligo.diagnostics import Diagnostic, FactsError, pages
from eligo.facts import screened_at
from eligo.facts.model import Completeness
from eligo.facts.patients import open_patients
from eligo.rules import load_trial
from eligo.screening import index, prepare, screen_prepared
from eligo.vocabulary.loading import load_vocabulary

CANARY = "Qanary"
NUMBER = 71234567
CODES = [code for code in pages.codes() if code[1:3] == "63"]
WITHOUT_EXAMPLE = {"E630", "E631", "E632", "E635", "W633"}
DAY = "2021-05-01"
WHOLE: Any = {
    "person": [{"person_id": 1, "gender_concept_id": 8532, "year_of_birth": 1961, "month_of_birth": 7}],
    "death": [{"person_id": 1, "death_date": "2022-01-01"}],
    "observation_period": [
        {"person_id": 1, "observation_period_start_date": "1961-01-01", "observation_period_end_date": "2021-06-01"}
    ],
    "condition_occurrence": [
        {"condition_occurrence_id": 1, "person_id": 1, "condition_concept_id": 201826, "condition_start_date": DAY,
         "condition_end_date": "2021-05-03", "condition_status_concept_id": 0, "condition_source_value": "44054006",
         "condition_source_concept_id": 0},
    ],
    "drug_exposure": [
        {"drug_exposure_id": 1, "person_id": 1, "drug_concept_id": 40163554, "drug_exposure_start_date": DAY,
         "drug_exposure_end_date": DAY, "drug_type_concept_id": 32838, "verbatim_end_date": DAY},
    ],
    "procedure_occurrence": [
        {"procedure_occurrence_id": 1, "person_id": 1, "procedure_concept_id": 7777, "procedure_date": DAY},
    ],
    "visit_occurrence": [
        {"visit_occurrence_id": 1, "person_id": 1, "visit_concept_id": 9201, "visit_start_date": DAY},
    ],
    "measurement": [
        {"measurement_id": 1, "person_id": 1, "measurement_concept_id": 3016723, "measurement_date": DAY,
         "measurement_datetime": DAY, "operator_concept_id": 0, "value_as_number": 1.4, "value_as_concept_id": 0,
         "unit_concept_id": 8840, "range_low": 1, "range_high": 2, "measurement_source_value": "2160-0",
         "unit_source_value": "mg/dL", "value_source_value": "1.4"},
    ],
    "observation": [
        {"observation_id": 1, "person_id": 1, "observation_concept_id": 706163, "observation_date": DAY,
         "value_as_string": "positive", "value_as_concept_id": 0},
    ],
}  # fmt: skip
DECLARED = (Completeness(kind="conditions"), Completeness(kind="medications"), Completeness(kind="procedures"))


def diagnostics_of(source: Path) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    try:
        with open_patients(str(source), load_vocabulary(), DECLARED) as patients:
            for patient in patients:
                found += screened_at(patient.sheet(), "2021-05-02").diagnostics
            patients.one(None)
    except FactsError as error:
        assert CANARY not in str(error)
        found += error.diagnostics
    return found


@pytest.mark.parametrize("canary", [CANARY, NUMBER, f"2021-{NUMBER}", f'"{CANARY}', f"{CANARY}\n{CANARY},,,"])
def test_nothing_of_the_patient_is_in_a_message(write: Any, canary: Any) -> None:
    most = max(len(rows[0]) for rows in WHOLE.values())
    for position in range(most):  # one column of every table at a time: to open a folder takes long
        tables = copy.deepcopy(WHOLE)
        for rows in tables.values():
            columns = list(rows[0])
            if position < len(columns):
                rows[0][columns[position]] = canary
        for found in diagnostics_of(write(**tables)):
            shown = " ".join(map(str, (found.message, found.help, found.place, *found.notes)))
            assert CANARY not in shown, position
            assert str(NUMBER) not in shown, position


@pytest.mark.parametrize("line", [f"1,{CANARY},{CANARY},{CANARY}", f'1,"{CANARY}', f"{NUMBER}"])
def test_nothing_of_a_line_that_cannot_be_read_is_in_a_message(write: Any, line: str) -> None:
    source: Path = write(**WHOLE)
    with source.joinpath("measurement.csv").open("a") as file:
        file.write(f"{line}\n")
    (found,) = diagnostics_of(source)
    assert found.code == "E633"
    assert CANARY not in f"{found.message} {found.help} {found.place}"
    assert str(NUMBER) not in f"{found.message} {found.help} {found.place}"


TRIAL = """inclusion criteria

- [i] type 2 diabetes mellitus
- [c] creatinine < 2 mg/dL
- [s] SARS-CoV-2 nucleic acid test positive

exclusion criteria

- [d] deep vein thrombosis
- [w] history of warfarin
- [t] history of dialysis
"""


def verdict_of(source: Path) -> str:
    trial = load_trial("-", text=TRIAL)
    with open_patients(str(source), load_vocabulary(), DECLARED) as patients:
        sheet = patients.one(None).sheet()
    return screen_prepared(prepare(trial), index(sheet, trial.vocabulary, "2021-05-02")).verdict


def test_an_unknown_code_never_makes_eligible(write: Any) -> None:
    plain = copy.deepcopy(WHOLE)
    for table in ("death", "drug_exposure", "procedure_occurrence", "visit_occurrence"):
        plain[table] = []
    plain["condition_occurrence"][0]["condition_end_date"] = ""
    assert verdict_of(write(**plain)) == "eligible"
    bad = {
        "condition_occurrence": [{"condition_occurrence_id": 2, "person_id": 1, "condition_concept_id": 4133004}],
        "drug_exposure": [{"drug_exposure_id": 2, "person_id": 1, "drug_concept_id": 1310149}],
        "procedure_occurrence": [{"procedure_occurrence_id": 2, "person_id": 1, "procedure_concept_id": 424243}],
    }
    dates = {"condition": "condition_start_date", "drug": "drug_exposure_start_date", "procedure": "procedure_date"}
    for table, rows in bad.items():
        stem = table.partition("_")[0]
        row = {**rows[0], dates[stem]: DAY}
        for ids in ((row[f"{stem}_concept_id"], 0), (424242, 0), (0, 424242), (0, 0), ("", ""), (9999, 0), (8888, 0)):
            tables = copy.deepcopy(plain)
            own = {**row, f"{stem}_concept_id": ids[0], f"{stem}_source_concept_id": ids[1]}
            tables[table] = [*tables[table], own]
            assert verdict_of(write(**tables)) != "eligible", (table, ids)
    for table, column in (
        ("condition_occurrence", "condition_concept_id"),
        ("measurement", "measurement_concept_id"),
        ("observation", "observation_concept_id"),
        ("measurement", "unit_concept_id"),
        ("observation", "value_as_string"),
    ):
        tables = copy.deepcopy(plain)
        tables[table][0][column] = 424242
        for key in ("measurement_source_value", "condition_source_value", "unit_source_value"):
            tables[table][0].pop(key, None)
        assert verdict_of(write(**tables)) != "eligible", (table, column)


def test_the_period_bounds_silence(write: Any) -> None:
    tables = copy.deepcopy(WHOLE)
    for table in ("death", "drug_exposure", "procedure_occurrence", "visit_occurrence"):
        tables[table] = []
    tables["condition_occurrence"][0]["condition_end_date"] = ""
    tables["observation_period"][0]["observation_period_end_date"] = "2021-04-30"
    assert verdict_of(write(**tables)) == "undetermined"


def examples(page: str, heading: str) -> dict[str, str]:
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^`(\w+)\.csv`:\n\n```csv\n(.*?)^```", section, re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("code", sorted(set(CODES) - WITHOUT_EXAMPLE))
def test_the_example_of_a_page_provokes_the_code_and_the_remedy_does_not(tmp_path: Path, code: str) -> None:
    for heading, expected in (("Example", [code]), ("What to write instead", [])):
        files = examples(pages.page(code), heading)
        assert files
        for old in tmp_path.glob("*.csv"):
            old.unlink()
        for name, content in files.items():
            tmp_path.joinpath(f"{name}.csv").write_text(content)
        found = [one.code for one in undeclared(tmp_path, code)]
        if heading == "Example":
            assert code in found
        else:
            assert found == expected or (code == "E633" and set(found) == {"W630"})


def undeclared(source: Path, code: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    try:
        with open_patients(str(source), load_vocabulary()) as patients:
            for patient in patients:
                found += patient.sheet().diagnostics
            if code == "E634":
                patients.one(None)
    except FactsError as error:
        found += error.diagnostics
    return found


def test_every_code_that_the_package_emits_has_a_page() -> None:
    import eligo.facts.omop

    sources = "".join(path.read_text() for path in Path(eligo.facts.omop.__file__).parent.glob("*.py"))
    emitted = set(re.findall(r'"([EW]\d{3})"', sources))
    assert emitted <= set(pages.codes())
    assert set(CODES) <= emitted
    for code in CODES:
        headings = re.findall(r"^## (.*)$", pages.page(code), re.MULTILINE)
        assert headings == ["What it means", "Example", "What to write instead"]

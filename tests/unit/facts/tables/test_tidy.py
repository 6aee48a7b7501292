"""The tidy tables of FORMATS §7."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from eligo.diagnostics import FactsError
from eligo.facts import FactSheet
from eligo.facts.patients import holds_patients, open_patients
from eligo.quantities.dates import parse_date
from eligo.vocabulary.loading import load_vocabulary

FILES = {
    "patients": "patient_id,birth_date,sex,deceased\np2,1970-03,male,\np1,1961-07-23,female,2022-01-01\n",
    "facts": "patient_id,concept,code,value,value_text,unit,time,start,end,present,low,high,context\n"
    "p1,,loinc:2160-0,1.40,,mg/dL,2021-05-01T08:10,,,,0.6,1.2,\n"
    "p1,SpO2,,88,,%,2021-05-02,,,,,,at rest; on room air\n"
    "p1,deep_vein_thrombosis,,,,,,2019-03,2019-09-14,,,,\n"
    "p1,epilepsy,,,,,,,,false,,,\n"
    "p1,SARS-CoV-2 nucleic acid test,,,positive,,2021-04-30,,,,,,\n"
    "p2,moon sickness,,,,,,,,true,,,\n",
    "complete": "patient_id,kind\np1,conditions\n",
    "answers": "patient_id,label,answer\np1,consent,true\np1,language,\n",
}


@pytest.fixture
def write(folder: Path) -> Any:
    def written(**files: str) -> Path:
        for name, text in {**FILES, **files}.items():
            (folder / f"{name}.csv").write_text(text)
        return folder

    return written


def read(source: Path, id: str) -> FactSheet:
    with open_patients(str(source), load_vocabulary()) as patients:
        return patients.one(id).sheet()


def test_a_patient(write: Any) -> None:
    source = write()
    assert holds_patients(str(source))
    sheet = read(source, "p1")
    assert (sheet.birth_date, sheet.sex, sheet.deceased) == (
        parse_date("1961-07-23"), "female", parse_date("2022-01-01"),
    )  # fmt: skip
    creatinine, saturation, thrombosis, epilepsy, test = sheet.facts
    assert (creatinine.concept, creatinine.written, creatinine.time) == (
        "creatinine", "1.40", parse_date("2021-05-01T08:10"),
    )  # fmt: skip
    assert creatinine.range_high is not None
    assert saturation.context == ("at rest", "on room air")
    assert (thrombosis.start, thrombosis.end) == (parse_date("2019-03"), parse_date("2019-09-14"))
    assert (epilepsy.present, test.text) == (False, "positive")
    assert [one.kind for one in sheet.complete] == ["conditions"]
    assert {label: one.holds for label, one in sheet.answers.items()} == {"consent": True, "language": None}
    assert sheet.diagnostics == ()


def test_all_of_them_in_the_order_of_the_ids(write: Any) -> None:
    with open_patients(str(write()), load_vocabulary()) as patients:
        found = [patient.sheet() for patient in patients]
        assert patients.warnings() == []
    assert [sheet.patient_id for sheet in found] == ["p1", "p2"]
    assert [(one.code, one.place) for one in found[1].diagnostics] == [("W642", "patients[1]")]


def test_a_database_of_them(write: Any) -> None:
    source: Path = write()
    path = source / "x.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name in FILES:
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv(?)", [str(source / f"{name}.csv")])
    assert [fact.concept for fact in read(path, "p1").facts] == [fact.concept for fact in read(source, "p1").facts]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("p1,creatinine,,\"1,4\",,mg/dL,,,,,,,", "facts[0].value"),
        ("p1,creatinine,,1.4,,mg/dL,soon,,,,,,", "facts[0].time"),
        ("p1,creatinine,,1.4,,mg/dL,,,,,low,2,", "facts[0]"),
        ("p1,epilepsy,,,,,,,,perhaps,,,", "facts[0].present"),
        ("p1,epilepsy,,,,,,2021-05-01,2021-04-01,,,,", "facts[0]"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_decides_nothing(write: Any, row: str, place: str) -> None:
    header = FILES["facts"].partition("\n")[0]
    sheet = read(write(facts=f"{header}\n{row}\n"), "p1")
    assert [(one.code, one.place) for one in sheet.diagnostics] == [("W640", place)]
    (fact,) = sheet.facts
    assert fact.value is None or fact.range_low is None


def test_rows_of_nobody_and_of_nothing(write: Any) -> None:
    header = FILES["facts"].partition("\n")[0]
    source = write(facts=f"{header}\nmoon,epilepsy,,,,,,,,true,,,\n")
    with open_patients(str(source), load_vocabulary()) as patients:
        assert [one.code for one in patients.warnings()] == ["W643"]
    source = write(facts=f"{header}\np1,,,1,,,,,,,,,\n")
    with pytest.raises(FactsError) as caught:
        read(source, "p1")
    assert [one.code for one in caught.value.diagnostics] == ["E646"]
    source = write(patients="patient_id,birth_date\np1,1961\np1,1962\n")
    with pytest.raises(FactsError) as caught:
        read(source, "p1")
    assert [one.code for one in caught.value.diagnostics] == ["E646"]

"""A CDM on the command line: screened, shown, turned into fact sheets, and one source of a batch."""

import csv
import json
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from support import Eligo

from eligo.facts import load_facts

SAMPLE = Path(__file__).parents[3] / "shared" / "omop" / "Synthea27Nj_5.4.zip"
TABLES = {
    "person": "person_id,gender_concept_id,year_of_birth\n10,8532,1961\n9,8507,2030\n2,8507,1970\n",
    "concept": "concept_id,concept_name,vocabulary_id,concept_code\n3016723,Creatinine,LOINC,2160-0\n",
    "measurement": "measurement_id,person_id,measurement_concept_id,measurement_date,value_as_number,unit_concept_id\n"
    "7,10,3016723,2021-05-01,1.40,8840\n8,2,3016723,2021-05-01,2.40,8840\n",
    "condition_occurrence": "condition_occurrence_id,person_id,condition_concept_id,condition_start_date\n",
    "observation_period": "person_id,observation_period_start_date,observation_period_end_date\n"
    "10,2015-01-01,2021-05-02\n2,2015-01-01,2021-04-01\n",
}
TRIAL = (
    "inclusion criteria\n\n- [cr] creatinine < 2 mg/dL\n\n"
    "exclusion criteria\n\n- [pe] pulmonary embolism within 2 years\n"
)
AS_OF = ("--as-of", "2021-05-02")


@pytest.fixture(autouse=True)
def files(eligo: Eligo) -> None:
    Path("cdm").mkdir()
    for name, text in TABLES.items():
        Path(f"cdm/{name}.csv").write_text(text)
    Path("t.elig").write_text(TRIAL)


def test_a_patient_is_screened(eligo: Eligo) -> None:
    ran = eligo("screen", "cdm", "t.elig", "--patient", "10", *AS_OF, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    result = json.loads(ran.out)
    creatinine, embolism = result["criteria"]
    assert (result["patient"], creatinine["status"], creatinine["because"][0]["source"]) == (
        "10", "pass", "measurement/7",
    )  # fmt: skip
    assert embolism["missing"][0]["cause"] == "missing"


def test_silence_is_closed_only_as_far_as_the_patient_was_observed(eligo: Eligo) -> None:
    complete = (*AS_OF, "--complete", "conditions", "--format", "json")
    seen = json.loads(eligo("screen", "cdm", "t.elig", "--patient", "10", *complete).out)
    assert (seen["verdict"], seen["criteria"][1]["holds"]) == ("eligible", "no")
    left = json.loads(eligo("screen", "cdm", "t.elig", "--patient", "2", *complete).out)
    assert left["criteria"][1]["holds"] == "unknown"


def test_one_patient_must_be_chosen(eligo: Eligo) -> None:
    for words, code in ((("cdm",), "E634"), (("cdm", "--patient", "17"), "E635")):
        ran = eligo("screen", words[0], "t.elig", *words[1:], *AS_OF)
        assert (ran.code, ran.out) == (2, "")
        assert code in ran.err
        assert "17" not in ran.err
    assert eligo("facts", "t.elig", "--patient", "1").code == 2


def test_facts_of_all_and_of_one(eligo: Eligo) -> None:
    ran = eligo("facts", "cdm", *AS_OF)
    sheets = [json.loads(line) for line in ran.out.splitlines()]
    assert [sheet["patient"]["id"] for sheet in sheets] == ["2", "9", "10"]
    one = eligo("facts", "cdm", "--patient", "10", *AS_OF, "--complete", "conditions")
    assert json.loads(one.out) == {
        "patient": {"id": "10", "birth_date": "1961", "sex": "female"},
        "facts": [
            {"code": "loinc:2160-0", "value": 1.4, "unit": "mg/dL", "time": "2021-05-01", "source": "measurement/7"}
        ],
        "complete": [{"of": "conditions", "from": "2015-01-01", "to": "2021-05-02"}],
        "as_of": "2021-05-02",
    }
    assert '"value": 1.40' in one.out
    text = eligo("facts", "cdm", "--patient", "10", "--format", "text").out
    assert text.startswith("1 facts: 1 understood, 0 not")


def test_a_batch_and_the_sheets_of_facts_say_the_same(eligo: Eligo) -> None:
    words = ("--trial", "t.elig", *AS_OF, "--jobs", "1")
    ran = eligo("batch", "cdm", *words, "--out", "a.jsonl", "--complete", "conditions")
    assert ran.code == 1
    lines = [json.loads(line) for line in Path("a.jsonl").read_text().splitlines()]
    assert [line.get("verdict") for line in lines] == ["ineligible", None, "eligible"]
    assert (lines[1]["place"], lines[1]["error"]["code"]) == ("cdm:person[1]", "E607")
    sheets = eligo("facts", "cdm", "--complete", "conditions").out
    again = eligo("batch", "-", *words, "--out", "b.jsonl", stdin=sheets.encode())
    assert again.code == 1
    others = [json.loads(line) for line in Path("b.jsonl").read_text().splitlines()]
    assert [(line.get("verdict"), line.get("criteria")) for line in others] == [
        (line.get("verdict"), line.get("criteria")) for line in lines
    ]
    resumed = eligo("batch", "cdm", *words, "--out", "a.jsonl", "--complete", "conditions", "--resume")
    assert resumed.code == 1


def test_a_source_of_a_batch_that_cannot_be_read_is_one_line(eligo: Eligo) -> None:
    Path("cdm/measurement.csv").write_text("measurement_id,person_id\n1,2,3\n")
    ran = eligo("batch", "cdm", "--trial", "t.elig", *AS_OF, "--jobs", "1", "--out", "a.jsonl")
    assert ran.code == 1
    (line,) = (json.loads(line) for line in Path("a.jsonl").read_text().splitlines())
    assert (line["place"], line["error"]["code"]) == ("cdm", "E633")


def test_a_connection_string_is_in_no_message(eligo: Eligo) -> None:
    for name in ("postgresql://user:hunter2@127.0.0.1:1/x", "postgres://user:hunter2@localhost:1/x?schema=y"):
        for words in (("facts", name), ("screen", name, "t.elig", *AS_OF)):
            ran = eligo(*words)
            assert ran.code == 2
            assert "hunter2" not in ran.out + ran.err
        ran = eligo("batch", name, "--trial", "t.elig", *AS_OF, "--jobs", "1", "--out", "a.jsonl")
        assert "hunter2" not in ran.out + ran.err + Path("a.jsonl").read_text()


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample of a CDM is not beside the repository")
def test_the_sample_is_read_and_its_sheets_say_the_same(eligo: Eligo, tmp_path: Path) -> None:
    folder = tmp_path / "synthea"
    with ZipFile(SAMPLE) as file:
        file.extractall(folder, [name for name in file.namelist() if "/" not in name])
    with folder.joinpath("PERSON.csv").open() as file:
        ids = {row["person_id"] for row in csv.DictReader(file)}
    lines = eligo("facts", str(folder)).out.splitlines()
    assert {json.loads(line)["patient"]["id"] for line in lines} == ids
    known = total = 0
    for line in lines:
        sheet = load_facts(line.encode())
        known += sum(fact.concept is not None for fact in sheet.facts)
        total += len(sheet.facts)
    assert total > 20_000
    assert known > 0.4 * total
    source = load_facts(folder, patient="7")
    written = load_facts(next(line for line in lines if '"id": "7"' in line).encode())
    for field in ("concept", "value", "unit", "unit_problem", "time", "start", "end", "status", "unclear"):
        assert [getattr(f, field) for f in written.facts] == [getattr(f, field) for f in source.facts], field


def test_a_duckdb_file_is_a_source(eligo: Eligo) -> None:
    with duckdb.connect("cdm.duckdb") as connection:
        for name in TABLES:
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('cdm/{name}.csv')")
    assert eligo("facts", "cdm.duckdb").out == eligo("facts", "cdm").out.replace("1.40", "1.4").replace("2.40", "2.4")

"""Tables on the command line: a mapping is checked, and the table screened, shown, and one source of a batch."""

import json
from pathlib import Path

import pytest
from support import Eligo

MAP = """id = "Patient"
sex = "Sex"
birth_date = "Born"
date_format = "DD.MM.YYYY"
decimal = ","
ignore = ["Remark"]

[[column]]
name = "Krea"
fact = "creatinine"
unit = "mg/dL"

[[column]]
name = "PE"
fact = "pulmonary embolism"
values = { "1" = true, "0" = false }
complete = true
"""
TABLE = (
    "Patient;Sex;Born;Krea;PE;Remark\n17;male;23.7.1961;1,4;0;Qanary\n18;female;1970;1,4;;\n19;male;1.1.2030;1,4;0;\n"
)
TRIAL = "inclusion criteria\n\n- [cr] creatinine < 2 mg/dL\n\nexclusion criteria\n\n- [pe] pulmonary embolism\n"
AS_OF = ("--as-of", "2021-05-02")


@pytest.fixture(autouse=True)
def files(eligo: Eligo) -> None:
    Path("map.toml").write_text(MAP)
    Path("t.csv").write_text(TABLE)
    Path("t.elig").write_text(TRIAL)


def test_a_mapping_is_checked(eligo: Eligo) -> None:
    assert eligo("facts", "--map", "map.toml") == (0, "", "")
    assert eligo("facts", "t.csv", "--map", "map.toml", "--check") == (0, "", "")
    Path("bad.toml").write_text(MAP.replace("mg/dL", "mmHg"))
    ran = eligo("facts", "--map", "bad.toml")
    assert (ran.code, ran.out) == (1, "")
    assert "error[E642]" in ran.err
    assert "bad.toml:11:8" in ran.err
    assert eligo("facts", "t.csv", "--map", "bad.toml").code == 2
    assert eligo("facts").code == 2
    assert eligo("facts", "--map", "nowhere.toml").code == 1


def test_facts_of_all_and_of_one(eligo: Eligo) -> None:
    ran = eligo("facts", "t.csv", "--map", "map.toml", *AS_OF)
    assert [json.loads(line)["patient"]["id"] for line in ran.out.splitlines()] == ["17", "18", "19"]
    one = eligo("facts", "t.csv", "--map", "map.toml", "--patient", "17")
    assert json.loads(one.out) == {
        "patient": {"id": "17", "sex": "male", "birth_date": "1961-07-23"},
        "facts": [
            {"name": "creatinine", "value": 1.4, "unit": "mg/dL", "source": "row 2"},
            {"name": "pulmonary embolism", "value": False, "source": "row 2"},
        ],
        "complete": [{"of": "pulmonary embolism"}],
    }


def test_a_patient_is_screened_and_the_batch_says_the_same(eligo: Eligo) -> None:
    ran = eligo("screen", "t.csv", "t.elig", "--map", "map.toml", "--patient", "18", *AS_OF, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["verdict"] == "eligible"
    words = ("--trial", "t.elig", *AS_OF, "--jobs", "1", "--out")
    batch = eligo("batch", "t.csv", "--map", "map.toml", *words, "a.jsonl")
    assert batch.code == 1
    lines = [json.loads(line) for line in Path("a.jsonl").read_text().splitlines()]
    assert [line.get("verdict") for line in lines] == ["eligible", "eligible", None]
    assert (lines[2]["place"], lines[2]["error"]["code"]) == ("t.csv:4", "E607")
    sheets = eligo("facts", "t.csv", "--map", "map.toml").out
    assert eligo("batch", "-", *words, "b.jsonl", stdin=sheets.encode()).code == 1
    others = [json.loads(line) for line in Path("b.jsonl").read_text().splitlines()]
    assert [line.get("criteria") for line in others] == [line.get("criteria") for line in lines]


def test_a_mapping_with_errors_stops_a_batch_before_its_first_patient(eligo: Eligo) -> None:
    Path("bad.toml").write_text(MAP.replace("mg/dL", "mmHg"))
    ran = eligo("batch", "t.csv", "--map", "bad.toml", "--trial", "t.elig", *AS_OF, "--out", "a.jsonl")
    assert ran.code == 2
    assert "E642" in ran.err
    assert not Path("a.jsonl").exists()


def test_nothing_of_the_table_is_in_a_message(eligo: Eligo) -> None:
    for old, new in (("1,4;0", "Qanary;0"), ("1,4;0", "1,4;Qanary"), ("male;23", "Qanary;23"), (";0;", ";0;Qanary;")):
        Path("t.csv").write_text(TABLE.replace(old, new))
        for words in (
            ("facts", "t.csv", "--map", "map.toml"),
            ("screen", "t.csv", "t.elig", "--map", "map.toml", "--patient", "17", *AS_OF),
            ("screen", "t.csv", "t.elig", "--map", "map.toml", "--patient", "Qanary", *AS_OF),
        ):
            assert "Qanary" not in eligo(*words).err


def test_the_schema_of_a_mapping(eligo: Eligo) -> None:
    schema = json.loads(eligo("schema", "mapping").out)
    assert schema["title"] == "mapping"
    assert {"id", "column", "rows"} <= set(schema["properties"])


def test_tidy_tables_are_a_source(eligo: Eligo) -> None:
    Path("tidy").mkdir()
    Path("tidy/patients.csv").write_text("patient_id,birth_date,sex\n17,1961,male\n18,1970,female\n")
    Path("tidy/facts.csv").write_text("patient_id,concept,value,unit,present\n17,creatinine,1.4,mg/dL,\n18,PE,,,true\n")
    Path("tidy/complete.csv").write_text("patient_id,kind\n17,conditions\n")
    ran = eligo("screen", "tidy", "t.elig", "--patient", "17", *AS_OF, "--format", "json")
    assert json.loads(ran.out)["verdict"] == "eligible"
    assert len(eligo("facts", "tidy").out.splitlines()) == 2
    ran = eligo("batch", "tidy", "--trial", "t.elig", *AS_OF, "--jobs", "1", "--out", "a.jsonl", "--format", "csv")
    assert ran.code == 0

"""Where a CDM may be: CSV, Parquet, DuckDB, PostgreSQL; all of them say the same."""

import gzip
import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pytest

from eligo.diagnostics import FactsError
from eligo.facts.omop.database import quoted
from eligo.facts.patients import holds_patients, open_patients
from eligo.vocabulary.loading import load_vocabulary

POSTGRES = os.environ.get("ELIGO_TEST_POSTGRES")
TABLES: Any = {
    "person": [
        {"person_id": 10, "gender_concept_id": 8532, "year_of_birth": 1961},
        {"person_id": 9, "gender_concept_id": 8507, "year_of_birth": 1970, "month_of_birth": 3},
    ],
    "measurement": [
        {"measurement_id": 2, "person_id": 10, "measurement_concept_id": 3016723, "measurement_date": "2021-05-01",
         "measurement_datetime": "2021-05-01 08:10:00", "value_as_number": 1.4, "unit_concept_id": 8840},
        {"measurement_id": 1, "person_id": 10, "measurement_concept_id": 706163, "measurement_date": "2021-05-01",
         "value_as_concept_id": 9191},
    ],
    "condition_occurrence": [
        {"condition_occurrence_id": 1, "person_id": 9, "condition_concept_id": 7777,
         "condition_start_date": "2019-03-01"}
    ],
}  # fmt: skip
TYPES = {"_id": "BIGINT", "_date": "DATE", "datetime": "TIMESTAMP", "_number": "DOUBLE PRECISION", "_birth": "INTEGER"}


def trees_of(source: str) -> list[str]:
    with open_patients(source, load_vocabulary()) as patients:
        return [json.dumps(patient.tree(), default=str) for patient in patients]


@pytest.fixture
def folder(write: Any) -> Path:
    return write(**TABLES)


def columns_of(folder: Path) -> dict[str, dict[str, str]]:
    """Return the columns of each table with the types that the CDM gives them."""
    found: dict[str, dict[str, str]] = {}
    for path in folder.glob("*.csv"):
        names = path.read_text().splitlines()[0].split(",")
        typed = {n: next((t for end, t in TYPES.items() if n.endswith(end)), "VARCHAR") for n in names}
        found[path.stem] = {**typed, **{n: "VARCHAR" for n in names if n in ("vocabulary_id", "concept_class_id")}}
    return found


def load(folder: Path, connection: duckdb.DuckDBPyConnection, schema: str = "main") -> None:
    for table, columns in columns_of(folder).items():
        typed = ", ".join(f"CAST({column} AS {type_}) AS {column}" for column, type_ in columns.items())
        query = f"CREATE TABLE {schema}.{table} AS SELECT {typed} FROM read_csv(?, all_varchar=true, header=true)"
        connection.execute(query, [str(folder / f"{table}.csv")])


def test_a_folder_of_csv_in_the_order_of_the_ids(folder: Path) -> None:
    first, second = (json.loads(tree) for tree in trees_of(str(folder)))
    assert first["patient"] == {"id": "9", "birth_date": "1970-03", "sex": "male"}
    assert [fact["source"] for fact in second["facts"]] == ["measurement/1", "measurement/2"]
    assert second["facts"][1]["time"] == "2021-05-01T08:10:00"


def test_parquet_says_the_same(folder: Path, tmp_path: Path) -> None:
    expected = trees_of(str(folder))
    connection = duckdb.connect()
    load(folder, connection)
    other = tmp_path / "parquet [x]"
    other.mkdir()
    for table in columns_of(folder):
        connection.table(table).write_parquet(str(other / f"{table.upper()}.parquet"))
    assert trees_of(str(other)) == expected


def test_a_duckdb_file_says_the_same(folder: Path, tmp_path: Path) -> None:
    expected = trees_of(str(folder))
    path = tmp_path / "cdm.db"
    with duckdb.connect(str(path)) as connection:
        connection.execute('CREATE SCHEMA "my cdm"')
        load(folder, connection, '"my cdm"')
    assert holds_patients(str(path))
    assert trees_of(str(path)) == expected
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA other")
        connection.execute("CREATE TABLE other.person AS SELECT 1 AS person_id")
    with pytest.raises(FactsError) as caught:
        trees_of(str(path))
    assert [found.code for found in caught.value.diagnostics] == ["E632"]
    assert trees_of(f"{path}?schema=my+cdm") == expected
    assert len(trees_of(f"{path}?schema=other&vocabulary_schema=my+cdm")) == 1


def test_csv_may_be_compressed_or_parted_otherwise_or_in_capitals(folder: Path) -> None:
    expected = trees_of(str(folder))
    text = (folder / "person.csv").read_text()
    (folder / "person.csv").unlink()
    (folder / "PERSON.csv.gz").write_bytes(gzip.compress(text.upper().encode()))
    measured = (folder / "measurement.csv").read_text()
    (folder / "measurement.csv").write_text("\ufeff" + measured.replace(",", ";"), encoding="utf-8")
    concepts = (folder / "concept.csv").read_text()
    (folder / "concept.csv").write_text(concepts.replace(",", "\t").replace("moon dust", '"moon dust'))
    assert trees_of(str(folder)) == expected


@pytest.mark.skipif(POSTGRES is None, reason="ELIGO_TEST_POSTGRES names no server; .ci/run starts one")
def test_postgresql_says_the_same(folder: Path) -> None:
    import psycopg

    assert POSTGRES is not None
    expected = trees_of(str(folder))
    schema = f"cdm {uuid4().hex}"
    mark = "&" if "?" in POSTGRES else "?"
    own = f"{POSTGRES}{mark}schema={schema.replace(' ', '%20')}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        name = quoted(schema).encode()
        connection.execute(b"CREATE SCHEMA " + name)
        try:
            for table, columns in columns_of(folder).items():
                typed = ", ".join(f"{column} {type_}" for column, type_ in columns.items()).encode()
                connection.execute(b"CREATE TABLE " + name + b"." + table.encode() + b" (" + typed + b")")
                copy = b"COPY " + name + b"." + table.encode() + b" FROM STDIN WITH (FORMAT csv, HEADER)"
                with connection.cursor().copy(copy) as into:
                    into.write((folder / f"{table}.csv").read_bytes())
            assert trees_of(own) == expected
            with open_patients(own, load_vocabulary()) as patients:
                assert patients.one("10").id == "10"
            for nobody in ("11", "no number", "1'; DROP SCHEMA x; --"):
                with open_patients(own, load_vocabulary()) as patients, pytest.raises(FactsError) as caught:
                    patients.one(nobody)
                assert [found.code for found in caught.value.diagnostics] == ["E635"]
            with pytest.raises(FactsError) as caught:
                trees_of(f"{POSTGRES}{mark}schema=nowhere")
            assert [found.code for found in caught.value.diagnostics] == ["E632"]
        finally:
            connection.execute(b"DROP SCHEMA " + name + b" CASCADE")


@pytest.mark.parametrize(
    "string",
    ["postgresql://user:hunter2@127.0.0.1:1/x", "postgresql://user:hunter2@/x?host=/nowhere", "postgres://hunter2:?%"],
)
def test_a_server_that_is_not_there(string: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(FactsError) as caught:
        trees_of(string)
    assert [found.code for found in caught.value.diagnostics] == ["E631"]
    assert "hunter2" not in str(caught.value)


def test_one_patient(folder: Path) -> None:
    with open_patients(str(folder), load_vocabulary()) as patients:
        assert patients.one("10").sheet().patient_id == "10"
        for id, code in ((None, "E634"), ("11", "E635"), ("1 OR 1=1", "E635")):
            with pytest.raises(FactsError) as caught:
                patients.one(id)
            assert [found.code for found in caught.value.diagnostics] == [code]


def test_without_duckdb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(FactsError) as caught:
        trees_of(str(folder))
    assert [found.code for found in caught.value.diagnostics] == ["E630"]
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(FactsError) as caught:
        trees_of("postgresql:///x")
    assert [found.code for found in caught.value.diagnostics] == ["E630"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"person_id,a\n1,2,3\n", "measurement.csv:2"),
        (b"person_id,a\n1,2\n1\n", "measurement.csv:3"),
        (b'person_id,a\n1,"2\n', "measurement.csv:2"),
        (b"person_id,unit_source_value\n1,\xff\n", "measurement.csv:2"),
        (b"\xff\xfep\0e\0", "measurement.csv:1"),
        (b"person_id,person_id\n1,2\n", "measurement.csv:1"),
        (b"person_id,\n1,2\n", "measurement.csv:1"),
        (b"", "measurement.csv:1"),
        (b"a,b\n1,2\n", "measurement.csv"),
    ],
)
def test_a_file_that_is_no_table(folder: Path, content: bytes, place: str) -> None:
    (folder / "measurement.csv").write_bytes(content)
    with pytest.raises(FactsError) as caught:
        trees_of(str(folder))
    (found,) = caught.value.diagnostics
    assert found.code == "E633"
    assert (found.place or "").startswith(place.partition(":")[0])
    if content.isascii() and content:
        assert found.place == place


def test_files_that_are_nothing(tmp_path: Path) -> None:
    (tmp_path / "person.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(FactsError) as caught:
        trees_of(str(tmp_path))
    assert [found.code for found in caught.value.diagnostics] == ["E633"]
    (tmp_path / "x.db").write_bytes(b"\0" * 8 + b"DUCK" + b"\0" * 100)
    assert holds_patients(str(tmp_path / "x.db"))
    with pytest.raises(FactsError) as caught:
        trees_of(str(tmp_path / "x.db"))
    assert [found.code for found in caught.value.diagnostics] == ["E631"]


def test_nothing_is_left_beside_the_data(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    trees_of(str(folder))
    assert sorted(tmp_path.rglob("*")) == before


def test_two_rows_of_one_person(write: Any) -> None:
    source = write(person=[{"person_id": 1, "year_of_birth": 1961}, {"person_id": 1, "year_of_birth": 1971}])
    with open_patients(str(source), load_vocabulary()) as patients:
        (patient,) = patients
        with pytest.raises(FactsError) as caught:
            patient.tree()
    assert [found.code for found in caught.value.diagnostics] == ["E636"]

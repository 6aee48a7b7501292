"""`screen`: one patient against one trial or many."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import Eligo, Expect

from eligo.reports.formats.result import Model as ResultModel

TRIAL = """\
trial NCT00000001 "A small trial"

age 25–75 years
sex all

inclusion criteria

- [consent] "Patients who are willing to participate as subjects in the study."

exclusion criteria

- [crcl] "Creatinine clearance <15 ml / min"
    creatinine clearance < 15 mL/min

- [vte] "History of deep vein thrombosis (DVT) or pulmonary embolism over the past 3 years"
    history of deep vein thrombosis or pulmonary embolism in the past 3 years

- [severe] SpO2 ≤ 85% at rest
"""
SECOND = TRIAL.replace("NCT00000001", "NCT00000002").replace("< 15 mL/min", "< 10 mL/min")
PATIENT: dict[str, Any] = {
    "patient": {"id": "P-017", "birth_date": "1961-07-02", "sex": "female"},
    "as_of": "2021-05-02",
    "facts": [
        {"name": "creatinine", "value": 4.1, "unit": "mg/dL", "time": "2021-05-01", "source": "Observation/77"},
        {"name": "weight", "value": 61, "unit": "kg", "time": "2021-04-30"},
        {"name": "deep vein thrombosis", "start": "2019-03", "end": "2019-09-14"},
        {"name": "SpO2", "value": "88 %", "time": "2021-05-02T08:10"},
        {"name": "florbitude", "value": "3"},
    ],
    "complete": ["conditions", "procedures"],
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    folder = tmp_path / "trials"
    folder.mkdir()
    folder.joinpath("b.elig").write_text(TRIAL, encoding="utf-8")
    folder.joinpath("a.elig").write_text(SECOND, encoding="utf-8")
    tmp_path.joinpath("patient.json").write_text(json.dumps(PATIENT), encoding="utf-8")


def _without_digests(text: str) -> str:
    """Leave out what changes with every edit of the vocabulary."""
    return re.sub(r"sha256:[0-9a-f]+", "sha256:…", text)


def test_the_checklist(eligo: Eligo, expect: Expect) -> None:
    code, out, err = eligo("screen", "patient.json", "trial.elig")
    assert code == 0
    expect("screen.txt", _without_digests(out))
    assert err.startswith("warning[W601]: ")
    assert "facts[4]" in err


def test_plain(eligo: Eligo, expect: Expect) -> None:
    code, out, err = eligo("screen", "patient.json", "trial.elig", "--format", "plain")
    assert code == 0
    expect("screen_plain.txt", _without_digests(out))
    assert err.count("\n") == 1


def test_json_of_one_trial_is_one_object(eligo: Eligo) -> None:
    code, out, _ = eligo("screen", "patient.json", "trial.elig", "--format", "json")
    assert code == 0
    document = json.loads(out)
    ResultModel.model_validate_json(out)
    assert (document["trial"]["id"], document["patient"], document["as_of"]) == ("NCT00000001", "P-017", "2021-05-02")
    assert (document["verdict"], document["failing"], document["unknown"]) == (
        "ineligible", ["crcl", "vte"], ["consent"],
    )  # fmt: skip


def test_json_of_a_folder_is_one_object_a_line(eligo: Eligo) -> None:
    code, out, _ = eligo("screen", "patient.json", "trials", "--format", "json")
    assert code == 0
    assert [json.loads(line)["trial"]["id"] for line in out.splitlines()] == ["NCT00000002", "NCT00000001"]


@pytest.mark.parametrize("format_", ["text", "plain", "html", "csv"])
def test_several_trials_in_every_format(eligo: Eligo, format_: str) -> None:
    code, out, _ = eligo("screen", "patient.json", "trials", "--format", format_)
    assert code == 0
    assert "NCT00000001" in out
    assert "NCT00000002" in out


def test_the_patient_on_standard_input(eligo: Eligo) -> None:
    text = json.dumps(PATIENT).encode()
    assert eligo("screen", "-", "trial.elig", stdin=text).out == eligo("screen", "patient.json", "trial.elig").out


def test_messages_call_standard_input_by_that_name(eligo: Eligo) -> None:
    assert "--> <standard input>:1:2" in eligo("screen", "-", "trial.elig", stdin=b"{").err
    assert "--> <standard input>:1:" in eligo("screen", "-", "trial.elig", stdin=b'{"resourceType": "Bundle"').err
    assert "--> <standard input>:1:1" in eligo("screen", "patient.json", "-", stdin=b"trial x").err
    assert "--> <standard input>:1:2" in eligo("facts", "-", stdin=b"{").err


def test_the_trial_on_standard_input(eligo: Eligo) -> None:
    code, out, _ = eligo("screen", "patient.json", "-", stdin=TRIAL.encode())
    assert code == 0
    assert out.startswith("NCT00000001  A small trial\n")


def test_only_one_can_be_standard_input(eligo: Eligo) -> None:
    code, out, err = eligo("screen", "-", "-")
    assert (code, out) == (2, "")
    assert err.startswith("error[E702]: the patient and a trial cannot both be standard input\n")


def _verdicts(eligo: Eligo, *arguments: str) -> dict[str, str]:
    out = eligo("screen", "patient.json", "trial.elig", "--format", "json", *arguments).out
    return {criterion["id"]: criterion["status"] for criterion in json.loads(out)["criteria"]}


def test_the_date_on_the_command_line_goes_first(eligo: Eligo) -> None:
    assert _verdicts(eligo)["vte"] == "fail"
    assert _verdicts(eligo, "--as-of", "2022-09-15")["vte"] == "pass"
    assert _verdicts(eligo, "--as-of", "2022-09-14")["vte"] == "fail"


def test_today_is_a_date(eligo: Eligo) -> None:
    from datetime import date

    out = eligo("screen", "patient.json", "trial.elig", "--format", "json", "--as-of", "today").out
    assert json.loads(out)["as_of"] in {
        date.today().isoformat(),
        date.fromordinal(date.today().toordinal() - 1).isoformat(),
    }


@pytest.mark.parametrize(
    "kinds", ["conditions", "deep vein thrombosis, pulmonary embolism", "Conditions,family-history"]
)
def test_kinds_and_concepts_are_declared_complete(eligo: Eligo, tmp_path: Path, kinds: str) -> None:
    sheet = {**PATIENT, "complete": [], "facts": PATIENT["facts"][:2]}
    tmp_path.joinpath("patient.json").write_text(json.dumps(sheet), encoding="utf-8")
    assert _verdicts(eligo)["vte"] == "unknown"
    assert _verdicts(eligo, "--complete", kinds)["vte"] == "pass"


def test_what_is_no_kind_names_near_ones(eligo: Eligo) -> None:
    code, out, err = eligo("screen", "patient.json", "trial.elig", "--complete", "condition")
    assert (code, out) == (2, "")
    assert err.startswith(
        "error[E201]: `condition` is no kind of record and no concept\n   = help: did you mean `conditions`"
    )


@pytest.mark.parametrize(
    ("arguments", "codes", "exit_code"),
    [
        (("none.json", "trial.elig"), ["E612"], 2),
        (("trials", "trial.elig"), ["E612"], 2),
        (("trial.elig", "trial.elig"), ["E601"], 2),
        (("patient.json", "none.elig"), ["E702"], 2),
        (("patient.json", "NCT99999999"), ["E701"], 2),
        (("patient.json", "trial.elig", "--as-of", "yesterday"), ["E605"], 2),
        (("patient.json", "trial.elig", "--as-of", "2021"), ["E605"], 2),
        (("patient.json", "trial.elig", "--as-of", "1950-01-01"), ["E607"], 2),
    ],
)
def test_what_cannot_be_used(eligo: Eligo, arguments: tuple[str, ...], codes: list[str], exit_code: int) -> None:
    code, out, err = eligo("screen", *arguments)
    assert (code, out) == (exit_code, "")
    assert [line[6:10] for line in err.splitlines() if line.startswith("error[")] == codes


def test_a_sheet_without_a_date(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("patient.json").write_text("{}", encoding="utf-8")
    code, out, err = eligo("screen", "patient.json", "trial.elig")
    assert (code, out) == (2, "")
    assert "error[E609]" in err


def test_a_trial_with_errors_keeps_no_other_from_being_screened(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("trials", "a.elig").write_text("inclusion criteria\n- florbitude\n", encoding="utf-8")
    code, out, err = eligo("screen", "patient.json", "trials", "--format", "json")
    assert code == 1
    assert [json.loads(line)["trial"]["id"] for line in out.splitlines()] == ["NCT00000001"]
    assert "error[E201]" in err


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"{", b"[]", b'{"patient": 3}', b'{"a": NaN}', b'{"facts": [], "facts": []}', b"[" * 100_000],
)
def test_no_patient_file_is_a_traceback(eligo: Eligo, tmp_path: Path, content: bytes) -> None:
    tmp_path.joinpath("patient.json").write_bytes(content)
    code, out, err = eligo("screen", "patient.json", "trial.elig")
    assert (code, out) == (2, "")
    assert err.startswith("error[E6")


def test_no_message_holds_a_value_or_a_key_of_the_patient(eligo: Eligo, tmp_path: Path) -> None:
    sheet = {**PATIENT, "facts": [{"name": "Roe, Jane", "value": "Roe-7"}], "Jane Roe": "Roe", "dates": {"Roe": "Roe"}}
    tmp_path.joinpath("patient.json").write_text(json.dumps(sheet), encoding="utf-8")
    _, _, err = eligo("screen", "patient.json", "trial.elig")
    assert err
    assert "Roe" not in err


def test_a_table_without_a_mapping_says_what_is_missing(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("ward.csv").write_text("id,creatinine\nP-1,1.2\n", encoding="utf-8")
    code, out, err = eligo("screen", "ward.csv", "trial.elig")
    assert (code, out) == (2, "")
    assert err.startswith("error: a CSV file is read with --map MAP.toml, which says which column is what\n")

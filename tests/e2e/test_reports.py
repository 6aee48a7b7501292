"""Study files: from patients and a trial as text to the file that is handed out."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from support import Eligo, Expect
from unit.reports.study_trial import COHORT, THROMBOSIS, TRIAL, ndjson, patient

STUDY_FILES = ("log", "failures", "ie", "ti", "csv")


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    tmp_path.joinpath("trial.elig").write_text(TRIAL, encoding="utf-8")
    tmp_path.joinpath("patients.ndjson").write_text(ndjson(), encoding="utf-8")
    tmp_path.joinpath("patient.json").write_text(json.dumps(COHORT[1]), encoding="utf-8")


@pytest.fixture
def results(eligo: Eligo) -> str:
    """The results of the cohort, of whom one could not be read."""
    assert eligo("batch", "patients.ndjson", "--trial", "trial.elig", "--out", "results.jsonl").code == 1
    return "results.jsonl"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _without_versions(text: str) -> str:
    """Leave out what changes with every edit of the vocabulary and every release; the digest of the trial stays."""
    first = json.loads(Path("results.jsonl").read_text("utf-8").splitlines()[0])
    return text.replace(first["vocabulary"], "sha256:…").replace(first["engine"], "eligo …")


@pytest.mark.parametrize("format", [*STUDY_FILES, "fhir"])
def test_a_study_file_of_a_cohort(eligo: Eligo, expect: Expect, results: str, format: str) -> None:
    ran = eligo("report", results, "--format", format, "--site", "042")
    assert ran.code == 1
    assert ran.err.startswith("warning[W810]: 1 patient could not be screened and is not in the report\n")
    expect(f"report_{format}.txt", _without_versions(ran.out).replace("\r\n", "\n"))


@pytest.mark.parametrize("format", [*STUDY_FILES, "fhir", "html"])
def test_screening_and_reporting_give_the_same(eligo: Eligo, tmp_path: Path, format: str) -> None:
    one = eligo("screen", "patient.json", "trial.elig", "--format", format, "--site", "042")
    tmp_path.joinpath("one.jsonl").write_text(eligo("screen", "patient.json", "trial.elig", "--format", "json").out)
    again = eligo("report", "one.jsonl", "--format", format, "--site", "042")
    assert (one.code, again.code, again.err) == (0, 0, "")
    # sex and age stand in no result
    assert again.out == one.out.replace("<div><dt>Sex and age</dt><dd>female, 59 years</dd></div>\n", "")


@pytest.mark.parametrize("format", STUDY_FILES)
def test_every_line_ends_in_cr_lf_and_nothing_is_a_formula(eligo: Eligo, results: str, format: str) -> None:
    text = eligo("report", results, "--format", format).out
    assert text.endswith("\r\n")
    assert not re.search(r"\r(?!\n)", text)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")] == []
    guarded = {cell[:8] for row in rows for cell in row if cell.startswith("'")}
    assert guarded == {"log": {"'=P-3"}, "ti": {"'=HYPERL"}, "failures": {"'=HYPERL"}, "ie": set()}.get(
        format, {"'=P-3", "'=HYPERL"}
    )


def test_a_log_names_subjects_by_their_code_and_every_criterion(eligo: Eligo, results: str) -> None:
    rows = _rows(eligo("report", results, "--format", "log", "--site", "042").out)
    assert [(row["subject"], row["verdict"], row["failing"], row["undetermined"]) for row in rows] == [
        ("P-1", "eligible", "", ""),
        ("P-2", "ineligible", "vte", ""),
        ("'=P-3", "ineligible", "rate vte", ""),
        ("Ü-4", "undetermined", "", "consent creatinine_clearance"),
        ("P-5", "ineligible", "alive", ""),
    ]
    for row in rows:
        assert (row["site"], row["trial"], row["protocol_version"]) == ("042", "NCT00000005", "2.1, 2021-03-01")
        assert row["engine"].startswith("eligo ")
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", row[name]) for name in ("criteria_digest", "vocabulary_digest"))
        assert row["data_cut_off"] == "2021-05-02"


def test_ie_has_the_exceptions_alone(eligo: Eligo, results: str) -> None:
    rows = _rows(eligo("report", results, "--format", "ie").out)
    names = ("USUBJID", "IESEQ", "IESPID", "IECAT", "IEORRES", "IESTRESC")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("NCT00000005-P-2", "1", "vte", "EXCLUSION", "Y", "Y"),
        ("NCT00000005-=P-3", "1", "rate", "INCLUSION", "N", "N"),
        ("NCT00000005-=P-3", "2", "vte", "EXCLUSION", "Y", "Y"),
    ]


def test_ie_and_ti_call_a_criterion_by_one_code(eligo: Eligo, results: str) -> None:
    ti = _rows(eligo("report", results, "--format", "ti").out)
    ie = _rows(eligo("report", results, "--format", "ie").out)
    codes = [row["IETESTCD"] for row in ti]
    assert len(codes) == len(set(codes)) == 6
    assert all(re.fullmatch("[A-Z_][A-Z0-9_]{0,7}", code) for code in codes)
    assert {(row["IETESTCD"], row["IETEST"], row["IECAT"]) for row in ie} <= {
        (row["IETESTCD"], row["IETEST"], row["IECAT"]) for row in ti
    }
    assert {row["TIVERS"] for row in ti} == {"2.1, 2021-03-01"}


def test_first_reasons_add_up_to_the_screen_failures(eligo: Eligo, results: str) -> None:
    rows = _rows(eligo("report", results, "--format", "failures").out)
    totals = {row["reason"]: int(row["failed"]) for row in rows if not row["criterion"]}
    assert totals == {"screened": 5, "eligible": 1, "undetermined": 1, "screen failures": 3}
    counts = {
        row["criterion"]: [int(row[name]) for name in ("failed", "failed_first", "failed_only", "undetermined")]
        for row in rows
        if row["criterion"]
    }
    assert next(iter(counts)) == "alive"
    assert {id: count for id, count in counts.items() if any(count)} == {
        "alive": [1, 1, 1, 0],
        "rate": [1, 1, 0, 0],
        "vte": [2, 1, 1, 0],
        "consent": [0, 0, 0, 1],
        "creatinine_clearance": [0, 0, 0, 1],
    }
    assert sum(count[1] for count in counts.values()) == totals["screen failures"]


def test_the_bundle_is_fhir(eligo: Eligo, results: str) -> None:
    text = eligo("report", results, "--format", "fhir").out
    bundle = Bundle.model_validate_json(text)
    assert [entry.resource.get_resource_type() for entry in bundle.entry] == ["ResearchSubject", "Observation"] * 5
    assert len({entry.fullUrl for entry in bundle.entry}) == 10
    assert [entry.resource.status for entry in bundle.entry[::2]] == [
        "eligible", "ineligible", "ineligible", "potential-candidate", "ineligible",
    ]  # fmt: skip
    open_ = {part.code.coding[0].code for part in bundle.entry[7].resource.component if part.dataAbsentReason}
    assert open_ == {"consent", "creatinine_clearance"}


def test_a_bundle_of_nobody_is_fhir(eligo: Eligo) -> None:
    assert Bundle.model_validate_json(eligo("report", "-", "--format", "fhir").out).entry is None


def test_patients_without_a_code_and_screened_twice_are_fhir(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("twice.ndjson").write_text(2 * f"{json.dumps(patient(None, THROMBOSIS))}\n")
    eligo("batch", "twice.ndjson", "--trial", "trial.elig", "--out", "twice.jsonl")
    bundle = Bundle.model_validate_json(eligo("report", "twice.jsonl", "--format", "fhir").out)
    assert len({entry.fullUrl for entry in bundle.entry}) == 4


def test_several_files_and_standard_input(eligo: Eligo, results: str) -> None:
    lines = Path(results).read_bytes().splitlines(keepends=True)
    Path("b.jsonl").write_bytes(lines[1])
    ran = eligo("report", "b.jsonl", "-", "--format", "log", stdin=b"\n".join(lines[2:4]))
    assert (ran.code, [row["subject"] for row in _rows(ran.out)]) == (0, ["P-2", "'=P-3", "Ü-4"])


@pytest.mark.parametrize(
    "line",
    [
        "SECRET", '{"SECRET": 1}', "[]", "3", '{"error": {"SECRET": 1}}', '{"error": "SECRET"}', '{"error": 3}',
        '{"trial": {"id": "SECRET"}}', "[" * 100_000, '"\\ud800"', '{"error": null}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_result_is_named_by_its_place(eligo: Eligo, tmp_path: Path, line: str) -> None:
    tmp_path.joinpath("some.jsonl").write_text(f"\n{line}\n")
    ran = eligo("report", "some.jsonl", "--format", "log")
    assert ran.code == 2
    assert ran.err.startswith("error[E819]: no result of a screening\n  --> some.jsonl:2\n")
    assert "SECRET" not in ran.out + ran.err


def test_a_result_of_wrong_types_is_none(eligo: Eligo, results: str) -> None:
    node = json.loads(Path(results).read_text("utf-8").splitlines()[0])
    for change in ({"patient": 3}, {"verdict": "SECRET"}, {"criteria": {}}, {"failing": ["a", None]}):
        Path("some.jsonl").write_text(json.dumps(node | change))
        ran = eligo("report", "some.jsonl", "--format", "log")
        assert (ran.code, "E819" in ran.err, "SECRET" in ran.err) == (2, True, False)


def test_a_file_that_is_not_there(eligo: Eligo) -> None:
    ran = eligo("report", "nowhere.jsonl", "--format", "log")
    assert ran.code == 2
    assert ran.err.startswith("error[E702]: there is no file `nowhere.jsonl`")


def test_a_report_of_which_nothing_is_said_is_wrong_usage(eligo: Eligo, results: str) -> None:
    ran = eligo("report", results)
    assert (ran.code, ran.out) == (2, "")
    assert "--format" in ran.err


def test_what_cannot_be_read_at_all_leaves_no_half_of_a_file(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("bad.jsonl").write_text("nonsense\n", encoding="utf-8")
    code, out, err = eligo("report", "bad.jsonl", "--format", "log")
    assert (code, out) == (2, "")
    assert err.startswith("error[E819]: no result of a screening\n")

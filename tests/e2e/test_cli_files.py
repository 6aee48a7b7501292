"""`check`, `fmt` and `compile`: trial files, good and bad."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from support import Eligo, Expect

from eligo.reports.formats.trial import Model as TrialModel

GOOD = """\
trial NCT00000001 "A small trial"

age 25–75 years
results within 28 days

exclusion criteria

- [crcl] "Creatinine clearance <15 ml / min"
    creatinine clearance < 15 mL/min
"""
UNTIDY = GOOD.replace("creatinine clearance < 15 mL/min", "CrCl <15 ml / min")
BAD = GOOD.replace("creatinine clearance < 15 mL/min", "creatinine clearance < 15 mg/dL")


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    for name, text in (("good", GOOD), ("untidy", UNTIDY), ("bad", BAD)):
        tmp_path.joinpath(f"{name}.elig").write_text(text, encoding="utf-8")


def test_a_good_file_has_nothing_to_report(eligo: Eligo) -> None:
    assert eligo("check", "good.elig") == (0, "1 file checked: nothing to report\n", "")


def test_a_bad_file_shows_where_and_what_to_write(eligo: Eligo, expect: Expect) -> None:
    code, out, err = eligo("check", "bad.elig")
    assert (code, out) == (1, "1 file checked: 1 error and 0 warnings\n")
    expect("check_bad.txt", err)


def test_concise(eligo: Eligo) -> None:
    code, _, err = eligo("check", "bad.elig", "--format", "concise")
    assert code == 1
    assert err.startswith("bad.elig:9:31: error[E301]: `mg/dL` ")
    assert err.count("\n") == 1


def test_json_names_the_place_of_each_problem(eligo: Eligo) -> None:
    code, out, err = eligo("check", "bad.elig", "good.elig", "--format", "json")
    assert (code, err) == (1, "")
    bad, good = (json.loads(line) for line in out.splitlines())
    assert (good["file"], good["errors"], good["diagnostics"]) == ("good.elig", 0, [])
    (problem,) = bad["diagnostics"]
    assert (problem["code"], problem["line"], problem["column"], problem["end_column"]) == ("E301", 9, 31, 36)


def test_sarif(eligo: Eligo) -> None:
    code, out, err = eligo("check", "bad.elig", "--format", "sarif")
    assert (code, err) == (1, "")
    document: dict[str, Any] = json.loads(out)
    assert [result["ruleId"] for result in document["runs"][0]["results"]] == ["E301"]


def test_a_folder_stands_for_its_trials_and_a_dash_for_standard_input(eligo: Eligo) -> None:
    assert eligo("check", ".").out == "3 files checked: 1 error and 0 warnings\n"
    code, _, err = eligo("check", "-", "--format", "concise", stdin=BAD.encode())
    assert code == 1
    assert err.startswith("<standard input>:9:31: error[E301]")


@pytest.mark.parametrize("command", ["check", "fmt", "compile"])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.elig", "`none.elig`"),
        ("good.elig/x.elig", "`good.elig/x.elig`"),
        ("empty", "`empty`"),
        ("a\0b.elig", "`a"),
        ("x" * 5000 + ".elig", "`xxx"),
    ],
)
def test_a_file_that_cannot_be_read(eligo: Eligo, tmp_path: Path, command: str, name: str, message: str) -> None:
    tmp_path.joinpath("empty").mkdir()
    code, out, err = eligo(command, name)
    assert (code, out) == (2, "")
    assert err.startswith("error[E702]: ")
    assert message in err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read every file")
def test_a_file_that_may_not_be_read(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("good.elig").chmod(0)
    code, _, err = eligo("check", "good.elig")
    assert code == 2
    assert "error[E702]: `good.elig` may not be read" in err


def test_one_unreadable_file_keeps_no_other_from_being_checked(eligo: Eligo) -> None:
    code, out, err = eligo("check", "none.elig", "bad.elig")
    assert (code, out) == (2, "1 file checked: 1 error and 0 warnings\n")
    assert "error[E702]" in err
    assert "error[E301]" in err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80", GOOD.encode("utf-16")])
def test_a_file_that_is_not_utf8(eligo: Eligo, tmp_path: Path, content: bytes) -> None:
    tmp_path.joinpath("x.elig").write_bytes(content)
    for command in ("check", "fmt", "compile"):
        code, _, err = eligo(command, "x.elig")
        assert code == 1
        assert "error[E101]" in err
    assert tmp_path.joinpath("x.elig").read_bytes() == content


def test_fmt_rewrites_a_file_once(eligo: Eligo, tmp_path: Path) -> None:
    path = tmp_path / "untidy.elig"
    path.chmod(0o640)
    assert eligo("fmt", "untidy.elig") == (0, "", "untidy.elig rewritten\n")
    assert path.read_text(encoding="utf-8") == GOOD
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert eligo("fmt", "untidy.elig") == (0, "", "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.elig", "good.elig", "untidy.elig"]


def test_fmt_follows_a_link(eligo: Eligo, tmp_path: Path) -> None:
    link = tmp_path / "link.elig"
    link.symlink_to("untidy.elig")
    assert eligo("fmt", "link.elig").code == 0
    assert link.is_symlink()
    assert tmp_path.joinpath("untidy.elig").read_text(encoding="utf-8") == GOOD


def test_fmt_check_changes_nothing(eligo: Eligo, tmp_path: Path) -> None:
    assert eligo("fmt", "--check", "untidy.elig", "good.elig") == (1, "", "untidy.elig would change\n")
    assert eligo("fmt", "--check", "good.elig") == (0, "", "")
    assert tmp_path.joinpath("untidy.elig").read_text(encoding="utf-8") == UNTIDY


def test_fmt_diff_shows_the_change(eligo: Eligo, tmp_path: Path, expect: Expect) -> None:
    code, out, err = eligo("fmt", "--diff", "untidy.elig")
    assert (code, err) == (0, "")
    expect("fmt_diff.txt", out)
    assert tmp_path.joinpath("untidy.elig").read_text(encoding="utf-8") == UNTIDY
    assert eligo("fmt", "--diff", "--check", "untidy.elig").code == 1


def test_fmt_says_where_an_error_stands(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("x.elig").write_text("inclusion criteria\n\n- ALT < 3 × ULN or\n", encoding="utf-8")
    code, out, err = eligo("fmt", "x.elig")
    assert (code, out) == (1, "")
    assert err.startswith("error[E104]: ")
    assert " --> x.elig:3:18\n" in err


def test_fmt_filters_standard_input(eligo: Eligo) -> None:
    assert eligo("fmt", "-", stdin=UNTIDY.encode()) == (0, GOOD, "")


def test_fmt_leaves_a_file_with_errors_alone(eligo: Eligo, tmp_path: Path) -> None:
    broken = UNTIDY + "- creatinine clearance <<< 15\n"
    path = tmp_path / "broken.elig"
    path.write_text(broken, encoding="utf-8")
    code, out, err = eligo("fmt", "broken.elig", "untidy.elig")
    assert (code, out) == (1, "")
    assert "error[E" in err
    assert "untidy.elig rewritten" in err
    assert path.read_text(encoding="utf-8") == broken


def test_a_folder_that_cannot_be_written(eligo: Eligo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    code, out, err = eligo("fmt", "untidy.elig")
    assert (code, out) == (2, "")
    assert err.startswith("error[E707]: `untidy.elig` cannot be written\n   = help: Permission denied\n")


def test_a_rewriting_that_fails_leaves_the_file_as_it_was(
    eligo: Eligo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = eligo("fmt", "untidy.elig")
    assert code == 2
    assert "No space left on device" in err
    assert tmp_path.joinpath("untidy.elig").read_text(encoding="utf-8") == UNTIDY
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.elig", "good.elig", "untidy.elig"]


def test_compile_prints_the_object_of_the_format(eligo: Eligo) -> None:
    code, out, err = eligo("compile", "good.elig")
    assert (code, err) == (0, "")
    TrialModel.model_validate_json(out)
    document: dict[str, Any] = json.loads(out)
    assert document["trial"]["id"] == "NCT00000001"
    assert [criterion["id"] for criterion in document["criteria"]] == ["age", "crcl"]
    assert document["criteria"][1]["rule"]["high"] == {"value": "15", "inclusive": False}
    assert json.loads(eligo("compile", "-", stdin=GOOD.encode()).out)["trial"]["id"] == "NCT00000001"


def test_a_trial_with_errors_is_not_compiled(eligo: Eligo) -> None:
    code, out, err = eligo("compile", "bad.elig")
    assert (code, out) == (1, "")
    assert err.startswith("error[E301]: ")


def test_an_unknown_trial_names_near_ones(eligo: Eligo) -> None:
    code, out, err = eligo("compile", "NCT05019278")
    assert (code, out) == (2, "")
    assert err == (
        "error[E701]: no trial is called `NCT05019278`\n"
        "   = help: did you mean `NCT05019287`?\n"
        "   = more: eligo explain E701\n"
    )

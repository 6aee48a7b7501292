"""`new` and `test`: a trial with its cases."""

from pathlib import Path

import pytest
from support import Eligo, Expect


@pytest.fixture
def started(eligo: Eligo) -> Eligo:
    code, out, err = eligo("new", "NCT01")
    assert (code, err) == (0, "")
    assert out == ("wrote NCT01.elig and NCT01.cases.toml; next: eligo check NCT01.elig, eligo test NCT01.elig\n")
    return eligo


def test_what_new_writes_is_good_canonical_and_passes_its_cases(started: Eligo, expect: Expect) -> None:
    assert started("check", "NCT01.elig").code == 0
    assert started("fmt", "--check", "NCT01.elig") == (0, "", "")
    code, out, err = started("test", "--verbose")
    assert (code, err) == (0, "")
    expect("cases_of_a_new_trial.txt", out)
    assert "pass  " not in started("test").out
    assert started("test", "NCT01.elig").code == started("test", "NCT01.cases.toml").code == 0


def test_new_overwrites_nothing(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("NCT01.cases.toml").write_text("mine", encoding="utf-8")
    code, out, err = eligo("new", "NCT01")
    assert (code, out) == (2, "")
    assert err == (
        "error[E707]: `NCT01.cases.toml` is there already and is not overwritten\n"
        "   = help: choose another id, or move that file away first\n"
        "   = more: eligo explain E707\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["NCT01.cases.toml"]
    assert tmp_path.joinpath("NCT01.cases.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("id", ["../x", "a b", "", "x" * 65, "-x"])
def test_new_takes_only_ids_that_are_file_names(eligo: Eligo, tmp_path: Path, id: str) -> None:
    code, out, err = eligo("new", "--", id)
    assert (code, out) == (2, "")
    assert err.startswith("error: an id is letters, digits, _ and -")
    assert list(tmp_path.iterdir()) == []


def test_new_in_a_folder_that_cannot_be_written(eligo: Eligo, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    code, _, err = eligo("new", "NCT01")
    assert code == 2
    assert err.startswith("error[E707]: `NCT01.elig` cannot be written\n   = help: Permission denied\n")


def _cases(folder: Path, text: str) -> None:
    path = folder / "NCT01.cases.toml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_case_that_fails_says_what_decided(started: Eligo, tmp_path: Path, expect: Expect) -> None:
    _cases(
        tmp_path,
        '\n[[case]]\nname = "wrong"\nbase = "a patient who may take part"\n'
        'facts = { "creatinine clearance" = "20 mL/min" }\nverdict = "eligible"\nholds = { crcl = "no" }\n',
    )
    code, out, err = started("test", "NCT01.elig")
    assert code == 1
    assert "4 of 5 cases pass" in out
    assert "\n  FAIL  wrong\n" in out
    expect("case_failed.txt", err)


@pytest.mark.parametrize(
    ("case", "message", "help_"),
    [
        (
            'name = "x"\nbase = "a patient who may take part"\nholds = { crlc = "no" }\n',
            "case `x` expects something of `crlc`, which is no criterion of NCT01",
            "did you mean `crcl`?",
        ),
        (
            'name = "x"\nholds = { zzz = "no" }\n',
            "case `x` expects something of `zzz`, which is no criterion of NCT01",
            "`eligo compile NCT01.elig` lists the criteria",
        ),
        (
            'name = "x"\nas_of = "yesterday"\n',
            "the facts of case `x` cannot be read: as_of: ",
            None,
        ),
        ('name = "x"\nfacts = { ECOG = 1 }\n', "the facts of case `x` cannot be read: no screening date", None),
    ],
)
def test_a_case_that_cannot_be_screened(
    started: Eligo, tmp_path: Path, case: str, message: str, help_: str | None
) -> None:
    _cases(tmp_path, f"\n[[case]]\n{case}")
    code, out, err = started("test", "NCT01.elig")
    assert code == 1
    assert "4 of 5 cases pass" in out
    assert f"error[E705]: {message}" in err
    if help_ is not None:
        assert f"= help: {help_}" in err


def test_an_age_takes_the_place_of_a_birth_date(started: Eligo, tmp_path: Path) -> None:
    _cases(
        tmp_path,
        '\n[[case]]\nname = "a child"\nbase = "a patient who may take part"\nfacts = { age = "17 years" }\n'
        'verdict = "ineligible"\nholds = { age = "no" }\n'
        '\n[[case]]\nname = "grown up"\nbase = "a child"\npatient = { birth_date = "2000-01-01" }\n'
        'verdict = "eligible"\nholds = { age = "yes" }\n',
    )
    code, _, err = started("test", "NCT01.elig")
    assert (code, err) == (0, "")


def test_a_name_that_nothing_knows_is_a_warning(started: Eligo, tmp_path: Path) -> None:
    _cases(
        tmp_path,
        '\n[[case]]\nname = "odd"\nbase = "a patient who may take part"\nfacts = { florbitude = "3 mg" }\n'
        'verdict = "eligible"\n',
    )
    code, _, err = started("test", "NCT01.elig")
    assert code == 0
    assert err.startswith("warning[W601]: ")
    assert "--> NCT01.cases.toml:odd: facts[0]" in err


def test_a_wrong_case_file_and_a_wrong_trial_keep_no_other_from_running(started: Eligo, tmp_path: Path) -> None:
    started("new", "NCT02")
    started("new", "NCT03")
    _cases(tmp_path, "\n[[case]]\nverdict = 1\n")
    tmp_path.joinpath("NCT02.elig").write_text("inclusion criteria\n- florbitude\n", encoding="utf-8")
    code, out, err = started("test")
    assert code == 1
    assert "error[E705]: case 5 has no name" in err
    assert "error[E201]" in err
    assert out.startswith("NCT03.cases.toml: 4 of 4 cases pass\n")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none", "`none` is no trial file, case file or folder"),
        ("none.elig", "there is no case file `none.cases.toml`"),
        ("none.cases.toml", "there is no case file `none.cases.toml`"),
        (".", "the folder `.` holds no cases"),
    ],
)
def test_no_cases(eligo: Eligo, name: str, message: str) -> None:
    code, out, err = eligo("test", name)
    assert (code, out) == (2, "")
    assert err.startswith(f"error[E702]: {message}\n")


def test_a_shipped_trial_is_tested_by_its_id(eligo: Eligo) -> None:
    code, out, err = eligo("test", "nct05019287")
    assert (code, err) == (0, "")
    assert "NCT05019287.cases.toml: " in out
    code, out, err = eligo("test", "NCT05019278")
    assert (code, out) == (2, "")
    assert err.startswith("error[E701]: no trial is called `NCT05019278`\n   = help: did you mean `NCT05019287`?\n")


def test_sex_all_asks_nothing_and_needs_no_case(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("x.elig").write_text("sex all\n\ninclusion criteria\n\n- ECOG 0-1\n", encoding="utf-8")
    cases = "".join(
        f'[[case]]\nname = "{level}"\nas_of = "2026-01-15"\npatient = {{ birth_date = "1961-03-14" }}\n'
        f'facts = {{ ECOG = {level} }}\nverdict = "{verdict}"\n'
        for level, verdict in ((1, "eligible"), (2, "ineligible"))
    )
    tmp_path.joinpath("x.cases.toml").write_text(cases, encoding="utf-8")
    code, out, err = eligo("test", "x.elig")
    assert (code, err) == (0, "")
    assert "criteria seen both holding and not holding: 1 of 1\n" in out


def test_cases_without_their_trial(started: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("NCT01.elig").unlink()
    code, out, err = started("test")
    assert (code, out) == (2, "")
    assert err.startswith("error[E702]: ")

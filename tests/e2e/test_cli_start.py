"""What needs no trial and no patient: help, versions, wrong usage, and what a process does when it is stopped."""

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support import Eligo

from eligo.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]


def process(*arguments: str, **options: object) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "eligo", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    return subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("help",)])
def test_help_lists_every_command(eligo: Eligo, arguments: tuple[str, ...]) -> None:
    code, out, err = eligo(*arguments)
    assert (code, err) == (0, "")
    assert all(f"  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(eligo: Eligo, name: str) -> None:
    code, out, err = eligo(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: eligo {name} ")


def test_the_version_is_that_of_the_project(eligo: Eligo) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert eligo("--version").out == f"eligo {project['version']}\n"


def test_an_unknown_command_names_the_near_one(eligo: Eligo) -> None:
    code, out, err = eligo("sreen")
    assert (code, out) == (2, "")
    assert err == "error: no command is called `sreen`\n  = help: did you mean `screen`?\n"
    assert "`eligo --help` lists the commands" in eligo("zzz").err


@pytest.mark.parametrize("arguments", [("screen",), ("fmt",), ("unit", "mg", "dL"), ("check", "x", "--format", "xml")])
def test_wrong_usage_says_how_the_command_is_used(eligo: Eligo, arguments: tuple[str, ...]) -> None:
    code, out, err = eligo(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert f"Usage: eligo {arguments[0]} " in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("screen", "patient.json"), "missing argument `TRIAL`"),
        (("screen", "NCT01.elig", "patient.json"), "the patient stands first, the trials behind it"),
        (("check", "x", "--format", "xml"),
         "invalid value for `--format`: `xml` is not one of `text`, `concise`, `json`, `sarif`"),
        (("vocab", "shwo", "ALT"), "invalid value for `find|show`: `shwo` is not one of `find`, `show`"),
        (("unit", "mg", "dL"), "`dL` is too much; a text of several words stands in quotes"),
        (("screen", "--as-of"), "option `--as-of` requires an argument"),
    ],
)  # fmt: skip
def test_wrong_usage_is_said_in_one_line(eligo: Eligo, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = eligo(*arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == f"error: {message}"
    assert err.endswith(f"\n  = help: eligo {arguments[0]} --help\n")


def test_a_misspelt_option_names_the_near_one(eligo: Eligo) -> None:
    assert eligo("--verison").err.startswith("error: no option is called `--verison`\n")
    first = eligo("check", "x", "--fromat", "json").err.splitlines()[0]
    assert first.startswith("error: no option is called `--fromat`")
    assert "--format" in first


def test_help_of_a_command_by_either_way(eligo: Eligo) -> None:
    out = eligo("screen", "--help").out
    assert out == eligo("screen", "-h").out == eligo("help", "screen").out
    assert out.startswith("Usage: eligo screen [OPTIONS] PATIENT TRIAL...\n")
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_text_may_begin_with_a_dash(eligo: Eligo) -> None:
    assert eligo("explain", "- ECOG 0-1").out == eligo("explain", "ECOG 0-1").out
    assert "result     268.15 K" in eligo("unit", "-5 degC", "--to", "K").out


def test_a_code_is_explained_by_its_page(eligo: Eligo) -> None:
    code, out, err = eligo("explain", "e701")
    assert (code, err) == (0, "")
    assert out.startswith("# E701: ")


def test_an_unknown_code(eligo: Eligo) -> None:
    code, out, err = eligo("explain", "E799")
    assert (code, out) == (2, "")
    assert err.startswith("error[E703]: no message has the code `E799`\n")


def test_a_process_prints_the_same(tmp_path: Path) -> None:
    done = process("--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Usage: eligo COMMAND")


def test_help_imports_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys; from eligo.cli import main; main(['--help']); "
        "print(sorted({'pint', 'pydantic', 'lark', 'typer', 'rich', 'argparse'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_command_imports_rich(tmp_path: Path) -> None:
    code = (
        "import sys; from eligo.cli import main; main(['unit', 'mg']); main(['unit', '--help']); main(['unit']); "
        "print(sorted({'rich', 'argparse', 'pint'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="shell of POSIX")
@pytest.mark.parametrize(
    ("command", "code", "err"),
    [
        ("unit - <&-", 0, ""),
        ("explain - <&-", 1, "error[E104]: this criterion is empty"),
        ("--help >&-", 0, ""),
        ("unit mg >&-", 0, ""),
        ("sreen 2>&-", 2, ""),
    ],
)
def test_a_stream_that_the_caller_closed(tmp_path: Path, command: str, code: int, err: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    shell = ["bash", "-c", f'"{sys.executable}" -m eligo {command}']
    done = subprocess.run(shell, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert (done.stderr.splitlines() or [""])[0] == err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["--help", "unit mg", "unit --help"])
def test_an_output_that_cannot_be_written(tmp_path: Path, command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    shell = ["bash", "-c", f'"{sys.executable}" -m eligo {command} >/dev/full']
    done = subprocess.run(shell, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stderr == "error: the output cannot be written: no space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m eligo schema patient | head -c 1; echo "${{PIPESTATUS[0]}}"'
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=True)
    assert (done.stdout, done.stderr) == ("{0\n", "")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_command_exits_with_130(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    with subprocess.Popen(
        [sys.executable, "-m", "eligo", "unit", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
        # tests that run in the background of a shell inherit that interruptions are ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write(b'{"text": "mg/dL"}\n')
        running.stdin.flush()
        assert b'"mg/dL"' in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130
        assert running.stderr.read() == b""


def test_a_bug_names_its_place_and_no_value(eligo: Eligo, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(code: str) -> str:
        raise RuntimeError("Jane Q Roe")

    monkeypatch.setattr("eligo.diagnostics.pages.page", broken)
    code, out, err = eligo("explain", "E701")
    assert (code, out) == (70, "")
    assert err.startswith("error: Eligo failed at ")
    assert "Roe" not in err
    assert "Traceback" not in err


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine"), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "eligo", "unit", "m^2"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "m²" in done.stdout.decode()

"""Run the command line inside the test's process, in a folder of its own."""

import io
import sys
from pathlib import Path

import pytest
from support import Eligo, Ran


@pytest.fixture
def eligo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Eligo:
    """Return a function that runs ``eligo ARGUMENTS``, with ``stdin`` as bytes, and gives back what it left."""
    from eligo.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = main(arguments)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run

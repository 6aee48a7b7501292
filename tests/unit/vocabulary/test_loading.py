"""The cache of the shipped vocabulary saves time and changes nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from eligo.vocabulary import loading
from eligo.vocabulary.building import build_tables
from eligo.vocabulary.vocabulary import Tables

_FILES = [("conditions.toml", b'[asthma]\nname = "asthma"\nsource = "x"\n')]


@pytest.fixture
def tables() -> Tables:
    return build_tables(_FILES)


def test_what_was_written_is_read(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "v.pickle"
    loading.write_cache(path, tables)
    assert loading.read_cache(path) == tables
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 64])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, tables: Tables, damage: bytes) -> None:
    path = tmp_path / "v.pickle"
    path.write_bytes(damage)
    assert loading.read_cache(path) is None
    loading.write_cache(path, tables)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert loading.read_cache(path) is None


def test_a_folder_that_cannot_be_written_is_tolerated(tmp_path: Path, tables: Tables) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "v.pickle"
    loading.write_cache(path, tables)
    assert loading.read_cache(path) is None
    loading.write_cache(None, tables)
    assert loading.read_cache(None) is None


def test_the_cache_is_keyed_by_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    one = loading.cache_path(_FILES)
    other = loading.cache_path([(_FILES[0][0], _FILES[0][1] + b"#")])
    assert one is not None
    assert other is not None
    assert one.parent == other.parent
    assert one != other
    assert loading.cache_path(_FILES) == one


def test_reading_the_cache_imports_neither_toml_reader_nor_models() -> None:
    code = (
        "import sys, eligo.vocabulary.loading\n"
        "print([m for m in ('eligo.vocabulary.building', 'eligo.vocabulary.reading', 'pydantic', 'pint', 'lark', "
        "'platformdirs', 'difflib') if m in sys.modules])"
    )
    engine = str(Path(loading.__file__).parents[2])
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": engine}
    )
    assert ran.stdout.strip() == "[]"

"""A cache saves time and changes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from eligo.caching import cached, digest_of


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "eligo"


def _never() -> str:
    raise AssertionError("built again")


def test_what_was_built_is_kept(folder: Path) -> None:
    assert cached("x", "1", str, lambda: "one", kept=2) == "one"
    assert cached("x", "1", str, _never, kept=2) == "one"
    assert [path.name for path in folder.iterdir()] == ["x-1.pickle"]


def test_only_the_newest_are_kept(folder: Path) -> None:
    for number in range(4):
        cached("x", str(number), int, lambda number=number: number, kept=2)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 64])
def test_a_damaged_cache_is_no_cache(folder: Path, damage: bytes) -> None:
    cached("x", "1", str, lambda: "one", kept=2)
    (folder / "x-1.pickle").write_bytes(damage)
    assert cached("x", "1", str, lambda: "again", kept=2) == "again"


def test_a_cache_of_another_type_is_no_cache(folder: Path) -> None:
    cached("x", "1", str, lambda: "one", kept=2)
    assert cached("x", "1", int, lambda: 1, kept=2) == 1


def test_a_folder_that_cannot_be_made_is_tolerated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "eligo").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cached("x", "1", str, lambda: "one", kept=2) == "one"


def test_a_folder_that_cannot_be_written_is_tolerated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert cached("x", "1", str, lambda: "one", kept=2) == "one"
    assert list(folder.iterdir()) == []


def test_the_digest_is_of_names_and_contents() -> None:
    assert digest_of([("a", b"1")]) == digest_of([("a", b"1")])
    assert digest_of([("a", b"1")]) != digest_of([("a", b"2")])
    assert digest_of([("a", b"1")]) != digest_of([("b", b"1")])

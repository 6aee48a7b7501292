"""Where a concept stands: in the file of what is broader, so that its neighbours are its kin."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import cast

_FOLDER = Path(__file__).resolve().parents[3] / "criteria" / "vocabulary"
_LONGEST = 430
_TREES = ("conditions", "drugs", "procedures")
_FILES = sorted(path for kind in _TREES for path in _FOLDER.joinpath(kind).rglob("*.toml"))


def _tables(path: Path) -> dict[str, dict[str, object]]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {id: table for id, table in tables.items() if id != "defaults"}


_PARENTS: dict[str, list[str]] = {
    id: list(cast("list[str]", table.get("parents", []))) for path in _FILES for id, table in _tables(path).items()
}


def _broader(id: str) -> set[str]:
    """Return ``id`` and all that is broader."""
    found, waiting = {id}, [id]
    while waiting:
        for parent in _PARENTS.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _misplaced(path: Path) -> list[str]:
    folders = path.relative_to(_FOLDER).with_suffix("").parts[1:]
    named = {name for name in folders if name in _PARENTS}
    if not named and not {"other", "states"} & set(folders):
        return [f"{path}: named after no concept"]
    return [f"[{id}] in {path}: no kind of {named}" for id in _tables(path) if not named <= _broader(id)]


def test_concepts_stand_under_what_is_broader() -> None:
    assert [problem for path in _FILES for problem in _misplaced(path)] == []


def test_files_stay_short() -> None:
    """Where one does not, its largest subtree moves to a file of its own."""
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _FILES}
    assert {path: length for path, length in lengths.items() if length > _LONGEST} == {}

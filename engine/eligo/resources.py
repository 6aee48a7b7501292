"""Find the data folders, which sit beside the package in a checkout and inside it in a wheel."""

import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data_folder(name: str) -> Traversable:
    """Return the data folder ``name``: ``"grammar"`` or ``"criteria"``."""
    packaged = files("eligo").joinpath(name)
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2].joinpath(name)


def cache_folder() -> Path | None:
    """Return the user's cache folder for Eligo, made if need be; None where nothing can be written."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "eligo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None

"""Find the data folders, which sit beside the package in a checkout and inside it in a wheel, and the cache folder."""

import os
from pathlib import Path


def data_folder(name: str) -> Path:
    """Return the data folder ``name``: ``"grammar"`` or ``"criteria"``."""
    packaged = Path(__file__).parent / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name


def cache_folder() -> Path | None:
    """Return the user's cache folder for Eligo, made if need be; None where nothing can be written."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "eligo"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home at all
        return None
    return folder if os.access(folder, os.W_OK) else None

"""The shipped vocabulary, once a process, from a cache where there is one for exactly these files and this code."""

from __future__ import annotations

import os
import pickle
import sys
from functools import lru_cache
from hashlib import sha256

from eligo.resources import data_folder
from eligo.vocabulary.vocabulary import Tables, Vocabulary

_Files = list[tuple[str, bytes]]
_DIGEST_BYTES = 32


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Return the shipped vocabulary; raises `VocabularyError` where its files are wrong.

    The cache only saves time: one that is absent, damaged, made from other files or by other code, or in a folder that
    cannot be written, changes nothing else.
    """
    files = vocabulary_files()
    path = cache_path(files)
    tables = read_cache(path)
    if tables is None:
        from eligo.vocabulary.building import build_tables  # reading TOML is needed only without a cache

        tables = build_tables(files)
        write_cache(path, tables)
    return Vocabulary(tables, shipped=True)


def vocabulary_files() -> _Files:
    """Return name and content of every file of ``criteria/vocabulary``, in the order of the names."""
    folder = data_folder("criteria").joinpath("vocabulary")
    files = [(entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return sorted(files)


def cache_path(files: _Files) -> str | None:
    """Return where the tables of ``files`` are kept; None where no folder for it is known."""
    key = sha256(sys.version.encode())
    for name, content in [*files, *_code()]:
        key.update(f"{name}\0{len(content)}\0".encode())
        key.update(content)
    folder = _cache_folder()
    return folder and os.path.join(folder, f"vocabulary-{key.hexdigest()[:32]}.pickle")  # noqa: PTH118 # pathlib costs 10 ms to import


def read_cache(path: str | None) -> Tables | None:
    """Return the tables kept at ``path``, or None where there are none or they are damaged."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:  # noqa: PTH123 # pathlib costs 10 ms to import
            content = file.read()
        if sha256(content[_DIGEST_BYTES:]).digest() != content[:_DIGEST_BYTES]:
            return None
        tables = pickle.loads(content[_DIGEST_BYTES:])
    except Exception:  # whatever is wrong with a cache, the files still say the truth
        return None
    return tables if isinstance(tables, Tables) else None


def write_cache(path: str | None, tables: Tables) -> None:
    """Keep ``tables`` at ``path`` in one step; does nothing where that cannot be done."""
    if path is None:
        return
    content = pickle.dumps(tables, 5)
    part = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 # pathlib costs 10 ms to import
        with open(part, "wb") as file:  # noqa: PTH123
            file.write(sha256(content).digest() + content)
        os.replace(part, path)  # noqa: PTH105
    except OSError:
        return


def _code() -> _Files:
    """Return the modules whose change makes an old cache wrong: those of the pickled classes and of the reading."""
    here = os.path.dirname(__file__)  # noqa: PTH120 # pathlib costs 10 ms to import
    found: _Files = []
    for folder in (here, os.path.join(os.path.dirname(here), "quantities")):  # noqa: PTH118, PTH120
        try:
            with os.scandir(folder) as entries:
                paths = sorted(entry.path for entry in entries if entry.name.endswith(".py"))
            for path in paths:
                with open(path, "rb") as file:  # noqa: PTH123
                    found.append((path, file.read()))
        except OSError:  # no sources beside the code: the version of the interpreter and the data must do
            continue
    return found


def _cache_folder() -> str | None:
    """Return the user's cache folder for this program, which platformdirs knows for other systems than Linux."""
    if sys.platform.startswith("linux"):
        # as platformdirs has it, whose import alone takes longer than everything else here
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        if not os.path.isabs(base):  # noqa: PTH117
            base = os.path.expanduser("~/.cache")  # noqa: PTH111
        return os.path.join(base, "eligo") if os.path.isabs(base) else None  # noqa: PTH117, PTH118
    from platformdirs import user_cache_dir

    return user_cache_dir("eligo", appauthor=False)

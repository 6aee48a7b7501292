"""The shipped vocabulary, once a process, from a cache where there is one for exactly these files and this code."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from eligo.caching import cached, digest_of
from eligo.resources import data_folder
from eligo.vocabulary.vocabulary import Tables, Vocabulary

#: the name of each file, and its path
_Files = list[tuple[str, str]]
#: so many caches are kept: of versions installed side by side, of branches worked on
_KEPT = 4


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Return the shipped vocabulary; raises `VocabularyError` where its files are wrong.

    The cache only saves time: one that is absent, damaged, made from other files or by other code, or in a folder that
    cannot be written, changes nothing else.
    """
    files = vocabulary_files()
    state = [(name, _state(path)) for name, path in (*files, *_code())]
    tables = cached("vocabulary", digest_of(state), Tables, lambda: _built(files), kept=_KEPT)
    return Vocabulary(tables, shipped=True)


def _built(files: _Files) -> Tables:
    from eligo.vocabulary.building import build_tables  # reading TOML is needed only without a cache

    return build_tables((name, Path(path).read_bytes()) for name, path in files)


def vocabulary_files() -> _Files:
    """Return every file of ``criteria/vocabulary`` by its name from there, in the order of the names."""
    top = str(data_folder("criteria").joinpath("vocabulary"))
    found = [f"{folder}/{name}" for folder, _, names in os.walk(top) for name in names if name.endswith(".toml")]
    return sorted((path[len(top) + 1 :].replace(os.sep, "/"), path) for path in found)


def _code() -> _Files:
    """Return the modules whose change makes an old cache wrong: those of the pickled classes and of the reading.

    They stand for the version of the program, which costs more to look up and stays the same while one works on it.
    """
    here = Path(__file__).parent
    paths = [*here.glob("*.py"), *here.with_name("quantities").glob("*.py")]
    return sorted((f"{path.parent.name}/{path.name}", str(path)) for path in paths)


def _state(path: str) -> bytes:
    """Return what is another whenever a file was written, for reading all of them takes longer than anything else.

    An installer may set the time of a file's content, but not the time at which it was put there.
    """
    found = Path(path).stat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}".encode()

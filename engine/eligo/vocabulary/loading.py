"""The shipped vocabulary, once a process, from a cache where there is one for exactly these files and this code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from eligo.caching import cached, digest_of
from eligo.resources import data_folder
from eligo.vocabulary.vocabulary import Tables, Vocabulary

_Files = list[tuple[str, bytes]]
#: so many caches are kept: of versions installed side by side, of branches worked on
_KEPT = 4


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Return the shipped vocabulary; raises `VocabularyError` where its files are wrong.

    The cache only saves time: one that is absent, damaged, made from other files or by other code, or in a folder that
    cannot be written, changes nothing else.
    """
    files = vocabulary_files()
    tables = cached("vocabulary", digest_of([*files, *_code()]), Tables, lambda: _built(files), kept=_KEPT)
    return Vocabulary(tables, shipped=True)


def _built(files: _Files) -> Tables:
    from eligo.vocabulary.building import build_tables  # reading TOML is needed only without a cache

    return build_tables(files)


def vocabulary_files() -> _Files:
    """Return name and content of every file of ``criteria/vocabulary``, in the order of the names."""
    folder = data_folder("criteria").joinpath("vocabulary")
    files = [(entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return sorted(files)


def _code() -> _Files:
    """Return the modules whose change makes an old cache wrong: those of the pickled classes and of the reading.

    They stand for the version of the program, which costs more to look up and stays the same while one works on it.
    """
    here = Path(__file__).parent
    paths = [*here.glob("*.py"), *here.with_name("quantities").glob("*.py")]
    return sorted((f"{path.parent.name}/{path.name}", path.read_bytes()) for path in paths)

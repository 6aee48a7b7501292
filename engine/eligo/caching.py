"""Files that only save time: what was worked out once, kept under the digest of all that it was made from.

A cache that is absent, damaged, made from other input or by other code, or in a folder that cannot be written changes
nothing but the time. Each file begins with the digest of its content. The folder is the user's own: pickles are read
from nowhere else.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from eligo.resources import cache_folder

_T = TypeVar("_T")
_DIGEST_BYTES = 32


def digest_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """Return a digest of named contents and of the running Python."""
    key = sha256(sys.version.encode())
    for name, content in parts:
        key.update(f"{name}\0{len(content)}\0".encode())
        key.update(content)
    return key.hexdigest()[:32]


def cached(kind: str, digest: str, type_: type[_T], build: Callable[[], _T], *, kept: int) -> _T:
    """Return what is kept for ``digest``, else what ``build`` gives, which is then kept.

    At most ``kept`` files of this ``kind`` stay in the folder, the newest.
    """
    folder = cache_folder()
    path = folder / f"{kind}-{digest}.pickle" if folder else None
    found = _read(path)
    if isinstance(found, type_):
        return found
    built = build()
    if path is not None:
        _write(path, built, kind, kept)
    return built


def _read(path: Path | None) -> object:
    if path is None:
        return None
    try:
        content = path.read_bytes()
        kept = memoryview(content)[_DIGEST_BYTES:]
        return pickle.loads(kept) if sha256(kept).digest() == content[:_DIGEST_BYTES] else None
    except Exception:  # whatever is wrong with a cache, its source still says the truth
        return None


def _write(path: Path, value: object, kind: str, kept: int) -> None:
    content = pickle.dumps(value, 5)
    part = path.with_suffix(f".{os.getpid()}")
    try:
        part.write_bytes(sha256(content).digest() + content)
        part.replace(path)
        known = sorted(path.parent.glob(f"{kind}-*.pickle"), key=lambda other: other.stat().st_mtime)
        for old in known[:-kept]:
            old.unlink(missing_ok=True)
    except OSError:
        return

"""Files as they come: plain or gzip, and one value a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import IO, Final, NamedTuple, cast

#: how a gzip file begins
GZIP: Final = b"\x1f\x8b"


class Line(NamedTuple):
    """A line of a file, and where it begins; a part of it where it is longer than was allowed, and not ``is_whole``."""

    number: int
    at: int
    data: bytes
    is_whole: bool


def is_gzip(file: IO[bytes]) -> bool:
    """Tell whether ``file``, which is at its beginning and stays there, is gzip."""
    found = file.read(len(GZIP)) == GZIP
    file.seek(0)
    return found


def plain(file: IO[bytes], *, is_packed: bool) -> IO[bytes]:
    """Return ``file`` as it is to be read, unpacked where it ``is_packed``."""
    if not is_packed:
        return file
    import gzip  # most files are plain, and of most runs none is packed

    return cast("IO[bytes]", gzip.GzipFile(fileobj=file))


def lines_of(stream: IO[bytes], most: int) -> Iterator[Line]:
    """Yield the lines of ``stream``; of one of more than ``most`` bytes, the rest is read over.

    Raises what reading raises: `EOFError`, `zlib.error` and `gzip.BadGzipFile` where a gzip file is damaged.
    """
    at = 0
    for number in count(1):
        data = stream.readline(most + 1)
        if not data:
            return
        size, is_whole, rest = len(data), len(data) <= most, data
        while not is_whole and rest and not rest.endswith(b"\n"):
            rest = stream.readline(most)
            size += len(rest)
        yield Line(number, at, data, is_whole)
        at += size

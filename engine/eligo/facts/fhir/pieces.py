"""Pieces of files: where the text of a resource stands, so that it can be read again when its patient's turn comes."""

from __future__ import annotations

import os
from collections import OrderedDict
from tempfile import TemporaryFile
from typing import IO, Final, NamedTuple

#: the number of the file that holds what was packed, or came from no file
SPOOL: Final = -1
_MOST_OPEN: Final = 64


class Piece(NamedTuple):
    """A stretch of bytes of a file, by the number of the file, and the place that people know it by."""

    file: int
    at: int
    size: int
    place: str


class Files:
    """Reads pieces of files. What cannot be read twice goes to a file without a name, which no crash leaves behind."""

    def __init__(self, paths: list[str]) -> None:
        """Serve ``paths``, by their number."""
        self._paths = paths
        self._open: OrderedDict[int, IO[bytes]] = OrderedDict()
        self._spool: IO[bytes] | None = None
        self._size = 0

    def keep(self, data: bytes) -> int:
        """Copy ``data``, and return where it begins in the file `SPOOL`."""
        if self._spool is None:
            self._spool = TemporaryFile(prefix="eligo-")  # noqa: SIM115 # `close` closes it
        at = self._size
        self._spool.write(data)
        self._size += len(data)
        return at

    def read(self, piece: Piece) -> bytes:
        """Return the bytes of ``piece``; raises `OSError`."""
        return os.pread(self._file(piece.file).fileno(), piece.size, piece.at)

    def settle(self) -> None:
        """Make what was kept readable."""
        if self._spool is not None:
            self._spool.flush()

    def close(self) -> None:
        """Close every file."""
        for file in (*self._open.values(), *([self._spool] if self._spool is not None else [])):
            file.close()

    def _file(self, number: int) -> IO[bytes]:
        if number == SPOOL:
            assert self._spool is not None
            return self._spool
        file = self._open.get(number)
        if file is None:
            if len(self._open) >= _MOST_OPEN:
                self._open.popitem(last=False)[1].close()
            file = self._open[number] = open(self._paths[number], "rb")  # noqa: PTH123, SIM115
        self._open.move_to_end(number)
        return file

"""Standard input, output and error: encodings, width, colour, and files named on the command line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from eligo.diagnostics.model import STANDARD_INPUT, Diagnostic, UsageError

_WIDEST = 100
_DEFAULT_WIDTH = 80


def prepare() -> None:
    """Let both outputs write UTF-8 whatever the locale, and never fail on a file name that is none.

    A stream that the caller closed is empty, or goes nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence() -> None:
    """Point standard output at nothing, so that leaving after it failed (a closed pipe, a full disk) says no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def width(stream: TextIO) -> int:
    """Return how many columns ``stream`` has: at most 100 on a terminal (``COLUMNS`` goes first), else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return min(int(columns), _WIDEST)
    try:
        return min(os.get_terminal_size(stream.fileno()).columns, _WIDEST) or _DEFAULT_WIDTH
    except (OSError, ValueError):
        return _DEFAULT_WIDTH


def colour(stream: TextIO) -> bool:
    """Tell whether ``stream`` is a terminal that wants colour (``NO_COLOR`` is unset, ``TERM`` is not ``dumb``)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def report(diagnostics: Sequence[Diagnostic], concise: bool = False) -> None:
    """Write ``diagnostics`` to standard error, with excerpts, or one a line where ``concise``."""
    if not diagnostics:
        return
    if concise:
        from eligo.diagnostics import concise as renderer

        sys.stderr.write(renderer.render(diagnostics))
    else:
        from eligo.diagnostics import text

        sys.stderr.write(text.render(diagnostics, width=width(sys.stderr), colour=colour(sys.stderr)))


def read(name: str) -> bytes:
    """Return the bytes of the file ``name``, or of standard input for ``-``; raise `UsageError` (E702)."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError([unreadable(name, error)]) from None


def unreadable(name: str, error: OSError | ValueError) -> Diagnostic:
    """Return the message (E702) that ``name`` cannot be read because of ``error``."""
    help_ = "check the spelling, and the folder that you are in"
    match error:
        case FileNotFoundError() | NotADirectoryError() | ValueError():
            message = f"there is no file `{name}`"
        case IsADirectoryError():
            message, help_ = f"`{name}` is a folder, not a file", "name a file in it"
        case PermissionError():
            message, help_ = f"`{name}` may not be read", "you lack the permission; ask its owner"
        case _:
            message, help_ = f"`{name}` cannot be read", error.strerror or "the system gave no reason"
    return Diagnostic("E702", message, help=help_)


def trial_files(names: Iterable[str]) -> list[str]:
    """Return ``names`` with every folder replaced by the trial files below it, in order of their names.

    Raise `UsageError` (E702) for a folder that holds none.
    """
    found: list[str] = []
    for name in names:
        if not os.path.isdir(name):  # noqa: PTH112 (Path.is_dir raises on a null character)
            found.append(name)
            continue
        inside = sorted(str(path) for path in Path(name).rglob("*.elig"))
        if not inside:
            raise UsageError(
                [Diagnostic("E702", f"the folder `{name}` holds no trial", help="trial files end in .elig")]
            )
        found += inside
    return found


def shown_name(name: str) -> str:
    """Return how messages call the file ``name``."""
    return STANDARD_INPUT if name == "-" else name


def replace(name: str, text: str) -> None:
    """Write ``text`` to the file ``name`` at once or not at all; raise `UsageError` (E707) where that is impossible."""
    from tempfile import NamedTemporaryFile

    target = Path(name).resolve()  # a link stays a link
    try:
        mode = target.stat().st_mode
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as temporary:
            try:
                temporary.write(text.encode())
                temporary.flush()
                os.fsync(temporary.fileno())
                Path(temporary.name).chmod(mode)
                Path(temporary.name).replace(target)
            except BaseException:
                Path(temporary.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise UsageError([_unwritable(name, error)]) from None


def create(files: Mapping[str, str]) -> None:
    """Write new files, text by name; none of them, and `UsageError` (E707), where one is there or cannot be written."""
    for name in files:
        if os.path.lexists(name):
            help_ = "choose another id, or move that file away first"
            raise UsageError([Diagnostic("E707", f"`{name}` is there already and is not overwritten", help=help_)])
    for name, text in files.items():
        try:
            with Path(name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise UsageError([_unwritable(name, error)]) from None


def _unwritable(name: str, error: OSError) -> Diagnostic:
    return Diagnostic("E707", f"`{name}` cannot be written", help=error.strerror or "the system gave no reason")

"""The bytes of a trial file as text, and the limits on its size."""

from __future__ import annotations

import re

from eligo.diagnostics import Diagnostic, Label, Source, Span, TrialError

#: a trial file, in bytes (1 MB), in lines, in bullets and statements, and in words and signs of its rules, which take
#: the time (sentences and comments are free): the longest of 2,974 registered trials has 96 criteria
#: and 2,908 words
FILE_AT_MOST = 1_048_576
LINES_AT_MOST = 20_000
ITEMS_AT_MOST = 2_000
WORDS_AT_MOST = 8_000

_LINE_END = re.compile(r"\r\n?")


def decode(data: bytes, name: str) -> Source:
    """Return the text of a trial file; line ends become ``\\n`` and a byte order mark goes.

    Raises `TrialError` with E102 for more than 1 MB and E101 for bytes that are not UTF-8.
    """
    if len(data) > FILE_AT_MOST:
        raise TrialError([too_large(Source(name, ""), f"{len(data):,} bytes", f"{FILE_AT_MOST:,} bytes")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrialError([_not_utf8(data, name, error)]) from None
    return Source(name, _LINE_END.sub("\n", text))


def _not_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start].decode("utf-8-sig")
    shown_text = Source(name, before + data[error.start :].decode("utf-8", "replace"))
    help_ = "save the file as UTF-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        help_ = "this is UTF-16; save the file as UTF-8"
    return Diagnostic(
        "E101",
        f"this file is not UTF-8: byte {data[error.start]:#04x} at offset {error.start}",
        primary=Label(Span(len(before), len(before) + 1)),
        help=help_,
        source=shown_text,
    )


def too_large(source: Source, size: str, limit: str) -> Diagnostic:
    return Diagnostic(
        "E102",
        f"this trial file holds {size}; the limit is {limit}",
        primary=Label(Span(0, 0)),
        help="keep one trial to a file",
        source=source,
    )


def unreadable(source: Source) -> Diagnostic | None:
    """Return why the text as a whole is refused, or None."""
    try:
        size = len(source.text.encode())
    except UnicodeEncodeError as error:
        return Diagnostic(
            "E101",
            f"this text holds half a character (a lone surrogate) at offset {error.start}",
            primary=Label(Span(error.start, error.start + 1)),
            help="save the file as UTF-8",
            source=source,
        )
    if size > FILE_AT_MOST:
        return too_large(source, f"{size:,} bytes", f"{FILE_AT_MOST:,} bytes")
    lines = source.text.count("\n") + source.text.count("\r")
    if lines > LINES_AT_MOST:
        return too_large(source, f"{lines:,} lines", f"{LINES_AT_MOST:,} lines")
    return None

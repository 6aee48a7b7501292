"""Facts from wherever a program has them."""

from __future__ import annotations

import os
from typing import Any

from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts.json_text import MOST_BYTES
from eligo.facts.model import FactSheet
from eligo.facts.sheet import read_sheet
from eligo.vocabulary import Vocabulary


def load_facts(
    source: str | os.PathLike[str] | bytes | dict[str, Any], vocabulary: Vocabulary | None = None
) -> FactSheet:
    """Return the facts of one patient: ``source`` is a path, the bytes of a fact sheet, or what JSON makes of one.

    ``vocabulary`` is the shipped one unless given. Raises `FactsError`: what `read_sheet` raises, and E612 for a file
    that cannot be read.
    """
    if vocabulary is None:
        from eligo.vocabulary.loading import load_vocabulary  # a caller with its own vocabulary needs no other

        vocabulary = load_vocabulary()
    if isinstance(source, bytes | dict):
        return read_sheet(source, vocabulary)
    path = os.fspath(source)
    return read_sheet(_content(path), vocabulary, name=os.path.basename(path))  # noqa: PTH119 # pathlib costs 10 ms to import


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 # pathlib costs 10 ms to import
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(path, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise _unreadable(path, "a folder, not a file", "name a file in it; `eligo batch` takes many") from None
    except (OSError, ValueError):
        raise _unreadable(path, "the file cannot be read", "check the path and who may read it") from None


def _unreadable(path: str, message: str, help: str) -> FactsError:
    name = "".join(character if character.isprintable() else "?" for character in path)
    return FactsError([Diagnostic("E612", message, place=name, help=help)])

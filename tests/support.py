"""Types and limits that tests and their fixtures share."""

import sys
from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


#: runs ``eligo ARGUMENTS`` with ``stdin=`` bytes
Eligo = Callable[..., Ran]
#: holds a text against the file of this name in ``expected/``
Expect = Callable[[str, str], None]


def seconds_allowed() -> float:
    """Return the second that hostile input may take; a tracer (coverage) slows everything several times."""
    return 1.0 if sys.gettrace() is None else 8.0

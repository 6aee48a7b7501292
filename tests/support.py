"""Types and limits that tests and their fixtures share."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
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


@contextmanager
def answered_at_once() -> Generator[None]:
    """Hold what is done inside to the second of this process that hostile input may take.

    A tracer (coverage) slows everything several times; what others do on the machine does not count.
    """
    start = time.process_time()
    yield
    spent = time.process_time() - start
    assert spent < (1.0 if sys.gettrace() is None else 8.0), f"{spent:.2f} s"

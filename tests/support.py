"""Types that tests and their fixtures share."""

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

"""Find case files, and the trials that they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eligo.casebook.reading import SUFFIX, cases_beside
from eligo.diagnostics import Diagnostic, UsageError


def case_files(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return each case file that ``names`` (trials, case files, folders) stand for, once: its trial and itself.

    Raise `UsageError` (E702) for a name that stands for none.
    """
    found: dict[str, str] = {}
    for name in names:
        for cases in _named(name):
            found[str(cases)] = str(cases.with_name(cases.name.removesuffix(SUFFIX) + ".elig"))
    return [(trial, cases) for cases, trial in found.items()]


def _named(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        inside = sorted(path.rglob(f"*{SUFFIX}"))
        if not inside:
            raise _nothing(f"the folder `{name}` holds no cases", f"the cases of `X.elig` are called `X{SUFFIX}`")
        return inside
    if name.endswith(SUFFIX):
        cases = path
    elif name.endswith(".elig"):
        cases = cases_beside(path)
    else:
        raise _nothing(f"`{name}` is no trial file, case file or folder", f"trials end in .elig, cases in {SUFFIX}")
    if not cases.is_file():
        raise _nothing(f"there is no case file `{cases}`", f"the cases of `X.elig` are called `X{SUFFIX}`")
    return [cases]


def _nothing(message: str, help_: str) -> UsageError:
    return UsageError([Diagnostic("E702", message, help=help_)])

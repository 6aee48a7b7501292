"""Find case files, and the trials that they belong to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from eligo.casebook.reading import SUFFIX, cases_beside
from eligo.diagnostics import Diagnostic, UsageError
from eligo.rules import shipped_trials

_WHERE = f"the cases of `X.elig` are called `X{SUFFIX}` and stand beside it"


def case_files(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return each case file that ``names`` stand for, once: its trial and itself.

    A name is a trial file, a case file, a folder of them, or the id of a shipped trial. Raise `UsageError` (E701, E702)
    for one that stands for none.
    """
    found: dict[str, str] = {}
    for name in names:
        for cases in _named(name):
            found[str(cases)] = str(cases.with_name(cases.name.removesuffix(SUFFIX) + ".elig"))
    return [(trial, cases) for cases, trial in found.items()]


def _named(name: str) -> list[Path]:
    path = Path(name)
    if os.path.isdir(name):  # noqa: PTH112 (Path.is_dir raises on a name that is too long)
        inside = sorted(path.rglob(f"*{SUFFIX}"))
        if not inside:
            raise _nothing(f"the folder `{name}` holds no cases", _WHERE)
        return inside
    if name.endswith(SUFFIX):
        cases = path
    elif name.endswith(".elig"):
        cases = cases_beside(path)
    else:
        cases = cases_beside(_shipped(name))
    if not os.path.isfile(cases):  # noqa: PTH113 (likewise)
        raise _nothing(f"there is no case file `{cases}`", _WHERE)
    return [cases]


def _shipped(name: str) -> Path:
    trials = shipped_trials()
    found = trials.get(name) or trials.get(name.upper())
    if found is not None:
        return found
    near = get_close_matches(name.upper(), trials, 1)
    if near:
        raise UsageError([Diagnostic("E701", f"no trial is called `{name}`", help=f"did you mean `{near[0]}`?")])
    help_ = f"trials end in .elig, cases in {SUFFIX}; the trials that come with Eligo go by their ids"
    raise _nothing(f"`{name}` is no trial file, case file or folder", help_)


def _nothing(message: str, help_: str) -> UsageError:
    return UsageError([Diagnostic("E702", message, help=help_)])

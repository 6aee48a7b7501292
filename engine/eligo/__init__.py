"""Eligo screens patients against the eligibility criteria of clinical trials.

>>> from eligo import load_trial, load_facts, screen    # doctest: +SKIP
>>> screen(load_trial("NCT05019287"), load_facts("patient.json"), as_of="2021-05-02").verdict    # doctest: +SKIP
'ineligible'

Importing this package loads nothing else; each name is found when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # type checkers take it for true; importing it from typing costs 5 ms
if TYPE_CHECKING:
    from eligo.diagnostics.model import EligoError, FactsError, TrialError
    from eligo.facts import load_facts
    from eligo.rules import load_trial
    from eligo.screening import screen

__version__ = "0.1.0"
__all__ = ["EligoError", "FactsError", "TrialError", "load_facts", "load_trial", "screen"]

_HOMES = {
    "EligoError": "eligo.diagnostics.model",
    "FactsError": "eligo.diagnostics.model",
    "TrialError": "eligo.diagnostics.model",
    "load_facts": "eligo.facts",
    "load_trial": "eligo.rules",
    "screen": "eligo.screening",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'eligo' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

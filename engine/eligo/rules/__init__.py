"""What a trial means: names resolved, units checked, everything that is not plain refused with a reason.

``compile_text``, ``compile_criterion`` and ``format_text`` read text and need the parser; ``load_trial`` takes a trial
from the cache where it can, so that screening starts without it. Names are imported when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eligo.rules.compiling import compile_criterion, compile_source, compile_text
    from eligo.rules.encoding import rule_object, trial_object
    from eligo.rules.formatting import format_text
    from eligo.rules.library import load_trial, read_trial, shipped_trials

_HOMES = {
    "compile_criterion": "compiling",
    "compile_source": "compiling",
    "compile_text": "compiling",
    "rule_object": "encoding",
    "trial_object": "encoding",
    "format_text": "formatting",
    "load_trial": "library",
    "read_trial": "library",
    "shipped_trials": "library",
}

__all__ = [
    "compile_criterion",
    "compile_source",
    "compile_text",
    "format_text",
    "load_trial",
    "read_trial",
    "rule_object",
    "shipped_trials",
    "trial_object",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"eligo.rules.{_HOMES[name]}"), name)

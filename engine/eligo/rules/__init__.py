"""What a trial means: names resolved, units checked, everything that is not plain refused with a reason."""

from eligo.rules.compiling import compile_criterion, compile_source, compile_text
from eligo.rules.encoding import rule_object, trial_object
from eligo.rules.formatting import format_text
from eligo.rules.library import load_trial, read_trial, shipped_trials

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

"""Find the command and run it; turn what stops it into messages and exit codes.

Start-up is part of the contract (``--help`` within 8 times, a warm ``screen`` within 10 times an empty interpreter). On
an interpreter that starts in 10 ms, importing Typer takes 88 ms and Rich 80 ms more, which is over the budget before
any work is done; ``argparse`` takes 7 ms and the list of commands below nothing. So arguments are read by ``argparse``,
one command a module, and only the module of the command asked for is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

#: every command, in the order of the help text, and what it is for
COMMANDS = {
    "screen": "a patient against one trial or many",
    "check": "errors, units and doubtful wordings of trial files",
    "fmt": "rewrite trial files in canonical form",
    "explain": "how a criterion is read, or what a code such as E301 means",
    "compile": "a trial as typed rules, in JSON",
    "draft": "a trial file from registry text",
    "test": "run the cases that belong to trials",
    "new": "a trial file to start from, with cases",
    "facts": "any patient source as a fact sheet",
    "vocab": "find and show what the vocabulary knows",
    "unit": "what a unit or quantity is, converted where asked",
    "schema": "JSON schemas of every format",
}  # fmt: skip

DONE, HAS_ERRORS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
_BUG = 70  # EX_SOFTWARE of sysexits.h


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (the process's own unless given) name; return the exit code.

    0 done, whatever the verdict; 1 a trial has errors, a case failed or ``fmt --check`` would change something; 2 wrong
    usage, or the patient cannot be read; 130 interrupted.
    """
    from eligo.cli import streams

    streams.prepare()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        streams.silence()
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name in ("-h", "--help", "help"):
        sys.stdout.write(_help())
        return DONE
    if name in ("-V", "--version"):
        from eligo import __version__

        sys.stdout.write(f"eligo {__version__}\n")
        return DONE
    if name not in COMMANDS:
        sys.stderr.write(_unknown(name))
        return UNUSABLE
    return _guarded(name, arguments[1:])


def _guarded(name: str, arguments: list[str]) -> int:
    from eligo.cli import streams
    from eligo.diagnostics.model import EligoError, TrialError

    try:
        command = import_module(f"eligo.cli.{name}")
        return command.run(command.parser().parse_args(arguments))
    except EligoError as error:
        streams.report(error.diagnostics)
        return HAS_ERRORS if isinstance(error, TrialError) else UNUSABLE
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except (Exception, RecursionError) as error:  # a bug of ours: say where, never what, which may be a patient's
        sys.stderr.write(f"error: Eligo failed at {_where(error)}; please report this place\n")
        return _BUG


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    module = trace.tb_frame.f_globals.get("__name__", "?")
    return f"{module}:{trace.tb_lineno} ({type(error).__name__})"


def _help() -> str:
    width = max(map(len, COMMANDS))
    commands = "".join(f"  {name:<{width}}  {purpose}\n" for name, purpose in COMMANDS.items())
    return (
        "usage: eligo COMMAND [ARGUMENT...]\n\n"
        "Screen patients against the eligibility criteria of clinical trials.\n\n"
        f"commands:\n{commands}\n"
        "`eligo COMMAND --help` shows how a command is used, `eligo --version` the version.\n"
    )


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "`eligo --help` lists the commands"
    return f"error: no command is called `{name}`\n  = help: {hint}\n"

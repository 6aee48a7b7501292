"""Find the command and run it; turn what stops it into messages and exit codes.

A command is a module ``eligo.cli.NAME`` with a function ``run``, and a line of `COMMANDS`. The parameters of ``run``
are its arguments, ``Annotated[TYPE, typer.Argument(metavar=..., help=...)]``, and options,
``Annotated[TYPE, typer.Option(help=...)]``; its docstring is the help of the command; what it returns is the exit code.
It raises an `EligoError` for what is wrong with a file or a value, and ``typer.TyperException(message)`` for wrong
usage. A choice is a ``Literal``, a repeatable argument a ``list[str]``, a switch a ``bool`` whose option is spelled out
(``"--check"``). ``run`` imports what it works with inside itself, so that ``--help`` and wrong usage cost nothing.

Start-up is part of the contract (DESIGN, *speed to reach*). Importing Typer takes four times as long as an empty
interpreter, so `main` prints the list of commands itself, and Typer is imported with the module of the one command
that is asked for; Rich, which would take as long again, never.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from importlib import import_module

#: every command, in the order of the help text, and what it is for
COMMANDS = {
    "screen": "a patient against one trial or many",
    "batch": "many patients against one trial or more",
    "report": "study files from the results of a batch",
    "check": "errors, units and doubtful wordings of trial files",
    "fmt": "rewrite trial files in canonical form",
    "explain": "how a criterion is read, or what a code such as E301 means",
    "compile": "a trial as typed rules, in JSON",
    "draft": "a trial file from registry text",
    "test": "run the cases that belong to trials",
    "new": "a trial file to start from, with cases",
    "facts": "any patient source as a fact sheet",
    "audit": "verify the chain of an audit file",
    "vocab": "find and show what the vocabulary knows",
    "unit": "what a unit or quantity is, converted where asked",
    "schema": "JSON schemas of every format",
}  # fmt: skip

DONE, HAS_ERRORS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
_BUG = 70  # EX_SOFTWARE of sysexits.h
#: so many new objects between two collections of garbage
_RARELY = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (the process's own unless given) name; return the exit code.

    0 done, whatever the verdict; 1 a trial has errors, a case failed or ``fmt --check`` would change something; 2 wrong
    usage, or the patient cannot be read; 130 interrupted.
    """
    if arguments is None:
        # modules, tables and facts live to the end: the garbage collector, at its usual pace, only looks through them
        gc.set_threshold(_RARELY)
        atexit.register(gc.freeze)
    try:
        from eligo.cli import streams

        streams.prepare()
        try:
            code = _run(list(sys.argv[1:] if arguments is None else arguments))
            sys.stdout.flush()
        except BrokenPipeError:
            streams.silence()
            return DONE
        except OSError as error:
            streams.silence()
            sys.stderr.write(f"error: the output cannot be written: {(error.strerror or 'no reason given').lower()}\n")
            return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(words: list[str]) -> int:
    name = words[0] if words else "--help"
    if name == "help" and words[1:2] and words[1] in COMMANDS:
        words, name = [words[1], "--help"], words[1]
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
    return _guarded(name, words[1:])


def _guarded(name: str, words: list[str]) -> int:
    from eligo.cli import streams
    from eligo.diagnostics.model import EligoError, TrialError

    try:
        from eligo.cli import parsing

        return parsing.call(name, import_module(f"eligo.cli.{name}").run, words)
    except EligoError as error:
        streams.report(error.diagnostics)
        return HAS_ERRORS if isinstance(error, TrialError) else UNUSABLE
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # writing failed; what opens a file names it
            raise
        # a bug of ours: say where, never what, which may be a patient's
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
    """Return the list of commands, laid out as Typer lays out the help of each."""
    width = max(map(len, COMMANDS))
    commands = "".join(f"  {name:<{width}}  {purpose}\n" for name, purpose in COMMANDS.items())
    return (
        "Usage: eligo COMMAND [ARGS]...\n\n"
        "  Screen patients against the eligibility criteria of clinical trials.\n\n"
        "Options:\n"
        "  -V, --version  Show the version and exit.\n"
        "  -h, --help     Show this message and exit.\n\n"
        f"Commands:\n{commands}\n"
        "  `eligo COMMAND --help` shows how a command is used.\n"
    )


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "`eligo --help` lists the commands"
    kind = "option" if name.startswith("-") else "command"
    return f"error: no {kind} is called `{name}`\n  = help: {hint}\n"

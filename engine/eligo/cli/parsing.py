"""Read the words of one command with Typer, and say what is wrong with them in one line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_command

from eligo.cli import streams

#: a text that begins with a dash, such as the bullet of a criterion or a number below nought, and no option
_TEXT = re.compile(r"-[\s\d.]\S*\s")

#: what Typer says, and what we say in its place
_WORDING = (
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)",
        r"`\1` is too much; a text of several words stands in quotes",
    ),
    (r"No such option: (\S+)", r"no option is called `\1`"),
    (r" \(Possible options: (.*)\)", r"; did you mean `\1`?"),
    (r"Value error, ", ""),
    (r"(?<!\w)'([^']*)'(?!\w)", r"`\1`"),
)


class _Command(TyperCommand):
    """A command whose help names arguments as our formats do: ``TRIAL...``, not ``{TRIAL}... <list[str]>``.

    Every argument has a ``metavar``.
    """

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        arguments = [param for param in self.get_params(ctx) if param.param_type_name == "argument"]
        return ["[OPTIONS]", *map(_usage, arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for heading, kind in (("Arguments", "argument"), ("Options", "option")):
            records = [param.get_help_record(ctx) for param in self.get_params(ctx) if param.param_type_name == kind]
            rows = list(filter(None, records))
            if kind == "argument":  # the usage says which are required
                rows = [(re.sub(r" <.*>", "", name), text.removesuffix("  [required]")) for name, text in rows]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def _usage(argument: Any) -> str:
    name = argument.metavar if argument.required else f"[{argument.metavar}]"
    return name if argument.nargs == 1 else f"{name}..."


def call(name: str, run: Callable[..., int], words: Sequence[str]) -> int:
    """Call ``run`` with the values that ``words`` give its parameters, and return its exit code.

    Wrong usage (a `typer.TyperException`, from Typer or from ``run`` itself) is said on standard error and gives 2.
    """
    width = streams.width(sys.stdout)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    settings = {"help_option_names": ["-h", "--help"], "terminal_width": width}
    app.command(name, cls=_Command, context_settings=settings)(run)
    command = get_command(app)
    program = f"eligo {name}"
    words = [f" {word}" if _TEXT.match(word) else word for word in words]
    try:
        # not command.main(standalone_mode=False), which takes a closed pipe and an interruption for itself
        with command.make_context(program, words) as context:
            return command.invoke(context)
    except typer.Exit as left:  # --help
        return left.exit_code
    except typer.TyperException as error:
        usage = typer.Context(command, info_name=program, terminal_width=width).get_usage()
        sys.stderr.write(f"error: {_in_our_words(error.format_message())}\n{usage}\n  = help: {program} --help\n")
        return 2


def _in_our_words(message: str) -> str:
    """Return a message of Typer as all our messages are: one line, lower case, words of the user in backticks."""
    line = " ".join(message.split())
    for theirs, ours in _WORDING:
        line = re.sub(theirs, ours, line)
    return (line[:1].lower() + line[1:]).rstrip(".")

"""What the commands share in reading their arguments."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import NoReturn

from eligo.cli import streams


class Parser(ArgumentParser):
    """An argument parser that says what is wrong in one line and how the command is used, and exits with 2."""

    def __init__(self, command: str, description: str) -> None:
        """Read the arguments of ``eligo COMMAND``."""
        super().__init__(
            prog=f"eligo {command}",
            description=description,
            allow_abbrev=False,
            # without a width of its own, the formatter imports shutil (5 ms) to ask the terminal
            formatter_class=lambda prog: RawDescriptionHelpFormatter(prog, width=streams.width(sys.stdout)),
        )

    def error(self, message: str) -> NoReturn:
        """Say ``message`` and the usage on standard error, and exit with 2."""
        self.exit(2, f"error: {message}\n{self.format_usage()}  = help: {self.prog} --help\n")

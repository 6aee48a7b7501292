"""The command line. `main` looks at the first word and loads that command alone, so that a process starts fast."""

from eligo.cli.main import main

__all__ = ["main"]

"""``eligo draft``: registry text to a trial file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE
from eligo.diagnostics.model import UsageError

#: bytes of one input line of --each-line; a longer one is answered, not read
_LINE_AT_MOST = 1_048_576
#: answers between two moves of the progress bar
_STEP = 200


def run(
    study: Annotated[
        str,
        typer.Argument(
            metavar="STUDY",
            help="A study of the ClinicalTrials.gov API v2 (JSON), criteria as plain text, or - for standard input.",
        ),
    ],
    format: Annotated[
        Literal["text", "json"], typer.Option(help="The trial file (text), or an object a line (json).")
    ] = "text",
    each_line: Annotated[
        bool,
        typer.Option(
            "--each-line",
            help='STUDY holds one criterion a line, as JSON ({"id", "section", "text"}); each is answered by an object '
            "on a line.",
        ),
    ] = False,
) -> int:
    """Turn registry text into a trial file.

    Every line becomes a rule, a question with the reason, or a heading.
    """
    if each_line:
        return _each_line(study)
    from eligo.drafting.answering import draft_objects
    from eligo.drafting.counting import counted
    from eligo.drafting.draft import draft_study
    from eligo.drafting.studies import read_study

    draft = draft_study(read_study(streams.read(study), study))
    if format == "json":
        sys.stdout.write("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in draft_objects(draft)))
    else:
        sys.stdout.write(draft.text)
    sys.stdout.flush()
    sys.stderr.write(counted(draft.lines) + "\n")
    return DONE


def _each_line(name: str) -> int:
    from eligo.drafting.answering import LineAnswers

    answers = LineAnswers()
    with ExitStack() as stack:
        source = sys.stdin.buffer if name == "-" else stack.enter_context(_opened(name))
        size = Path(name).stat().st_size if name != "-" else None
        lines = _with_progress(_lines(source), size, stack)
        for line in lines:
            sys.stdout.write(json.dumps(answers.answer(line), ensure_ascii=False) + "\n")
            sys.stdout.flush()  # whoever asks line by line waits for each answer
    return DONE


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        raise UsageError([streams.unreadable(name, error)]) from None


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield the lines that hold anything; of one that is too long, what fits, which is then no JSON."""
    while line := source.readline(_LINE_AT_MOST):
        rest = line
        while len(rest) == _LINE_AT_MOST and not rest.endswith(b"\n"):
            rest = source.readline(_LINE_AT_MOST)
        if line.strip():
            yield line


def _with_progress(lines: Iterator[bytes], size: int | None, stack: ExitStack) -> Iterator[bytes]:
    """Yield ``lines``, with a bar on standard error where that is a terminal and the answers go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from lines
        return
    from rich.console import Console
    from rich.progress import Progress  # 80 ms, and only people look at it

    # the answers are no part of what the bar is drawn over
    progress = stack.enter_context(Progress(console=Console(stderr=True), transient=True, redirect_stdout=False))
    task = progress.add_task("drafting", total=size)
    done = 0
    for number, line in enumerate(lines, start=1):
        yield line
        done += len(line)
        if number % _STEP == 0:
            progress.update(task, completed=done)

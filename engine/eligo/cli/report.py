"""``eligo report``: what a study file needs, from the results of a batch."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS
from eligo.diagnostics.model import Diagnostic, UsageError

if TYPE_CHECKING:
    from eligo.screening.result import Screening


def run(
    results: Annotated[
        list[str],
        typer.Argument(
            metavar="RESULTS", help="Files that `batch` or `screen --format json` wrote; - for standard input."
        ),
    ],
    format: Annotated[
        Literal["html", "log", "failures", "ie", "ti", "csv", "fhir"],
        typer.Option(
            help="html (a checklist each), csv (a row a criterion), fhir (an R4 bundle); for study files, as CSV: log "
            "(screening log), failures (counted by reason), ie and ti (CDISC SDTM)."
        ),
    ],
    site: Annotated[str | None, typer.Option(metavar="SITE", help="The study site, for study files.")] = None,
) -> int:
    """Make study files from the results of screenings.

    A patient who could not be screened is in none of them; how many there were is said, and the exit code is then 1.
    """
    from eligo.reports import parts

    reading = _Reading(results)
    screenings = reading.screenings()
    first = list(islice(screenings, 1))  # what cannot be read at all leaves no half of a file
    for part in parts(chain(first, screenings), format, site=site):
        sys.stdout.write(part)
    if not reading.failed:
        return DONE
    who = "1 patient" if reading.failed == 1 else f"{reading.failed:,} patients"
    message = f"{who} could not be screened and {'is' if reading.failed == 1 else 'are'} not in the report"
    streams.report([Diagnostic("W810", message, help="the lines with an `error` say why")])
    return HAS_ERRORS


class _Reading:
    """The screenings of files, and the number of patients who have none."""

    def __init__(self, names: Iterable[str]) -> None:
        self.failed = 0
        self._names = names

    def screenings(self) -> Iterator[Screening]:
        from eligo.batch import Failure
        from eligo.reports.result_lines import read_results

        for name in self._names:
            for result in read_results(_lines(name), streams.shown_name(name)):
                if isinstance(result, Failure):
                    self.failed += 1
                else:
                    yield result


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except (OSError, ValueError) as error:
        raise UsageError([streams.unreadable(name, error)]) from None

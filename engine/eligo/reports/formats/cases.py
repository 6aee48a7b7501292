"""The cases of a trial."""

from __future__ import annotations

from eligo.facts.schema import Model as Patient
from eligo.reports.formats.common import Strict
from eligo.screening.result import Holds, Verdict


class Case(Patient):
    """A patient and what screening them must give."""

    name: str
    base: str | None = None
    verdict: Verdict | None = None
    holds: dict[str, Holds] | None = None


class Model(Strict):
    """A case file: each case is the fact sheet of a patient and what screening it must give."""

    case: list[Case]

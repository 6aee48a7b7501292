"""What a case file holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from eligo.diagnostics import Label, Source
from eligo.screening.result import Holds, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A patient and what is expected of screening them.

    ``sheet`` holds the fields of a fact sheet that the case gives itself; those of ``base``, another case, stand where
    it gives none. Its ``facts`` replace all facts of each concept that they name, its ``patient`` the fields that it
    gives, and any other field replaces the whole of that field. ``label`` is where the case begins in its file, None
    where that is not certain.
    """

    name: str
    base: str | None = None
    sheet: dict[str, Any] = field(default_factory=dict[str, Any])
    verdict: Verdict | None = None
    holds: dict[str, Holds] = field(default_factory=dict[str, Holds])
    label: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The cases of a trial in the order of their file."""

    source: Source = field(repr=False)
    cases: tuple[Case, ...]

    def case(self, name: str) -> Case:
        """Return the case called ``name``; KeyError where there is none."""
        for case in self.cases:
            if case.name == name:
                return case
        raise KeyError(name)

    def lineage(self, case: Case) -> list[Case]:
        """Return the cases that ``case`` builds on, the first base first, and itself last."""
        line = [case]
        while line[0].base is not None:
            line.insert(0, self.case(line[0].base))
        return line

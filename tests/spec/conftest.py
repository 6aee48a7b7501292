"""Collect the literate specifications: every `##` section of a Markdown file here is a test.

A section holds prose and fenced blocks:

- ``elig``: a trial file, or criteria alone. `# error: E301` or `# warning: W501` at the end of a line expects that
  diagnostic on that line; every error must be expected.
- ``json``: a fact sheet. ``expect``: what screening it gives, a line each: `verdict eligible`, `crcl no`, `crcl
  unknown because stale`; `crcl cites facts[0] facts[2]` (all that is cited), `crcl facts[0] no` (what the evidence of
  a fact says), `crcl no until 2021-05-29` (`valid_until`); and of the whole `until 2021-05-29`, `settle measure ALT
  (U/L) [one, other]` and `missed hb -0.4 g/dL from 2021-08-14` or `missed nothing`, all of a kind in order. With only
  the cited facts every criterion must come out the same again.
- ``canonical``: what the formatter prints. ``rule``: fields of the first criterion's compiled rule, as JSON.
- ``message``: the diagnostics in full, as a person sees them.

`pytest --update` rewrites the blocks ``canonical`` and ``message``, for review.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spec_blocks import Section, canonical, check_diagnostics, check_outcome, check_rule, messages, sections_of


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    if file_path.suffix == ".md":
        return SpecFile.from_parent(parent, path=file_path)
    return None


class SpecFile(pytest.File):
    """A Markdown file of specifications."""

    def collect(self) -> Iterator[pytest.Item]:
        names: dict[str, int] = {}
        for section in sections_of(self.path.read_text(encoding="utf-8")):
            names[section.title] = names.get(section.title, 0) + 1
            assert names[section.title] == 1, f"two sections are called {section.title}"
            yield SpecItem.from_parent(self, name=section.title, section=section)


class SpecItem(pytest.Item):
    """One section."""

    def __init__(self, *, section: Section, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.section = section

    def runtest(self) -> None:
        text = ""
        for kind, content in self.section.blocks:
            if kind == "elig":
                text = content
                check_diagnostics(text)
            elif kind == "json":
                sheet = content
            elif kind == "expect":
                check_outcome(text, sheet, content)
            elif kind == "rule":
                check_rule(text, json.loads(content))
            elif kind == "canonical":
                self.compare(kind, content, canonical(text))
            elif kind == "message":
                self.compare(kind, content, messages(text))
            else:
                raise AssertionError(f"a block of an unknown kind: {kind}")

    def compare(self, kind: str, expected: str, actual: str) -> None:
        """Compare a block with what is printed now; with `--update`, rewrite it."""
        if expected == actual:
            return
        if self.config.getoption("--update", default=False):
            file = self.path.read_text(encoding="utf-8")
            old = self.section.text
            new = old.replace(f"```{kind}\n{expected}```", f"```{kind}\n{actual}```", 1)
            self.path.write_text(file.replace(old, new, 1), encoding="utf-8")
            return
        assert actual == expected

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, AssertionError):
            return f"{self.path.name}: {self.name}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        line = self.path.read_text(encoding="utf-8").split(f"## {self.name}")[0].count("\n")
        return self.path, line, self.name

"""The blocks of a literate specification, and what is held against each (tests/spec/conftest.py says how they read)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from evidence import cited_places, only_cited
from spec_prospects import PROSPECTS, check_prospects

from eligo.diagnostics import Diagnostic
from eligo.diagnostics.text import render
from eligo.facts import read_sheet
from eligo.rules import compile_text, format_text, rule_object
from eligo.screening import Screening, screen
from eligo.vocabulary.loading import load_vocabulary

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"#\s*(error|warning): ([EW]\d{3})")


@dataclass
class Section:
    """A test: its title and its blocks in order."""

    title: str
    text: str
    blocks: list[tuple[str, str]] = field(default_factory=list)


def sections_of(text: str) -> list[Section]:
    """Return the `##` sections of ``text`` that hold an ``elig`` block."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    sections = [
        Section(title.strip(), body, _FENCE.findall(body)) for title, body in zip(parts[1::2], parts[2::2], strict=True)
    ]
    return [section for section in sections if any(kind == "elig" for kind, _ in section.blocks)]


def _diagnostics(text: str) -> list[Diagnostic]:
    return compile_text(text, "spec.elig")[1]


def check_diagnostics(text: str) -> None:
    """Hold the diagnostics of ``text`` against those that its comments expect."""
    expected = {
        (number, code) for number, line in enumerate(text.splitlines(), start=1) for _, code in _EXPECTED.findall(line)
    }
    found = _diagnostics(text)
    placed = {(d.source.position(d.primary.span.start)[0], d.code) for d in found if d.primary and d.source}
    errors = {(line, code) for line, code in placed if code.startswith("E")}
    missing = expected - placed
    surplus = errors - expected
    told = render(found)
    assert not missing, f"expected and not found: {sorted(missing)}\n{told}"
    assert not surplus, f"found and not expected: {sorted(surplus)}\n{told}"


def check_outcome(text: str, sheet: str, expected: str) -> None:
    """Screen the fact sheet and compare, line by line; then see that the cited facts alone give the same."""
    trial, found = compile_text(text, "spec.elig")
    assert trial is not None, found
    result = screen(trial, read_sheet(sheet.encode(), load_vocabulary()))
    lines = expected.strip().splitlines()
    check_prospects(result, [line for line in lines if line.split()[0] in PROSPECTS])
    for line in lines:
        if line.split()[0] not in PROSPECTS:
            _check_line(result, *line.split())
    again = screen(trial, read_sheet(only_cited(json.loads(sheet, parse_float=Decimal), result), load_vocabulary()))
    holds, held = ({c.id: c.holds for c in one.criteria} for one in (result, again))
    assert held == holds, f"with only {sorted(cited_places(result))}: {held}"


def _check_line(result: Screening, subject: str, *told: str) -> None:
    if subject == "verdict":
        assert result.verdict == told[0], f"verdict is {result.verdict}: {result.standing}"
        return
    criterion = result.criterion(subject)
    if told[0] == "cites":
        assert cited_places(result, subject) == set(told[1:]), criterion.because
        return
    if told[0].startswith("facts["):
        found = {evidence.holds for evidence in criterion.because if evidence.place == told[0]}
        assert found == {told[1]}, f"evidence of {told[0]} holds: {found}"
        return
    causes = {missing.cause for missing in criterion.missing}
    assert criterion.holds == told[0], f"{subject} holds: {criterion.holds}, because {criterion.because}, {causes}"
    if told[1:2] == ("until",):
        assert str(criterion.valid_until) == told[2], f"{subject} passes until {criterion.valid_until}"
    elif len(told) > 1:
        assert told[2] in causes, f"{subject} is unknown because {causes}"


def check_rule(text: str, expected: dict[str, Any]) -> None:
    """Compare the fields that ``expected`` gives with the first criterion's rule."""
    trial, found = compile_text(text, "spec.elig")
    assert trial is not None, found
    actual = rule_object(trial.criteria[0].rule)
    assert _fits(actual, expected), json.dumps(actual, ensure_ascii=False)


def _fits(actual: Any, expected: Any) -> bool:
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(key in actual and _fits(actual[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return isinstance(actual, list) and len(actual) == len(expected) and all(map(_fits, actual, expected))
    return bool(actual == expected)


def canonical(text: str) -> str:
    """Return what the formatter prints, and see that formatting it again changes nothing."""
    printed, found = format_text(text, "spec.elig")
    assert printed is not None, found
    again, _ = format_text(printed, "spec.elig")
    assert again == printed, f"formatting twice differs:\n{again}"
    return printed


def messages(text: str) -> str:
    """Return every diagnostic as a person sees it."""
    return render(_diagnostics(text))
